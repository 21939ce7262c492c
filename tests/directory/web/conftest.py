"""A steward with a browser, and an invented organization to keep."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.directory.records import as_feed, made
from tests.hubs.conftest import clock
from tests.hubs.person import browser_of
from tests.world import World

__all__ = ["clock"]


@pytest.fixture
def as_(world: World) -> Callable[..., Client]:
    """Browsers of seats."""
    return lambda name: browser_of(world[name])


@pytest.fixture
def pantry(world: World) -> dict[str, Any]:
    """A food pantry with a service, a place, a phone."""
    from hubtable.directory import models as m

    with as_feed():
        one = made(m.Organization, name="Elm Table Pantry", email="desk@elmtable.example")
        service = made(m.Service, organization=one, name="Food pantry", minimum_age=18.0)
        place = made(m.Location, name="Elm hall", organization=one, latitude=42.3, longitude=-71.4)
        made(m.Address, location=place, address_1="3 Elm Street", city="Framingham",
             state_province="MA", postal_code="01702")  # fmt: skip
        made(m.ServiceAtLocation, service=service, location=place)
        phone = made(m.Phone, organization=one, number="508-555-0142")
        made(m.Schedule, service=service, description="Mondays 9 to 12")
    return {"organization": one.id, "service": service.id, "location": place.id,
            "phone": phone.id}  # fmt: skip
