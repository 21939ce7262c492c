"""Who was in the room when it was presented, and who was not, sees accordingly."""

import pytest

from hubtable.table.rules.disclosing import Seen, Sight
from tests import situations as s
from tests.world import World, as_seat, see_everything

DESCRIBED, REPORTED = Seen(Sight.DESCRIBED), Seen(Sight.REPORTED)


def sees(one: s.Situation, who: str) -> frozenset[Seen]:
    return see_everything(one.world[who], one.id, one.at)


def leave(one: s.Situation, who: str) -> None:
    from hubtable.table.actions.meeting import check_out

    one.at += s.MINUTE
    assert one.meeting is not None
    with as_seat(one.chair, one.at):
        check_out(
            by=one.chair, at=one.at, meeting=one.meeting, delegation=one.world.delegation(who)
        )


def end(one: s.Situation) -> None:
    from hubtable.table.actions.meeting import end_meeting
    from hubtable.table.models import Meeting

    one.at += s.MINUTE
    assert one.meeting is not None
    with as_seat(one.chair, one.at):
        version = Meeting.objects.values_list("version", flat=True).get(pk=one.meeting)
        end_meeting(by=one.chair, at=one.at, meeting=one.meeting, seen=version)


@pytest.fixture
def one(world: World) -> s.Situation:
    """A submitted situation; three agencies are in the room."""
    return s.meet(s.submit(s.screening(world)), ["hospital", "housing", "elders"])


def test_who_left_before_or_came_after_hears_only_the_report(one: s.Situation) -> None:
    leave(one, "housing")
    s.present(one)
    s.meet(one, ["fire"])
    leave(one, "elders")
    assert sees(one, "hospital") == {DESCRIBED, REPORTED}
    assert sees(one, "elders") == {DESCRIBED, REPORTED}
    assert sees(one, "housing") == {REPORTED}
    assert sees(one, "fire") == {REPORTED}


def test_who_came_back_before_it_was_presented_was_there(one: s.Situation) -> None:
    leave(one, "housing")
    s.present(s.meet(one, ["housing"]))
    assert sees(one, "housing") == {DESCRIBED, REPORTED}


@pytest.mark.parametrize("who", ["housing", "chair"])
def test_who_left_does_not_take_it_back_by_sql(one: s.Situation, who: str) -> None:
    """Back in the room without the code it would be described what is presented next."""
    from hubtable.base.acting import translated
    from hubtable.table.models import Attendance

    leave(one, "housing")
    one.at += s.MINUTE
    with as_seat(one.world[who], one.at), translated():
        left = Attendance.objects.filter(delegation_id=one.world.delegation("housing"))
        assert left.count() == 1
        assert left.update(until=None) == 0
        assert left.update(until=one.at + s.MINUTE) == 0
    s.present(one)
    assert sees(one, "housing") == {REPORTED}


def test_nobody_sets_an_end_to_come(one: s.Situation) -> None:
    """An agency that seems to be gone would still be there."""
    from hubtable.base.acting import translated
    from hubtable.kernel.verdict import Refused
    from hubtable.table.models import Attendance

    mine = Attendance.objects.filter(delegation_id=one.world.delegation("housing"))
    with as_seat(one.world["housing"], one.at), pytest.raises(Refused), translated():
        mine.update(until=one.at + s.MINUTE)


def test_put_back_it_is_presented_to_who_is_there_then(one: s.Situation) -> None:
    s.put_back(s.present(one))
    leave(one, "hospital")
    s.present(s.meet(one, ["fire"]))
    assert sees(one, "hospital") == {REPORTED}
    assert sees(one, "fire") == {DESCRIBED, REPORTED}


def test_who_was_at_the_last_meeting_is_not_at_this(one: s.Situation) -> None:
    end(one)
    s.present(s.meet(one, ["fire"]))
    assert sees(one, "hospital") == {REPORTED}
    assert sees(one, "fire") == {DESCRIBED, REPORTED}


def test_the_chair_can_only_take_presence_away(one: s.Situation) -> None:
    from hubtable.table.actions.correcting import correct_presence

    s.present(one)
    for who in ("hospital", "fire"):
        with as_seat(one.chair, one.at):
            correct_presence(
                by=one.chair, at=one.at, of=one.id, delegation=one.world.delegation(who)
            )
    assert sees(one, "hospital") == {REPORTED}
    assert sees(one, "fire") == {REPORTED}
    assert sees(one, "elders") == {DESCRIBED, REPORTED}


def test_the_room_of_another_table_is_another_room(one: s.Situation) -> None:
    other = s.submit(s.screening(one.world, "hospital_b", chair="chair_b"))
    s.present(s.meet(other, ["hospital_b"]))
    s.present(one)
    assert sees(one, "hospital_b") == frozenset()
    assert sees(other, "hospital") == frozenset()
    assert sees(other, "hospital_b") >= {DESCRIBED, REPORTED}
