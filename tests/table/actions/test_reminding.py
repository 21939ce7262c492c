"""Reminders of first visits: to whom, when, once; after downtime; by several workers."""

import threading
from datetime import timedelta

import pytest

from tests.cluster import Cluster
from tests.posting import accepted, accepted_at, forget_mails, led_by, mails, past, remind
from tests.situations import conclude, meet, present, reopen, screening, submit
from tests.world import World, as_seat

DESK = ["Cora Lind", "Paul Reyes"]
HOUR = timedelta(hours=1)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def overdue(cluster: Cluster, one) -> bool:
    with past(cluster) as look:
        row = look.execute("SELECT overdue FROM table_report WHERE id = %s", [one.id]).fetchone()
    assert row
    return bool(row[0])


def test_the_lead_is_reminded_before_target_and_limit_and_the_desk_at_the_limit(
    cluster: Cluster, world: World
) -> None:
    one = led_by(world, "hospital")
    forget_mails(cluster)
    since = accepted_at(cluster, one)
    lead = "Hana Ruiz"
    seen = []
    for step in range(2 * 50):
        remind(since + step * HOUR / 2)
        seen = mails(cluster)
        expected = [("target_near", lead)] * (step >= 40) + [("limit_near", lead)] * (step >= 88)
        assert [row for row in seen if row[0] != "overdue"] == expected, step
        assert overdue(cluster, one) == (step >= 96)
    assert seen[2:] == [("overdue", name) for name in sorted([*DESK, lead])]


def test_nobody_leads_yet_so_the_desk_hears(cluster: Cluster, world: World) -> None:
    one = accepted(world)
    forget_mails(cluster)
    since = accepted_at(cluster, one)
    remind(since + hours(20))
    assert mails(cluster) == [("target_near", name) for name in DESK]


def test_after_downtime_nothing_is_missed_and_nothing_late_is_said(
    cluster: Cluster, world: World
) -> None:
    one = led_by(world, "hospital")
    forget_mails(cluster)
    since = accepted_at(cluster, one)
    assert remind(since + hours(72)) == 1
    assert {kind for kind, _ in mails(cluster)} == {"overdue"}
    assert overdue(cluster, one)
    assert remind(since + hours(73)) == 0


def test_many_workers_remind_once(cluster: Cluster, world: World) -> None:
    from django.db import connections

    several = [led_by(world, "hospital"), accepted(world, "housing")]
    forget_mails(cluster)
    moment = accepted_at(cluster, several[0]) + hours(50)
    done: list[int] = []
    gate = threading.Barrier(5)

    def work() -> None:
        gate.wait()
        try:
            done.append(remind(moment))
        finally:
            connections["default"].close()

    workers = [threading.Thread(target=work) for _ in range(5)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(done) == 2
    rows = mails(cluster)
    assert len(rows) == 3 + 2
    with past(cluster) as look:
        records = look.execute(
            "SELECT count(*), count(DISTINCT record) FROM audit_entry WHERE verb = 'reminded'"
        ).fetchone()
    assert records == (2, 2)


def test_a_first_visit_stops_it(cluster: Cluster, world: World) -> None:
    from hubtable.table.actions.intervening import contact, mistaken
    from hubtable.table.rules.later_words import ContactAnswer

    one = led_by(world, "hospital")
    forget_mails(cluster)
    since, seat = accepted_at(cluster, one), world["hospital"]
    remind(since + hours(49))
    assert overdue(cluster, one)
    forget_mails(cluster)
    said, who = ContactAnswer.AGREED, one.people[0]
    with as_seat(seat, moment := since + hours(50)):
        entry = contact(by=seat, at=moment, of=one.id, person=who, said=said)
    assert not overdue(cluster, one)
    assert remind(since + hours(50.5)) == 0
    with as_seat(seat, moment := since + hours(51)):
        mistaken(by=seat, at=moment, of=one.id, entry=entry)
    remind(since + hours(61))
    assert overdue(cluster, one), "the visit was a mistake: it is overdue again"
    assert mails(cluster, "overdue") == [], "and nobody is told twice"


def test_what_is_reopened_without_a_visit_is_overdue_again(cluster: Cluster, world: World) -> None:
    one = led_by(world, "hospital")
    since = accepted_at(cluster, one)
    remind(since + hours(49))
    one.at = since + hours(50)
    conclude(one)
    assert not overdue(cluster, one)
    reopen(one)
    forget_mails(cluster)
    assert remind(since + hours(51)) == 1
    assert overdue(cluster, one)
    assert mails(cluster, "overdue") == []
    assert remind(since + hours(52)) == 0


def test_what_is_closed_or_undone_reminds_nobody(cluster: Cluster, world: World) -> None:
    from hubtable.table.actions.deciding import undo_decision

    closed = conclude(led_by(world, "hospital"))
    undone = accepted(world, "housing")
    with as_seat(world["chair"], undone.at):
        undo_decision(by=world["chair"], at=undone.at, of=undone.id, seen=undone.version)
    forget_mails(cluster)
    assert remind(closed.at + hours(100)) == 0
    assert mails(cluster) == []


def test_accepted_anew_after_an_undo_is_another_clock(cluster: Cluster, world: World) -> None:
    from hubtable.table.actions.deciding import accept, undo_decision

    one = accepted(world)
    since = accepted_at(cluster, one)
    remind(since + hours(20))
    chair, later = world["chair"], since + hours(21)
    with as_seat(chair, later):
        version = undo_decision(by=chair, at=later, of=one.id, seen=one.version)
        accept(by=chair, at=later, of=one.id, seen=version)
    forget_mails(cluster)
    assert remind(later + hours(19)) == 0
    assert remind(later + hours(20)) == 1
    assert mails(cluster) == [("target_near", name) for name in DESK]


@pytest.mark.parametrize("lead", ["treatment", "refuge"])
def test_a_protected_lead_is_told_and_revealed_to_nobody(
    cluster: Cluster, world: World, lead: str
) -> None:
    """Its people get their mail; no page, list or row of anybody else tells that they did."""
    from django.db import connection

    from hubtable.hubs.queries.posting import post
    from hubtable.table.queries.clock import overdue as listed

    one = led_by(world, lead, origin=lead)
    forget_mails(cluster)
    remind(accepted_at(cluster, one) + hours(49))
    name = world[lead].person_name
    assert ("overdue", name) in mails(cluster)
    for who in ("chair", "coordinator", "police", "school", "fire"):
        with as_seat(world[who], one.at + hours(50)):
            (card,) = listed(by=world[who])
            assert card.lead == "A protected agency"
    with as_seat(world["admin"], one.at + hours(49.5)), connection.cursor() as cursor:
        shown = post(by=world["admin"])
        assert (shown.waiting, shown.retried, shown.failed) == (3, (), ())
        cursor.execute("SELECT has_table_privilege(current_user, 'hubs_mail', 'SELECT')")
        assert cursor.fetchone() == (False,)


def test_a_lead_whose_seats_ended_leaves_it_to_the_desk(cluster: Cluster, world: World) -> None:
    from hubtable.hubs.actions.seating import end_seat

    one = led_by(world, "hospital")
    since = accepted_at(cluster, one)
    admin, seat = world["admin"], world["hospital"].id
    with as_seat(admin, since + HOUR):
        end_seat(by=admin, at=since + HOUR, seat=seat, version=1)
    forget_mails(cluster)
    remind(since + hours(20))
    assert mails(cluster) == [("target_near", name) for name in DESK]


def test_a_situation_not_accepted_has_no_clock(cluster: Cluster, world: World) -> None:
    one = present(meet(submit(screening(world, "school")), ["police"]))
    assert remind(one.at + hours(100)) == 0
