"""A shelter's street cannot be had anywhere, and a feed that comes again does not bring it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from hubtable.base.lock.policies import GUARDED
from hubtable.kernel.verdict import Refused, Stale
from tests.directory.records import as_feed, made
from tests.world import NOW, World, as_seat

STREET = "14 Larchmere Lane"
OPEN = [one.table for one in GUARDED if one.table.startswith("directory_") and one.select]
HIDDEN = "directory_confidentialplace"
GIVEN = b"\x01given"


@dataclass
class Shelter:
    """Ids of an invented shelter that many rows tell of."""

    organization: UUID
    service: UUID
    location: UUID
    address: UUID
    source: UUID
    run: UUID


@pytest.fixture
def shelter(world: World) -> Shelter:
    """A shelter as a feed gave it."""
    from hubtable.directory import models as m

    with as_feed():
        source = m.Source.objects.create(key="county", name="County", added_at=NOW)
        run = m.Import.objects.create(
            source=source, started_at=NOW, format="csv", report={"said": STREET}
        )
        fed = {"source": source, "fingerprint": GIVEN}
        one = made(
            m.Organization, name="Quiet House", description=f"At {STREET}, since 1980.", **fed
        )
        service = made(
            m.Service, organization=one, name="Beds", description="14 larchmere ln.", **fed
        )
        place = made(
            m.Location, name=f"House at {STREET}", source_key="L7", latitude=42.3, longitude=-71.4,
            precision="exact", transportation="Bus 7", external_identifier="parcel 9", **fed,
        )  # fmt: skip
        made(m.ServiceAtLocation, service=service, location=place)
        address = _address(place.id, fed)
        for table, text in (("address", STREET), ("location", "42.3,-71.4")):
            record = address.id if table == "address" else place.id
            m.Original.objects.create(record=record, table=table, field="x", text=text)
        for given in ({"location_id": "L7", "zip": "017021"}, {"note": STREET.upper()}):
            m.Quarantine.objects.create(
                run=run, table="address", row=1, reason="bad_zip", given=given
            )
        made(m.Schedule, service=service, given=f"Mon 9-5 at {STREET}")
        m.Translation.objects.create(
            record=service.id, kind="service", field="description", language="es", text=STREET,
            of=STREET, translator="M. Rey", translated_on=NOW.date(), reviewed_at=NOW,
        )  # fmt: skip
        made(m.Metadata, resource_id=place.id, previous_value=STREET, replacement_value="x")
    return Shelter(one.id, service.id, place.id, address.id, source.id, run.id)


def _address(place: UUID, fed: dict[str, Any], street: str = STREET) -> Any:
    from hubtable.directory.models import Address

    return made(
        Address, location_id=place, address_1=street, address_2="Unit B", city="Framingham",
        state_province="MA", postal_code="01702", country="US", **fed,
    )  # fmt: skip


def tells(needle: str = "larchmere", *also: str) -> dict[str, list[str]]:
    """Return every row that whoever acts now can read and that has these words, by table."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table in OPEN:
            cursor.execute(f"SELECT t::text FROM {table} t WHERE t::text ~* %s",
                           ["|".join((needle, *also))])  # fmt: skip
            if rows := [str(text) for (text,) in cursor.fetchall()]:
                found[table] = rows
    return found


def hide(world: World, shelter: Shelter, who: str = "steward") -> None:
    """Hide the shelter."""
    from hubtable.directory.actions.hiding import hide
    from hubtable.directory.models import Location

    with as_seat(world[who]):
        version = Location.objects.get(pk=shelter.location).version
        hide(by=world[who], at=NOW, location=shelter.location, version=version)


def nowhere(world: World) -> None:
    """Nobody but a steward can read the street, the point, the ZIP, and a steward in one table."""
    secret = ("larchmere", "42\\.3", "01702", "Bus 7", "parcel 9", 'L7"')
    for who in ("chair", "admin", "agency_lead", "analyst", "community", "ridge_chair"):
        with as_seat(world[who]):
            assert tells(*secret) == {}, who
    with as_feed():
        assert tells(*secret) == {}
    assert tells(*secret) == {}, "nobody"
    with as_seat(world["steward"]):
        assert tells(*secret).keys() == {HIDDEN}


def test_before_it_is_hidden_many_rows_tell(world: World, shelter: Shelter) -> None:
    with as_seat(world["steward"]):
        assert len(tells()) >= 9
    assert {"directory_address", "directory_service", "directory_organization"} <= tells().keys()


def test_hidden_it_cannot_be_had_anywhere(world: World, shelter: Shelter) -> None:
    from hubtable.directory.models import Address, Location

    hide(world, shelter)
    nowhere(world)
    address = Address.objects.get(pk=shelter.address)
    assert (address.city, address.state_province, address.country) == ("Framingham", "MA", "US")
    place = Location.objects.get(pk=shelter.location)
    assert (place.confidential, place.precision, place.latitude) == (True, "town", None)
    assert place.name == "House at (address kept confidential)"


def test_a_feed_that_comes_again_changes_nothing(world: World, shelter: Shelter) -> None:
    from hubtable.directory.models import Address, Location

    hide(world, shelter)
    with as_feed():
        same = {"fingerprint": GIVEN}
        given = {"address_1": STREET, "postal_code": "01702", **same}
        assert Address.objects.filter(pk=shelter.address).update(**given) == 0
        point = {"latitude": 42.3, "longitude": -71.4, "confidential": False, **same}
        assert Location.objects.filter(pk=shelter.location).update(**point) == 0
    nowhere(world)


def test_a_changed_feed_is_kept_with_the_place(world: World, shelter: Shelter) -> None:
    from hubtable.directory.models import Address, ConfidentialPlace, Location

    hide(world, shelter)
    with as_feed():
        Address.objects.filter(pk=shelter.address).update(
            address_1="9 Larchmere Court", city="Natick", fingerprint=b"\x02"
        )
        Location.objects.filter(pk=shelter.location).update(
            latitude=42.35, longitude=-71.3, confidential=False, fingerprint=b"\x02"
        )
        _address(shelter.location, {}, "14 Larchmere Lane, rear")
    nowhere(world)
    assert Address.objects.get(pk=shelter.address).city == "Natick"
    with as_seat(world["steward"]):
        kept = ConfidentialPlace.objects.get(pk=shelter.location)
        assert kept.held["address"][str(shelter.address)]["address_1"] == "9 Larchmere Court"
        assert (kept.latitude, kept.longitude) == (42.35, -71.3)


def test_what_is_written_later_loses_the_street(world: World, shelter: Shelter) -> None:
    from hubtable.directory import models as m

    hide(world, shelter)
    with as_feed():
        m.Service.objects.filter(pk=shelter.service).update(description=f"Ring at {STREET}!")
        m.Original.objects.create(
            record=shelter.address, table="address", field="address_1", text="14 Larchmere"
        )
        m.Quarantine.objects.create(
            run_id=shelter.run, table="location", row=3, source_key="L7", reason="x",
            given={"lat": "42.3"},
        )  # fmt: skip
        made(m.Phone, number="555-0101", service_id=shelter.service, description=STREET)
    nowhere(world)
    assert m.Service.objects.get(pk=shelter.service).description == (
        "Ring at (address kept confidential)!"
    )


def test_another_feed_with_the_same_shelter_is_hidden_too(world: World, shelter: Shelter) -> None:
    from hubtable.directory.models import Location

    hide(world, shelter)
    with as_feed():
        other = made(Location, name="Shelter", latitude=42.3, longitude=-71.4, precision="exact")
        _address(other.id, {}, "14 LARCHMERE LN")
        far = made(Location, name="Far", latitude=41.0, longitude=-70.0, precision="exact")
        made_far = _address(far.id, {}, "140 Larchmere Lane")
    nowhere_but = tells("larchmere")
    assert nowhere_but.keys() == {"directory_address"}
    assert str(made_far.id) in nowhere_but["directory_address"][0]
    assert Location.objects.get(pk=other.id).confidential
    assert not Location.objects.get(pk=far.id).confidential


def test_unhidden_everything_is_there_again(world: World, shelter: Shelter) -> None:
    from hubtable.directory.actions.hiding import unhide
    from hubtable.directory.models import Address, Location, Original, Quarantine

    hide(world, shelter)
    with as_seat(world["steward"]):
        version = Location.objects.get(pk=shelter.location).version
        unhide(by=world["steward"], at=NOW, location=shelter.location, version=version)
    place = Location.objects.get(pk=shelter.location)
    assert (place.latitude, place.precision, place.name) == (42.3, "exact", f"House at {STREET}")
    assert (place.confidential, bytes(place.fingerprint)) == (False, GIVEN)
    address = Address.objects.get(pk=shelter.address)
    assert (address.address_1, address.postal_code) == (STREET, "01702")
    with as_seat(world["steward"]):
        assert Original.objects.count() == 2
        assert not Quarantine.objects.filter(given={}).exists()


@pytest.mark.parametrize("who", ["chair", "admin", "agency_lead", "ridge_chair"])
def test_only_stewards_hide(world: World, shelter: Shelter, who: str) -> None:
    with pytest.raises(Refused):
        hide(world, shelter, who)
    with as_seat(world["steward"]):
        assert len(tells()) >= 9


def test_a_place_changed_meanwhile_is_not_hidden(world: World, shelter: Shelter) -> None:
    from hubtable.directory.actions.hiding import hide

    with as_seat(world["steward"]), pytest.raises(Stale):
        hide(by=world["steward"], at=NOW, location=shelter.location, version=9)


def test_no_writer_makes_a_place_confidential_by_itself(world: World) -> None:
    from django.db.utils import ProgrammingError

    from hubtable.directory.models import Location

    with pytest.raises(ProgrammingError, match="refused"), as_feed():
        made(Location, name="x", confidential=True)
    with as_feed():
        place = made(Location, name="y")
    with pytest.raises(ProgrammingError, match="refused"), as_feed():
        Location.objects.filter(pk=place.pk).update(confidential=True)
    assert list(Location.objects.values_list("name", "confidential")) == [("y", False)]


@pytest.mark.parametrize(
    ("street", "says", "told"),
    [
        ("14 Larchmere Lane", "the red door of 14, Larchmere ln", True),
        ("14 Larchmere Lane", "114 Larchmere Lane", False),
        ("14 Larchmere Lane", "14 Larchmereway", False),
        ("123 N Main St", "123 N. Main Street", True),
        ("Larch House, Elm Road", "in larch house elm road", True),
        ("Box 3", "Box 3", False),
        ("", "anything", False),
        (".*", "anything", False),
    ],
)
def test_a_street_is_known_by_number_and_first_word(
    world: World, street: str, says: str, told: bool
) -> None:
    from hubtable.directory.models import Location, Service

    with as_feed():
        from hubtable.directory.models import Organization

        one = made(Organization, name="x")
        place = made(Location)
        _address(place.id, {}, street)
        service = made(Service, organization=one, name=says)
    hide(world, Shelter(one.id, service.id, place.id, uuid4(), uuid4(), uuid4()))
    assert ("confidential" in Service.objects.get(pk=service.id).name) is told
