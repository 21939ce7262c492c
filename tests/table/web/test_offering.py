"""A quick program for who brought it: from those who were in the room, within the window."""

import re

from tests.situations import accept, meet, present, reject, screening, submit
from tests.table.web.pages import sent
from tests.table.web.test_concluding import mails
from tests.table.web.test_intervening import html
from tests.world import World

SERVICE = "Home repair program"


def rejected(world: World):
    return reject(present(meet(submit(screening(world)), ["police", "school", "food", "chair"])))


def offering(one) -> str:
    return f"/table/offering/{one.id}/"


def situation(one) -> str:
    return f"/table/situations/{one.id}/"


def waiting(page: str, one) -> str:
    found = re.search(rf"/table/offering/{one.id}/([0-9a-f-]{{36}})/", page)
    assert found
    return found[0]


class TestOffer:
    def test_to_a_rejected_one_and_taken(self, world, cluster, as_, clock) -> None:
        one = rejected(world)
        clock.pass_(hours=1)
        assert "h left" in html(as_("food"), offering(one))
        assert sent(as_("food"), offering(one), service=SERVICE).status_code == 302
        assert "Sam Ito" in mails(cluster, "offer")
        assert "Faye Ross" not in mails(cluster, "offer")
        assert "An agency offers a service" in html(as_("school"), "/")
        page = html(as_("school"), situation(one))
        assert SERVICE in page
        assert "Mill Street Pantry" in page
        act = waiting(page, one)
        assert sent(as_("school"), situation(one), act, said="taken").status_code == 302
        assert "We take it up" in html(as_("food"), situation(one))
        assert "Brookside Schools" not in html(as_("food"), situation(one))
        assert "An agency offers a service" not in html(as_("school"), "/")

    def test_to_an_accepted_one_from_the_meeting(self, world: World, as_, clock) -> None:
        one = present(meet(submit(screening(world)), ["police", "school", "food"]))
        assert "Offer a service" not in html(as_("food"), "/table/meeting/")
        accept(one)
        clock.pass_(minutes=20)
        assert "Offer a service" in html(as_("food"), "/table/meeting/")
        assert "Offer a service" not in html(as_("school"), "/table/meeting/")

    def test_others_neither_make_nor_see_it(self, world: World, as_, clock) -> None:
        one = rejected(world)
        clock.pass_(hours=1)
        for seat in ("school", "hospital", "hospital_b", "ridge_chair"):
            assert as_(seat).get(offering(one)).status_code == 404, seat
        sent(as_("food"), offering(one), service=SERVICE)
        for seat in ("police", "chair", "coordinator", "hospital"):
            assert SERVICE not in html(as_(seat), situation(one)), seat

    def test_after_the_window_no_more(self, world: World, as_, clock) -> None:
        one = rejected(world)
        clock.pass_(hours=25)
        assert as_("food").get(offering(one)).status_code == 404

    def test_taken_back_while_nobody_answered(self, world: World, as_, clock) -> None:
        one = rejected(world)
        clock.pass_(hours=1)
        sent(as_("food"), offering(one), service=SERVICE)
        act = waiting(html(as_("food"), situation(one)), one) + "back/"
        assert sent(as_("food"), situation(one), act).status_code == 302
        assert "Taken back" in html(as_("food"), situation(one))
        assert 'value="taken"' not in html(as_("school"), situation(one))

    def test_the_guard_reads_it(self, world: World, as_, clock) -> None:
        one = rejected(world)
        clock.pass_(hours=1)
        stopped = sent(as_("food"), offering(one), service="Call ann.lee@example.org")
        assert stopped.status_code == 422
        assert sent(as_("food"), offering(one), service="  ").status_code == 422
        assert sent(as_("food"), offering(one), service="x" * 121).status_code == 422
