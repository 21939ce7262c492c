"""A practice table inside a real Hub: decided at its opening, said on every page of it."""

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest

from hubtable.kernel.seat import Role, Seat
from tests.hubs.person import browser_of, hidden
from tests.world import FOUNDED, World, as_seat, person, sit

SAID = "Practice table</strong> – all people here are invented"


@pytest.fixture
def practice(world: World) -> dict[str, Seat]:
    return seats_of(world)


def seats_of(world: World) -> dict[str, Seat]:
    """A practice table with its chair, its coordinator and two agencies."""
    from hubtable.hubs.actions import seating

    admin = world["admin"]
    with as_seat(admin, FOUNDED):
        table = opened(world)
        held = {}
        for key, agency, role in (
            ("chair", "police", Role.CHAIR),
            ("coordinator", "office", Role.COORDINATOR),
            ("housing", "housing", Role.REPRESENTATIVE),
        ):
            sent = seating.send_delegation(
                by=admin, at=FOUNDED, table=table, agency=world.agencies[agency]
            )
            who = person(admin, f"Prac {key}", world.agencies[agency])
            given = sit(
                admin,
                who,
                f"Prac {key}",
                role,
                delegation=sent,
                agency=world.agencies[agency],
                table=table,
            )
            held[key] = replace(given, practice=True)
        protected = world.agencies["refuge"]
        seating.send_delegation(by=admin, at=FOUNDED, table=table, agency=protected)
    return held


def opened(world: World) -> UUID:
    from datetime import time

    from hubtable.hubs.actions import tables
    from hubtable.hubs.rules.table_policy import TablePolicy

    return tables.open_table(
        by=world["admin"],
        at=FOUNDED,
        name="Brookside practice",
        weekday=2,
        starts=time(14),
        time_zone="America/New_York",
        vocabulary=world.vocabulary,
        policy=TablePolicy(),
        practice=True,
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/table/", "/hub/faces/", "/hub/faces/print/", "/hub/you/", "/seats/"],
)
def test_every_page_of_its_seats_says_so(practice, as_, path: str) -> None:
    page = browser_of(practice["chair"]).get(path).content.decode()
    assert SAID in page
    assert "of-table" in page, "paper says so, too"
    assert SAID not in as_("chair").get(path).content.decode()


def test_the_administrator_is_told_on_its_page(world: World, practice, as_) -> None:
    page = as_("admin").get(f"/hub/tables/{practice['chair'].table}/").content.decode()
    assert "A practice table needs no approval" in page
    assert "Practice table" in page
    other = as_("admin").get(f"/hub/tables/{world.tables['A']}/").content.decode()
    assert "Practice" not in other


POLICY = {
    "name": "Monday practice", "weekday": "0", "starts": "10:00", "minutes": "60",
    "rhythm": "weekly", "time_zone": "America/New_York", "deciding": "objections",
    "offering_hours": "24", "names_round": "silent", "keeping": "not_stored",
    "contact_target_hours": "24", "contact_limit_hours": "48", "retention_days": "",
    "retention_approved_by": "", "retention_approved_on": "",
}  # fmt: skip


@pytest.mark.parametrize("ticked", [True, False])
def test_it_is_decided_when_the_table_is_opened(world: World, as_, ticked: bool) -> None:
    from hubtable.hubs.models import Table

    client = as_("admin")
    stamp = hidden(client.get("/hub/tables/add/").content.decode())
    sent = POLICY | stamp | {"vocabulary": str(world.vocabulary)}
    answer = client.post("/hub/tables/add/", sent | ({"practice": "on"} if ticked else {}))
    assert answer.status_code == 302, answer.content.decode()
    with as_seat(world["admin"]):
        made = Table.objects.get(name="Monday practice")
    assert made.practice is ticked


def test_it_is_never_changed_afterwards(world: World, practice, as_) -> None:
    from django.db import ProgrammingError, transaction

    from hubtable.hubs.models import Table

    client, table = as_("admin"), practice["chair"].table
    change = f"/hub/tables/{table}/change/"
    assert 'name="practice"' not in client.get(change).content.decode()
    stamp = hidden(client.get(change).content.decode())
    sent = POLICY | stamp | {"vocabulary": str(world.vocabulary), "practice": ""}
    assert client.post(change, sent).status_code == 302
    with as_seat(world["admin"]):
        assert Table.objects.get(pk=table).practice
        with pytest.raises(ProgrammingError) as refused, transaction.atomic():
            Table.objects.filter(pk=table).update(practice=False)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
