"""Emergency sessions and small ones: who is asked, who hears of it, who cannot come in."""

import re

import pytest

from tests.situations import meet, screening, submit
from tests.table.web.pages import sent, stamp_of
from tests.world import World, as_seat, see_everything

MEETING = "/table/meeting/"
CONFIRMED = ["seats", "recording", "notes"]
ASKED = ("hospital", "housing")


def html(client, path: str = MEETING) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def mailed(world: World, kind: str) -> set[str]:
    """The people a mail of this kind waits for."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SET ROLE hubtable_keeper")
        cursor.execute("SELECT person_id FROM hubs_mail WHERE kind = %s", [kind])
        found = {row[0] for row in cursor.fetchall()}
        cursor.execute("RESET ROLE")
    return {name for name, seat in world.seats.items() if seat.person in found}


@pytest.fixture
def chair(world: World, as_, clock):
    clock.pass_(hours=1)
    return as_("chair")


@pytest.fixture
def one(world: World, chair):
    return submit(screening(world, "school"))


def small(client, world: World, one, *asked: str, **changed):
    opened = html(client, f"{MEETING}?kind=convened")
    fields = {
        "kind": "convened",
        "about": str(one.id),
        "asked": [str(world.delegation(name)) for name in asked],
        "confirmed": CONFIRMED,
    }
    return client.post(
        f"{MEETING}begin/", {**stamp_of(opened, f"{MEETING}begin/"), **fields, **changed}
    )


def come_in(client, world: World, seat: str, **fields):
    delegation = str(world.delegation(seat))
    stamp = stamp_of(html(client, "/table/screening/"), "/table/screening/")
    return client.post(f"{MEETING}in/", {**stamp, "delegation": delegation, **fields})


def test_each_kind_has_the_opening_card(chair, one) -> None:
    for kind in ("regular", "emergency", "convened"):
        page = html(chair, f"{MEETING}?kind={kind}")
        assert "Read aloud and confirm" in page
        assert f'name="kind" value="{kind}"' in page
    answer = sent(chair, f"{MEETING}?kind=emergency", f"{MEETING}begin/", kind="emergency")
    assert answer.status_code == 422


def test_an_emergency_session_is_for_everyone(world: World, chair, as_, one, clock) -> None:
    answer = sent(
        chair,
        f"{MEETING}?kind=emergency",
        f"{MEETING}begin/",
        kind="emergency",
        confirmed=CONFIRMED,
    )
    assert answer.status_code == 302
    assert "Emergency session 1" in html(chair)
    told = mailed(world, "session_on")
    assert {"chair", "coordinator", "police_alternate", "school", "fire"} <= told
    assert not told & {"lapsed", "housing_unsigned", "school_former", "chair_b", "analyst"}
    assert come_in(as_("fire"), world, "fire").status_code == 302
    with as_seat(world["fire"], clock.at):
        from hubtable.table.models import Attendance

        assert not Attendance.objects.filter(delegation_id=world.delegation("fire")).exists()


@pytest.mark.parametrize("asked", [(), ("hospital",), ("hospital", "housing", "fire", "food")])
def test_two_or_three_are_asked(world: World, chair, one, asked) -> None:
    answer = small(chair, world, one, *asked)
    assert answer.status_code == 422
    with as_seat(world["chair"]):
        from hubtable.table.models import Meeting

        assert not Meeting.objects.exists()


def test_it_is_about_one_situation_of_the_agenda(world: World, chair, one) -> None:
    assert small(chair, world, one, *ASKED, about="").status_code == 422
    assert small(chair, world, one, *ASKED, about=str(world.hub)).status_code == 422


def test_the_desk_does_not_learn_who_brought_it(world: World, chair, as_, one) -> None:
    assert small(chair, world, one, *ASKED).status_code == 302
    with as_seat(world["chair"]):
        from hubtable.table.models import Convened

        shown = set(Convened.objects.values_list("delegation_id", flat=True))
    assert shown == {world.delegation(name) for name in ASKED}
    page = html(chair)
    assert "Valley Hospital" in page
    assert "Brookside Schools" not in page
    assert {"hospital", "housing", "school"} == mailed(world, "session_on") & set(world.seats) - {
        "hospital_b"
    }
    assert come_in(chair, world, "school").status_code == 404
    mine = html(as_("school"))
    assert "because it brought what this session is about" in mine
    assert come_in(as_("school"), world, "school").status_code == 302
    assert "Brookside Schools" in html(chair)


def test_only_its_situation_is_presented(world: World, chair, one, clock) -> None:
    other = submit(screening(world, "police"))
    small(chair, world, one, *ASKED)
    assert "D-0002" not in html(chair)
    answer = sent(chair, MEETING, f"/table/presenting/{one.id}/")
    assert answer.status_code == 302
    with as_seat(world["chair"]):
        from hubtable.kernel.verdict import Refused
        from hubtable.table.actions.presenting import present as put_on

        with pytest.raises(Refused):
            put_on(by=world["chair"], at=clock.at, of=other.id, seen=other.version)


def test_who_is_not_asked_sees_what_the_table_sees(world: World, chair, as_, one, clock) -> None:
    small(chair, world, one, *ASKED)
    hospital, fire = as_("hospital"), as_("fire")
    assert come_in(hospital, world, "hospital").status_code == 302
    sent(chair, MEETING, f"/table/presenting/{one.id}/")
    assert "alcohol use by the person" in html(hospital)
    page = html(fire)
    assert "Your agency is not asked to it" in page
    assert "alcohol" not in page.lower()
    assert "Valley Hospital" not in page
    assert come_in(fire, world, "fire", code="ABCDEF").status_code in (403, 404)
    assert fire.get(f"/table/situations/{one.id}/").content.decode().lower().count("alcohol") == 0
    with as_seat(world["fire"], clock.at):
        from hubtable.table.models import Attendance, Convened, Description, Report

        assert not Convened.objects.exists()
        assert not Attendance.objects.exists()
        assert not Description.objects.filter(discussion_id=one.id).exists()
        assert Report.objects.filter(pk=one.id).exists()


def test_a_session_is_called_for_later_and_called_off(world: World, chair, as_, one) -> None:
    past = sent(chair, f"{MEETING}call/", begins="09:15")
    assert past.status_code == 422
    assert "later today" in past.content.decode()
    assert sent(chair, f"{MEETING}call/", begins="15:30").status_code == 302
    assert "fire_alternate" in mailed(world, "session_called")
    assert "An emergency session is called for 3:30" in html(as_("fire"))
    off = re.search(r'action="(/table/meeting/call/[^"]*/off/)"', html(chair))
    assert off
    assert 'off/"' not in html(as_("fire"))
    assert sent(chair, MEETING, off[1]).status_code == 302
    assert "fire" in mailed(world, "session_off")
    assert "is called off" in html(as_("fire"))
    assert off[1] not in html(chair)


def test_what_was_called_is_over_once_it_begins(world: World, chair, as_, one) -> None:
    sent(chair, f"{MEETING}call/", begins="15:30")
    sent(
        chair,
        f"{MEETING}?kind=emergency",
        f"{MEETING}begin/",
        kind="emergency",
        confirmed=CONFIRMED,
    )
    assert "is called for" not in html(chair)
    from hubtable.table.models import Call

    with as_seat(world["chair"]):
        assert Call.objects.exclude(ended_at=None).count() == 1


def test_an_alternate_sees_what_the_delegation_sees(world: World, chair, as_, one, clock) -> None:
    meet(one, ["police"])
    code = re.search(r'data-door="([A-Z2-9]{6})"', html(chair))
    assert code
    assert come_in(as_("fire_alternate"), world, "fire_alternate", code=code[1]).status_code == 302
    clock.pass_(minutes=1)
    sent(chair, MEETING, f"/table/presenting/{one.id}/")
    page = html(chair)
    assert "Flora Shea (alternate)" in page
    for seat in ("fire", "fire_alternate"):
        assert "alcohol use by the person" in html(as_(seat)), seat
        assert "Flora Shea (" not in html(as_(seat)), seat
    seen = [see_everything(world[seat], one.id, clock.at) for seat in ("fire", "fire_alternate")]
    assert seen[0] == seen[1]
    assert seen[0]
