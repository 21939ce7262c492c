"""Thanking the agency that brought a situation: who may, who hears it, and that nobody is named."""

from uuid import uuid4

from tests.situations import (
    accept,
    assign,
    conclude,
    forget,
    meet,
    open_round,
    present,
    reopen,
    screening,
    submit,
    tell,
)
from tests.table.web.pages import sent
from tests.table.web.test_concluding import mails
from tests.table.web.test_intervening import html, later, lead_by
from tests.world import World
from tests.world import later as after

__all__ = ["later"]
BUTTON = "Thank the agency that brought it"


def situation(one) -> str:
    return f"/table/situations/{one.id}/"


def thank(client, one):
    return sent(client, situation(one), f"/table/concluding/{one.id}/thank/")


class TestThanks:
    def test_by_the_lead_heard_by_who_brought_it(self, world, cluster, as_, later) -> None:
        one = conclude(lead_by(world, "hospital", "housing"))
        assert BUTTON in html(as_("hospital"), situation(one))
        assert thank(as_("hospital"), one).status_code == 302
        assert "Thanked by the lead" in html(as_("school"), situation(one))
        assert "Thanked by the lead" in html(as_("school"), "/")
        assert mails(cluster, "thanks") == ["Sam Ito"]
        assert BUTTON not in html(as_("hospital"), situation(one))
        for seat in ("housing", "police", "chair"):
            assert "Thanked by" not in html(as_(seat), situation(one)), seat

    def test_by_the_table_once_for_its_whole_desk(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world))
        assert thank(as_("chair"), one).status_code == 302
        assert BUTTON not in html(as_("coordinator"), situation(one))
        assert "Thanked by the table" in html(as_("coordinator"), situation(one))
        assert "Thanked by the table" in html(as_("school"), situation(one))

    def test_each_agency_for_itself(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world, "hospital", "housing"))
        for seat in ("chair", "hospital", "housing"):
            assert thank(as_(seat), one).status_code == 302
        page = html(as_("school"), "/")
        heard = ("the table", "the lead", "an agency that helped")
        assert all(f"Thanked by {who}" in page for who in heard)

    def test_a_protected_lead_is_not_named(self, world: World, as_, later) -> None:
        one = submit(screening(world, "school"))
        open_round(accept(present(meet(one, ["school", "treatment"]))))
        conclude(assign(tell(one, "treatment", consent=uuid4()), "treatment"))
        assert thank(as_("treatment"), one).status_code == 302
        panel = html(as_("school"), situation(one)).split('id="ended"')[1].split("</section")[0]
        assert "Thanked by the lead" in panel
        assert "New Road" not in panel
        assert "New Road" not in html(as_("school"), "/")


class TestNotBy:
    def test_others(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world, "hospital", "housing"))
        path = f"/table/concluding/{one.id}/thank/"
        for seat in ("school", "police", "elders"):
            page = as_(seat).get(situation(one)).content.decode()
            assert BUTTON not in page, seat
        for seat in ("chair_b", "ridge_chair"):
            stamp = {"request_id": str(uuid4()), "version": "0", "seat": str(world[seat].id)}
            assert as_(seat).post(path, stamp).status_code == 404, seat
        assert as_("chair").get(path).status_code == 405

    def test_a_form_sent_by_hand_says_why_not(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world))
        for seat, words in (("school", "Your agency brought it"), ("police", "can thank")):
            stamp = {"request_id": str(uuid4()), "version": "0", "seat": str(world[seat].id)}
            path = f"/table/concluding/{one.id}/thank/"
            client = as_(seat)
            back = client.post(path, stamp)
            assert back.status_code == 302
            assert words in html(client, str(back["Location"])), seat
        assert "Thanked by" not in html(as_("school"), "/")

    def test_while_it_is_open(self, world: World, as_, later) -> None:
        one = lead_by(world)
        assert BUTTON not in html(as_("chair"), situation(one))

    def test_again_after_it_was_opened_and_closed_again(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world))
        one.at = later.at
        thank(as_("hospital"), one)
        conclude(reopen(one))
        assert BUTTON not in html(as_("hospital"), situation(one))
        assert BUTTON in html(as_("chair"), situation(one))


def test_forgetting_takes_it_away(world: World, cluster, as_, later) -> None:
    from django.db import connection

    one = conclude(lead_by(world))
    thank(as_("chair"), one)
    forget(one, after(days=400))
    with cluster.as_superuser(connection.settings_dict["NAME"]) as raw:
        assert raw.execute("SELECT FROM table_thanks").fetchall() == []
