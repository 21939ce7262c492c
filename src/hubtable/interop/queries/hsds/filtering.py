"""Which records an API request is about: one condition of SQL for each filter, joined by AND.

Words and places are asked of the listings that the finder searches as well, so that both find the
same; what a listing does not know excludes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from hubtable.directory.rules.spelling import fold
from hubtable.directory.rules.states import US
from hubtable.interop.queries.hsds.loading import TOUCHING, TRANSLATED
from hubtable.interop.rules.hsds.parameters import Asked
from hubtable.interop.rules.hsds.tables import TABLES

METERS = 6_371_008.8
"""Mean radius of the earth (IUGG)."""
DISTANCE = (
    f"2 * {METERS} * asin(least(1, sqrt("
    "sin(radians(l.latitude - %(latitude)s) / 2) ^ 2 + cos(radians(%(latitude)s))"
    " * cos(radians(l.latitude)) * sin(radians(l.longitude - %(longitude)s) / 2) ^ 2)))"
)
"""Great circle, in meters (haversine)."""
EVERYWHERE = ("nationwide", "national", "united states", "united states of america", "usa")


Place = tuple[str, str, str, float, float]
"""Town, county, state, latitude, longitude."""


class UnknownPostcode(LookupError):
    """Nothing can be near to a ZIP code whose place is not known."""


@dataclass(slots=True)
class Where:
    """Conditions on the table `t`, and what they are filled with."""

    conditions: list[str] = field(default_factory=lambda: ["t.ended_at IS NULL"])
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, **values: Any) -> None:
        """Ask for one thing more."""
        self.conditions.append(condition)
        self.values |= values

    @property
    def text(self) -> str:
        """Return the condition."""
        return " AND ".join(f"({one})" for one in self.conditions)


def where(table: str, asked: Asked) -> Where:
    """Return the condition of a request on the records of a table.

    :raises UnknownPostcode: when something is to be near to a ZIP code nobody knows.
    """
    found = Where()
    for one in (_words, _terms, _organization, _modified, _place, _of_terms):
        one(table, asked, found)
    return found


def _words(table: str, asked: Asked, found: Where) -> None:
    if not asked.search:
        return
    query = "websearch_to_tsquery('english', public.unaccent(%(search)s))"
    listed = {"service": "service_id", "service_at_location": "id"}.get(table)
    if listed:
        condition = f"t.id IN (SELECT l.{listed} FROM directory_listing l WHERE l.words @@ {query})"
    else:
        condition = f"to_tsvector('english', public.unaccent({_texts(table)})) @@ {query}"
    found.add(condition, search=asked.search)


def _texts(table: str) -> str:
    second = {"organization": "t.alternate_name", "taxonomy_term": "t.code"}.get(table, "t.uri")
    return f"concat_ws(' ', t.name, {second}, t.description)"


def _terms(table: str, asked: Asked, found: Where) -> None:
    """Ask for records sorted under a term: themselves, or the service (services) they stand for."""
    if table in ("taxonomy", "taxonomy_term"):
        return
    sorted_under = (
        "SELECT a.link_id FROM directory_attribute a WHERE a.ended_at IS NULL"
        " AND a.taxonomy_term_id {}"
    )
    if asked.taxonomy_term_id:
        links = sorted_under.format("= %(term)s")
        found.add(_itself_or_service(table, links), term=asked.taxonomy_term_id)
    if asked.taxonomy_id:
        terms = (
            "IN (SELECT x.id FROM directory_taxonomyterm x"
            " WHERE x.taxonomy_id = %(taxonomy)s AND x.ended_at IS NULL)"
        )
        links = sorted_under.format(terms)
        found.add(_itself_or_service(table, links), taxonomy=asked.taxonomy_id)


def _itself_or_service(table: str, links: str) -> str:
    itself = f"t.id IN ({links})"
    if table == "service_at_location":
        return f"{itself} OR t.service_id IN ({links})"
    if table == "organization":
        return (
            f"{itself} OR t.id IN (SELECT s.organization_id FROM directory_service s"
            f" WHERE s.ended_at IS NULL AND s.id IN ({links}))"
        )
    return itself


def _organization(table: str, asked: Asked, found: Where) -> None:
    if not asked.organization_id:
        return
    own = "t.organization_id = %(organization)s"
    if table == "service_at_location":
        own = (
            "t.service_id IN (SELECT s.id FROM directory_service s"
            " WHERE s.organization_id = %(organization)s)"
        )
    found.add(own, organization=asked.organization_id)


def _modified(table: str, asked: Asked, found: Where) -> None:
    if not asked.modified_after:
        return
    own = ["t.changed_at >= %(after)s"]
    if table == "service":
        own += ["t.last_modified >= %(after)s"]
        own += [f"t.id IN ({one})" for one in _touched()]
    found.add(" OR ".join(own), after=asked.modified_after)


def _touched() -> Iterator[str]:
    for name in TOUCHING:
        yield (
            f"SELECT c.service_id FROM {TABLES[name].relation} c"
            " WHERE c.changed_at >= %(after)s AND c.service_id IS NOT NULL"
        )
    yield f"SELECT x.record FROM ({TRANSLATED}) x (record, at) WHERE x.at >= %(after)s"


def _place(table: str, asked: Asked, found: Where) -> None:
    if not asked.postcode:
        return
    place = _place_of(asked.postcode)
    listed = "service_id" if table == "service" else "id"
    found.add(
        f"t.id NOT IN (SELECT l.{listed} FROM directory_listing l GROUP BY l.{listed}"
        " HAVING bool_and(l.serves <> '{}' AND NOT l.serves && %(names)s::text[]))",
        names=_names(asked.postcode, place),
    )
    if asked.proximity is not None:
        if place is None:
            raise UnknownPostcode
        found.add(
            f"t.id IN (SELECT l.{listed} FROM directory_listing l"
            " WHERE l.latitude BETWEEN %(latitude)s - %(degrees)s AND %(latitude)s + %(degrees)s"
            f" AND {DISTANCE} <= %(meters)s)",
            latitude=place[3],
            longitude=place[4],
            meters=asked.proximity,
            degrees=asked.proximity / 110_000 + 0.001,
        )


def _place_of(postcode: str) -> Place | None:
    """Return town, county, state and point of a ZIP code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT town, county, state, latitude, longitude FROM directory_place WHERE id = %s",
            [f"zip:{postcode[:5]}"],
        )
        found: Place | None = cursor.fetchone()
        return found


def _names(postcode: str, place: Place | None) -> list[str]:
    """Return how an area that contains the ZIP code may be called, folded as listings fold them."""
    names = {fold(postcode), fold(postcode[:5]), *EVERYWHERE}
    if place:
        town, county, code = place[:3]
        state = US.get(code, code).partition(" ")[0].replace("~", " ")
        names |= {"statewide", f"{state} statewide", code, state, f"state of {state}"}
        names |= {county, f"{county}, {code}"}
        names |= {town, f"{town}, {code}", f"{town}, {state}", f"city of {town}", f"town of {town}"}
    return sorted({fold(one) for one in names} - {""})


def _of_terms(table: str, asked: Asked, found: Where) -> None:
    if table != "taxonomy_term":
        return
    if asked.taxonomy_id:
        found.add("t.taxonomy_id = %(taxonomy)s", taxonomy=asked.taxonomy_id)
    if asked.parent_id:
        found.add("t.parent_id = %(parent)s", parent=asked.parent_id)
    if asked.top_only:
        found.add("t.parent_id IS NULL")
