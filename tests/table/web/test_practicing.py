"""A practice table is filled with invented situations, and they stay apart from real ones."""

import io
import re

import pytest

from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from tests.cluster import Cluster
from tests.hubs.person import browser_of, send
from tests.hubs.web.test_practice_table import seats_of
from tests.mailserver import Mailbox, sending_to, serving
from tests.posting import at, forget_mails
from tests.world import NOW, World, as_seat

FILL, LIST = "/table/practice/fill/", "/table/"


@pytest.fixture
def practice(world: World, clock) -> dict[str, Seat]:
    return seats_of(world)


def fill(seat: Seat) -> int:
    from hubtable.table.actions.practicing import fill

    with as_seat(seat, NOW):
        return fill(by=seat, at=NOW)


def states(seat: Seat) -> list[str]:
    from hubtable.table.models import Discussion

    with as_seat(seat, NOW):
        rows = Discussion.objects.filter(table_id=seat.own_table).order_by("reference")
        return list(rows.values_list("state", flat=True))


@pytest.mark.parametrize("who", ["chair", "coordinator"])
def test_the_desk_fills_it_by_one_button(practice, who: str) -> None:
    client = browser_of(practice[who])
    assert "Fill with invented situations" in client.get(LIST).content.decode()
    assert send(client, FILL, stamp_of=LIST).status_code == 302
    assert "8 invented situations came in." in client.get(LIST).content.decode()
    assert sorted(states(practice[who])) == [
        *("accepted", "concluded", "intervening", "intervening", "rejected"),
        *("submitted", "submitted", "submitted"),
    ]


def test_again_it_goes_on_counting(practice) -> None:
    assert [fill(practice["chair"]), fill(practice["coordinator"])] == [8, 8]
    assert len(states(practice["chair"])) == 16


def test_members_and_real_tables_have_no_such_button(world: World, practice, as_) -> None:
    for client in (browser_of(practice["housing"]), as_("chair"), as_("coordinator")):
        assert "Fill with invented" not in client.get(LIST).content.decode()
    real = as_("chair")
    assert send(real, FILL, stamp_of="/table/file/").status_code == 302
    assert "Only a practice table is filled" in real.get(LIST).content.decode()
    assert states(world["chair"]) == []
    with pytest.raises(Refused, match="chair or the coordinator"):
        fill(practice["housing"])


def test_no_name_comes_in_and_a_protected_program_brings_nothing(
    world: World, practice, cluster: Cluster
) -> None:
    from django.db import connections

    fill(practice["chair"])
    name = connections["default"].settings_dict["NAME"]
    with cluster.as_superuser(name) as look:
        refuge = world.agencies["refuge"]
        sql = (
            "SELECT (SELECT count(*) FROM vault_sealed), (SELECT count(*) FROM table_plannote),"
            " (SELECT count(*) FROM table_pick), (SELECT count(*) FROM table_origin o"
            " JOIN hubs_delegation d ON d.id = o.delegation_id WHERE d.agency_id = %s)"
        )
        assert look.execute(sql, [refuge]).fetchone() == (0, 0, 0, 0)


def exported(seat: Seat) -> bytes:
    from hubtable.table.actions.exporting import export

    text = io.StringIO()
    with as_seat(seat, NOW):
        export(by=seat, at=NOW, to=text)
    return text.getvalue().encode()


def test_its_file_says_so_in_every_row_and_no_real_table_takes_it_in(
    world: World, practice
) -> None:
    from hubtable.table.actions.importing import look

    fill(practice["chair"])
    file = exported(practice["chair"])
    header, *rows = file.decode().splitlines()
    assert header.endswith(",practice")
    assert len(rows) == 8
    assert all(row.endswith(",yes") for row in rows)
    assert b"practice" not in exported(world["chair"])
    with as_seat(world["chair"], NOW):
        outcome = look(by=world["chair"], at=NOW, file=io.BytesIO(file))
    assert (outcome.new, outcome.quarantined) == (0, 8)
    assert {fault.problem.code for fault in outcome.faults} >= {"practice"}
    plain = b"\n".join(row.rpartition(b",")[0] for row in file.splitlines()).replace(b"D-", b"D-1")
    with as_seat(practice["chair"], NOW):
        outcome = look(by=practice["chair"], at=NOW, file=io.BytesIO(plain))
    assert outcome.new == 0
    assert {fault.problem.code for fault in outcome.faults} >= {"not_practice"}


def test_its_download_is_named_so(practice) -> None:
    answer = send(browser_of(practice["chair"]), "/table/file/out/", stamp_of="/table/file/")
    assert 'filename="practice-situations-' in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).rstrip().endswith(b",practice")


def test_its_mails_say_so(cluster: Cluster, world: World, practice) -> None:
    from hubtable.cli.jobs import clocks, outbox

    fill(practice["chair"])
    forget_mails(cluster)
    clocks.run(at(NOW))
    mailbox = Mailbox()
    with serving(mailbox) as port, sending_to(port):
        outbox.run(at(NOW))
    assert mailbox.came
    for _address, mail in mailbox.came:
        assert mail["Subject"] == "Practice: something waits for you in Brookside Hub"
        assert "all people at that table are invented" in str(mail.get_payload())


def test_its_calendar_says_so(practice) -> None:
    client = browser_of(practice["housing"])
    shown = send(client, "/calendar/make/", stamp_of="/calendar/")
    found = re.search(r"http://[^/]+(/feed/[\w-]{43}\.ics)", shown.content.decode())
    assert found
    feed = client.get(found[1]).content.decode()
    titles = [line for line in feed.splitlines() if line.startswith("SUMMARY")]
    assert titles
    assert all(title.startswith("SUMMARY:Practice: ") for title in titles)
