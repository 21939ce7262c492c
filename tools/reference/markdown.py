"""The few shapes of Markdown the reference pages are made of."""

from collections.abc import Iterable, Sequence

NOTHING = "\N{EN DASH}"
"""What stands in a cell where there is nothing."""

GENERATED = "<!-- Made by `make docs` from the code. Change the code, not this page. -->"


def page(title: str, intro: str, *parts: str) -> str:
    """Return a whole page; every page says that it is generated."""
    return "\n\n".join([GENERATED, f"# {title}", intro, *parts]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; bars and line ends inside a cell are taken care of."""
    lines = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    clean = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(clean) + " |"


def code(text: str) -> str:
    """Return text as code, or nothing for nothing."""
    return f"`{text}`" if text else ""


def block(text: str, language: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{text}\n```"


def first_line(doc: str | None) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join((doc or "").strip().partition("\n\n")[0].split())
