"""Lists of what waits for a steward ask the same number of questions for any number of rows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from tests.directory.records import as_feed, made
from tests.table.web.pages import queries
from tests.world import NOW, World, as_seat

As = Callable[..., Client]


def answered(world: World, service: Any, organization: Any) -> None:
    """An agency's answer that changes a service."""
    from hubtable.directory.models import Proposal

    change = {"service": {str(service.pk): {"description": ["", "Bread."]}}}
    with as_seat(world["steward"]):
        Proposal.objects.create(
            record=organization, to="x@example.org", state="answered", made_at=NOW,
            made_by=world["steward"].id, ends_at=NOW + timedelta(days=9), proposed=change,
        )  # fmt: skip


def test_answers_of_agencies(world: World, as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Service

    client, page = as_("steward"), "/directory/proposals/"
    with as_feed():
        rows = [
            made(Service, organization_id=pantry["organization"], name=f"Service {n}")
            for n in range(5)
        ]
    answered(world, rows[0], pantry["organization"])
    before = queries(client, page)
    for one in rows[1:]:
        answered(world, one, pantry["organization"])
    assert queries(client, page) == before
    assert "Service 4" in client.get(page).content.decode()


def test_reported_mistakes(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.actions.answering import report

    client, page = as_("steward"), "/directory/mistakes/"
    report(at=NOW, kind="service", record=pantry["service"], words="Closed on Mondays.")
    report(at=NOW, kind="organization", record=pantry["organization"], words="It has moved.")
    before = queries(client, page)
    for _ in range(4):
        report(at=NOW, kind="service", record=pantry["service"], words="The phone is dead.")
    assert queries(client, page) == before
    assert "Food pantry" in client.get(page).content.decode()
