"""Who sees what at the table, printed from the matrix the lock follows."""

import re

from tools.reference.markdown import NOTHING, code, page, table

from hubtable.base.lock.policies import GUARDED
from hubtable.table.rules.disclosing import LEAD_DAYS, MATRIX, Relation, Sight, Until
from hubtable.table.rules.moves import State

INTRO = """\
This is the matrix of `src/hubtable/table/rules/disclosing.py`, the same rows that the database
follows (`lock.matrix`). A seat sees what all its relations to a situation allow together. Where
nothing stands, nothing is seen, not even that the situation exists."""

RELATIONS = {
    Relation.ORIGIN: "agency that brought it",
    Relation.PICKED: "picked agency (told by the one that brought it)",
    Relation.LEAD: "lead agency",
    Relation.ASSISTING: "assisting agency",
    Relation.PRESENT: "agency in the room when it was presented",
    Relation.DESK: "chair, coordinator",
    Relation.TABLE: "every agency at the table",
}
SIGHTS = {
    Sight.ANNOUNCED: "that there is one: reference, type, and the sector it comes from",
    Sight.DESCRIBED: "the description without names, in codes, and what each agency said",
    Sight.ANSWERED: "answers in the names round; a picked agency sees its own only",
    Sight.IDENTIFIED: "who one person is, where the table keeps identities; per person",
    Sight.PLANNED: "plan, attempts, contact, services; per person",
    Sight.REPORTED: "Hub number, lead and assisting agencies, the two answers, reason of the end",
}
STATES = {
    State.SCREENING: "screening",
    State.SUBMITTED: "submitted",
    State.PRESENTED: "presented, accepted",
    State.REJECTED: "rejected",
    State.IDENTIFYING: "names round",
    State.INTERVENING: "intervening",
    State.CONCLUDED: "concluded",
    State.WITHDRAWN: "withdrawn",
    State.FORGOTTEN: "forgotten",
}
UNTIL = {
    Until.ALWAYS: "",
    Until.WINDOW: " (until the offering window ends)",
    Until.LEAD_DAYS: f" ({LEAD_DAYS.days} days)",
}
BESIDES = """\
## Besides the matrix

- **Sight is per person** for `identified` and `planned`: the agency that brought a person sees that
  person; another agency sees whom it was told about. Told by word or on paper opens no screen.
- **Declined**: from the moment a person says no, `identified` and `planned` of that person are
  closed for all but the agency that brought them.
- **Emergency look**: one seat, one person, one hour, never the plan, never a protected person.
- **With any open sight** a seat sees the situation's skeleton: reference, type, state and times.
- **A seat that does not hold** (ended, or an agreement behind it has) sees nothing, whatever its
  rows in the ledger say. So does a seat at another table or of another Hub.
- **Administrators, analysts, leadership and community seats** have no relation to a situation."""


def make() -> str:
    """Return the page."""
    heads = ("who", *(STATES[state] for state in MATRIX))
    rows = [(RELATIONS[who], *(_cell(state, who) for state in MATRIX)) for who in Relation]
    classes = [(code(sight.value), SIGHTS[sight], _tables(sight)) for sight in Sight]
    return page(
        "Who sees what at the table",
        INTRO,
        table(heads, rows),
        "## The six classes",
        table(("class", "what it opens", "tables"), classes),
        BESIDES,
    )


def _cell(state: State, who: Relation) -> str:
    grants = MATRIX[state].get(who, {})
    return ", ".join(f"{sight.value}{UNTIL[until]}" for sight, until in grants.items()) or NOTHING


def _tables(sight: Sight) -> str:
    wanted = re.compile(rf"l\.class = '{sight.value}'")
    names = (one.table for one in GUARDED if one.select and wanted.search(one.select))
    return ", ".join(code(name) for name in names)
