"""What changes along when a steward changes a record, and comes back when that is taken back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.directory.records import as_feed, made
from tests.world import NOW, World, as_seat


def changed(world: World, kind: str, pk: UUID, **values: Any) -> UUID:
    """Change a record as a steward does; return the act."""
    from hubtable.directory.actions.editing import change
    from hubtable.directory.models.kinds import OF_KIND

    by = world["steward"]
    with as_seat(by):
        version = OF_KIND[kind].objects.get(pk=pk).version
        act = change(by=by, at=NOW, kind=kind, pk=pk, version=version, values=values)
    assert act is not None
    return act


def undone(world: World, act: UUID) -> None:
    from hubtable.directory.actions.editing import undo

    at = NOW + timedelta(hours=1)
    with as_seat(world["steward"], at):
        undo(by=world["steward"], at=at, act=act)


def service(**values: Any) -> Any:
    from hubtable.directory import models as m

    with as_feed():
        return made(m.Service, organization=made(m.Organization, name="Elm"), name="Soup", **values)


@pytest.mark.parametrize(
    ("fees", "free", "typed", "then"),
    [
        ("Free", True, "Bring a bag.", True),
        ("$5", False, "Bring a bag.", False),
        ("", None, "Free of charge", True),
        ("", True, "$20", False),
        ("", True, "", None),
    ],
)
def test_all_that_is_said_of_fees_says_whether_it_is_free(
    world: World, fees: str, free: bool | None, typed: str, then: bool | None
) -> None:
    from hubtable.directory.models import Service

    one = service(fees=fees, free=free, fees_description="Before")
    act = changed(world, "service", one.pk, fees_description=typed)
    assert Service.objects.get(pk=one.pk).free is then
    undone(world, act)
    again = Service.objects.get(pk=one.pk)
    assert (again.free, again.fees_description) == (free, "Before")


@pytest.mark.parametrize(("amount", "free"), [(0, True), (20, False)])
def test_an_amount_stands_above_what_fees_say(world: World, amount: int, free: bool) -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_outdated

    one = service(fees_description="Ask.")
    with as_feed():
        option = made(m.CostOption, service=one, amount=amount)
        list_outdated(by=None, at=NOW)
    changed(world, "service", one.pk, fees_description="Bring a bag.")
    assert m.Listing.objects.get(service=one).free is free
    later = NOW + timedelta(hours=2)
    with as_feed(later):
        m.CostOption.objects.filter(pk=option.pk).update(amount=20 - amount, changed_at=later)
        list_outdated(by=None, at=later)
    assert m.Listing.objects.get(service=one).free is not free


def test_how_exact_a_point_is_comes_back_with_it(world: World) -> None:
    from hubtable.directory import models as m

    with as_feed():
        place = made(m.Location, name="Hall", latitude=42.3, longitude=-71.4, precision="zip")
    act = changed(world, "location", place.pk, latitude=42.31, longitude=-71.41)
    assert m.Location.objects.get(pk=place.pk).precision == "exact"
    undone(world, act)
    again = m.Location.objects.get(pk=place.pk)
    assert (again.latitude, again.precision) == (42.3, "zip")


def test_what_is_added_says_it_too(world: World) -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.editing import add

    by, one = world["steward"], service()
    with as_seat(by):
        parents = {"organization": one.organization_id}
        free = add(
            by=by,
            at=NOW,
            kind="service",
            parents=parents,
            values={"name": "Bread", "status": "active", "fees_description": "Free"},
        )
        place = add(by=by, at=NOW, kind="location", parents={},
                    values={"name": "Hall", "latitude": 42.3, "longitude": -71.4})  # fmt: skip
    assert m.Service.objects.get(pk=free).free is True
    assert m.Location.objects.get(pk=place).precision == "exact"
