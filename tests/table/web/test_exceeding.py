"""Too much was said: one press blanks the room, tells the privacy contact, asks for a review."""

import re

from tests.situations import Situation, meet, present, screening, submit
from tests.table.web.pages import sent
from tests.world import World

PRESENT = ("police", "hospital", "elders")


def on_now(world: World, origin: str = "hospital") -> Situation:
    return present(meet(submit(screening(world, origin)), PRESENT))


def press(client):
    return sent(client, "/table/meeting/", "/table/exceeding/now/")


def test_the_rooms_screen_shows_nothing_until_the_chair_shows_it_again(
    world: World, as_, clock
) -> None:
    one = on_now(world)
    clock.at = one.at
    elders, chair = as_("elders"), as_("chair")
    room = "/table/room/"
    assert "Risk factors" in elders.get(room).content.decode()
    assert press(elders).status_code == 302
    html = elders.get(room).content.decode()
    assert "Paused" in html
    assert "Risk factors" not in html
    assert "D-00" not in html
    assert "Show the room" not in elders.get("/table/meeting/").content.decode()
    assert sent(chair, "/table/meeting/", "/table/exceeding/show/").status_code == 302
    assert "Risk factors" in elders.get(room).content.decode()


def test_only_the_desk_shows_it_again(world: World, as_, clock) -> None:
    one = on_now(world)
    clock.at = one.at
    elders = as_("elders")
    press(elders)
    stamp = {"request_id": "7b1c6c07-0000-4000-8000-000000000001", "seat": str(world["elders"].id)}
    assert elders.post("/table/exceeding/show/", stamp).status_code == 403


def test_desk_originator_and_its_privacy_contact_review_and_nobody_else(
    world: World, as_, clock
) -> None:
    one = on_now(world)
    clock.at = one.at
    press(as_("elders"))
    for seat in ("chair", "coordinator", "hospital", "privacy_contact"):
        html = as_(seat).get("/table/exceeding/").content.decode()
        assert "To review (1)" in html, seat
        assert "Brookside Elder Services" in html, seat
        assert "to review (1)" in as_(seat).get("/").content.decode(), seat
    assert "To review" not in as_("elders").get("/table/exceeding/").content.decode()
    for seat in ("admin", "analyst", "agency_lead"):
        assert as_(seat).get("/table/exceeding/").status_code == 403, seat
    contact = as_("privacy_contact")
    html = contact.get("/table/exceeding/").content.decode()
    review = re.search(r"/table/exceeding/[0-9a-f-]+/review/", html)[0]
    assert sent(contact, "/table/exceeding/", review, outcome="notified").status_code == 302
    html = as_("chair").get("/table/exceeding/").content.decode()
    assert "To review" not in html
    assert "The person was told" in html


def test_the_privacy_contact_is_mailed(world: World, as_, clock) -> None:
    from hubtable.base.acting import acting, call

    one = on_now(world)
    clock.at = one.at
    press(as_("elders"))
    kinds = []
    with acting("job", "outbox", at=clock.at):
        while (row := call("mail_claim", "10 minutes")) and row[0][0]:
            kinds.append(str(row[0][3]))
    assert kinds.count("excess") == 1


def test_what_was_said_is_asked_nowhere(world: World, as_, clock) -> None:
    one = on_now(world)
    clock.at = one.at
    press(as_("elders"))
    for path in ("/table/meeting/", "/table/exceeding/"):
        html = as_("chair").get(path).content.decode()
        assert "<textarea" not in html
        assert 'type="text"' not in html
