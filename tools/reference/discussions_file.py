"""The file of discussions: its columns, printed from the rules that write and read them."""

from tools.reference.markdown import code, page, table

from hubtable.table.rules.arriving import LARGEST, ROWS
from hubtable.table.rules.columns import CLOSED, COLUMNS, PROTECTED

INTRO = """\
`hubtable discussions export` and the page *Situations as a file* write it; `hubtable
discussions import` and the same page read it. One row is one discussion that has a reference;
drafts are not among them. There is no name, no plan, no note and no free text in it, in no
column."""
FORM = f"""\
## Form

- UTF-8, divided by commas, RFC 4180. The page writes a byte order mark for spreadsheets, the
  command writes none; both are read. Columns are read in any order; all must be there, and no
  other.
- What is not open to the seat that takes the file out reads `{CLOSED}`; what is open and empty
  is empty.
- Several values in one cell are divided by `;`. A value that holds `;` or a double quote,
  begins or ends with a space, or reads `{CLOSED}` or `{PROTECTED}`, stands in double quotes,
  with double quotes inside it doubled.
- A cell that a spreadsheet could run (it begins with `=`, `+`, `-`, `@`, a tab, a line end, or
  their full-width forms) or that begins with an apostrophe has one apostrophe before it.
  Reading takes one away.
- Codes are those of the table's word list; agencies are named as the Hub names them.
- At most {LARGEST // (1024 * 1024)} MB and {ROWS} rows."""
READING = """\
## Reading

Every row read is in exactly one of *new*, *unchanged* and *quarantined*. A row is known by its
table and reference. What stands here already is never changed: the same is unchanged, something
else is quarantined with its columns. A day without hours is midnight of the table's time zone;
times to come are refused. A problem names line and column and never repeats what stood in the
cell.

A discussion stands where its row says. Who brought it is known only where the row names an
agency. Who leads and who assists is assigned without having been told: of names and plans
nothing opens to them. Who was in the room does not stand in a file, so that a description opens
to nobody by presence. References and Hub numbers given later go on after the highest."""


def make() -> str:
    """Return the page."""
    rows = [(code(one.name), one.holds, one.opens.value) for one in COLUMNS]
    heads = ("column", "what stands in it", "filled when open")
    return page("File of discussions", INTRO, FORM, "## Columns", table(heads, rows), READING)
