"""Closing with a reason, telling who brought it, opening again, and coming back later."""

import re

from tests.situations import conclude, screening
from tests.table.web.pages import queries, sent
from tests.table.web.test_intervening import html, later, lead_by, visiting
from tests.world import World

__all__ = ["later"]
REASON = "Connected to services in our jurisdiction"


def mails(cluster, kind: str) -> list[str]:
    from django.db import connection

    with cluster.as_superuser(connection.settings_dict["NAME"]) as raw:
        return [
            name
            for (name,) in raw.execute(
                "SELECT p.name FROM hubs_mail m JOIN hubs_person p ON p.id = m.person_id"
                " WHERE m.kind = %s ORDER BY p.name",
                [kind],
            )
        ]


class TestClosing:
    def test_by_the_lead_and_told_to_who_brought_it(self, world, cluster, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        path = f"/table/concluding/{one.id}/"
        page = html(as_("hospital"), path)
        assert "Overall risk lowered" in page
        assert "Not acutely elevated risk" not in page
        assert "Hazard reduced" not in page
        done = sent(as_("hospital"), path, reason=REASON, lowered="yes", connected="no")
        assert done["Location"] == f"/table/situations/{one.id}/"
        ended = html(as_("school"), done["Location"])
        assert REASON in ended
        assert re.search(r"Risk lowered</dt><dd>Yes", ended)
        assert re.search(r"Connected</dt><dd>No", ended)
        assert "How it ended" in html(as_("school"), "/")
        assert mails(cluster, "concluded") == ["Sam Ito"]
        assert as_("housing").get(visiting(one)).status_code == 404

    def test_by_the_chair_who_sees_no_plan(self, world: World, as_, later) -> None:
        one = lead_by(world)
        assert as_("chair").get(visiting(one)).status_code == 404
        done = sent(as_("chair"), f"/table/concluding/{one.id}/", reason="Relocated")
        assert done.status_code == 302

    def test_not_by_others(self, world: World, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        for seat in ("housing", "school", "police", "chair_b", "ridge_chair"):
            assert as_(seat).get(f"/table/concluding/{one.id}/").status_code == 404, seat

    def test_needs_a_reason_that_does_not_contradict(self, world: World, as_, later) -> None:
        one = lead_by(world)
        path = f"/table/concluding/{one.id}/"
        assert sent(as_("hospital"), path).status_code == 422
        assert sent(as_("hospital"), path, reason="Made up").status_code == 422
        wrong = sent(as_("hospital"), path, reason=REASON, lowered="no")
        assert wrong.status_code == 422
        assert "The reason says the risk is lowered" in wrong.content.decode()

    def test_somebody_faster_is_told(self, world: World, as_, later) -> None:
        one = lead_by(world)
        path = f"/table/concluding/{one.id}/"
        page = html(as_("hospital"), path)
        stamp = dict(re.findall(r'name="(request_id|version|seat)" value="([^"]*)"', page))
        stamp["version"] = str(int(stamp["version"]) - 1)
        late = as_("hospital").post(path, {**stamp, "reason": REASON})
        assert late.status_code == 409


class TestAgain:
    def test_within_thirty_days_with_a_reason(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world, "hospital", "housing"))
        path = f"/table/concluding/{one.id}/again/"
        assert as_("school").get(path).status_code == 404
        assert sent(as_("chair"), path, reason="").status_code == 422
        assert sent(as_("chair"), path, reason="Call 508-555-0142").status_code == 422
        assert sent(as_("chair"), path, reason="The risk is back").status_code == 302
        assert "The first visit and the plan" in html(as_("housing"), visiting(one))
        assert "How it ended" not in html(as_("school"), f"/table/situations/{one.id}/")

    def test_not_after_thirty_days(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world))
        later.pass_(days=31)
        assert as_("chair").get(f"/table/concluding/{one.id}/again/").status_code == 404

    def test_later_it_is_a_return(self, world: World, as_, later) -> None:
        one = conclude(lead_by(world))
        begin = "/table/screening/"
        assert "D-0001" not in html(as_("school"), begin)
        later.pass_(days=31)
        page = html(as_("school"), begin)
        assert "D-0001" in page
        assert "D-0001" not in html(as_("police"), begin)
        foreign = sent(as_("police"), begin, type="person", earlier=str(one.id))
        assert foreign.status_code == 422
        done = sent(as_("school"), begin, type="person", earlier=str(one.id))
        pk = str(done["Location"]).split("/")[3]
        shown = html(as_("school"), f"/table/situations/{pk}/")
        assert "The one before: D-0001" in shown


def test_the_situation_page_asks_the_same_for_many_updates(world: World, as_, later) -> None:
    from hubtable.table.actions.updating import update
    from tests.world import as_seat

    one = lead_by(world)
    path = f"/table/situations/{one.id}/"
    few = queries(as_("school"), path)
    seat = world["hospital"]
    with as_seat(seat, later.at):
        for _ in range(4):
            update(by=seat, at=later.at, of=one.id, still_at_risk=True, connected=False)
    assert "Updates so far" in html(as_("school"), path)
    assert queries(as_("school"), path) == few


def test_a_draft_has_no_end(world: World, as_, later) -> None:
    one = screening(world)
    assert as_("school").get(f"/table/concluding/{one.id}/").status_code == 404
