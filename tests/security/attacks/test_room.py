"""The room's screen attacked: the code, the credential, and SQL sent under a screen's token."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from hubtable.table.rules.words import StanceKind
from tests import situations as s
from tests.cluster import Cluster
from tests.rooms import claim, offer, paired, screen_of
from tests.world import NOW, World, as_seat, later

SOON = later(minutes=30)
KEYS = {
    *("hub", "practice", "number", "kind", "blank", "code", "names_round", "on", "here", "of"),
    *("presented", "updates", "answered", "naming", "round", "updating"),
}
"""Everything `room_now` ever says of a meeting."""
ON = {"reference", "state", "type", "number", "told", "deciding", "said", "present"}
TOLD = {"people", "interpreter", "language", "risks", "protective", "flags"}
CANARY = "Canary"
TERM = (
    "INSERT INTO hubs_term (id, vocabulary_id, kind, category, code, text, provenance, position)"
    " VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, '', 9999)"
)


@pytest.fixture
def one(world: World) -> s.Situation:
    """A situation that is presented at a meeting of table A."""
    return s.present(
        s.meet(s.submit(s.screening(world, "school")), ["police", "school", "hospital"])
    )


@pytest.fixture
def past(cluster: Cluster, world: World) -> Iterator[psycopg.Connection[Any]]:
    """Past the lock of this test's database; every statement is kept at once."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as superuser:
        superuser.autocommit = True
        yield superuser


def as_screen(
    screen: UUID, sql: str, at: datetime = SOON, *values: object
) -> list[tuple[Any, ...]]:
    """Send SQL as a paired screen; a refusal is no row."""
    from django.db import connection
    from django.db.utils import ProgrammingError

    from hubtable.base.acting import acting

    try:
        with acting("room", str(screen), at=at), connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())
    except ProgrammingError:
        return []


def shows(screen: UUID, at: datetime = SOON) -> dict[str, Any] | None:
    """Return what the lock gives to a paired screen; nothing when it is refused."""
    rows = as_screen(screen, "SELECT lock.room_now()", at)
    return json.loads(rows[0][0]) if rows else None


def test_a_screen_is_given_exactly_this(world: World, one: s.Situation) -> None:
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown.keys() == KEYS
    assert shown["on"].keys() == ON
    assert shown["on"]["told"].keys() == TOLD
    assert (shown["here"], shown["on"]["present"]) == (3, 3)
    assert shown["on"]["state"] == "presented"


def test_a_screen_reads_no_table(world: World, one: s.Situation) -> None:
    """Not even the meeting or the door: only the number of changes of its own table."""
    from hubtable.base.lock.policies import GUARDED

    screen = paired(world["chair"], SOON)
    seen = {g.table for g in GUARDED if as_screen(screen, f'SELECT 1 FROM "{g.table}" LIMIT 1')}
    assert seen - {"base_installation"} == {"table_pulse", "hubs_hub"}
    assert len(as_screen(screen, "SELECT 1 FROM table_pulse")) == 1


def test_a_code_pairs_one_screen_once(world: World, one: s.Situation) -> None:
    code = offer(world["chair"], SOON)
    assert len(code) == 8
    assert claim("ABCDEFGH", SOON) is None
    secret = claim(f" {code[:4].lower()}-{code[4:]} ", SOON)
    assert secret is not None
    assert claim(code, SOON) is None
    screen = screen_of(secret, SOON)
    assert screen is not None
    assert shows(screen) is not None


def test_neither_code_nor_secret_is_kept(world: World, one: s.Situation, past: Any) -> None:
    code = offer(world["chair"], SOON)
    kept = str(past.execute("SELECT * FROM hubs_credential").fetchall())
    secret = claim(code, SOON)
    kept += str(past.execute("SELECT * FROM hubs_credential").fetchall())
    kept += str(past.execute("SELECT * FROM audit_entry").fetchall())
    assert code not in kept
    assert str(secret) not in kept


def test_what_is_kept_of_an_offer_is_no_secret_of_a_screen(
    world: World, one: s.Situation, past: Any
) -> None:
    offer(world["chair"], SOON)
    rows = past.execute("SELECT id, secret FROM hubs_credential WHERE kind = 'room'").fetchall()
    from hubtable.base.acting import acting, call

    with acting("job", "screens", at=SOON):
        assert call("room_of", rows[0][1]) == []
    assert shows(rows[0][0]) is None


@pytest.mark.parametrize("minutes", [10, 600])
def test_an_old_code_pairs_nothing(world: World, one: s.Situation, minutes: int) -> None:
    code = offer(world["chair"], SOON)
    assert claim(code, SOON + timedelta(minutes=minutes)) is None
    assert claim(code, SOON + timedelta(minutes=9)) is not None


def test_a_newer_code_ends_the_one_before(world: World, one: s.Situation) -> None:
    first = offer(world["chair"], SOON)
    second = offer(world["coordinator"], SOON)
    assert claim(first, SOON) is None
    assert claim(second, SOON) is not None


def test_guessing_ends_the_code(world: World, one: s.Situation) -> None:
    code = offer(world["chair"], SOON)
    for guess in range(100):
        assert claim(f"{guess:08}", SOON) is None
    assert claim(code, SOON) is None


@pytest.mark.parametrize("seat", ["police", "hospital", "chair_b", "ridge_chair", "admin"])
def test_only_the_desk_of_a_meeting_makes_a_code(world: World, one: s.Situation, seat: str) -> None:
    from hubtable.base.acting import call
    from hubtable.kernel.verdict import Refused

    with as_seat(world[seat], SOON), pytest.raises(Refused):
        call("room_offer")


def test_the_desk_of_another_table_ends_no_pairing(world: World, one: s.Situation) -> None:
    from hubtable.kernel.verdict import Refused
    from hubtable.table.actions.pairing import end_pairing
    from hubtable.table.queries.room import screens

    screen = paired(world["chair"], SOON)
    other = s.meet(s.submit(s.screening(world, "hospital_b", chair="chair_b")), ["hospital_b"])
    for seat in ("chair_b", "police"):
        with as_seat(world[seat], SOON), pytest.raises(Refused):
            end_pairing(by=world[seat], at=SOON, screen=screen)
    with as_seat(world["chair_b"], other.at):
        assert screens() == ()
    with as_seat(world["coordinator"], SOON):
        assert [one.id for one in screens()] == [screen]
        end_pairing(by=world["coordinator"], at=SOON, screen=screen)
    assert shows(screen) is None


def test_a_screen_shows_its_own_table_only(world: World, one: s.Situation) -> None:
    other = s.submit(s.screening(world, "hospital_b", chair="chair_b"))
    s.present(s.meet(other, ["hospital_b", "police_b"]))
    mine, theirs = shows(paired(world["chair"], SOON)), shows(paired(world["chair_b"], SOON))
    assert mine is not None
    assert theirs is not None
    assert (mine["here"], theirs["here"]) == (3, 2)


def test_a_pairing_ends_with_its_meeting(world: World, one: s.Situation, past: Any) -> None:
    screen, code = paired(world["chair"], SOON), offer(world["chair"], SOON)
    past.execute("UPDATE table_meeting SET ended_at = %s", [later(minutes=31)])
    assert shows(screen, later(minutes=32)) is None
    assert as_screen(screen, "SELECT 1 FROM table_pulse", later(minutes=32)) == []
    assert claim(code, later(minutes=32)) is None


def test_nobody_makes_a_screen_by_hand(world: World, one: s.Situation) -> None:
    from django.db.utils import ProgrammingError

    from hubtable.hubs.models import Credential

    with pytest.raises(ProgrammingError, match="row-level"), as_seat(world["admin"], SOON):
        Credential.objects.create(
            hub_id=world.hub,
            kind="room",
            table_id=world.tables["A"],
            record=one.meeting,
            secret="0" * 64,
            starts_at=NOW,
            ends_at=later(days=1),
            used_at=NOW,
        )


def _describe(past: Any, one: s.Situation, **columns: object) -> None:
    """Write into the description past the lock."""
    sets = ", ".join(f"{name} = %s" for name in columns)
    past.execute(
        f"UPDATE table_description SET {sets} WHERE discussion_id = %s",
        [*columns.values(), one.id],
    )


@pytest.mark.parametrize("text", ["Pregnant {}", "HIV care {}", "{} sexual health", "STI: {}"])
@pytest.mark.parametrize("of", ["code", "text", "category"])
def test_what_is_off_the_room_is_given_to_no_screen(
    world: World, one: s.Situation, past: Any, text: str, of: str
) -> None:
    word = text.format(CANARY)
    parts = {"code": "kept-code", "text": f"{CANARY} words", "category": ""}
    parts |= {of: word}
    edition = world.vocabulary
    if of == "category":
        past.execute(TERM, [edition, "risk_category", "", "heading", word])
        parts["category"] = "heading"
    past.execute(TERM, [edition, "risk_factor", parts["category"], parts["code"], parts["text"]])
    _describe(past, one, risk_factors=[parts["code"]])
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown["on"]["told"]["risks"] == []
    assert CANARY not in str(shown)


def test_what_is_not_off_the_room_is_given(world: World, one: s.Situation, past: Any) -> None:
    past.execute(TERM, [world.vocabulary, "risk_factor", "", "c", "Understudies missed"])
    _describe(past, one, risk_factors=["c", CANARY])
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown["on"]["told"]["risks"] == [["", "Understudies missed"]]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("khmer", ""), (CANARY, ""), ("american_sign", ""), ("spanish", "spanish")],
)
def test_only_common_languages_are_said(
    world: World, one: s.Situation, past: Any, language: str, shown: str
) -> None:
    _describe(past, one, language=language, interpreter=True)
    found = shows(paired(world["chair"], SOON))
    assert found is not None
    assert found["on"]["told"]["interpreter"] is True
    assert found["on"]["told"]["language"] == shown


@pytest.mark.parametrize("column", ["role", "sex", "age_group"])
def test_a_word_that_is_no_code_is_not_said(
    world: World, one: s.Situation, past: Any, column: str
) -> None:
    past.execute(f"UPDATE table_describedperson SET {column} = %s", [CANARY])
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown["on"]["told"]["people"] == []


def test_voices_are_numbers(world: World, one: s.Situation, past: Any) -> None:
    s.say(one, "police", StanceKind.OBJECT)
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown["on"]["said"] == [["", "object", 1]]
    assert not any(str(world.delegation(seat)) in str(shown) for seat in ("police", "school"))
    past.execute("UPDATE table_stance SET criterion = %s", [CANARY])
    assert CANARY not in str(shows(paired(world["chair"], SOON)))


def test_nothing_while_it_is_paused(world: World, one: s.Situation, past: Any) -> None:
    past.execute("UPDATE table_meeting SET blank = true")
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown.keys() == {"hub", "practice", "number", "kind", "blank"}


def test_when_the_window_is_over_the_room_hears_nothing_more(
    world: World, one: s.Situation
) -> None:
    """Also where the agency that brought it, which always sees it, is in the room."""
    at = later(hours=25)
    shown = shows(paired(world["chair"], at), at)
    assert shown is not None
    assert shown["on"]["told"] is None
    assert "said" not in shown["on"]


@pytest.mark.parametrize(
    ("seat", "told", "code"),
    [("police", True, True), ("treatment", False, False), ("coordinator", True, True)],
)
def test_a_seat_is_given_no_more_than_it_sees_itself(
    world: World, one: s.Situation, seat: str, told: bool, code: bool
) -> None:
    from hubtable.table.queries.room import room_now

    with as_seat(world[seat], SOON):
        shown = room_now()
    assert shown.on is not None
    assert (shown.on.told is not None, bool(shown.code)) == (told, code)


def test_a_screen_that_shows_a_description_leaves_a_row(
    world: World, one: s.Situation, past: Any
) -> None:
    screen = paired(world["chair"], SOON)
    shows(screen)
    shows(screen)
    seen = "SELECT kind, detail ->> 'class' FROM audit_entry WHERE verb = 'seen' AND actor = %s"
    assert past.execute(seen, [str(screen)]).fetchall() == [("room", "described")]


def test_a_small_session_shows_nothing_to_who_is_not_asked(
    world: World, one: s.Situation, past: Any
) -> None:
    from hubtable.table.queries.room import room_now

    past.execute("UPDATE table_meeting SET kind = 'convened'")
    with as_seat(world["treatment"], SOON):
        assert room_now().counts is None
    shown = shows(paired(world["chair"], SOON))
    assert shown is not None
    assert shown["code"] is None
