"""The meeting page by page: begin, check in, present, decide, undo, end; who sees what."""

import re
from uuid import uuid4

import pytest

from tests.situations import meet, present, screening, submit
from tests.table.web.pages import sent, stamp_of
from tests.world import World, as_seat

MEETING = "/table/meeting/"
CONFIRMED = ["seats", "recording", "notes"]
REASON = "Not acutely elevated risk"


def html(client, path: str = MEETING) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def chair(world: World, as_, clock):
    """The chair, an hour after the situations were brought."""
    clock.pass_(hours=1)
    return as_("chair")


@pytest.fixture
def one(world: World, chair):
    """A submitted situation of the school."""
    return submit(screening(world, "school"))


def begin(client):
    return sent(client, MEETING, f"{MEETING}begin/", confirmed=CONFIRMED)


def check_in(client, world: World, *seats: str) -> None:
    for seat in seats:
        delegation = str(world.delegation(seat))
        assert sent(client, MEETING, f"{MEETING}in/", delegation=delegation).status_code == 302


def door_code(chair) -> str:
    found = re.search(r'data-door="([A-Z2-9]{6})"', html(chair))
    assert found
    return found[1]


def come_in(client, world: World, seat: str, code: str):
    delegation = str(world.delegation(seat))
    return sent(client, MEETING, f"{MEETING}in/", delegation=delegation, code=code)


def on(client, world: World, one) -> None:
    """Begin, check in four agencies, present."""
    begin(client)
    check_in(client, world, "school", "hospital", "housing")
    assert sent(client, MEETING, f"/table/presenting/{one.id}/").status_code == 302


def stance(client, one, delegation, kind: str, criterion: str = ""):
    said = f"{delegation}:{kind}:{criterion}"
    return sent(client, MEETING, f"/table/deciding/{one.id}/say/", said=said)


def test_it_begins_only_when_all_three_sentences_hold(world: World, chair, one) -> None:
    assert "Read aloud and confirm" in html(chair)
    answer = sent(chair, MEETING, f"{MEETING}begin/", confirmed=CONFIRMED[:2])
    assert answer.status_code == 422
    assert "All three must hold" in answer.content.decode()
    assert begin(chair).status_code == 302
    assert "4 agencies" not in html(chair)
    assert "1 of" in html(chair)


def test_a_meeting_that_has_begun_does_not_begin_again(world: World, chair, as_, one) -> None:
    other = as_("coordinator")
    opened = html(other)
    begin(chair)
    stamp = stamp_of(opened, f"{MEETING}begin/")
    answer = other.post(f"{MEETING}begin/", {**stamp, "confirmed": CONFIRMED})
    assert answer.status_code == 422
    assert "has begun already" in answer.content.decode()


def test_before_presenting_the_chair_sees_number_type_and_sector(world, chair, as_, one) -> None:
    begin(chair)
    page = html(chair)
    assert "D-0001" in page
    assert "Education" in page
    assert "Alcohol" not in page
    assert "D-0001" not in html(as_("police"))


def test_who_is_in_the_room_sees_what_is_presented(world, chair, as_, one) -> None:
    on(chair, world, one)
    for seat in ("chair", "school", "hospital", "housing"):
        assert "alcohol use by the person" in html(as_(seat)), seat
    for seat in ("treatment", "refuge"):
        page = html(as_(seat))
        assert "alcohol" not in page.lower(), seat
        assert "was not checked in when it was presented" in page


def test_who_comes_late_sees_what_begins_after(world: World, chair, as_, one, clock) -> None:
    second = submit(screening(world, "hospital"))
    on(chair, world, one)
    clock.pass_(minutes=3)
    late = as_("treatment")
    come_in(late, world, "treatment", door_code(chair))
    assert "alcohol" not in html(late).lower()
    sent(chair, MEETING, f"/table/deciding/{one.id}/accept/")
    clock.pass_(minutes=1)
    sent(chair, MEETING, f"/table/presenting/{second.id}/")
    assert "alcohol use by the person" in html(late)


def test_who_leaves_does_not_see_what_begins_after(world: World, chair, as_, one, clock) -> None:
    begin(chair)
    check_in(chair, world, "housing")
    clock.pass_(minutes=1)
    delegation = str(world.delegation("housing"))
    sent(as_("housing"), MEETING, f"{MEETING}out/", delegation=delegation)
    clock.pass_(minutes=1)
    sent(chair, MEETING, f"/table/presenting/{one.id}/")
    assert "alcohol" not in html(as_("housing")).lower()


def test_an_agency_checks_in_itself_and_no_other(world: World, chair, as_, one) -> None:
    begin(chair)
    police = as_("police")
    other = str(world.delegation("hospital"))
    sent(police, MEETING, f"{MEETING}out/", delegation=str(world.delegation("police")))
    sent(police, MEETING, f"{MEETING}in/", delegation=other)
    assert "You can check in your own agency only" in html(police)
    answer = sent(police, MEETING, f"{MEETING}in/", delegation=str(world.delegation("hospital_b")))
    assert answer.status_code == 404


def test_everyone_else_agrees_and_there_is_a_number(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    stance(as_("hospital"), one, world.delegation("hospital"), "abstain")
    page = html(chair)
    assert "3 agree" in page
    assert "1 abstain" in page
    sent(chair, MEETING, f"/table/deciding/{one.id}/accept/")
    page = html(chair)
    assert "2026-001" in page
    assert "What comes next: the names round" in page
    assert "2026-001" in html(as_("treatment"), f"/table/situations/{one.id}/")


def test_an_objection_holds_it_up_until_it_is_taken_back(
    world: World, chair, as_, one, clock
) -> None:
    on(chair, world, one)
    housing, own = as_("housing"), world.delegation("housing")
    stance(housing, one, own, "object")
    page = html(chair)
    assert "An agency objects" in page
    assert f'action="/table/deciding/{one.id}/accept/"' not in page
    clock.pass_(seconds=1)
    stance(housing, one, own, "agree")
    assert f'action="/table/deciding/{one.id}/accept/"' in html(chair)


def test_the_chair_records_what_an_agency_says_aloud(world: World, chair, as_, one) -> None:
    from hubtable.table.models import Stance

    on(chair, world, one)
    stance(chair, one, world.delegation("hospital"), "object")
    with as_seat(world["hospital"], one.at.replace(hour=23)):
        row = Stance.objects.get(discussion_id=one.id)
    assert (row.kind, row.recorded_by_chair) == ("object", True)


def test_nobody_speaks_for_another_agency(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    housing = as_("housing")
    stance(housing, one, world.delegation("hospital"), "object")
    assert "The chair or coordinator does this" in html(housing)
    assert "4 agree" in html(chair)


def test_an_agency_that_is_not_in_the_room_says_nothing(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    stance(chair, one, world.delegation("treatment"), "object")
    assert "not in the room for this situation" in html(chair)


def test_this_is_our_kind_of_work(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    stance(as_("housing"), one, world.delegation("housing"), "our_work")
    page = html(chair)
    assert "This is our kind of work:" in page
    assert "Brookside Housing" in page.split("This is our kind of work:")[1][:80]
    assert "4 agree" in page


def test_rejected_with_a_reason_and_nothing_more_is_shared(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    sent(chair, MEETING, f"/table/deciding/{one.id}/reject/", reason="")
    assert "Choose why the situation is rejected" in html(chair)
    sent(chair, MEETING, f"/table/deciding/{one.id}/reject/", reason=REASON)
    assert "Rejected. Nothing more is shared" in html(chair)
    page = html(as_("treatment"), f"/table/situations/{one.id}/")
    assert REASON in page
    assert "alcohol" not in page.lower()


@pytest.mark.parametrize("way", ["accept", "reject"])
def test_a_decision_can_be_taken_back(world: World, chair, one, way: str) -> None:
    on(chair, world, one)
    sent(chair, MEETING, f"/table/deciding/{one.id}/{way}/", reason=REASON)
    page = html(chair)
    undo = f"/table/deciding/{one.id}/undo/"
    assert page.count(f'action="{undo}"') == 1
    assert sent(chair, MEETING, undo).status_code == 302
    assert "is on again" in html(chair)
    assert "Is the risk acutely elevated?" in html(chair)


def test_put_back_closes_what_opened(world: World, chair, as_, one, clock) -> None:
    on(chair, world, one)
    clock.pass_(minutes=1)
    sent(chair, MEETING, f"/table/presenting/{one.id}/back/")
    assert "alcohol" not in html(as_("hospital")).lower()
    assert "D-0001" in html(chair)


def test_the_chair_goes_back_to_what_was_decided(world: World, chair, one, clock) -> None:
    second = submit(screening(world, "hospital"))
    on(chair, world, one)
    sent(chair, MEETING, f"/table/deciding/{one.id}/accept/")
    clock.pass_(minutes=1)
    sent(chair, MEETING, f"/table/presenting/{second.id}/")
    sent(chair, MEETING, f"/table/deciding/{second.id}/accept/")
    sent(chair, MEETING, f"{MEETING}turn/", situation=str(one.id))
    assert f'action="/table/deciding/{one.id}/undo/"' in html(chair)
    sent(chair, MEETING, f"{MEETING}turn/", situation=str(uuid4()))
    assert "was not presented at this meeting" in html(chair)


def test_the_meeting_ends_and_everyone_leaves(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    assert sent(chair, MEETING, f"{MEETING}end/").status_code == 302
    assert "Before it begins" in html(chair)
    assert "No meeting is on" in html(as_("hospital"))
    stamp = {"request_id": str(uuid4()), "seat": str(world["hospital"].id), "version": ""}
    answer = as_("hospital").post(
        f"{MEETING}in/", {**stamp, "delegation": str(world.delegation("hospital"))}
    )
    assert answer.status_code == 404


def test_a_member_runs_nothing(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    hospital = as_("hospital")
    acts = [
        f"{MEETING}begin/", f"{MEETING}end/", f"{MEETING}turn/",
        f"/table/presenting/{one.id}/", f"/table/presenting/{one.id}/back/",
        f"/table/deciding/{one.id}/accept/", f"/table/deciding/{one.id}/reject/",
        f"/table/deciding/{one.id}/undo/",
    ]  # fmt: skip
    for act in acts:
        stamp = {"request_id": str(uuid4()), "seat": str(world["hospital"].id), "version": "3"}
        assert hospital.post(act, stamp).status_code == 403, act
        assert f'action="{act}"' not in html(hospital)


def test_nothing_is_presented_without_a_meeting(world: World, chair, one) -> None:
    stamp = {
        "request_id": str(uuid4()),
        "seat": str(world["chair"].id),
        "version": str(one.version),
    }
    chair.post(f"/table/presenting/{one.id}/", stamp)
    assert "Begin the meeting first" in html(chair)


def test_two_chairs_decide_once(world: World, chair, as_, one) -> None:
    on(chair, world, one)
    other = as_("coordinator")
    act = f"/table/deciding/{one.id}/reject/"
    stamp = stamp_of(html(other), act)
    sent(chair, MEETING, f"/table/deciding/{one.id}/accept/")
    other.post(act, {**stamp, "reason": REASON})
    page = html(other)
    assert "Someone else was faster" in page
    assert "2026-001" in page


def test_a_table_that_votes_on_each_criterion(world: World, chair, as_, one, clock) -> None:
    deciding(world, "criteria")
    on(chair, world, one)
    page = html(chair)
    assert page.count('name="said"') >= 4 * 4 * 3
    assert "Some agencies have not voted yet" in page
    for seat in ("chair", "school", "hospital", "housing"):
        for criterion in ("interest", "probability", "severity", "multidisciplinary"):
            stance(as_(seat), one, world.delegation(seat), "agree", criterion)
    sent(chair, MEETING, f"/table/deciding/{one.id}/accept/")
    assert "2026-001" in html(chair)


def test_a_table_that_votes_waits_for_everyone(world: World, chair, as_, one) -> None:
    deciding(world, "vote")
    on(chair, world, one)
    assert "4 have not voted" in html(chair)
    for seat in ("chair", "school", "hospital"):
        stance(as_(seat), one, world.delegation(seat), "agree")
    assert "1 have not voted" in html(chair)
    stance(chair, one, world.delegation("housing"), "object")
    sent(chair, MEETING, f"/table/deciding/{one.id}/accept/")
    assert "2026-001" in html(chair)


def deciding(world: World, way: str) -> None:
    from hubtable.hubs.models import Table

    with as_seat(world["admin"]):
        Table.objects.filter(pk=world["chair"].table).update(deciding=way)


def test_the_agenda_on_paper_has_no_more_than_the_desk_sees(world: World, chair, as_, one) -> None:
    page = html(chair, f"{MEETING}paper/")
    assert "D-0001" in page
    assert "Education" in page
    assert "alcohol" not in page.lower()
    assert "D-0001" not in html(as_("police"), f"{MEETING}paper/")


def test_keys(world: World, chair, one) -> None:
    begin(chair)
    page = html(chair)
    assert 'data-key="n"' in page
    check_in(chair, world, "school")
    sent(chair, MEETING, f"/table/presenting/{one.id}/")
    page = html(chair)
    for key in "bd":
        assert f'data-key="{key}"' in page
    outside, *dialogs = re.split("<dialog", page)
    for part in (outside, *dialogs):
        keys = re.findall('data-key="(.)"', part)
        assert len(keys) == len(set(keys)), keys


def test_meet_and_present_by_the_actions_show_the_same(world: World, as_, clock) -> None:
    one = submit(screening(world, "school"))
    present(meet(one, ["police", "hospital"]))
    clock.pass_(hours=1)
    assert "alcohol use by the person" in html(as_("hospital"))


def test_an_agency_without_an_agreement_has_no_place(world: World, chair, one) -> None:
    begin(chair)
    assert "Old Mill Youth" not in html(chair)
    answer = sent(chair, MEETING, f"{MEETING}in/", delegation=str(world.delegation("lapsed")))
    assert answer.status_code == 404
