"""The few conditions all policies are made of, as SQL.

They are flat in rows (lock.md, 5): one correlated look into the ledger's index.
"""

from dataclasses import dataclass, field

SCREENING = "'screening'"


@dataclass(frozen=True, slots=True)
class Guarded:
    """What the web's role may do with one table; None means nothing at all."""

    table: str
    select: str | None = None
    insert: str | None = None
    update: str | None = None
    delete: str | None = None
    columns: tuple[str, ...] = field(default=())
    """Columns the web's role may update."""
    whole: bool = False
    """Every column may be updated: the condition is the same for all."""


def acting(condition: str) -> str:
    """Return a condition on the acting party `a`."""
    return f"(SELECT true FROM lock.acting() a WHERE {condition} LIMIT 1)"


def sees(table: str, classes: str, *, record: str = "discussion_id", part: str = "") -> str:
    """Return the condition that the ledger has an open row for the acting party.

    `classes` is SQL after `l.class`, empty for any; `part` an extra condition on `l.part`.
    """
    only = f" AND l.class {classes}" if classes else ""
    narrow = f" AND {part}" if part else ""
    return (
        "(SELECT true FROM lock.acting() a JOIN public.vault_ledger l ON l.viewer = ANY (a.viewers)"
        f" WHERE l.record = {table}.{record}{only}{narrow}"
        " AND l.opens AND l.since <= a.at AND l.until > a.at LIMIT 1)"
    )


def brought(table: str, *, record: str = "discussion_id", state: str = "", extra: str = "") -> str:
    """Return the condition that the acting delegation brought the discussion."""
    moved = (
        f" JOIN public.table_discussion d ON d.id = o.discussion_id AND d.state {state}"
        if state
        else ""
    )
    more = f" AND {extra}" if extra else ""
    return (
        "(SELECT true FROM lock.acting() a JOIN public.table_origin o"
        f" ON a.kind = 'seat' AND o.delegation_id = a.delegation{moved}"
        f" WHERE o.discussion_id = {table}.{record}{more} LIMIT 1)"
    )


def of_hub(table: str, column: str = "hub_id") -> str:
    """Return the condition that a row belongs to the acting seat's Hub."""
    return acting(f"a.kind = 'seat' AND a.hub = {table}.{column}")


def admin(table: str, column: str = "hub_id", *, also: str = "", within: str = "") -> str:
    """Return the condition that the acting seat administers the row's Hub."""
    more = f" OR ({also})" if also else ""
    return acting(
        f"a.kind = 'seat' AND a.hub = {table}.{column} AND (a.role = 'admin'{more}){within}"
    )


def of_same_hub(table: str, parents: str) -> str:
    """Return the condition that what a row points to is of its own Hub.

    `parents` are words `column>table`. Foreign keys look past row security (lock.md, 6): an
    administrator could seat people at another Hub's table, or renew its agreements.
    """
    pairs = (word.split(">") for word in parents.split())
    return "".join(
        f" AND ({table}.{column} IS NULL OR EXISTS (SELECT FROM public.{parent} p"
        f" WHERE p.id = {table}.{column} AND p.hub_id = {table}.hub_id))"
        for column, parent in pairs
    )


DESK = "a.role IN ('chair', 'coordinator')"
OWN_AGENCY = "a.role = 'agency_lead' AND {table}.agency_id = a.agency"
OPEN_STATES = "IN ('submitted', 'presented', 'accepted', 'identifying', 'intervening')"


def administered(table: str, columns: str, *, also: str = "", parents: str = "") -> Guarded:
    """Return a Hub's own table: its seats read it, its administrator writes it."""
    extra, within = also.format(table=table), of_same_hub(table, parents)
    return Guarded(
        table,
        select=of_hub(table),
        insert=admin(table, also=extra, within=within),
        update=admin(table, also=extra, within=within) if columns else None,
        columns=tuple(columns.split()),
    )
