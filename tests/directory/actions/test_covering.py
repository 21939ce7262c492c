"""No text anywhere in the directory names the street of a hidden place: every column is tried."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models

from tests.cluster import Cluster
from tests.directory.actions.test_hiding import STREET, Shelter, hide, shelter, tells
from tests.directory.records import as_feed
from tests.world import NOW, World

__all__ = ["shelter"]

CODES = {
    *("code", "status", "location_type", "address_type", "freq", "wkst", "byday", "byweekno"),
    *("bymonthday", "byyearday", "attending_type", "holiday", "extent_type", "precision", "way"),
    *("time_zone", "external_identifier_type", "currency", "kind", "field", "language", "scheme"),
    *("resource_type", "last_action_type", "field_name", "link_type", "link_entity"),
    *("character_set", "identifier_type", "identifier_scheme", "version_of_taxonomy", "source_key"),
}
"""Columns of codes: where a street can stand in one, it is an address to nobody."""
HELD = {"address": "a guard of its own", "confidentialplace": "where it is kept"}


def columns() -> list[tuple[str, str]]:
    """Return every table of records, with every column of words in it."""
    from hubtable.base.lock.directory import RECORDS

    return [
        (table, str(one.column))
        for table in RECORDS
        if table not in HELD
        for one in apps.get_model("directory", table)._meta.local_fields
        if isinstance(one, models.TextField) and one.column not in CODES
    ]


def put(table: str, column: str, text: str) -> None:
    """Write a row of a table with the text in a column; what it needs besides is filled in."""
    from hubtable.directory import models as m

    model: Any = apps.get_model("directory", table)
    one = m.Organization.objects.get(name="Elsewhere")
    links = {
        "organization": one,
        "service": one.services.get(name="Soup"),
        "location": one.locations.get(name="Hall"),
    }
    values: dict[str, Any] = {"id": uuid4(), "added_at": NOW, "changed_at": NOW}
    for field in model._meta.local_fields:
        if field.is_relation and field.name in links and not (field.null and table == "contact"):
            values[field.name] = links[field.name]
        if isinstance(field, models.UUIDField) and not field.is_relation and field.name != "id":
            values[field.name] = one.pk
        if field.column == column:
            values[field.name] = text
        elif field.name in ("way", "kind", "field"):
            values[field.name] = {"way": "phone", "kind": "organization", "field": "name"}[
                field.name
            ]
    if table == "translation":
        values |= {"language": f"x-{column}", "translated_on": NOW.date(), "reviewed_at": NOW}
    model.objects.create(**values)


@pytest.fixture
def elsewhere(world: World, shelter: Shelter) -> Shelter:
    """The shelter, hidden, and an organization that has nothing to do with it."""
    from hubtable.directory import models as m
    from tests.directory.records import made

    hide(world, shelter)
    with as_feed():
        one = made(m.Organization, name="Elsewhere")
        service = made(m.Service, organization=one, name="Soup")
        place = made(m.Location, organization=one, name="Hall")
        made(m.ServiceAtLocation, service=service, location=place)
    return shelter


def left(table: str, column: str) -> dict[str, list[str]]:
    """Write the street into a column; return where it can be read."""
    with as_feed():
        put(table, column, f"Ring at {STREET}!")
    return tells()


def test_every_column_of_words_loses_a_hidden_street(elsewhere: Shelter) -> None:
    tried = columns()
    assert len(tried) > 80
    assert [one for one in tried if left(*one)] == []


def test_what_stood_there_before_loses_it_too(world: World, shelter: Shelter) -> None:
    from hubtable.directory import models as m
    from tests.directory.records import made

    with as_feed():
        one = made(m.Organization, name="Elsewhere")
        service = made(m.Service, organization=one, name="Soup")
        place = made(m.Location, organization=one, name="Hall")
        made(m.ServiceAtLocation, service=service, location=place)
        for table, column in columns():
            put(table, column, f"Ring at {STREET}!")
    assert len(tells()) > 20
    hide(world, shelter)
    assert tells() == {}


def test_a_trigger_that_is_gone_is_noticed(cluster: Cluster, elsewhere: Shelter) -> None:
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as past:
        past.execute("DROP TRIGGER cover_texts_insert ON directory_contactway")
        past.execute("DROP TRIGGER cover_texts_update ON directory_contactway")
    assert left("contactway", "note").keys() == {"directory_contactway"}


def test_two_places_made_one_are_hidden_together(world: World, elsewhere: Shelter) -> None:
    """The double of a shelter, whose street is written in another way, tells where it is."""
    from hubtable.directory import models as m
    from hubtable.directory.actions.merging import merge, unmerge
    from tests.directory.records import made
    from tests.world import as_seat

    with as_feed():
        double = made(m.Location, name="Beds", latitude=42.31, longitude=-71.41, precision="exact")
        made(m.Address, location=double, address_1="Corner of Larch Row", city="Framingham",
             postal_code="01702", state_province="MA")  # fmt: skip
    by = world["steward"]
    with as_seat(by):
        done = merge(
            by=by, at=NOW, kind="location", kept=elsewhere.location, ended=double.pk, version=1
        )
    secret = ("larch row", "42\\.31")
    assert tells(*secret) == {}
    with as_seat(by):
        unmerge(by=by, at=NOW, merging=done)
    assert tells(*secret) == {}, "taken back, they are two hidden ones"
    assert m.Location.objects.get(pk=double.pk).confidential


def test_words_that_are_not_told_cannot_be_guessed_by_searching(
    world: World, elsewhere: Shelter
) -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_everything
    from tests.interop.hsds.asking import ids

    with as_feed():
        m.Location.objects.filter(pk=elsewhere.location).update(
            description="behind the lighthouse", alternate_name="the boathouse"
        )
        list_everything(by=None, at=NOW)
    assert ids("services", search="beds") == {str(elsewhere.service)}
    for words in ("lighthouse", "boathouse", "larchmere", "01702"):
        assert ids("services", search=words) == set()
    row = m.Listing.objects.get(location_id=elsewhere.location)
    town = m.Place.objects.filter(id="town:MA:framingham").first()
    assert (row.latitude, row.longitude) == (
        (town.latitude, town.longitude) if town else (None, None)
    )
