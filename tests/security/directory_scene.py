"""An invented directory for attacks: an organization, a hidden shelter, what is kept inside."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg

from tests.directory.records import as_feed, made
from tests.security.scene import AT, Scene
from tests.world import as_seat

REPORT = (
    "INSERT INTO directory_mistake (id, record, level, at, words, settled_how)"
    " VALUES (gen_random_uuid(), %s, 'organization', now(), 'closed', '')"
)

ASKED = "UPDATE directory_proposal SET state = 'asked', digest = '\\x01', ends_at = %s"


def kept_directory(scene: Scene) -> dict[str, Any]:
    """Write the directory; return its ids by name."""
    from hubtable.directory import models as m
    from hubtable.directory.actions.hiding import hide

    with as_feed(AT):
        source = m.Source.objects.create(key="county", name="County", added_at=AT)
        run = m.Import.objects.create(source=source, started_at=AT, format="csv")
        one = made(m.Organization, name="Quiet House")
        service = made(m.Service, organization=one, name="Beds")
        place = made(m.Location, name="House", latitude=42.3, longitude=-71.4, precision="exact")
        address = made(m.Address, location=place, address_1="14 Larchmere Lane", city="Framingham")
        _beside(place.id, address.id)
        _inside(run, one)
    keeper = scene.world["steward"]
    with as_seat(keeper, AT):
        m.Proposal.objects.create(
            record=one.id, to="desk@example.org", made_at=AT, made_by=keeper.id, ends_at=AT
        )
        hide(by=keeper, at=AT, location=place.id, version=1)
    with scene.cluster.as_superuser(scene.database) as past:
        _reported(past, one.id)
    return {"organization": one.id, "service": service.id, "shelter": place.id, "door": address.id}


def _beside(place: Any, address: Any) -> None:
    """What a feed said of the shelter beside it, before it was hidden."""
    from hubtable.directory import models as m

    made(m.Metadata, resource_id=place, field_name="latitude", replacement_value="42.30001")
    made(m.Metadata, resource_id=address, field_name="postal_code", previous_value="01702-3000")
    made(m.Attribute, link_id=place, label_of_attribute="plus code", value="87jc-8h")
    m.Translation.objects.create(
        record=place, kind="location", field="transportation", language="es", text="42.30001",
        of="42.30001", translator="x", translated_on=AT.date(),
    )  # fmt: skip


def _inside(run: Any, one: Any) -> None:
    from hubtable.directory import models as m

    m.Quarantine.objects.create(run=run, table="service", row=1, reason="orphan", given={"a": "b"})
    m.Original.objects.create(record=one.id, table="organization", field="name", text="QUIET")
    m.Change.objects.create(
        act=uuid4(), record=one.id, table="organization", field="name", at=AT, seat=uuid4()
    )
    m.Verification.objects.create(
        record=one.id, level="organization", verified_at=AT, due_at=AT, how="phone", name="Jo Ash"
    )
    m.Merging.objects.create(table="organization", kept=one.id, ended=uuid4(), at=AT, seat=uuid4())
    m.Translation.objects.create(
        record=one.id, kind="organization", field="name", language="es", text="Casa", of="House",
        translator="x", translated_on=AT.date(),
    )  # fmt: skip


def _reported(past: psycopg.Connection[Any], record: Any) -> None:
    past.execute(REPORT, [record])
    past.execute(ASKED, [AT + timedelta(days=9)])
