"""Every action records what happened, once, as who acts, with the change or not at all."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from hubtable.kernel.verdict import Refused
from tests import situations as s
from tests.cluster import Cluster
from tests.security import moments
from tests.world import NOW, World, as_seat

Row = tuple[object, ...]
CODE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # an id
    r"|[a-z0-9_]{1,40}"  # a code
    r"|-?\d{1,9}(\.\d+)?"  # a number
    r"|\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?"  # a time
    r"|True|False|None|"
)
"""What the detail of an entry may hold, besides the words of the Hub's own vocabulary."""


class Trail:
    """The trail, read around the lock."""

    def __init__(self, look: psycopg.Connection[Row]) -> None:
        self.look = look

    def rows(self, chain: str = "app") -> list[Row]:
        """Return verb, kind, actor, record and detail of a chain's entries in order."""
        return self.look.execute(
            "SELECT verb, kind, actor, record, detail FROM audit_entry WHERE chain = %s"
            " ORDER BY seq",
            [chain],
        ).fetchall()


@pytest.fixture
def trail(cluster: Cluster, world: World) -> Iterator[Trail]:
    """The trail of the world's database."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as look:
        yield Trail(look)


def rename(world: World, name: str, *, say: bool = True, fail: bool = False) -> None:
    """Change a row of the Hub in an action of the test's own."""
    from hubtable.audit.actions.recording import record, recorded
    from hubtable.hubs.models import Agency

    @recorded
    def act() -> None:
        changed = Agency.objects.filter(pk=world.agencies["food"]).update(name=name)
        assert changed == 1
        if say:
            record("renamed", world.agencies["food"])
        if fail:
            raise Refused("no", "No.")

    act()


def name_of(world: World) -> str:
    """Return the name of the agency `rename` changes."""
    from hubtable.hubs.models import Agency

    return str(Agency.objects.get(pk=world.agencies["food"]).name)


def test_an_action_that_records_nothing_is_rolled_back(world: World, trail: Trail) -> None:
    from hubtable.audit.actions.recording import NothingRecorded

    before = trail.rows()
    with as_seat(world["admin"]):
        with pytest.raises(NothingRecorded, match="rename"):
            rename(world, "Other", say=False)
        assert name_of(world) == "Mill Street Pantry"
    assert trail.rows() == before


def test_a_refused_action_leaves_neither_change_nor_entry(world: World, trail: Trail) -> None:
    before = trail.rows()
    with as_seat(world["admin"]):
        with pytest.raises(Refused):
            rename(world, "Other", fail=True)
        rename(world, "Another")
        assert name_of(world) == "Another"
    assert [row[0] for row in trail.rows()[len(before) :]] == ["renamed"]


def test_a_change_whose_transaction_fails_leaves_no_entry(world: World, trail: Trail) -> None:
    before = trail.rows()

    def change() -> None:
        with as_seat(world["admin"]):
            rename(world, "Other")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert trail.rows() == before


def test_nested_actions_append_once_and_last(world: World, trail: Trail) -> None:
    from hubtable.audit.actions.recording import record, recorded

    before = len(trail.rows())
    written: list[int] = []

    @recorded
    def inner() -> None:
        record("inner")
        written.append(_entries())

    @recorded
    def outer() -> None:
        record("outer")
        inner()
        inner()
        written.append(_entries())

    with as_seat(world["admin"]):
        outer()
        written.append(_entries())
    assert [row[0] for row in trail.rows()[before:]] == ["outer", "inner", "inner"]
    assert written[0] == written[1] == written[2] == written[3] - 3


def _entries() -> int:
    from hubtable.audit.models import Entry

    return Entry.objects.count()


def test_an_inner_action_that_says_nothing_undoes_the_outer_one(world: World, trail: Trail) -> None:
    from hubtable.audit.actions.recording import NothingRecorded, record, recorded

    before = trail.rows()

    @recorded
    def silent() -> None:
        return None

    @recorded
    def outer() -> None:
        record("outer")
        silent()

    with as_seat(world["admin"]), pytest.raises(NothingRecorded, match="silent"):
        outer()
    assert trail.rows() == before


def test_an_inner_refusal_that_is_caught_leaves_no_entry_of_itself(
    world: World, trail: Trail
) -> None:
    from hubtable.audit.actions.recording import record, recorded

    before = len(trail.rows())

    @recorded
    def outer() -> None:
        record("outer")
        with pytest.raises(Refused):
            rename(world, "Other", fail=True)

    with as_seat(world["admin"]):
        outer()
        assert name_of(world) == "Mill Street Pantry"
    assert [row[0] for row in trail.rows()[before:]] == ["outer"]


def test_nothing_is_noted_outside_an_action(world: World) -> None:
    from hubtable.audit.actions.recording import record

    with as_seat(world["admin"]), pytest.raises(RuntimeError, match="inside"):
        record("loose")


def test_the_actor_is_who_acts_not_what_the_program_says(world: World, trail: Trail) -> None:
    from hubtable.table.actions.screening import begin_screening
    from hubtable.table.rules.words import DiscussionType

    with as_seat(world["police"]):
        made = begin_screening(by=world["police"], at=NOW, type=DiscussionType.PERSON)
    own = [row for row in trail.rows() if row[3] == made]
    assert own
    assert {row[1:3] for row in own} == {("seat", str(world["police"].id))}
    with as_seat(world["admin"]):
        rename(world, "Another")
    assert trail.rows()[-1][1:3] == ("seat", str(world["admin"].id))


def test_nobody_records_without_acting(world: World, trail: Trail) -> None:
    from django.db import ProgrammingError, connections

    from hubtable.base.acting import call

    before = trail.rows()
    with pytest.raises(Refused):
        call("record", "loose", None, "{}")
    with pytest.raises(Refused):
        call("record_account", "loose", None, NOW, "{}")
    with (
        connections["auth"].cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute("SELECT lock.record('loose', NULL, '{}')")
    call("seen", world.hub, "described")
    assert trail.rows() == before


def test_accounts_have_a_chain_of_their_own(world: World, trail: Trail) -> None:
    from hubtable.audit.actions.recording import record_account

    app, user = trail.rows(), uuid4()
    record_account(verb="signed_in", user=user, at=NOW, detail={"way": "passkey"})
    assert trail.rows() == app
    assert trail.rows("auth") == [("signed_in", "account", str(user), None, {"way": "passkey"})]


def test_the_detail_of_a_whole_story_holds_ids_and_codes_only(world: World, trail: Trail) -> None:
    for road in moments.ROADS.values():
        for _ in road(world):
            pass
    rows = trail.rows()
    assert len({row[0] for row in rows}) > 25
    words = {row[0] for row in trail.look.execute("SELECT code FROM hubs_term").fetchall()}
    wrong = [
        (verb, key)
        for verb, _, _, _, detail in rows
        if isinstance(detail, dict)
        for key, value in detail.items()
        for part in ([value] if value in words else re.split(", ?", value))
        if not (CODE.fullmatch(part) or part in words) or not CODE.fullmatch(key)
    ]
    assert wrong == []
    assert [row[:3] for row in rows if not CODE.fullmatch(str(row[0]))] == []
    assert "Invented" not in str(rows)


def test_writers_side_by_side_keep_one_chain(world: World, trail: Trail) -> None:
    from hubtable.base.acting import call

    before = len(trail.rows())
    threads = [threading.Thread(target=_write, args=(world, place)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    rows = trail.rows()[before:]
    for verb in ("by_0", "by_1", "by_2", "by_3"):
        own = [row[4] for row in rows if row[0] == verb]
        assert own == [{"turn": str(turn)} for turn in range(15)]
    assert call("verify_audit") == []


def _write(world: World, place: int) -> None:
    from django.db import connections

    from hubtable.audit.actions.recording import record, recorded

    @recorded
    def act(turn: int) -> None:
        record(f"by_{place}", turn=turn)

    try:
        for turn in range(15):
            with as_seat(world["admin"]):
                act(turn)
    finally:
        connections.close_all()


def test_opening_a_record_leaves_one_row_a_seat_record_class_and_minute(
    world: World, trail: Trail
) -> None:
    from hubtable.audit.actions.recording import seen

    one = s.screening(world)
    before = len(trail.rows())
    at = NOW.replace(hour=18, second=3)
    looks = [
        ("school", "described", at),
        ("school", "described", at),
        ("school", "described", at + timedelta(seconds=50)),
        ("school", "identified", at),
        ("chair", "described", at),
        ("school", "described", at + timedelta(minutes=1)),
    ]
    for who, sight, when in looks:
        with as_seat(world[who], when):
            seen(one.id, sight)
    found = [(row[0], row[2], row[4]) for row in trail.rows()[before:]]
    kept = [looks[place] for place in (0, 3, 4, 5)]
    assert found == [("seen", str(world[who].id), {"class": sight}) for who, sight, _ in kept]


def test_an_identity_is_recorded_by_id(world: World, trail: Trail) -> None:
    one = s.screening(world)
    sealed = [row for row in trail.rows() if row[0] == "identity_sealed"]
    detail = {"person": str(one.people[0]), "seat": str(one.origin.id)}
    assert sealed == [("identity_sealed", "seat", str(one.origin.id), one.id, detail)]
