"""Words no text contains, by which a listing is found: its categories, the cells it lies in.

They stand in `directory_listing.words` beside the words of the texts, so that one look into one
index answers text, category and place together. `listing.sql` writes the same marks. `=g?` says
that the place is not known: unknown never excludes.
"""

from math import cos, floor, radians

GRIDS = (16, 8, 4, 2, 1)
"""Cells to a degree, from narrow to wide."""
STEPS = (16, 4, 1)
"""Those tried one after another where no distance is given."""
REMOTE = "=r:remote"
"""Help comes by phone or online."""
DEGREE = 69.0
"""Miles of a degree of latitude, at least."""


def category(code: str) -> str:
    """Return the mark of a category of our vocabulary; its children carry it too."""
    return f"=c:{code}"


def term(term_id: object) -> str:
    """Return the mark of an imported term; what stands under its children carries it too."""
    return f"=t:{term_id}"


def cells(latitude: float, longitude: float, grid: int) -> tuple[str, ...]:
    """Return the marks of the cell a point lies in and the eight around it."""
    row, column = floor(latitude * grid), floor(longitude * grid)
    return tuple(
        f"=g{grid}:{row + up}:{column + right}" for up in (-1, 0, 1) for right in (-1, 0, 1)
    )


def reach(latitude: float, grid: int) -> float:
    """Return the miles within which `cells` leaves nothing out."""
    return DEGREE / grid * min(1.0, max(0.1, cos(radians(abs(latitude) + 1 / grid))))


def quoted(mark: str) -> str:
    """Return a mark or word as a tsquery has it."""
    return "'" + mark.replace("\\", "\\\\").replace("'", "''") + "'"


def any_of(marks: tuple[str, ...] | list[str]) -> str:
    """Return the tsquery that one of them matches."""
    return "(" + " | ".join(map(quoted, marks)) + ")"
