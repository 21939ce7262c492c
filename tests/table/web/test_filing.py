"""Each agency's own record of disclosures, before the Hub forgets."""

import csv
import io
from datetime import timedelta

from tests.table.web.pages import sent
from tests.table.web.test_holding import YEARS, closed, retain
from tests.table.web.test_looking import reference
from tests.world import World


def test_each_agency_takes_its_own_and_then_it_is_forgotten(world: World, as_, clock) -> None:
    one = closed(world)
    number = reference(world, one)
    clock.at = one.at + YEARS
    retain(clock.at)
    for seat in ("school", "hospital"):
        client = as_(seat)
        assert "to file (1)" in client.get("/").content.decode(), seat
        html = client.get("/table/filing/").content.decode()
        assert number in html
        paper = client.get(f"/table/filing/{one.id}/").content.decode()
        assert "Brookside Schools" in paper
        assert "Valley Hospital" in paper
        assert "Invented Person" not in paper
        rows = list(
            csv.reader(io.StringIO(client.get(f"/table/filing/{one.id}/csv/").content.decode()))
        )
        assert rows[1][0] == number
        assert "to ask whether it can help" in rows[1]
        assert retain(clock.at + timedelta(days=1)).forgotten == [], "one has not filed"
        filed = sent(client, "/table/filing/", f"/table/filing/{one.id}/filed/")
        assert filed.status_code == 302
        assert "to file" not in client.get("/").content.decode()
    assert retain(clock.at + timedelta(days=1)).forgotten == [number]


def test_agencies_without_a_part_in_it_are_offered_nothing(world: World, as_, clock) -> None:
    one = closed(world)
    clock.at = one.at + YEARS
    retain(clock.at)
    for seat in ("elders", "police", "chair"):
        assert "Nothing to file" in as_(seat).get("/table/filing/").content.decode()
        for path in ("", "csv/"):
            assert as_(seat).get(f"/table/filing/{one.id}/{path}").status_code == 404
    assert as_("admin").get("/table/filing/").status_code == 403


def test_each_agency_is_mailed_once(world: World) -> None:
    from hubtable.base.acting import acting, call

    one = closed(world)
    at = one.at + YEARS
    retain(at)
    retain(at)
    kinds = []
    with acting("job", "outbox", at=at):
        while (row := call("mail_claim", "10 minutes")) and row[0][0]:
            kinds.append(str(row[0][3]))
    assert kinds.count("filing") == 2, "one person a seat of the two agencies"
