"""The outbox against a real mail server: once, again when it fails, never for who has no seat."""

import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.browsing import free_port
from tests.cluster import Cluster
from tests.mailserver import Mailbox, sending_to, serving
from tests.posting import accepted, at, forget_mails, led_by, mails, past, remind
from tests.world import NOW, World, as_seat

MINUTE = timedelta(minutes=1)


def send(moment: datetime) -> int:
    """One round of the job `outbox`."""
    from hubtable.cli.jobs import outbox

    return outbox.run(at(moment))


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    made = Mailbox()
    with serving(made) as port, sending_to(port):
        yield made


@pytest.fixture
def waiting(cluster: Cluster, world: World) -> datetime:
    """Three mails wait: an overdue visit, for the desk and the lead; since when."""
    from tests.posting import accepted_at

    one = led_by(world, "hospital")
    forget_mails(cluster)
    moment = accepted_at(cluster, one) + timedelta(hours=49)
    remind(moment)
    return moment


PEOPLE = ["cora.lind@example.org", "hana.ruiz@example.org", "paul.reyes@example.org"]


def errors(cluster: Cluster) -> set[tuple[str, int, bool]]:
    with past(cluster) as look:
        rows = look.execute(
            "SELECT error, tries, given_up_at IS NOT NULL FROM hubs_mail WHERE sent_at IS NULL"
        ).fetchall()
    return set(rows)


def test_each_gets_a_link_and_no_content(
    cluster: Cluster, waiting: datetime, mailbox: Mailbox
) -> None:
    assert send(waiting) == 3
    assert mailbox.addresses == PEOPLE
    assert send(waiting + MINUTE) == 0
    with past(cluster) as look:
        pk, number = look.execute(
            "SELECT d.id, p.number FROM table_discussion d JOIN table_report p ON p.id = d.id"
        ).fetchone() or ("", "")
    for address, mail in mailbox.came:
        body = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
        assert mail["Subject"] == "Something waits for you in Brookside Hub"
        assert mail["To"] == address
        assert re.findall(r"https?:\S+", body) == [
            f"https://hub.example.org/table/situations/{pk}/"
        ]
        whole = mail.as_string()
        for word in (number, "D-0001", "Invented", "Alcohol", "Hospital", "Education", "Ruiz"):
            assert word not in whole.replace(address, ""), word
    bodies = {mail.get_payload() for _, mail in mailbox.came}
    assert len(bodies) == 1, "lead and desk read the same"


def test_two_workers_at_once_send_once(
    cluster: Cluster, waiting: datetime, mailbox: Mailbox
) -> None:
    from django.db import connections

    gate = threading.Barrier(2)
    mailbox.before = lambda: threading.Event().wait(0.05)

    def work() -> None:
        gate.wait()
        try:
            send(waiting)
        finally:
            connections["default"].close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert mailbox.addresses == PEOPLE


def test_a_server_that_is_down_costs_one_try_a_round_and_no_mail(
    cluster: Cluster, waiting: datetime
) -> None:
    mailbox, port = Mailbox(), free_port()
    with sending_to(port):
        assert send(waiting) == 0
        assert errors(cluster) == {("unreachable", 1, False), ("", 0, False)}
        assert send(waiting + MINUTE / 2) == 0
        with serving(mailbox, port):
            assert send(waiting + MINUTE) == 2, "the one that failed last waits its minute"
            assert send(waiting + 3 * MINUTE / 2) == 1
    assert mailbox.addresses == PEOPLE
    assert errors(cluster) == set()


def test_after_two_days_it_is_given_up_and_sent_again_by_hand(
    cluster: Cluster, world: World, waiting: datetime
) -> None:
    from hubtable.hubs.actions.posting import send_again
    from hubtable.hubs.queries.posting import post
    from hubtable.hubs.rules.posting import Trouble

    admin = world["admin"]
    with past(cluster) as look:
        look.execute("DELETE FROM hubs_mail WHERE person_id <> %s", [world["hospital"].person])
    with sending_to(free_port()):
        for minutes in range(0, 60 * 50, 10):
            send(waiting + minutes * MINUTE)
    moment = waiting + timedelta(hours=50)
    with as_seat(admin, moment):
        (card,) = post(by=admin).failed
        assert (card.person_name, card.trouble) == ("Hana Ruiz", Trouble.UNREACHABLE)
        assert card.tries == 8
        send_again(by=admin, at=moment, mail=card.id)
    mailbox = Mailbox()
    with serving(mailbox) as port, sending_to(port):
        assert send(moment) == 1
    assert mailbox.addresses == ["hana.ruiz@example.org"]
    with as_seat(admin, moment):
        assert post(by=admin).failed == ()


def test_a_refused_address_is_shown_at_once_and_the_others_go(
    cluster: Cluster, world: World, waiting: datetime, mailbox: Mailbox, capfd
) -> None:
    mailbox.answer = "550 no such user hana.ruiz@example.org"
    assert send(waiting) == 0
    assert errors(cluster) == {("address", 1, True)}
    mailbox.answer = "452 full"
    with past(cluster) as look:
        look.execute("UPDATE hubs_mail SET given_up_at = NULL, error = ''")
    assert send(waiting) == 0
    assert errors(cluster) == {("answer", 2, False)}
    said = capfd.readouterr()
    assert "example.org" not in said.out + said.err


def test_a_worker_that_dies_after_sending_leads_to_the_same_message_once_more(
    cluster: Cluster, waiting: datetime, mailbox: Mailbox
) -> None:
    from hubtable.base.acting import acting
    from hubtable.config.links import link_of
    from hubtable.hubs.actions.posting import claim, deliver

    with acting("job", "outbox", at=waiting):
        mail = claim(at=waiting)
    assert mail
    assert deliver(mail, link_of) is None  # and then it is killed
    assert send(waiting + 9 * MINUTE) == 2, "the claim holds for ten minutes"
    assert send(waiting + 10 * MINUTE) == 1
    assert sorted(mailbox.addresses) == sorted([*PEOPLE, mail.address])
    assert len(mailbox.ids) == 4
    assert len(set(mailbox.ids)) == 3


def test_a_late_worker_does_not_undo_what_another_did(
    cluster: Cluster, waiting: datetime, mailbox: Mailbox
) -> None:
    from hubtable.base.acting import acting
    from hubtable.hubs.actions.posting import claim, note
    from hubtable.hubs.rules.posting import Trouble

    with acting("job", "outbox", at=waiting):
        slow = claim(at=waiting)
    assert slow
    after = waiting + 11 * MINUTE
    with acting("job", "outbox", at=after):
        other = claim(at=after)
        while other and other.id != slow.id:
            other = claim(at=after)
    assert other
    with acting("job", "outbox", at=after):
        note(at=after, mail=slow, trouble=Trouble.ADDRESS)
    assert ("address", 1, True) not in errors(cluster)
    with acting("job", "outbox", at=after):
        note(at=after, mail=other, trouble=None)
        note(at=after, mail=other, trouble=Trouble.ANSWER)
    assert len(errors(cluster)) == 1, "what was sent stays sent"


def test_who_lost_every_seat_meanwhile_gets_nothing(
    cluster: Cluster, world: World, waiting: datetime, mailbox: Mailbox
) -> None:
    from hubtable.hubs.actions.people import end_person

    admin = world["admin"]
    with as_seat(admin, waiting):
        end_person(by=admin, at=waiting, person=world["coordinator"].person, version=1)
    assert send(waiting) == 2
    assert "cora.lind@example.org" not in mailbox.addresses
    assert errors(cluster) == {("no_seat", 0, True)}


RECIPIENTS = {
    "a delegation: its seats that hold": (["school_A"], ["Sam Ito"]),
    "the desk": (["desk"], ["Cora Lind", "Paul Reyes"]),
    "an agency: its privacy contact alone": (["hospital"], ["Hal Price"]),
    "a seat": (["seat:police"], ["Peg Moran"]),
    "a lapsed agreement: nobody": (["lapsed_A"], []),
    "somebody who has not signed is left out": (["housing_A"], ["Hugo Lane"]),
    "one person with several seats: one mail": (["hospital_A", "hospital_B"], ["Hana Ruiz"]),
    "alternates too": (["fire_A"], ["Finn Ward", "Flora Shea"]),
    "nobody": ([], []),
}


@pytest.mark.parametrize(("viewers", "people"), RECIPIENTS.values(), ids=RECIPIENTS)
def test_who_gets_a_mail(
    cluster: Cluster, world: World, viewers: list[str], people: list[str]
) -> None:
    """`lock.post` is called by steps alone; here by hand, as its owner would."""
    from hubtable.base.acting import token

    with past(cluster) as look:
        desk = look.execute(
            "SELECT desk FROM hubs_table WHERE id = %s", [world.tables["A"]]
        ).fetchone()
        ids = {"desk": (desk or [None])[0], **world.delegations, **world.agencies}
        ids |= {f"seat:{name}": seat.id for name, seat in world.seats.items()}
        post = "SELECT lock.post('glass', gen_random_uuid(), %s::uuid[], 'once')"
        with look.transaction():
            look.execute(
                "SELECT set_config('hubtable.actor', %s, true)", [token("job", "clocks", NOW)]
            )
            count = look.execute(post, [[ids[name] for name in viewers]]).fetchone()
    assert [name for _, name in mails(cluster, "glass")] == people
    assert count == (len(people),)


def test_nothing_is_made_twice(cluster: Cluster, world: World) -> None:
    from hubtable.base.acting import token

    one = accepted(world)
    delegation = world.delegations["school_A"]
    post = "SELECT lock.post('glass', %s, ARRAY[%s]::uuid[], %s)"
    with past(cluster) as look, look.transaction():
        look.execute("SELECT set_config('hubtable.actor', %s, true)", [token("job", "x", NOW)])
        for occasion in ("first", "first", "second"):
            look.execute(post, [one.id, delegation, occasion])
    assert len(mails(cluster, "glass")) == 2


def test_every_kind_the_lock_posts_has_its_page(cluster: Cluster) -> None:
    from hubtable.base.lock.applying import FILES
    from hubtable.config.links import LEADS, link_of
    from hubtable.table.rules.clock import Reminding

    text = "".join(file.read_text(encoding="utf-8") for file in FILES)
    posted = set(re.findall(r"lock\.post\('(\w+)'", text)) | {kind.value for kind in Reminding}
    assert posted <= LEADS.keys()
    assert all(len(kind) <= 24 for kind in LEADS)
    for kind in (*LEADS, "a kind without a page"):
        assert link_of(kind, uuid4()).startswith("/"), kind


def test_rows_go_after_thirty_days(cluster: Cluster, waiting: datetime, mailbox: Mailbox) -> None:
    send(waiting)
    send(waiting + timedelta(days=29))
    assert len(mails(cluster)) == 3
    send(waiting + timedelta(days=30))
    assert mails(cluster) == []
