"""What changed in the directory since a partner asked last, removals included, page by page.

Where a partner stands is counted in transactions, not in time: a feed that takes an hour carries
the hour at which it began in all its rows, and by the clock a partner who asked meanwhile would
never see them. Every row knows the transaction that wrote it; all rows of transactions that were
not over when the partner asked last are told. Some may be told twice, none is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.interop.queries.hsds.asking import items
from hubtable.interop.queries.hsds.loading import TOUCHING, Told, array
from hubtable.interop.rules.hsds.parameters import CURSOR, Asked
from hubtable.interop.rules.hsds.tables import HSDS, TABLES
from hubtable.interop.rules.hsds.writing import moment

KINDS = ("taxonomy", "taxonomy_term", "organization", "service")
"""In this order: what is pointed at comes first. A service carries its places."""
WHOLE = Asked(full=True)
FEW = 5_000
"""Rows written up to which their owners are looked up; where there are more, all is told again."""

OF_LOCATION = ("phone", "contact", "schedule", "language", "address", "accessibility")
OF_AT_LOCATION = ("phone", "contact", "schedule", "service_area")
OF_ORGANIZATION = (
    *("url", "funding", "phone", "contact", "program", "organization_identifier", "location"),
)
ABOUT = (("attribute", "link_id"), ("metadata", "resource_id"), ("translation", "record"))
RELATIONS = (
    *HSDS,
    *(TABLES[name] for name in ("insurance_accepted", "contact_way", "translation")),
)
"""Every table of records, once."""
NIL = str(UUID(int=0))


class UnknownCursor(LookupError):
    """The cursor is none, or of a database that was replaced since: begin anew without one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the directory stands now."""

    database: int
    oldest: int
    """Transactions below this number are over."""
    next: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a partner stands: from which transaction on it is told; in a round, how far it came."""

    since: int = 0
    until: int = 0
    """The round ends here, and the next one begins; 0 before a round."""
    kind: int = 0
    last: str = NIL


Line = dict[str, Any]
Touched = list[tuple[str, datetime | None, datetime | None]]
"""Id, when it ended, since when its source no longer names it."""


def changes(since: str, most: int) -> list[Line]:
    """Return at most so many changes; the last line holds the cursor, and whether there is more.

    Without a cursor all there is, and no removals.

    :raises UnknownCursor: when it is none of this database.
    """
    now = _now()
    place = _known(since, now) if since else Place()
    place = place if place.until else replace(place, until=now.oldest)
    lines: list[Line] = []
    reached = _reached(_fresh(place.since, now.next)) if place.since else None
    for number in range(place.kind, len(KINDS)):
        touched = _touched(KINDS[number], place, reached, most)
        lines += _lines(KINDS[number], touched)
        most -= len(touched)
        if not most:
            there = replace(place, kind=number, last=touched[-1][0])
            return [*lines, {"cursor": _cursor(now, there), "more": True}]
        place = replace(place, last=NIL)
    return [*lines, {"cursor": _cursor(now, Place(place.until)), "more": False}]


def _now() -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.system_identifier, d.oid::bigint, pg_snapshot_xmin(s)::text::bigint,"
            " pg_snapshot_xmax(s)::text::bigint"
            " FROM pg_control_system() c, pg_current_snapshot() s, pg_database d"
            " WHERE d.datname = current_database()"
        )
        system, database, oldest, following = cursor.fetchone()
        return Standing((system ^ (database << 32)) % 2**64, oldest, following)


def _cursor(now: Standing, place: Place) -> str:
    begin = f"{now.database:x}-{place.since:x}"
    if not place.until:
        return begin
    return f"{begin}-{place.until:x}-{place.kind}-{UUID(place.last).hex}"


def _known(since: str, now: Standing) -> Place:
    match = CURSOR.fullmatch(since)
    if not match or int(match[1], 16) != now.database or int(match[2], 16) > now.next:
        raise UnknownCursor
    if not match[3]:
        return Place(int(match[2], 16))
    place = Place(int(match[2], 16), int(match[3], 16), int(match[4]), str(UUID(match[5])))
    if not place.since <= place.until <= now.next or not place.until:
        raise UnknownCursor
    return place


def _fresh(since: int, following: int) -> set[str] | None:
    """Return what was written since, and what rows that speak of any record are about.

    None where so much was written that it is quicker to tell all than to look up whose it is.
    """
    links = [(one.relation, "id") for one in RELATIONS]
    links += [(TABLES[name].relation, link) for name, link in ABOUT]
    written = " UNION ALL ".join(
        f"SELECT t.{link}::text FROM {relation} t"
        " WHERE t.written >= %(since)s AND t.written < %(next)s"
        for relation, link in links
    )
    given = {"since": since, "next": following, "most": FEW + 1}
    found = _ids(f"{written} LIMIT %(most)s", given)
    return None if len(found) > FEW else set(found)


Reached = dict[str, set[str]]
"""Step → ids: records that were written, then what they belong to, step by step upward."""


def _reached(fresh: set[str] | None) -> Reached | None:
    if fresh is None:
        return None
    spoken = fresh | _up(fresh, (("language", "phone_id"),))
    reached = spoken | _up(spoken, (("phone", "contact_id"),))
    place = reached | _up(reached, ((one, "location_id") for one in OF_LOCATION))
    at = ((one, "service_at_location_id") for one in OF_AT_LOCATION)
    return {"reached": reached, "place": place, "at_place": reached | _up(reached, at)}


def _up(ids: set[str], links: Iterable[tuple[str, str]]) -> set[str]:
    """Return what rows of these ids point to by these links."""
    each = " UNION ALL ".join(
        f"SELECT c.{link}::text FROM {TABLES[table].relation} c"
        f" WHERE c.id = ANY (%(ids)s::uuid[]) AND c.{link} IS NOT NULL"
        for table, link in links
    )
    return set(_ids(each, {"ids": array(ids)})) if ids else set()


def _ids(statement: str, given: dict[str, Any]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [key for (key,) in cursor.fetchall()]


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


def _touched(kind: str, place: Place, reached: Reached | None, most: int) -> Touched:
    """Return what was written itself, or by something that belongs to it, in the order of ids."""
    text = (
        f"SELECT r.id::text, r.ended_at, r.missing_since FROM {TABLES[kind].relation} r"
        " WHERE r.id > %(last)s::uuid"
    )
    if not place.since:
        text += " AND r.ended_at IS NULL"
    given: dict[str, Any] = {"last": place.last, "most": most}
    if reached is not None:
        text += " AND r.id = ANY (%(owners)s::uuid[])"
        given["owners"] = array(_owners(kind, reached))
    with connection.cursor() as cursor:
        cursor.execute(f"{text} ORDER BY r.id LIMIT %(most)s", given)
        return list(cursor.fetchall())


def _owners(kind: str, reached: Reached) -> set[str]:
    """Return the records of a kind that were reached; ids of others among them do no harm."""
    found = reached["reached"]
    if kind == "organization":
        owned = _up(found, ((one, "organization_id") for one in OF_ORGANIZATION))
        return found | owned | _up(reached["place"], (("location", "organization_id"),))
    if kind == "service":
        owned = _up(found, ((one, "service_id") for one in TOUCHING))
        owned |= _up(reached["at_place"], (("service_at_location", "service_id"),))
        return found | owned | _given_there(reached)
    return found


def _given_there(reached: Reached) -> set[str]:
    """Return the services of places, programs and units that were reached."""
    given = {"place": array(reached["place"]), "ids": array(reached["reached"])}
    statement = (
        "SELECT a.service_id::text FROM directory_serviceatlocation a"
        " WHERE a.location_id = ANY (%(place)s::uuid[]) UNION ALL"
        " SELECT s.id::text FROM directory_service s WHERE s.program_id = ANY (%(ids)s::uuid[])"
        " UNION ALL SELECT c.service_id::text FROM directory_servicecapacity c"
        " WHERE c.unit_id = ANY (%(ids)s::uuid[])"
    )
    return set(_ids(statement, given))
