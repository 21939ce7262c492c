"""Faults planted into the lock: the attacks must notice every one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from hubtable.base.lock.policies import APP_FUNCTIONS
from tests.security.probes import NOTHING, Probe, Within, noticed, token_of
from tests.security.probes_directory import DIRECTORY
from tests.security.probes_faces import FACES
from tests.security.probes_functions import FUNCTIONS
from tests.security.probes_later import LATER
from tests.security.probes_meeting import KNOCKING, MEETINGS
from tests.security.probes_posting import POSTING
from tests.security.probes_public import PUBLIC
from tests.security.probes_room import ROOM
from tests.security.probes_rows import ROWS
from tests.security.probes_tables import TABLES
from tests.security.scene import _words
from tests.security.signatures import REFUSING, signatures
from tests.security.weakenings import SMALL, STATEMENTS, Weakening

ATTACKS = FUNCTIONS | ROWS | LATER | TABLES | POSTING | MEETINGS | FACES | ROOM | DIRECTORY | PUBLIC
PROBES = [probe for probes in ATTACKS.values() for probe in probes] + KNOCKING
NEVER_NULL = {
    *("acting-0", "bring-0", "tell-0", "answer-0", "sign_confidentiality-0", "decline-0"),
    *("mistaken-0", "ask_joining-1", "join-0", "set_apart-0", "too_much-0", "offer_filing-0"),
    *("filed-0", "lift_hold-0", "mail_claim-0", "mail_sent-0", "mail_failed-0", "mail_sweep-0"),
    *("mail_standing-0", "clocks_running-0", "remind-0", "feed_of-0", "take_in-0", "enter_for-0"),
    *("assign_proposed-0", "assign_aloud-0", "call_off-0", "check_in-0"),
    *("room_offer-0", "room_of-0", "room_end-0", "room_now-0", "hide_place-0", "unhide_place-0"),
    *("ask_claim-0", "ask_mark-0", "hide_told-0", "given_before-0"),
}
"""Guards of these are made of what is never NULL (EXISTS, IS NOT NULL): IS TRUE is a belt there."""
BELTS = {"assign_proposed-0", "assign_aloud-0"}
"""Without it, what it calls refuses."""


@dataclass(frozen=True)
class Guard:
    """The n-th guard of a function."""

    function: str
    place: int


def guards() -> Iterator[Guard]:
    """Yield every guard of what the web's role may call."""
    for name, found in signatures().items():
        if name in APP_FUNCTIONS:
            yield from (Guard(name, n) for n in range(found.guards))


GUARDS = [pytest.param(guard, id=f"{guard.function}-{guard.place}") for guard in guards()]


@cache
def of_function(name: str) -> list[Probe]:
    """Return the probes that call a function: enough to notice its faults."""
    return [probe for probe in PROBES if f"lock.{name}(" in probe.sql]


def rewrite(within: Within, function: str, change: Any) -> None:
    """Replace a function's text by a changed one."""
    row = within.past.execute(
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s"
        " AND pronamespace = 'lock'::regnamespace",
        [function],
    ).fetchone()
    assert row is not None
    changed = change(row[0])
    assert changed != row[0], "nothing was changed"
    within.past.execute(changed.encode())


def test_nobody_cries_over_an_untouched_lock(within: Within) -> None:
    assert list(noticed(within, PROBES)) == []


@pytest.mark.parametrize("guard", [p for p in GUARDS if p.id not in BELTS])
def test_a_guard_that_lets_all_pass(within: Within, guard: Guard) -> None:
    rewrite(within, guard.function, lambda text: _nth(text, guard.place, "IS NOT TRUE AND false"))
    assert any(noticed(within, of_function(guard.function)))


@pytest.mark.parametrize(
    "guard",
    [p for p in GUARDS if p.id not in NEVER_NULL],
)
def test_a_guard_that_lets_null_pass(within: Within, guard: Guard) -> None:
    rewrite(within, guard.function, lambda text: _nth(text, guard.place, "IS FALSE"))
    assert any(noticed(within, of_function(guard.function)))


def _nth(text: str, place: int, instead: str) -> str:
    found = list(REFUSING.finditer(text))[place]
    start = found.start()
    return text[:start] + instead + text[start + len("IS NOT TRUE") :]


@pytest.mark.parametrize("fault", SMALL, ids=[str(fault) for fault in SMALL])
def test_one_condition_less(within: Within, fault: Weakening) -> None:
    rewrite(within, fault.function, lambda text: text.replace(fault.old, fault.new))
    assert any(noticed(within, of_function(fault.called or fault.function)))


@pytest.mark.parametrize("fault", STATEMENTS)
def test_a_statement_by_hand(within: Within, fault: str) -> None:
    for statement in STATEMENTS[fault]:
        within.past.execute(statement.encode())
    word = fault.rpartition(" ")[2]
    named = fault.split(maxsplit=1)[0] if fault.endswith("security") else word
    assert any(noticed(within, [probe for probe in PROBES if named in probe.sql]))


def test_a_row_of_the_matrix_too_many(within: Within) -> None:
    """Who was in the room would be described a person before the next one is presented."""
    within.past.execute(
        "INSERT INTO lock.matrix VALUES ('submitted', 'present', 'described', 'always')"
    )
    _settle(within, "submitted", "INSERT INTO table_presence SELECT gen_random_uuid(), %s, %s")
    assert any(noticed(within, AFTERWARDS))


def test_a_no_that_closes_nothing(within: Within) -> None:
    rewrite(within, "decline", lambda text: text.replace("PERFORM lock.settle(r, 'decline');", ""))
    _act(within, "hospital", "SELECT lock.decline(:visit, :visit_person1)")
    assert any(noticed(within, AFTERWARDS))


def test_a_no_closes(within: Within) -> None:
    _act(within, "hospital", "SELECT lock.decline(:visit, :visit_person1)")
    _settle(within, "submitted", "INSERT INTO table_presence SELECT gen_random_uuid(), %s, %s")
    assert list(noticed(within, AFTERWARDS)) == []


AFTERWARDS = [
    Probe(
        "an identity after a no",
        "housing",
        "SELECT FROM vault_sealed WHERE record = :visit AND id = :visit_person1",
        NOTHING,
    ),
    Probe(
        "a description before it is presented",
        "fire",
        "SELECT FROM table_description WHERE discussion_id = :submitted",
        NOTHING,
    ),
]


def _act(within: Within, who: str, sql: str) -> None:
    """Do what a seat may do, and let it stand for the rest of the transaction."""
    token = token_of(within, who)
    within.past.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
    within.past.execute(_words(sql), within.ids)


def _settle(within: Within, name: str, present: str) -> None:
    within.past.execute(present.encode(), [within.ids[name], within.ids["fire_A"]])
    _act(within, "police", f"SELECT lock.settle(:{name}, 'x')")
