"""A row of a feed as it was given, from the records that were made of it (`splitting`)."""

from collections.abc import Sequence

from hubtable.directory.rules.feeds.tables import TABLES

Cells = tuple[str, ...]


def joined(table: str, columns: Sequence[str], rows: Sequence[Cells]) -> Cells:
    """Return the cells of a row; `rows` are its records' cells, the row itself first.

    The first record keeps every cell as it was given but links: of those it has the first.
    """
    first, *others = rows
    if not others:
        return first
    links = TABLES[table].links
    return tuple(
        ",".join(dict.fromkeys(row[place] for row in rows if row[place])) if name in links else cell
        for place, (name, cell) in enumerate(zip(columns, first, strict=True))
    )
