"""A small invented directory round Framingham, made once and cloned for every test."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest

from tests.cluster import NAME, Cluster
from tests.conftest import _own, _point
from tests.directory.records import as_feed, made

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Massachusetts."""
TOWNS = {
    "Framingham": ("01702", 42.283, -71.417),
    "Natick": ("01760", 42.283, -71.350),
    "Worcester": ("01608", 42.262, -71.802),
    "Springfield": ("01103", 42.103, -72.590),
}


def add(name: str, town: str, *, term: str = "", **more: Any) -> UUID:
    """Write a service of an organization of the same name at a place in a town; return its id."""
    from hubtable.directory import models as m

    postal_code, latitude, longitude = TOWNS[town]
    organization = made(m.Organization, name=more.pop("organization", f"{name} Inc."))
    place = {"latitude": latitude, "longitude": longitude, "precision": "exact"}
    location = made(m.Location, organization=organization, **{**place, **more.pop("place", {})})
    made(
        m.Address,
        location=location,
        address_1=more.pop("street", "1 Main Street"),
        city=town,
        state_province="MA",
        postal_code=postal_code,
    )
    schedules, languages = more.pop("schedules", ()), more.pop("languages", ())
    areas, rest = more.pop("serves", ()), more.pop("rest", {})
    service = made(m.Service, name=name, organization=organization, **more)
    made(m.ServiceAtLocation, service=service, location=location)
    for schedule in schedules:
        made(m.Schedule, service=service, **schedule)
    for code in languages:
        made(m.Language, service=service, code=code)
    for area in areas:
        made(m.ServiceArea, service=service, name=area)
    for model, values in rest.items():
        made(getattr(m, model), service=service, **values)
    if term:
        found = m.TaxonomyTerm.objects.filter(name=term).first() or made(m.TaxonomyTerm, name=term)
        made(m.Attribute, link_id=service.id, link_entity="service", taxonomy_term=found)
    return UUID(str(service.id))


def weekly(days: str, opens: int, closes: int) -> dict[str, Any]:
    """Return hours of every week."""
    return {"freq": "WEEKLY", "byday": days, "opens_at": time(opens), "closes_at": time(closes)}


def relist() -> None:
    """Make all listings anew."""
    from hubtable.directory.actions.listing import list_everything

    list_everything(by=None, at=NOW)


def _build() -> None:
    weekdays = weekly("MO,TU,WE,TH,FR", 9, 17)
    add("Mill Street Food Pantry", "Framingham", term="Food Pantry", schedules=[weekdays])
    add(
        "Elm Street Food Pantry",
        "Natick",
        term="Food Pantry",
        serves=["Natick"],
        schedules=[weekly("SA", 9, 12)],
        languages=["es"],
    )
    add("City Food Pantry", "Springfield", term="Food Pantry", fees="Free", serves=["Springfield"])
    add("Warm Table", "Worcester", term="Free Meals", description="A hot supper every night.")
    add("Bright Smile", "Framingham", term="Dental Care", rest={"CostOption": {"amount": 40}})
    add("Tenants First", "Worcester", term="Eviction Prevention", serves=["Worcester County", "MA"])
    add(
        "New Road Counseling",
        "Natick",
        term="Counseling",
        minimum_age=18,
        rest={"InsuranceAccepted": {"code": "masshealth", "name": "MassHealth"}},
        checked_on=date(2026, 10, 1),
    )
    add("Young Voices", "Natick", term="Counseling", minimum_age=12, maximum_age=18)
    add(
        "Full House Shelter",
        "Worcester",
        term="Emergency Shelter",
        rest={"ServiceCapacity": {"status": "full"}},
    )
    add("Phone Line", "Natick", term="Help Hotlines", rest={"ContactWay": {"way": "phone"}})
    add("Old Pantry", "Framingham", term="Food Pantry", status="defunct")
    add(
        "Casa Latina",
        "Framingham",
        description="Clases de costura para las mujeres de la comunidad.",
    )
    add("Lantern Refuge", "Natick", term="Safe Housing", street="9 Quince Court")


HIDE = """
SET session_replication_role = replica;
UPDATE directory_location SET confidential = true, latitude = NULL, longitude = NULL,
    precision = 'none' WHERE id = (SELECT l.location_id FROM directory_serviceatlocation l
    JOIN directory_service s ON s.id = l.service_id WHERE s.name = 'Lantern Refuge');
UPDATE directory_address SET address_1 = '' WHERE address_1 = '9 Quince Court';
"""
"""A confidential place as the lock leaves it; its ZIP code stands still, to see it kept out."""


@pytest.fixture(scope="session")
def towns(cluster: Cluster) -> str:
    """The template the directory stands in."""
    template = cluster.clone(name=f"{NAME}_towns")
    _point(cluster, template)
    with as_feed(NOW):
        _build()
    with cluster.as_superuser(template) as connection:
        connection.execute(HIDE)
    with as_feed(NOW):
        relist()
    _point(cluster, NAME)
    return template


@pytest.fixture
def directory(cluster: Cluster, towns: str) -> Iterator[None]:
    """A clone of it, open to somebody who acts for the directory."""
    for _ in _own(cluster, towns):
        with as_feed(NOW):
            yield
