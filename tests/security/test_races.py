"""Two at once: what one has not committed, the other waits for, and then decides anew."""

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.security.scene import Scene


def acting(scene: Scene, who: str) -> psycopg.Connection[Any]:
    """Return a connection on which a seat acts, in an open transaction."""
    connection = scene.connect()
    connection.execute("SELECT set_config('hubtable.actor', %s, true)", [scene.token(who)])
    return connection


def call(scene: Scene, connection: psycopg.Connection[Any], sql: str) -> str:
    """Return the code of what came of a call; nothing when it was done."""
    from tests.security.scene import _words

    try:
        connection.execute(_words(sql), scene.ids)
    except psycopg.Error as error:
        connection.rollback()
        return error.sqlstate or "?"
    connection.commit()
    return ""


def _waits(scene: Scene, connection: psycopg.Connection[Any]) -> bool:
    row = scene.look.past.execute(
        "SELECT cardinality(pg_blocking_pids(%s)) > 0", [connection.info.backend_pid]
    ).fetchone()
    return bool(row and row[0])


def second(scene: Scene, who: str, sql: str, first: Callable[[], None]) -> str:
    """Send a call that meets another's open transaction, end that; return what came of it."""
    connection = acting(scene, who)
    came: list[str] = []
    sent = threading.Thread(target=lambda: came.append(call(scene, connection, sql)))
    sent.start()
    deadline = time.monotonic() + 20
    while not _waits(scene, connection) and time.monotonic() < deadline and sent.is_alive():
        time.sleep(0.02)
    first()
    sent.join(30)
    connection.close()
    return came[0]


def open_identities(scene: Scene, name: str, viewer: str) -> int:
    row = scene.look.past.execute(
        "SELECT count(*) FROM vault_ledger WHERE record = %s AND viewer = %s"
        " AND class = 'identified' AND opens AND until > %s",
        [scene.ids[name], scene.ids[viewer], scene.ids["at"]],
    ).fetchone()
    assert row is not None
    return int(row[0])


CLOSING = (
    ("chair", "SELECT lock.move(:round, :round_version, 'accepted', '')"),
    ("chair", "SELECT lock.move(:round, :round_version, 'concluded', 'x')"),
)
TELL = "SELECT lock.tell(:round, :round_person{}, :{}_A, 'screen', 'other', 'x', NULL)"
LATE = (
    ("school", TELL.format(1, "housing")),
    ("school", TELL.format(2, "elders")),
    ("hospital", "SELECT lock.answer(:round, :round_person1, :hospital_A, 'not_us')"),
)


@pytest.mark.parametrize("closing", CLOSING)
@pytest.mark.parametrize("late", LATE)
def test_nobody_is_told_while_the_round_closes(
    racing: Scene, closing: tuple[str, str], late: tuple[str, str]
) -> None:
    """The telling began while the round was open and ends after it closed: refused."""
    from tests.security.scene import _words

    chair = acting(racing, closing[0])
    chair.execute(_words(closing[1]), racing.ids)
    assert second(racing, *late, first=chair.commit) == "42501"
    chair.close()
    assert open_identities(racing, "round", "housing_A") == 0
    assert open_identities(racing, "round", "elders_A") == 0


def test_an_emergency_look_does_not_slip_past_a_no(racing: Scene) -> None:
    from tests.security.scene import _words

    lead = acting(racing, "hospital")
    lead.execute(_words("SELECT lock.decline(:visit, :visit_person1)"), racing.ids)
    late = "SELECT lock.break_glass(:visit, :visit_person1, 'serious_harm', 'threat')"
    assert second(racing, "fire", late, first=lead.commit) == "42501"
    lead.close()
    assert open_identities(racing, "visit", "seat_fire") == 0


def test_two_submitted_at_once_get_two_references(racing: Scene) -> None:
    from tests.security.scene import _words
    from tests.situations import screening

    two = screening(racing.world, "police")
    racing.ids |= {"second": two.id, "second_version": two.version}
    first = acting(racing, "school")
    first.execute(_words("SELECT lock.move(:draft, :draft_version, 'submitted', '')"), racing.ids)
    late = "SELECT lock.move(:second, :second_version, 'submitted', '')"
    assert second(racing, "police", late, first=first.commit) == ""
    first.close()
    rows = racing.look.past.execute(
        "SELECT table_id, reference FROM table_discussion WHERE reference <> ''"
    ).fetchall()
    assert len(set(rows)) == len(rows)


def test_two_accepted_at_once_get_two_numbers(racing: Scene) -> None:
    from tests.security.scene import _words
    from tests.situations import present, screening, submit

    two = present(submit(screening(racing.world, "police")))
    racing.ids |= {"second": two.id, "second_version": two.version}
    chair = acting(racing, "chair")
    chair.execute(
        _words("SELECT lock.move(:presented, :presented_version, 'accepted', '')"), racing.ids
    )
    late = "SELECT lock.move(:second, :second_version, 'accepted', '')"
    assert second(racing, "coordinator", late, first=chair.commit) == ""
    chair.close()
    rows = racing.look.past.execute(
        "SELECT d.table_id, p.number FROM table_report p JOIN table_discussion d USING (id)"
        " WHERE p.number <> ''"
    ).fetchall()
    assert len(set(rows)) == len(rows)


def test_the_second_of_two_moves_is_stale(racing: Scene) -> None:
    from tests.security.scene import _words

    chair = acting(racing, "chair")
    move = "SELECT lock.move(:presented, :presented_version, '{}', 'x')"
    chair.execute(_words(move.format("accepted")), racing.ids)
    late = second(racing, "coordinator", move.format("rejected"), first=chair.commit)
    chair.close()
    assert late == "40001"


def test_references_and_numbers_grow_past_their_width(racing: Scene) -> None:
    """The ten-thousandth situation of a table is not the thousandth again."""
    past = racing.look.past
    past.execute(
        "INSERT INTO table_discussion (id, table_id, type, reference, state, version, moved_at)"
        " SELECT gen_random_uuid(), %s, 'person', 'D-' || n, 'forgotten', 1, %s"
        " FROM generate_series(1, 10000) n",
        [racing.ids["table_A"], racing.ids["at"]],
    )
    past.execute(
        "INSERT INTO table_report (id, number, lead_protected, assisting, assisting_protected,"
        " reason, overdue, returned) SELECT id, '2026-' || substr(reference, 3), false, '{}', 0,"
        " '', false, false FROM table_discussion WHERE state = 'forgotten'"
        " AND reference LIKE 'D-%%' LIMIT 2000"
    )
    move = "SELECT lock.move(:{0}, :{0}_version, '{1}', '')"
    racing.send("school", move.format("draft", "submitted"))
    racing.send("chair", move.format("presented", "accepted"))
    references = past.execute(
        "SELECT reference FROM table_discussion WHERE id = %s", [racing.ids["draft"]]
    ).fetchone()
    numbers = past.execute(
        "SELECT number FROM table_report WHERE id = %s", [racing.ids["presented"]]
    ).fetchone()
    assert references is not None
    assert numbers is not None
    assert len(references[0]) == len("D-10000")
    assert len(numbers[0]) == len("2026-2000")
