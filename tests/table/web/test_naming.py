"""The names round page by page: pick, tell, answer, propose, assign; what closes."""

import re
from datetime import datetime
from typing import Any

import pytest

from hubtable.hubs.rules.policies import Keeping, NamesRound
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.table.rules.words import StanceKind
from tests.situations import accept, meet, open_round, present, say, screening, submit
from tests.table.web.pages import queries, sent, stamp_of
from tests.world import World, as_seat

MEETING, LIST = "/table/meeting/", "/table/identifying/"
ROOM = ("school", "hospital", "housing", "police", "treatment", "elders")


def html(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def brought(world: World, clock):
    """Bring situations to an open names round; by default of housing, which no regime binds."""

    def bring(origin: str = "housing", *, opened: bool = True, **about: Any):
        clock.pass_(minutes=30)
        one = submit(screening(world, origin, at=clock.at, **about))
        accept(say(present(meet(one, [*ROOM])), "hospital", StanceKind.OUR_WORK))
        clock.at = one.at
        clock.pass_(minutes=5)
        one.at = clock.at
        return open_round(one) if opened else one

    return bring


def round_page(one) -> str:
    return f"/table/identifying/{one.id}/"


def told(client, one, world: World, *to: str, person: int = 0, **fields: Any):
    """Tell agencies of one person by the page's form."""
    picks = [f"{one.people[person]}:{world.delegation(seat)}" for seat in to]
    said = {
        "picks": picks,
        "manner": "screen",
        "basis": "own_observation",
        "reason": "to ask whether it can help",
    }
    return sent(client, round_page(one), **said | fields)


def answered(client, one, kind: str, *, person: int = 0):
    return sent(client, LIST, f"{LIST}{one.id}/{one.people[person]}/answer/", kind=kind)


def test_the_chair_opens_the_round_once_for_all(world: World, as_, brought) -> None:
    first, second = brought(opened=False), brought("hospital", opened=False)
    chair = as_("chair")
    assert "Open the names round (2)" in html(chair, MEETING)
    assert sent(chair, MEETING, f"{LIST}open/").status_code == 302
    page = html(chair, MEETING)
    assert "0 of 2 proposed" in page
    assert "Whom to tell" in html(as_("housing"), round_page(first))
    assert as_("housing").get(round_page(second)).status_code == 404


def test_one_at_a_time_stays_possible(world: World, as_, brought) -> None:
    first, second = brought(opened=False), brought("hospital", opened=False)
    chair = as_("chair")
    assert sent(chair, MEETING, f"{LIST}{second.id}/open/").status_code == 302
    assert "The names round is not open" in html(as_("housing"), round_page(first))
    assert "Tell those chosen" in html(as_("hospital"), round_page(second))


def test_who_called_it_its_work_stands_first(world: World, as_, brought) -> None:
    page = html(as_("housing"), round_page(brought()))
    assert page.index("Valley Hospital") < page.index("Brookside Elder")
    assert "Our kind of work" in page


def test_a_picked_agency_answers_on_its_own_list_and_loses_sight(
    world: World, as_, brought, clock
) -> None:
    one = brought()
    housing, hospital, chair = as_("housing"), as_("hospital"), as_("chair")
    assert told(housing, one, world, "hospital", "elders").status_code == 302
    listed = html(hospital, LIST)
    assert "Invented Person" not in listed
    assert "1 answer to give" in listed
    assert "arrest, evict" in listed
    shown = sent(hospital, LIST, f"{LIST}{one.id}/{one.people[0]}/show/")
    assert "Invented Person 0" in shown.content.decode()
    assert answered(hospital, one, "could_help").status_code == 302
    clock.pass_(minutes=1)
    assert answered(hospital, one, "serving").status_code == 302
    assert "Already serving" in html(housing, round_page(one))
    stamp = stamp_of(html(hospital, LIST), f"{LIST}{one.id}/{one.people[0]}/show/")
    clock.pass_(minutes=1)
    assert sent(chair, MEETING, f"{LIST}{one.id}/close/").status_code == 302
    assert "Your list is empty" in html(hospital, LIST)
    late = hospital.post(f"{LIST}{one.id}/{one.people[0]}/show/", stamp)
    assert late.status_code == 404


def test_who_was_not_picked_sees_no_list(world: World, as_, brought) -> None:
    one = brought()
    told(as_("housing"), one, world, "hospital")
    for seat in ("police", "chair", "school", "treatment", "refuge"):
        page = html(as_(seat), LIST)
        assert "Your list is empty" in page, seat
        assert str(one.people[0]) not in page
        assert as_(seat).get(round_page(one)).status_code == 404, seat


def test_the_originator_records_what_it_heard_and_proposes(
    world: World, as_, brought, clock
) -> None:
    one = brought()
    housing, chair = as_("housing"), as_("chair")
    told(housing, one, world, "hospital", "elders", manner="spoken")
    who = world.delegation("elders")
    said = f"{one.people[0]}:{who}:could_help"
    clock.pass_(minutes=1)
    assert sent(housing, round_page(one), f"{round_page(one)}heard/", said=said).status_code == 302
    assert "heard by you" in html(housing, round_page(one))
    propose = f"{round_page(one)}propose/"
    lead, help_ = world.delegation("hospital"), world.delegation("elders")
    sent(housing, round_page(one), propose, lead=lead, assisting=[help_, lead], interpreter="on")
    page = html(chair, MEETING)
    assert "1 of 1 proposed" in page
    assert "Valley Hospital" in page
    assign = f"/table/assigning/{one.id}/proposed/"
    assert sent(chair, MEETING, assign).status_code == 302
    assert "Your agency is assigned" in html(as_("hospital"), LIST)
    situation = f"/table/situations/{one.id}/"
    assert "Right after the meeting" in html(as_("hospital"), situation)
    assert "Right after the meeting" not in html(as_("police"), situation)


def test_a_proposal_asks_for_a_lead(world: World, as_, brought) -> None:
    one = brought()
    housing = as_("housing")
    told(housing, one, world, "hospital")
    sent(housing, round_page(one), f"{round_page(one)}propose/")
    assert "Choose a lead first" in html(housing, round_page(one))


def test_each_reason_nobody_is_told_is_named(world: World, as_, brought) -> None:
    one = brought()
    housing = as_("housing")
    answer = told(housing, one, world, "hospital", "treatment")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "New Road Treatment" in page
    assert "Only with a written consent that names this agency" in page
    assert "Your list is empty" in html(as_("hospital"), LIST), "all of it, or nothing"
    assert told(housing, one, world, "hospital", basis="hipaa_threat").status_code == 422
    assert told(housing, one, world, "hospital", reason="").status_code == 422
    assert told(housing, one, world, "hospital", picks=[]).status_code == 422
    found = told(housing, one, world, "hospital", reason="Call her at 508-555-0142 tonight")
    assert "phone number" in found.content.decode()
    assert found.status_code == 422


def consented(client, one, *, people, recipients, **fields):
    until = {"until": "2027-06-01"}
    said = {"people": people, "recipients": recipients, "form": "written", "giver": "self"}
    said |= {"purposes": ["table"], "language": "English", "text_version": "2026-1"} | until
    return sent(client, f"{round_page(one)}consent/", **said | fields)


def test_a_protected_program_is_told_on_a_written_consent_only(
    world: World, as_, brought, clock
) -> None:
    one = brought()
    housing, treatment = as_("housing"), as_("treatment")
    assert "Needs a written consent that names it" in html(housing, round_page(one))
    names = [str(world.delegation("treatment"))]
    people = [str(one.people[0])]
    assert consented(housing, one, people=people, recipients=names).status_code == 302
    page = html(housing, round_page(one))
    found = page.split(f'name="consent_{one.people[0]}"')[1].split('value="')[2].split('"')[0]
    fields = {f"consent_{one.people[0]}": found}
    assert told(housing, one, world, "treatment", **fields).status_code == 302
    listed = html(treatment, LIST)
    assert "It rests on a consent" in listed
    assert "Could help" in listed
    assert "Already serving" not in listed
    clock.pass_(minutes=1)
    assert answered(treatment, one, "could_help").status_code == 302
    withdraw = f"{round_page(one)}consent/{found}/withdraw/"
    clock.pass_(minutes=1)
    assert sent(housing, round_page(one), withdraw).status_code == 302
    assert "Your list is empty" in html(treatment, LIST)


def test_a_protected_program_stays_unnamed_at_the_desk(world: World, as_, brought) -> None:
    one = brought()
    housing, chair = as_("housing"), as_("chair")
    names = [str(world.delegation("treatment"))]
    consented(housing, one, people=[str(one.people[0])], recipients=names)
    page = html(housing, round_page(one))
    found = page.split(f'name="consent_{one.people[0]}"')[1].split('value="')[2].split('"')[0]
    told(housing, one, world, "treatment", **{f"consent_{one.people[0]}": found})
    propose = f"{round_page(one)}propose/"
    sent(housing, round_page(one), propose, lead=world.delegation("treatment"))
    card = html(chair, MEETING).split('id="names"')[1].split("</section>")[0]
    assert "a protected agency" in card
    assert "New Road" not in card
    by_hand = html(chair, f"/table/assigning/{one.id}/")
    assert "New Road" not in by_hand
    assert "a protected agency" in by_hand


def test_filter_3_is_closed_for_what_a_protected_program_brings(world: World, as_, brought) -> None:
    one = brought("treatment")
    treatment = as_("treatment")
    page = html(treatment, round_page(one))
    assert "filter 3 is closed" in page
    assert 'name="picks"' not in page
    assert told(treatment, one, world, "hospital", basis="other").status_code == 422


def test_who_must_not_be_told_cannot_be_picked(world: World, as_, brought) -> None:
    one = brought(people=2)
    housing = as_("housing")
    guard = f"{round_page(one)}{one.people[0]}/guard/"
    saved = sent(housing, guard, consenter="parent", must_not=["police"], may_tell=["sibling"])
    assert saved.status_code == 302
    page = html(housing, round_page(one))
    assert "Police must not be told, as your agency noted" in page
    refused = told(housing, one, world, "police", person=0)
    assert refused.status_code == 422
    assert "must not be told" in refused.content.decode()
    assert told(housing, one, world, "police", person=1).status_code == 302
    both = sent(housing, guard, must_not=["police"], may_tell=["police"])
    assert both.status_code == 422
    other = [str(world.delegation("hospital"))]
    wrong = consented(housing, one, people=[str(one.people[0])], recipients=other, giver="self")
    assert wrong.status_code == 422
    assert "somebody else consents" in wrong.content.decode()


def test_schools_tell_police_only_with_consent_or_in_an_emergency(
    world: World, as_, brought
) -> None:
    one = brought("school")
    school = as_("school")
    refused = told(school, one, world, "police")
    assert refused.status_code == 422
    assert "School records go to police only" in refused.content.decode()
    assert told(school, one, world, "police", basis="ferpa_emergency").status_code == 302


def test_a_family_has_picks_of_its_own(world: World, as_, brought) -> None:
    one = brought(people=2)
    housing = as_("housing")
    both = [f"{person}:{world.delegation('hospital')}" for person in one.people]
    mixed = [*both, f"{one.people[1]}:{world.delegation('elders')}"]
    assert told(housing, one, world, picks=mixed).status_code == 302
    assert "2 answers to give" in html(as_("hospital"), LIST)
    listed = html(as_("elders"), LIST)
    assert "1 answer to give" in listed
    assert str(one.people[0]) not in listed


def parts(world: World, **agencies: str) -> dict[str, str]:
    """What each agency has to do, as the page of assigning sends it."""
    return {f"agency_{world.delegation(name)}": part for name, part in agencies.items()}


def test_assigning_by_hand_only_whom_the_originator_told(world: World, as_, brought) -> None:
    one = brought()
    told(as_("housing"), one, world, "hospital")
    chair, by_hand = as_("chair"), f"/table/assigning/{one.id}/"
    refused = sent(chair, by_hand, **parts(world, elders="leads"))
    assert refused.status_code == 422
    assert "not told by the originating agency" in refused.content.decode()
    twice = sent(chair, by_hand, **parts(world, hospital="leads", housing="leads"))
    assert "Choose one agency that leads" in twice.content.decode()
    assert sent(chair, by_hand, **parts(world, housing="assists")).status_code == 422
    assert sent(chair, by_hand, **parts(world, hospital="leads")).status_code == 302
    fields = parts(world, housing="leads", hospital="assists")
    again = sent(chair, by_hand, **fields)
    assert again.status_code == 422, "a later change says why"
    assert sent(chair, by_hand, **fields, reason="lead_asked").status_code == 302


def test_what_was_told_aloud_is_recorded_with_the_assignment(world: World, as_, brought) -> None:
    one = brought()
    chair, by_hand = as_("chair"), f"/table/assigning/{one.id}/"
    fields = parts(world, elders="leads", hospital="assists", fire="told")
    assert "choose on what basis" in sent(chair, by_hand, **fields).content.decode()
    assert sent(chair, by_hand, **fields, basis="own_observation").status_code == 302
    notice = html(as_("housing"), f"/table/telling/{one.id}/{one.people[0]}/")
    assert notice.count("Spoken, recorded by the chair") == 3
    for seat in ("elders", "hospital", "fire"):
        assert "Rivka" not in html(as_(seat), f"/table/situations/{one.id}/"), seat


def test_the_small_group_says_when_and_where(world: World, as_, brought) -> None:
    one = brought()
    told(as_("housing"), one, world, "hospital")
    sent(as_("chair"), f"/table/assigning/{one.id}/", **parts(world, hospital="leads"))
    hospital, gather = as_("hospital"), f"/table/assigning/{one.id}/gather/"
    assert as_("elders").get(gather).status_code == 404
    assert sent(hospital, gather, kind="at", place="City hall").status_code == 422
    place = "City hall, second floor meeting room"
    when = {"kind": "at", "meets_at": "2026-11-24T14:00"}
    found = sent(hospital, gather, **when, place="Ask for 508-555-0142")
    assert found.status_code == 422
    assert sent(hospital, gather, **when, place=place).status_code == 302
    situation = f"/table/situations/{one.id}/"
    assert place in html(hospital, situation)
    assert place not in html(as_("chair"), situation)


def test_pages_ask_no_more_questions_with_more_rows(world: World, as_, brought) -> None:
    def filled() -> None:
        one = brought(people=2)
        pairs = [f"{p}:{world.delegation(s)}" for p in one.people for s in ("hospital", "elders")]
        told(as_("housing"), one, world, picks=pairs)

    filled()
    places = [("hospital", LIST), ("chair", MEETING), ("hospital", "/"), ("chair", "/")]
    before = [queries(as_(seat), path) for seat, path in places]
    filled()
    filled()
    assert [queries(as_(seat), path) for seat, path in places] == before


def change_mode(world: World, mode: NamesRound, at: datetime) -> None:
    """Have the administrator change how table A names."""
    from hubtable.hubs.actions.tables import change_policy
    from hubtable.hubs.models import Table

    with as_seat(world["admin"], at):
        row = Table.objects.get(pk=world.tables["A"])
        change_policy(
            by=world["admin"],
            at=at,
            table=row.pk,
            version=row.version,
            name=row.name,
            weekday=row.weekday,
            starts=row.starts,
            time_zone=row.time_zone,
            vocabulary=row.vocabulary_id,
            policy=TablePolicy(keeping=Keeping.UNTIL_CONCLUSION, names_round=mode),
        )


def test_a_whole_table_is_told_in_one_act(world: World, as_, brought, clock) -> None:
    change_mode(world, NamesRound.WHOLE_TABLE, clock.at)
    one = brought()
    page = html(as_("housing"), round_page(one))
    boxes = re.findall(r'name="picks"[^>]*value="[^:]*:([^"]*)" checked', page)
    here = {str(world.delegation(seat)) for seat in ("school", "hospital", "police", "elders")}
    assert set(boxes) == here, "everyone present who may hear it; a protected program may not"
    assert 'value="spoken" checked' in page
    assert "leaves the room first" in page
    assert told(as_("housing"), one, world, *("police", "elders"), manner="spoken")
    listed = html(as_("police"), LIST)
    assert "tells you in person" in listed
    assert "Show the name" not in listed


def test_a_small_room_says_who_leaves(world: World, as_, brought, clock) -> None:
    change_mode(world, NamesRound.SMALL_ROOM, clock.at)
    page = html(as_("housing"), round_page(brought()))
    assert "leaves the room" in page
    assert 'value="spoken" checked' in page
    assert not re.findall(r'name="picks"[^>]*checked', page)
