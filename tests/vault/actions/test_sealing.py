"""Sealing, revealing and forgetting an identity, by the real actions in the real database."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from hubtable.base.keys import KeysMissing
from hubtable.kernel.verdict import Refused
from hubtable.vault.rules.identity import Identity
from tests import situations as s
from tests.cluster import Cluster
from tests.world import World, as_seat, later

Row = tuple[object, ...]
WHO = Identity(name="Invented Person 0", birth_date="1990-01-01", address="1 Nowhere Lane")


@pytest.fixture
def look(cluster: Cluster, world: World) -> Iterator[psycopg.Connection[Row]]:
    """A superuser's connection to the world's database: to look past the lock."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as opened:
        yield opened


def key_file(record: UUID) -> Path:
    """Return the key file of a record."""
    from django.conf import settings

    return Path(settings.KEY_STORE) / record.hex[:2] / f"{record.hex}.key"


def reveal(one: s.Situation, who: str, person: int = 0, at: datetime | None = None) -> Identity:
    """Reveal one person to a seat, in a transaction of its own."""
    from hubtable.vault.actions.revealing import reveal

    seat, when = one.world[who], at or one.at
    with as_seat(seat, when):
        return reveal(by=seat, at=when, of=one.id, person=one.people[person])


def seen(look: psycopg.Connection[Row]) -> list[Row]:
    """Return who saw whom, by the trail."""
    return look.execute(
        "SELECT actor, record, detail ->> 'person' FROM audit_entry"
        " WHERE verb = 'identity_seen' ORDER BY seq"
    ).fetchall()


def names_round(world: World) -> s.Situation:
    """Bring a situation of two persons to its names round."""
    one = s.screening(world, "school", people=2)
    room = ["school", "hospital", "housing"]
    return s.open_round(s.accept(s.present(s.meet(s.submit(one), room))))


def test_nothing_of_an_identity_reaches_the_database(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one = s.screening(world)
    bodies = look.execute("SELECT body FROM vault_sealed WHERE record = %s", [one.id]).fetchall()
    assert len(bodies) == 1
    for part in WHO.fields().values():
        assert part.encode() not in bytes(bodies[0][0])  # type: ignore[call-overload]


def test_only_an_open_row_of_the_ledger_reveals(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one = names_round(world)
    assert reveal(one, "school") == WHO
    for who in ("hospital", "housing", "police", "chair", "coordinator", "admin", "chair_b"):
        with pytest.raises(Refused, match="not open"):
            reveal(one, who)
    s.tell(one, "hospital")
    s.tell(one, "housing", manner="spoken")
    assert reveal(one, "hospital") == WHO
    for who, person in (("hospital", 1), ("housing", 0), ("chair", 0), ("hospital_b", 0)):
        with pytest.raises(Refused, match="not open"):
            reveal(one, who, person)
    assert [row[0] for row in seen(look)] == [str(world[w].id) for w in ("school", "hospital")]


def test_what_is_kept_and_what_is_not_are_refused_alike(world: World) -> None:
    one, bare = names_round(world), s.screening(world, "school", kept=False)
    said = set()
    for situation, who in ((one, "police"), (bare, "police"), (bare, "school")):
        with pytest.raises(Refused) as refusal:
            reveal(situation, who)
        said.add((refusal.value.code, str(refusal.value)))
    assert len(said) == 1


def test_revealing_is_recorded_or_it_does_not_happen(
    world: World, look: psycopg.Connection[Row]
) -> None:
    from django.db import ProgrammingError

    one = s.screening(world)
    assert reveal(one, "school") == WHO
    assert seen(look) == [(str(one.origin.id), one.id, str(one.people[0]))]
    look.execute("REVOKE EXECUTE ON FUNCTION lock.record FROM hubtable_app")
    shown = []
    with pytest.raises((Refused, ProgrammingError)):
        shown.append(reveal(one, "school"))
    assert shown == []


def test_a_look_that_is_over_reveals_no_more(world: World) -> None:
    one = names_round(world)
    s.break_glass(one, "police")
    assert reveal(one, "police") == WHO
    with pytest.raises(Refused):
        reveal(one, "police", person=1)
    with pytest.raises(Refused):
        reveal(one, "police", at=later(hours=3))


def test_a_body_moved_or_changed_around_the_lock_does_not_open(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one = s.screening(world, people=2)
    first, second = one.people
    look.execute(
        "UPDATE vault_sealed SET body = (SELECT body FROM vault_sealed WHERE id = %s)"
        " WHERE id = %s",
        [first, second],
    )
    with pytest.raises(KeysMissing, match="does not fit"):
        reveal(one, "school", person=1)
    look.execute("UPDATE vault_sealed SET body = '\\x00' WHERE id = %s", [first])
    with pytest.raises(KeysMissing, match="does not fit"):
        reveal(one, "school")
    assert seen(look) == []


def test_a_body_moved_to_another_situation_does_not_open(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one, two = s.screening(world), s.screening(world, "police")
    look.execute(
        "UPDATE vault_sealed SET body = (SELECT body FROM vault_sealed WHERE record = %s)"
        " WHERE record = %s",
        [one.id, two.id],
    )
    with pytest.raises(KeysMissing, match="does not fit"):
        reveal(two, "police")


def test_a_lost_key_is_said_and_names_nobody(world: World, look: psycopg.Connection[Row]) -> None:
    one = s.screening(world)
    key_file(one.people[0]).unlink()
    with pytest.raises(KeysMissing) as problem:
        reveal(one, "school")
    assert str(problem.value) == "The key of this record is gone."
    assert problem.value.__cause__ is None


def test_sealing_again_replaces_what_was_sealed(
    world: World, look: psycopg.Connection[Row]
) -> None:
    from hubtable.vault.actions.sealing import seal

    one, new = s.screening(world), Identity(name="Invented Other")
    with as_seat(one.origin, one.at):
        seal(by=one.origin, at=one.at, of=one.id, person=one.people[0], identity=new)
    assert reveal(one, "school") == new
    counted = look.execute("SELECT count(*) FROM vault_sealed WHERE record = %s", [one.id])
    assert counted.fetchone() == (1,)


def test_nobody_else_seals_and_no_person_is_invented(world: World) -> None:
    from django.db import DatabaseError

    from hubtable.vault.actions.sealing import seal

    one = s.screening(world)
    for who, person in (("police", one.people[0]), ("chair", one.people[0]), ("school", uuid4())):

        def try_it(who: str = who, person: UUID = person) -> None:
            seat = world[who]
            with as_seat(seat, one.at):
                seal(by=seat, at=one.at, of=one.id, person=person, identity=WHO)

        with pytest.raises((Refused, DatabaseError)):
            try_it()
    assert reveal(one, "school") == WHO


def test_forgetting_destroys_key_bodies_and_plans_of_that_situation_only(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one, other = names_round(world), s.screening(world, "police")
    for person in (0, 1):
        s.tell(one, "hospital", person=person)
    s.plan(s.assign(one, "hospital"), "hospital")
    s.conclude(one)
    s.forget(one, later(days=400))
    assert not any(key_file(person).exists() for person in one.people)
    for table, column in (("vault_sealed", "record"), ("table_plannote", "discussion_id")):
        rows = look.execute(f"SELECT FROM {table} WHERE {column} = %s".encode(), [one.id])
        assert rows.fetchall() == []
    for who in ("school", "hospital", "chair"):
        with pytest.raises(Refused):
            reveal(one, who)
    assert reveal(other, "police") == WHO
    detail = look.execute("SELECT detail FROM audit_entry WHERE verb = 'forgotten'").fetchall()
    assert detail == [({"keys_destroyed": "2", "identities": "2"},)]


def test_forgetting_too_early_destroys_nothing(world: World, look: psycopg.Connection[Row]) -> None:
    one = s.conclude(s.assign(s.tell(names_round(world), "hospital"), "hospital"))
    with pytest.raises(Refused):
        s.forget(one, later(days=100))
    assert all(key_file(person).exists() for person in one.people)
    rows = look.execute("SELECT FROM vault_sealed WHERE record = %s", [one.id]).fetchall()
    assert len(rows) == 2


def test_each_person_has_a_key_of_its_own(world: World) -> None:
    """One of a family can be forgotten alone."""
    from hubtable.vault.actions.key_store import destroy_key, key_of

    one = s.screening(world, people=2)
    assert key_of(one.people[0]) != key_of(one.people[1])
    assert not key_file(one.id).exists()
    destroy_key(one.people[0])
    with pytest.raises(KeysMissing):
        reveal(one, "school")
    assert reveal(one, "school", person=1).name == "Invented Person 1"
