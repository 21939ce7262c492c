"""The emergency look through its pages: who may, what opens, who is told, what is reviewed."""

import re

from tests.situations import Situation, assign, meet, open_round, present, screening, submit, tell
from tests.table.web.pages import sent
from tests.world import World, as_seat


def visited(world: World, origin: str = "school", **how) -> Situation:
    """A situation an agency visits: brought, decided, told, assigned."""
    from tests.situations import accept

    one = submit(screening(world, origin, **how))
    one = open_round(accept(present(meet(one, ("police", "hospital", "school", "elders")))))
    return assign(tell(one, "hospital"), "hospital")


def reference(world: World, one: Situation) -> str:
    from hubtable.table.models import Discussion

    with as_seat(world["chair"], one.at):
        return Discussion.objects.get(pk=one.id).reference


FILLED = {
    "person": "1",
    "ground": "serious_harm",
    "reason": "smoke at the window, nobody answers",
    "on_duty": "on",
    "purpose": "on",
}


def look(client, number: str, **changed: str):
    return sent(client, f"/table/looking/{number}/", **{**FILLED, **changed})


def test_one_name_for_one_hour_and_never_the_plan(world: World, as_, clock) -> None:
    one = visited(world)
    clock.at = one.at
    fire = as_("fire")
    number = reference(world, one)
    found = fire.get("/table/looking/", {"q": number.lower()})
    assert found["Location"] == f"/table/looking/{number}/"
    answer = look(fire, number)
    assert answer.status_code == 302, answer.content.decode()
    opened = answer["Location"]
    html = fire.get(opened).content.decode()
    assert "Invented Person" not in html
    shown = sent(fire, opened, f"{opened}show/").content.decode()
    assert "Invented Person 0" in shown
    assert 'data-hide-after="60"' in shown
    clock.pass_(minutes=61)
    assert fire.get(opened).status_code == 404
    with as_seat(world["fire"], clock.at):
        from hubtable.table.models import PlanNote
        from hubtable.vault.models import Sealed

        assert not Sealed.objects.exists()
        assert not PlanNote.objects.exists()


def test_duty_and_purpose_are_asked_and_the_reason_is_guarded(world: World, as_, clock) -> None:
    one = visited(world)
    clock.at = one.at
    fire, number = as_("fire"), reference(world, one)
    for name in ("on_duty", "purpose", "reason", "ground", "person"):
        answer = look(fire, number, **{name: ""})
        assert answer.status_code == 422, name
    answer = look(fire, number, reason="call 508-555-0123 at once")
    assert answer.status_code == 422
    assert "phone number" in answer.content.decode()
    with as_seat(world["chair"], clock.at):
        from hubtable.table.queries.looking import looks

        assert looks(at=clock.at).rows == ()


def test_the_originator_and_the_chair_hear_of_it_and_close_it(world: World, as_, clock) -> None:
    one = visited(world)
    clock.at = one.at
    fire, chair, school = as_("fire"), as_("chair"), as_("school")
    opened = look(fire, reference(world, one))["Location"]
    for client in (chair, school):
        home = client.get("/").content.decode()
        assert "Somebody is looking" in home
        assert (
            "Emergency look open now" in client.get(f"/table/situations/{one.id}/").content.decode()
        )
    assert "Somebody is looking" not in as_("hospital").get("/").content.decode()
    close = f"/table/looking/close/{one.id}/"
    assert sent(chair, "/table/looking/", close).status_code == 302
    assert fire.get(opened).status_code == 404


def test_both_are_mailed_a_link(world: World, as_, clock) -> None:
    from django.db import connections

    from tests.hubs.person import browser_of  # noqa: F401

    one = visited(world)
    clock.at = one.at
    look(as_("fire"), reference(world, one))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1")
    from hubtable.base.acting import acting, call

    kinds = []
    with acting("job", "outbox", at=clock.at):
        while (row := call("mail_claim", "10 minutes")) and row[0][0]:
            kinds.append((str(row[0][1]), str(row[0][3])))
    told = {address for address, kind in kinds if kind == "glass"}
    assert len(told) >= 2


def test_a_look_is_reviewed_by_somebody_else_within_seven_days(world: World, as_, clock) -> None:
    one = visited(world)
    clock.at = one.at
    fire, chair = as_("fire"), as_("chair")
    look(fire, reference(world, one))
    assert "To review" not in fire.get("/table/looking/").content.decode()
    clock.pass_(days=8)
    html = chair.get("/table/looking/").content.decode()
    assert "Review overdue" in html
    review = re.search(r"/table/looking/review/[0-9a-f-]+/", html)[0]
    assert sent(chair, "/table/looking/", review).status_code == 302
    assert "To review" in chair.get("/table/looking/").content.decode()
    sent(chair, "/table/looking/", review, outcome="right")
    html = chair.get("/table/looking/").content.decode()
    assert "To review" not in html
    assert "It was right to look" in html


def test_protected_persons_are_closed_in_plain_words(world: World, as_, clock) -> None:
    one = submit(screening(world, "treatment"))
    clock.at = one.at
    number = reference(world, one)
    html = as_("fire").get(f"/table/looking/{number}/").content.decode()
    assert "An emergency look at this person is closed" in html
    assert "Look for one hour" not in html


def test_part_2_opens_to_medical_personnel_in_a_medical_emergency_only(
    world: World, as_, clock
) -> None:
    one = submit(screening(world, "treatment"))
    clock.at = one.at
    number, hospital = reference(world, one), as_("hospital")
    refused = look(hospital, number)
    assert refused.status_code == 422
    assert "is closed" in refused.content.decode()
    assert look(hospital, number, ground="medical_emergency").status_code == 302


def test_another_table_and_seats_without_a_delegation_find_nothing(
    world: World, as_, clock
) -> None:
    one = visited(world)
    clock.at = one.at
    number = reference(world, one)
    assert as_("housing_b").get(f"/table/looking/{number}/").status_code == 404
    for seat in ("admin", "analyst", "agency_lead"):
        assert as_(seat).get("/table/looking/").status_code == 403, seat
        assert as_(seat).get(f"/table/looking/{number}/").status_code == 403, seat
    assert as_("privacy_contact").get("/table/looking/").status_code == 200
