"""An older state of the data does not bring back who was forgotten; a hold stops forgetting."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from hubtable.base.keys import KeysMissing
from hubtable.kernel.verdict import Refused
from hubtable.table.rules.later_words import ContactAnswer, HoldKind
from tests import situations as s
from tests.cluster import Cluster
from tests.conftest import _point
from tests.world import World, as_seat, later


def closed(world: World, origin: str = "school") -> s.Situation:
    """A situation with two names kept, told, visited and closed."""
    one = s.screening(world, origin, people=2)
    s.open_round(s.accept(s.present(s.meet(s.submit(one), ["school", "hospital"]))))
    s.plan(s.assign(s.tell(one, "hospital"), "hospital"), "hospital")
    return s.conclude(one)


def reveal(one: s.Situation, at: datetime) -> str:
    from hubtable.vault.actions.revealing import reveal as act

    seat = one.world["hospital"]
    with as_seat(seat, at):
        return act(by=seat, at=at, of=one.id, person=one.people[0]).name


def retention(at: datetime, offered: datetime | None = None) -> list[UUID]:
    """Run the worker's job as it runs; return what was to be forgotten."""
    from hubtable.base.acting import acting
    from hubtable.table.actions import forgetting

    for when in [offered] if offered else []:
        with acting("job", "retention", at=when):
            forgetting.offer_filing(at=when)
    with acting("job", "retention", at=at):
        due = forgetting.forgettable()
        for found in due:
            forgetting.forget(at=at, of=found.id, seen=found.version)
    return [found.id for found in due]


def hold(one: s.Situation, at: datetime, reference: str = "") -> UUID:
    from hubtable.table.actions.holding import place_hold

    assert one.chair.table is not None
    with as_seat(one.chair, at):
        return place_hold(
            by=one.chair, at=at, table=one.chair.table, kind=HoldKind.SUBPOENA, reference=reference
        )


def lift(one: s.Situation, held: UUID, at: datetime) -> None:
    from hubtable.table.actions.holding import lift_hold

    with as_seat(one.chair, at):
        lift_hold(by=one.chair, at=at, hold=held)


def test_an_older_state_does_not_bring_a_name_back(cluster: Cluster, world: World) -> None:
    """The rows come back, the key does not: today's key store wins."""
    from django.db import connection

    one = closed(world)
    current, soon = str(connection.settings_dict["NAME"]), one.at + timedelta(hours=1)
    assert reveal(one, soon) == "Invented Person 0"
    connection.close()
    older = cluster.clone(current)
    assert retention(later(days=400), later(days=360)) == [one.id]
    _point(cluster, older)
    try:
        with cluster.as_superuser(older) as past:
            rows = past.execute("SELECT FROM vault_sealed WHERE record = %s", [one.id]).fetchall()
            assert len(rows) == 2
        with pytest.raises(KeysMissing):
            reveal(one, soon)
    finally:
        _point(cluster, current)
        cluster.drop(older)


def test_a_hold_stops_forgetting_until_it_is_lifted(world: World) -> None:
    """Two runs of the worker: the first passes by, the second forgets."""
    one = closed(world)
    held = hold(one, later(days=100))
    assert retention(later(days=400), later(days=360)) == []
    assert all(key_file(person).exists() for person in one.people)
    lift(one, held, later(days=401))
    assert retention(later(days=402)) == [one.id]
    assert not any(key_file(person).exists() for person in one.people)


def test_a_hold_on_one_situation_keeps_that_one(world: World) -> None:
    one, other = closed(world), closed(world)
    hold(one, later(days=100), "D-0001")
    assert retention(later(days=400), later(days=360)) == [other.id]


def test_a_hold_placed_while_the_worker_was_on_its_way_is_found(world: World) -> None:
    """The job's clock said an earlier time when it began."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.forgetting import forget, offer_filing

    one = closed(world)
    with acting("job", "retention", at=later(days=360)):
        offer_filing(at=later(days=360))
    hold(one, later(days=400, minutes=5))
    with acting("job", "retention", at=later(days=400)), pytest.raises(Refused):
        forget(at=later(days=400), of=one.id, seen=one.version)
    assert all(key_file(person).exists() for person in one.people)


def test_nothing_is_forgotten_before_each_agency_could_file(world: World) -> None:
    from hubtable.table.actions.forgetting import file_disclosures

    one = closed(world)
    assert retention(later(days=400), later(days=399)) == []
    for who in ("school", "hospital"):
        with as_seat(world[who], later(days=400)):
            file_disclosures(by=world[who], at=later(days=400), of=one.id)
    assert retention(later(days=400, minutes=1)) == [one.id]


def test_names_that_go_at_the_visit_go_with_their_key_and_the_ledger_stays(
    cluster: Cluster, world: World
) -> None:
    from django.db import connection

    from hubtable.table.actions.intervening import contact

    database = str(connection.settings_dict["NAME"])
    with cluster.as_superuser(database) as past:
        past.execute("UPDATE hubs_table SET keeping = 'until_contact'")
        one = s.screening(world, people=2)
        s.open_round(s.accept(s.present(s.meet(s.submit(one), ["school", "hospital"]))))
        s.assign(s.tell(s.tell(one, "hospital"), "hospital", person=1), "hospital")
        before = past.execute("SELECT count(*) FROM vault_ledger").fetchall()
        at, lead = one.at + timedelta(hours=1), world["hospital"]
        held = hold(one, at)
        for person in (0, 1):
            with as_seat(lead, at):
                contact(by=lead, at=at, of=one.id, person=one.people[person],
                        said=ContactAnswer.AGREED)  # fmt: skip
            assert key_file(one.people[person]).exists() == (person == 0)
            lift(one, held, at) if person == 0 else None
        assert past.execute("SELECT id FROM vault_sealed").fetchall() == [(one.people[0],)]
        assert past.execute("SELECT count(*) FROM vault_ledger").fetchall() == before


def key_file(person: UUID) -> Path:
    from django.conf import settings

    return Path(settings.KEY_STORE) / person.hex[:2] / f"{person.hex}.key"
