"""A seat's calendar: its address, what stands in the feed, and what never does."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cluster import Cluster
from tests.posting import accepted_at, led_by, past
from tests.situations import conclude
from tests.table.web.pages import sent
from tests.world import NOW, World, as_seat

PAGE, MAKE, STOP = "/calendar/", "/calendar/make/", "/calendar/stop/"
EASTERN = ZoneInfo("America/New_York")


def make(client: Client) -> str:
    """Make an address by the page; its path."""
    answer = sent(client, PAGE, MAKE)
    assert answer.status_code == 200
    found = re.search(r"http://[^/]+(/feed/[\w-]{43}\.ics)", answer.content.decode())
    assert found
    return found[1]


def fetch(path: str, **headers: str) -> Any:
    return Client(**{"wsgi.url_scheme": "https"}).get(path, headers=headers)


def events(path: str) -> list[tuple[str, datetime, datetime]]:
    answer = fetch(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar"
    parsed = Calendar.from_ical(answer.content)
    return [
        (str(one["summary"]), one["dtstart"].dt, one["dtend"].dt) for one in parsed.walk("VEVENT")
    ]


def test_the_address_is_shown_once(world: World, as_) -> None:
    client = as_("police")
    assert "You have no calendar address" in client.get(PAGE).content.decode()
    path = make(client)
    page = client.get(PAGE).content.decode()
    assert path not in page
    assert "Make a new address" in page
    assert events(path)


def test_meetings_stand_at_ten_on_the_wall_clock_for_twelve_weeks(world: World, as_, clock) -> None:
    clock.at = datetime(2026, 10, 5, 12, tzinfo=UTC)
    found = events(make(as_("police")))
    assert {title for title, _, _ in found} == {"Table meeting"}
    assert len(found) == 12
    for _, begins, ends in found:
        local = begins.astimezone(EASTERN)
        assert (local.weekday(), local.hour, local.minute) == (1, 10, 0)
        assert ends - begins == timedelta(minutes=90)
    assert {begins.hour for _, begins, _ in found} == {14, 15}, "over the change of November"


def test_a_lead_finds_its_due_times_and_nobody_else_does(
    cluster: Cluster, world: World, as_, clock
) -> None:
    one = led_by(world, "hospital")
    since = accepted_at(cluster, one)
    clock.at = one.at
    paths = {name: make(as_(name)) for name in ("hospital", "school", "chair", "police", "fire")}
    due = {
        name: [(title, begins) for title, begins, _ in events(path) if "visit" in title]
        for name, path in paths.items()
    }
    assert due.pop("hospital") == [
        ("First visit due", since + timedelta(hours=24)),
        ("First visit: limit", since + timedelta(hours=48)),
    ]
    assert due == {name: [] for name in due}
    conclude(one)
    assert {title for title, _, _ in events(paths["hospital"])} == {"Table meeting"}


def test_a_feed_carries_no_content(cluster: Cluster, world: World, as_, clock) -> None:
    one = led_by(world, "hospital")
    clock.at = one.at
    body = fetch(make(as_("hospital"))).content.decode()
    with past(cluster) as look:
        (number,) = look.execute("SELECT number FROM table_report").fetchone() or ("",)
    words = [str(one.id), "D-0001", number, "Invented", "Brookside", "Hospital", "Ruiz", "Person"]
    assert [word for word in words if word in body] == []
    titles = set(re.findall(r"SUMMARY:(.*)\r\n", body))
    assert titles == {"Table meeting", "First visit due", "First visit: limit"}


def test_what_has_not_changed_is_not_sent_again(world: World, as_, clock) -> None:
    path = make(as_("police"))
    first = fetch(path)
    again = fetch(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    clock.pass_(minutes=5)
    assert fetch(path)["ETag"] == first["ETag"]
    clock.pass_(days=8)
    assert fetch(path, **{"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/feed/x.ics", f"/feed/{'A' * 43}.ics", "/feed/.ics", "/feed/"])
def test_a_wrong_address_is_none(world: World, path: str) -> None:
    assert fetch(path).status_code == 404


def test_renewed_stopped_and_ended_addresses_are_none(world: World, as_, clock) -> None:
    from hubtable.hubs.actions.seating import end_seat

    client = as_("police")
    old, new = make(client), make(client)
    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)
    assert sent(client, PAGE, STOP).status_code == 302
    assert fetch(new).status_code == 404
    newest = make(client)
    clock.pass_(minutes=1)
    with as_seat(world["admin"], clock.at):
        end_seat(by=world["admin"], at=clock.at, seat=world["police"].id, version=1)
    assert fetch(newest).status_code == 404


def test_it_ends_after_a_year_and_with_the_agreement(cluster: Cluster, world: World, as_, clock):
    path = make(as_("police"))
    clock.pass_(days=365)
    assert fetch(path).status_code == 200
    clock.pass_(days=2)
    assert fetch(path).status_code == 404
    clock.at = NOW
    with past(cluster) as look:
        look.execute(
            "UPDATE hubs_agreement SET ends_at = %s WHERE id = %s",
            [NOW, world.agreements["police"]],
        )
    assert fetch(path).status_code == 404


@pytest.mark.parametrize("name", ["admin", "analyst", "agency_lead", "privacy_contact"])
def test_it_is_for_seats_at_a_table(world: World, as_, name: str) -> None:
    assert as_(name).get(PAGE).status_code == 403


def test_only_a_hash_is_kept_and_nothing_logged(
    cluster: Cluster, world: World, as_, capfd, caplog
) -> None:
    path = make(as_("police"))
    secret = path.removeprefix("/feed/").removesuffix(".ics")
    fetch(path)
    fetch(path.replace(secret, secret[::-1]))
    said = capfd.readouterr()
    logged = said.out + said.err + caplog.text + "".join(str(vars(one)) for one in caplog.records)
    assert "request" in logged
    for one in (secret, secret[::-1]):
        assert one not in logged
    with past(cluster) as look:
        for table in ("hubs_credential", "audit_entry", "base_receipt", "accounts_session"):
            rows = look.execute(f"SELECT t::text FROM {table} t".encode()).fetchall()
            assert secret not in str(rows), table


def test_a_feed_sees_nothing_else(cluster: Cluster, world: World, as_, clock) -> None:
    """Row by row of every guarded table, while its agency leads."""
    from django.db import connection

    from hubtable.base.acting import acting
    from hubtable.base.lock.policies import GUARDED

    one = led_by(world, "hospital")
    clock.at = one.at
    make(as_("hospital"))
    with past(cluster) as look:
        (feed,) = look.execute(
            "SELECT id FROM hubs_credential WHERE seat_id = %s", [world["hospital"].id]
        ).fetchone() or (None,)
    seen = {}
    with acting("feed", str(feed), at=clock.at), connection.cursor() as cursor:
        for table in (guarded.table for guarded in GUARDED if guarded.select):
            cursor.execute(f"SELECT count(*) FROM {table}")
            ((count,),) = cursor.fetchall()
            seen[table] = count
    assert {table for table, count in seen.items() if count} <= {"hubs_hub", "base_installation"}


def test_nobody_makes_a_feed_for_another(world: World) -> None:
    from hubtable.base.acting import translated
    from hubtable.hubs.models import Credential
    from hubtable.kernel.verdict import Refused

    mine = {"hub_id": world.hub, "kind": "feed", "starts_at": NOW, "ends_at": NOW}
    with as_seat(world["admin"]), pytest.raises(Refused), translated():
        Credential.objects.create(seat_id=world["police"].id, secret="0" * 64, **mine)
