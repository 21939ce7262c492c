"""What changed in the directory since a partner asked last, removals included.

Where a partner stands is counted in transactions, not in time: a feed that takes an hour carries
the hour at which it began in all its rows, and by the clock a partner who asked meanwhile would
never see them. All rows written by transactions that were not over when it asked last are told;
some may be told twice, none is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.interop.queries.hsds.asking import items
from hubtable.interop.queries.hsds.loading import CHUNK, TOUCHING, Told
from hubtable.interop.rules.hsds.parameters import CURSOR, Asked
from hubtable.interop.rules.hsds.tables import TABLES
from hubtable.interop.rules.hsds.writing import moment

KINDS = ("taxonomy", "taxonomy_term", "organization", "service")
"""In this order: what is pointed at comes first. A service carries its places."""
WHOLE = Asked(full=True)

OF_LOCATION = ("phone", "contact", "schedule", "language", "address", "accessibility")
OF_AT_LOCATION = ("phone", "contact", "schedule", "service_area")
OF_ORGANIZATION = (
    *("url", "funding", "phone", "contact", "program", "organization_identifier", "location"),
)
ROUND = 4_294_967_295
"""Rows know the lower half of the number of their transaction."""
FRESH = f"((%(next)s - t.xmin::text::bigint) & {ROUND}) <= %(next)s - %(since)s"


class UnknownCursor(LookupError):
    """The cursor is none, or of a database that was replaced since: begin anew without one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the directory stands now."""

    system: int
    oldest: int
    """Transactions below this number are over."""
    next: int

    @property
    def cursor(self) -> str:
        """Return what a partner sends next time."""
        return f"{self.system:x}-{self.oldest:x}"


Line = dict[str, Any]


def changes(since: str) -> Iterator[list[Line]]:
    """Return what changed, some lines at a time; the last line holds the next cursor.

    Without a cursor all there is, and no removals.

    :raises UnknownCursor: when it is none of this database.
    """
    now = _now()
    return _told(now, _known(since, now) if since else None)


def _now() -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, pg_snapshot_xmin(s)::text::bigint,"
            " pg_snapshot_xmax(s)::text::bigint"
            " FROM pg_control_system(), pg_current_snapshot() s"
        )
        system, oldest, following = cursor.fetchone()
        return Standing(system % 2**64, oldest, following)


def _known(since: str, now: Standing) -> int:
    match = CURSOR.fullmatch(since)
    if not match or int(match[1], 16) != now.system or int(match[2], 16) > now.next:
        raise UnknownCursor
    return int(match[2], 16)


def _told(now: Standing, since: int | None) -> Iterator[list[Line]]:
    for kind in KINDS:
        for touched in _all(kind) if since is None else _touched(kind, since, now.next):
            yield _lines(kind, touched)
    yield [{"cursor": now.cursor}]


Touched = list[tuple[str, datetime | None, datetime | None]]
"""Id, when it ended, since when its source no longer names it."""


def _lines(kind: str, touched: Touched) -> list[Line]:
    lines: list[Line] = []
    live = {key: missing for key, ended, missing in touched if ended is None}
    for record in items(kind, sorted(live), WHOLE, Told()):
        line = {"kind": kind, "id": record["id"], "action": "changed", "record": record}
        if missing := live[record["id"]]:
            line["missing_since"] = moment(missing)
        lines.append(line)
    for key, ended, _ in touched:
        if ended:
            at = moment(ended)
            lines.append({"kind": kind, "id": key, "action": "removed", "at": at})
    return lines


def _all(kind: str) -> Iterator[Touched]:
    last = str(UUID(int=0))
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id::text, ended_at, missing_since FROM {TABLES[kind].relation}"
                " WHERE id > %s::uuid AND ended_at IS NULL ORDER BY id LIMIT %s",
                [last, CHUNK],
            )
            found = cursor.fetchall()
        if not found:
            return
        yield found
        last = found[-1][0]


def _touched(kind: str, since: int, following: int) -> Iterator[Touched]:
    """Yield what changed itself, or by something that belongs to it; the server holds the rest."""
    sql = (
        f"{_reaching()} SELECT r.id::text, r.ended_at, r.missing_since"
        f" FROM {TABLES[kind].relation} r WHERE r.id IN ({_owners(kind)}) ORDER BY r.id"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, {"since": since, "next": following})
        while found := cursor.fetchmany(CHUNK):
            yield found


def _reaching() -> str:
    """Return the ids of fresh rows, then of what they belong to, step by step upward."""
    fresh = [f"SELECT t.id FROM {one.relation} t WHERE {FRESH}" for one in TABLES.values()]
    fresh += [
        f"SELECT t.{link} FROM {TABLES[name].relation} t WHERE {FRESH}"
        for name, link in (("attribute", "link_id"), ("metadata", "resource_id"))
    ]
    steps = {
        "fresh": " UNION ALL ".join(fresh),
        "spoken": f"SELECT id FROM fresh UNION ALL {_of('language', 'phone_id', 'fresh')}",
        "reached": f"SELECT id FROM spoken UNION ALL {_of('phone', 'contact_id', 'spoken')}",
        "place": _with("reached", (_of(one, "location_id", "reached") for one in OF_LOCATION)),
        "at_place": _with(
            "reached", (_of(one, "service_at_location_id", "reached") for one in OF_AT_LOCATION)
        ),
    }
    return "WITH " + ", ".join(f"{name} (id) AS ({sql})" for name, sql in steps.items())


def _of(table: str, link: str, inside: str) -> str:
    """Return what rows of a table point to whose ids are in a step."""
    return (
        f"SELECT c.{link} FROM {TABLES[table].relation} c"
        f" WHERE c.{link} IS NOT NULL AND c.id IN (SELECT id FROM {inside})"
    )


def _with(step: str, more: Iterator[str]) -> str:
    return " UNION ALL ".join([f"SELECT id FROM {step}", *more])


def _owners(kind: str) -> str:
    if kind == "organization":
        of_place = (
            "SELECT l.organization_id FROM directory_location l WHERE l.organization_id IS NOT NULL"
            " AND l.id IN (SELECT id FROM place)"
        )
        found = [_of(one, "organization_id", "reached") for one in OF_ORGANIZATION]
        return _with("reached", iter([*found, of_place]))
    if kind == "service":
        found = [_of(one, "service_id", "reached") for one in TOUCHING]
        found += [
            (
                "SELECT a.service_id FROM directory_serviceatlocation a"
                " WHERE a.id IN (SELECT id FROM at_place)"
                " OR a.location_id IN (SELECT id FROM place)"
            ),
            "SELECT s.id FROM directory_service s WHERE s.program_id IN (SELECT id FROM reached)",
            (
                "SELECT c.service_id FROM directory_servicecapacity c"
                " WHERE c.unit_id IN (SELECT id FROM reached)"
            ),
        ]
        return _with("reached", iter(found))
    return "SELECT id FROM reached"
