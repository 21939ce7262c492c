"""The room's screen by its pages: pairing, what each phase shows, and what stands nowhere on it."""

import re

import pytest
from django.test import Client

from tests import situations as s
from tests.table.web.pages import sent, stamp_of
from tests.world import AGENCIES, CAST, World

ROOM, PAIR, CODE = "/table/room/", "/table/room/pair/", "/table/room/pair/code/"
PULSE, CLAIM, COOKIE = "/table/room/pulse/", "/table/room/claim/", "hubtable-room"
HERE = ["police", "school", "hospital"]


@pytest.fixture
def one(world: World, clock) -> s.Situation:
    """A submitted situation of the school, a meeting begun, three agencies in the room."""
    clock.pass_(hours=1)
    return s.meet(s.submit(s.screening(world, "school")), HERE)


def html(client: Client, path: str = ROOM) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def phase(client: Client) -> str:
    found = re.search(r'data-phase="(\w+)"', html(client))
    return found[1] if found else "unpaired"


def a_code(desk: Client) -> str:
    found = re.search(r'pairing-code">(\w{4}) (\w{4})<', sent(desk, PAIR, CODE).content.decode())
    assert found
    return found[1] + found[2]


@pytest.fixture
def screen(one: s.Situation, as_) -> Client:
    """A device that is nobody's, paired."""
    device = Client()
    assert device.post(CLAIM, {"code": a_code(as_("chair"))}).status_code == 302
    return device


def test_a_device_that_is_nobodys_is_asked_for_a_code(one: s.Situation) -> None:
    page = html(Client())
    assert "Pair this screen" in page
    assert "D-0" not in page
    assert Client().get(PULSE).status_code == 404
    answer = Client().post(CLAIM, {"code": "ABCDEFGH"})
    assert answer.status_code == 422
    assert COOKIE not in answer.cookies


def test_the_cookie_of_a_screen_goes_to_the_room_alone(one: s.Situation, as_) -> None:
    device = Client()
    answer = device.post(CLAIM, {"code": a_code(as_("coordinator"))})
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == (ROOM, "Strict", True)
    assert bool(cookie["secure"]) is True
    for path in ("/", "/table/", "/table/meeting/", "/table/meeting/pulse/", PAIR):
        assert device.get(path).status_code == 302, path
    assert device.get(ROOM).headers["Cache-Control"].count("no-store")


def test_a_secret_is_no_session_and_a_session_no_secret(screen: Client, as_) -> None:
    from django.conf import settings

    secret = screen.cookies[COOKIE].value
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = secret
    assert phase(stranger) == "unpaired"
    other = Client()
    other.cookies[COOKIE] = as_("chair").cookies[settings.SESSION_COOKIE_NAME].value
    assert phase(other) == "unpaired"


def test_a_code_is_shown_once(one: s.Situation, as_) -> None:
    chair = as_("chair")
    code = a_code(chair)
    assert code[:4] not in html(chair, PAIR)
    answer = Client().post(CLAIM, {"code": code})
    assert answer.status_code == 302
    assert "Screen 1, since" in html(chair, PAIR)
    assert Client().post(CLAIM, {"code": code}).status_code == 422


@pytest.mark.parametrize("seat", ["police", "admin"])
def test_a_member_makes_no_code(one: s.Situation, as_, seat: str) -> None:
    assert as_(seat).get(PAIR).status_code == 403
    chair = as_("chair")
    stamp = stamp_of(html(chair, PAIR), CODE)
    assert as_(seat).post(CODE, stamp).status_code in (403, 409)


def test_no_code_without_a_meeting(world: World, as_, clock) -> None:
    assert "No meeting is on" in html(as_("chair"), PAIR)
    assert phase(as_("chair")) == "no_meeting"


def test_unpaired_it_shows_nothing(screen: Client, as_) -> None:
    chair = as_("chair")
    assert phase(screen) == "door"
    found = re.search(r'action="(/table/room/pair/[\w-]+/end/)"', html(chair, PAIR))
    assert found
    assert sent(chair, PAIR, found[1]).status_code == 302
    page = html(screen)
    assert "Nothing is shown here any more" in page
    assert screen.cookies[COOKIE].value == ""
    assert "Nothing is shown here any more" not in html(screen)


def test_the_meeting_ends_and_so_does_the_pairing(screen: Client, as_) -> None:
    assert phase(screen) == "door"
    assert sent(as_("chair"), "/table/meeting/", "/table/meeting/end/").status_code == 302
    assert screen.get(PULSE).status_code == 404
    assert "Nothing is shown here any more" in html(screen)


def test_the_door_has_a_code_to_type_and_to_scan(screen: Client) -> None:
    page = html(screen)
    found = re.search(r'class="door-code"[^>]*>(\w{3}) (\w{3})<', page)
    assert found
    assert "<strong>3</strong> of" in page
    assert "<svg" in page
    assert 'class="qr"' in page
    assert "style=" not in page


def test_what_each_phase_shows(world: World, one: s.Situation, screen: Client) -> None:
    s.present(one)
    page = html(screen)
    assert phase(screen) == "presented"
    for words in ("D-0001", "Person, female, 30", "alcohol use by the person", "object"):
        assert words in page, words
    s.say(one, "police")
    s.accept(one)
    page = html(screen)
    assert phase(screen) == "decided"
    assert "Accepted" in page
    assert "2026-001" in page
    assert "alcohol" not in page
    s.open_round(one)
    page = html(screen)
    assert phase(screen) == "names"
    assert "Names are not said in this room" in page
    assert "D-0001" not in page


def test_no_name_of_a_person_or_an_agency_ever(world: World, one: s.Situation, screen, as_) -> None:
    words = {name for name, *_ in AGENCIES.values()} | {name for _, name, *_ in CAST}
    seat = as_("chair")
    for step in (lambda one: one, s.present, s.accept, s.open_round):
        step(one)
        for client in (screen, seat):
            page = html(client)
            assert not [word for word in words if word in page], step
            assert re.search(r"<title>Room – Brookside Hub</title>", page)


def test_a_seat_and_a_screen_are_shown_the_same(one: s.Situation, screen: Client, as_) -> None:
    s.present(one)
    live = [
        re.search(r'<div id="live".*?</main>', html(c), re.DOTALL) for c in (screen, as_("chair"))
    ]
    assert all(live)
    assert len({found[0] for found in live if found}) == 1


def test_an_agency_that_is_not_here_is_shown_no_code(one: s.Situation, as_) -> None:
    s.present(one)
    page = html(as_("treatment"))
    assert "D-0001" in page
    assert "alcohol" not in page
    assert "Code <strong" not in page


def test_a_part_is_given_to_a_page_that_follows(one: s.Situation, screen: Client) -> None:
    answer = screen.get(ROOM, headers={"HX-Request": "true"})
    assert answer.headers["Hub-Part"] == "1"
    assert "<html" not in answer.content.decode()
    assert "<html" in html(screen)
    pulse = screen.get(PULSE)
    assert pulse.headers["Hub-Channel"] == str(one.world.tables["A"])
    assert f'data-pulse="{pulse.content.decode()}"' in html(screen)


def test_without_javascript_it_refreshes_itself(screen: Client) -> None:
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html(screen)


def test_a_seat_of_no_table_is_asked_for_a_code(one: s.Situation, as_) -> None:
    assert phase(as_("admin")) == "unpaired"
