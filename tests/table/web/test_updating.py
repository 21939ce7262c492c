"""Two answers and no text: before the meeting by the lead, in it by exception."""

import re

import pytest

from tests.situations import conclude, meet
from tests.table.web.pages import queries, sent, stamp_of
from tests.table.web.test_intervening import html, later, lead_by
from tests.world import World, as_seat

__all__ = ["later"]
MINE, MEETING = "/table/updating/", "/table/meeting/"


def listed(page: str) -> list[str]:
    found = page.split('id="updates"')[1].partition("</section>")[0]
    return re.findall(r">(2026-\d+)</(?:a|strong)>", found)


def next_meeting(one, clock) -> None:
    """End the meeting at which it was decided, and begin the next."""
    from hubtable.table.actions import meeting as step
    from hubtable.table.models import Meeting

    with as_seat(one.chair, clock.at):
        version = Meeting.objects.values_list("version", flat=True).get(pk=one.meeting)
        step.end_meeting(by=one.chair, at=clock.at, meeting=one.meeting, seen=version)
    clock.pass_(hours=24)
    with as_seat(one.chair, clock.at):
        step.begin_meeting(by=one.chair, at=clock.at)
    clock.pass_(minutes=1)


def end_meeting(one) -> None:
    from hubtable.table.actions import meeting as step

    with as_seat(one.chair, one.at):
        step.end_meeting(by=one.chair, at=one.at, meeting=one.meeting, seen=1)


class TestBefore:
    def test_the_lead_answers_and_answers_anew(self, world: World, as_, later) -> None:
        one = lead_by(world)
        client = as_("hospital")
        assert "No answer" in html(client, MINE)
        act = f"/table/updating/{one.id}/"
        assert sent(client, MINE, act, said="risk").status_code == 302
        assert "Still at risk" in html(client, MINE)
        later.pass_(minutes=1)
        sent(client, MINE, act, said="lowered_connected")
        page = html(client, MINE)
        assert re.search(r'value="lowered_connected" aria-pressed="true"', page)
        assert re.search(r'value="risk" aria-pressed="false"', page)

    def test_there_is_no_field_for_text(self, world: World, as_, later) -> None:
        one = lead_by(world)
        page = html(as_("hospital"), MINE)
        assert f"u-{one.id}" in page
        assert "<textarea" not in page
        assert not re.search(r'<input[^>]*type="(?:text|search)"', page)

    def test_only_the_lead_answers(self, world: World, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        act = f"/table/updating/{one.id}/"
        for seat in ("housing", "police", "school"):
            page = html(as_(seat), MINE)
            assert str(one.id) not in page, seat
            stamp = stamp_of(html(as_(seat), "/table/screening/"), "")
            assert as_(seat).post(act, {**stamp, "said": "risk"}).status_code in {403, 404}, seat
            spoken = as_(seat).post(f"{act}spoken/", {**stamp, "said": "risk"})
            assert spoken.status_code == 403, seat
        assert "No answer" in html(as_("hospital"), MINE)

    def test_an_unknown_answer_is_none(self, world: World, as_, later) -> None:
        one = lead_by(world)
        act = f"/table/updating/{one.id}/"
        assert sent(as_("hospital"), MINE, act, said="x").status_code == 404

    def test_an_answer_of_the_last_meeting_is_none_for_the_next(self, world, as_, clock) -> None:
        one = lead_by(world)
        clock.pass_(hours=1)
        sent(as_("hospital"), MINE, f"/table/updating/{one.id}/", said="lowered")
        one.at = clock.at
        end_meeting(one)
        clock.pass_(hours=1)
        page = html(as_("hospital"), MINE)
        assert "No answer" in page
        assert "last time" in page


class TestInTheMeeting:
    def test_by_exception_and_an_absent_device(self, world: World, as_, later) -> None:
        silent, well, risky = (lead_by(world, lead) for lead in ("hospital", "housing", "food"))
        next_meeting(silent, later)
        sent(as_("housing"), MINE, f"/table/updating/{well.id}/", said="lowered_connected")
        sent(as_("food"), MINE, f"/table/updating/{risky.id}/", said="risk")
        page = html(as_("chair"), MEETING)
        assert listed(page) == ["2026-001", "2026-003", "2026-002"]
        sent(as_("chair"), MEETING, f"{MEETING}turn/", situation=str(silent.id))
        act = f"/table/updating/{silent.id}/spoken/"
        done = sent(as_("chair"), MEETING, act, said="risk_connected")
        assert done["Location"] == MEETING
        page = html(as_("chair"), MEETING)
        assert "To ask" not in page
        sent(as_("chair"), MEETING, f"{MEETING}turn/", situation=str(silent.id))
        assert "recorded by the chair" in html(as_("chair"), MEETING)

    def test_overdue_comes_first_by_number_and_lead(self, world: World, as_, clock) -> None:
        from hubtable.base.acting import acting
        from hubtable.table.actions.reminding import remind
        from hubtable.table.queries.clock import reminders

        lead_by(world)
        late = lead_by(world, "housing")
        clock.pass_(hours=36)
        next_meeting(late, clock)
        sent(as_("housing"), MINE, f"/table/updating/{late.id}/", said="lowered_connected")
        with acting("job", "clocks", at=clock.at):
            due = [one for one in reminders(at=clock.at) if one.of == late.id]
            remind(at=clock.at, of=due[0].of, kind=due[0].kind, accepted_at=due[0].accepted_at)
        page = html(as_("chair"), MEETING)
        assert listed(page)[0] == "2026-002"
        assert "Brookside Housing" in page.split('id="updates"')[1]

    def test_members_see_them_and_cannot_record(self, world: World, as_, later) -> None:
        next_meeting(lead_by(world), later)
        page = html(as_("police"), MEETING)
        assert listed(page) == ["2026-001"]
        assert "Record the spoken answer" not in page

    def test_the_lead_answers_there_too_from_its_own_device(self, world, as_, later) -> None:
        one = lead_by(world)
        next_meeting(one, later)
        sent(as_("chair"), MEETING, f"{MEETING}turn/", situation=str(one.id))
        assert sent(as_("hospital"), MEETING, f"/table/updating/{one.id}/", said="risk")
        assert "Still at risk" in html(as_("chair"), MEETING)

    def test_what_is_closed_is_not_asked_about(self, world: World, as_, later) -> None:
        conclude(lead_by(world))
        assert 'id="updates"' not in html(as_("chair"), MEETING)

    def test_questions_do_not_grow(self, world: World, as_, later) -> None:
        meet(lead_by(world), [])
        few = queries(as_("chair"), MEETING), queries(as_("hospital"), MINE)
        for _ in range(3):
            lead_by(world)
        assert (queries(as_("chair"), MEETING), queries(as_("hospital"), MINE)) == few


@pytest.mark.parametrize("page", [MINE])
def test_an_agency_that_leads_nothing_is_told_what_comes(world: World, as_, page: str) -> None:
    assert "leads no open situation" in html(as_("food"), page)
