"""The meetings of a table and their records: what each seat sees, and what never stands there."""

import re
from datetime import timedelta
from uuid import UUID

from hubtable.table.rules.words import StanceKind
from tests.situations import (
    CONCLUDED,
    Situation,
    accept,
    assign,
    conclude,
    meet,
    open_round,
    present,
    reject,
    say,
    screening,
    submit,
    tell,
    update,
)
from tests.table.web.pages import queries
from tests.table.web.test_intervening import html, later, lead_by
from tests.world import NOW, World, as_seat

__all__ = ["later"]
LIST = "/table/meetings/"
SEATS = ("chair", "coordinator", "school", "police", "hospital", "food", "fire")


def on(world: World, chair: str = "chair"):
    from hubtable.table.models import Meeting

    with as_seat(world[chair]):
        return Meeting.objects.filter(table_id=world[chair].table).latest("number")


def end(world: World, at, chair: str = "chair"):
    from hubtable.table.actions.meeting import end_meeting

    row, seat = on(world, chair), world[chair]
    with as_seat(seat, at):
        end_meeting(by=seat, at=at, meeting=row.pk, seen=row.version)
    return row.pk


def record(world: World) -> str:
    return f"{LIST}{on(world).pk}/"


class TestList:
    def test_before_the_first_meeting(self, world: World, as_) -> None:
        assert "The table has not met yet" in html(as_("fire"), LIST)

    def test_number_day_times_agencies_decided(self, world: World, as_, later) -> None:
        one = meet(submit(screening(world)), ["police", "school", "food"])
        accept(present(one))
        end(world, one.at + timedelta(minutes=30))
        row = html(as_("fire"), LIST).split("<tbody>")[1].split("</tbody>")[0]
        cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        assert cells[-2:] == ["3", "1"]
        assert "Meeting 1" in row

    def test_searched_by_number_and_day_sorted_and_paged(self, world: World, as_, later) -> None:
        many_meetings(world, 27)
        page = html(as_("chair"), LIST)
        assert page.index("Meeting 27") < page.index("Meeting 26")
        assert ">Meeting 2<" not in page
        assert ">Meeting 1<" in html(as_("chair"), f"{LIST}?page=2")
        up = html(as_("chair"), f"{LIST}?sort=oldest")
        assert up.index(">Meeting 1<") < up.index(">Meeting 2<")
        assert len(re.findall(">Meeting \\d+<", html(as_("chair"), f"{LIST}?q=7"))) == 1
        assert "No meeting fits" in html(as_("chair"), f"{LIST}?q=99")
        assert "No meeting fits" in html(as_("chair"), f"{LIST}?q=D-0001")
        day = html(as_("chair"), f"{LIST}?day={(NOW - timedelta(days=26)).date()}")
        assert re.findall(">Meeting (\\d+)<", day) == ["1"]
        for odd in ("?page=x", "?page=-1", "?day=soon", "?sort=up", "?page=" + "9" * 5000):
            assert as_("chair").get(LIST + odd).status_code == 200, odd

    def test_asks_the_same_for_many(self, world: World, as_, later) -> None:
        many_meetings(world, 1)
        few = queries(as_("chair"), LIST)
        many_meetings(world, 12)
        assert queries(as_("chair"), LIST) == few

    def test_another_table_sees_its_own_only(self, world: World, as_, later) -> None:
        meet(submit(screening(world)), ["police"])
        for seat in ("chair_b", "ridge_chair"):
            assert "The table has not met yet" in html(as_(seat), LIST)


def many_meetings(world: World, count: int) -> None:
    from hubtable.table.actions.meeting import begin_meeting, check_in, end_meeting

    chair = world["chair"]
    for days in range(count, 0, -1):
        at = NOW - timedelta(days=days - 1, hours=1)
        with as_seat(chair, at):
            made = begin_meeting(by=chair, at=at)
            check_in(by=chair, at=at, meeting=made, delegation=world.delegation("police"))
            end_meeting(by=chair, at=at, meeting=made, seen=1)


class TestRecord:
    def test_attendance_decisions_updates_and_assignments(self, world, as_, later) -> None:
        from hubtable.table.actions.exceeding import too_much

        one = lead_by(world, "hospital", "housing")
        reject(present(submit(screening(world))))
        update(one, "hospital")
        with as_seat(world["chair"], later.at):
            too_much(by=world["chair"], at=later.at, of=None)
        end(world, later.at)
        page = html(as_("chair"), record(world))
        assert "Valley Hospital" in page.split("Who acts on")[1].split("</table>")[0]
        heard = page.split("Presented and decided")[1].split("</table>")[0]
        assert "Accepted" in heard
        assert "Rejected: Not acutely elevated risk" in heard
        assert re.search(r"2026-001.*Yes.*No", page.split("Updates</caption>")[1], re.DOTALL)
        assert page.split("Attendance")[1].count("recorded by the chair") == 5
        assert "Too much was said: once." in page

    def test_what_was_said_too_much_is_counted_for_the_desk_only(self, world, as_, later) -> None:
        meet(submit(screening(world)), ["police"])
        assert "Too much was said" in html(as_("coordinator"), record(world))
        for seat in ("police", "fire"):
            assert "Too much was said" not in html(as_(seat), record(world)), seat

    def test_no_name_no_description_no_originator_no_voice(self, world, as_, later) -> None:
        secret = meet(submit(screening(world, "elders")), ["police", "chair", "food"])
        say(present(secret), "police", StanceKind.OBJECT)
        say(secret, "food", StanceKind.OUR_WORK)
        lead_by(world, "hospital")
        update(lead_by(world, "hospital"), "hospital")
        conclude(lead_by(world, "hospital"))
        end(world, later.at)
        for seat in SEATS:
            page = html(as_(seat), record(world)).split("<main")[1]
            for canary in ("Invented Person", "Nowhere Lane", "1990-01-01", "alcohol", "Alcohol"):
                assert canary not in page, (seat, canary)
            for told in ("30–39", "Female", "Object", "kind of work", "Elder", CONCLUDED):
                assert told not in page, (seat, told)
            assert "Brookside Schools" not in page.split("Attendance")[0], seat

    def test_what_came_of_it_later_is_not_of_this_meeting(self, world, as_, later) -> None:
        from hubtable.table.actions.meeting import begin_meeting

        conclude(lead_by(world))
        first = end(world, later.at)
        later.pass_(days=7)
        with as_seat(world["chair"], later.at):
            begin_meeting(by=world["chair"], at=later.at)
        page = html(as_("chair"), f"{LIST}{first}/")
        assert "Accepted" in page
        assert "Closed" not in page.split("<main")[1]
        assert "Nothing was presented" in html(as_("chair"), record(world))

    def test_what_was_assigned_in_it_wherever_it_was_accepted(self, world, as_, later) -> None:
        one = accept(present(meet(submit(screening(world)), ["police", "hospital", "chair"])))
        first = end(world, one.at)
        assert "Who acts on" not in html(as_("chair"), f"{LIST}{first}/")
        second = assigned_a_week_later(one)
        end(world, one.at)
        later.pass_(days=7)
        assert "Who acts on" not in html(as_("chair"), f"{LIST}{first}/")
        for seat in ("chair", "fire"):
            page = html(as_(seat), f"{LIST}{second}/")
            rows = page.split("Who acts on")[1].split("</table>")[0]
            assert "2026-001" in rows, seat
            assert "Valley Hospital" in rows, seat
            assert "Nothing was presented" in page, seat

    def test_presented_and_not_decided(self, world: World, as_, later) -> None:
        present(meet(submit(screening(world)), ["police"]))
        page = html(as_("fire"), record(world))
        assert "Presented" in page.split("Presented and decided")[1].split("</table>")[0]
        assert "0 decided" in page

    def test_nothing_of_what_still_waits(self, world: World, as_, later) -> None:
        submit(screening(world, "food"))
        meet(submit(screening(world)), ["police"])
        for seat in ("chair", "food"):
            assert "D-0001" not in html(as_(seat), record(world)), seat

    def test_a_protected_lead_is_not_named(self, world: World, as_, later) -> None:
        from uuid import uuid4

        from tests.situations import assign, open_round, tell

        one = submit(screening(world, "school"))
        open_round(accept(present(meet(one, ["school"]))))
        update(assign(tell(one, "treatment", consent=uuid4()), "treatment"), "treatment")
        for seat in ("chair", "police"):
            page = html(as_(seat), record(world))
            assert "A protected agency" in page, seat
            assert "New Road" not in page, seat


def assigned_a_week_later(one: Situation) -> UUID | None:
    """Assign an accepted situation at the next meeting; return that meeting."""
    one.at += timedelta(days=7)
    open_round(meet(one, ["police", "hospital", "chair"]))
    assign(tell(one, "hospital"), "hospital")
    return one.meeting


class TestClosedTo:
    def test_another_table_another_hub_and_what_is_not_there(self, world, as_, later) -> None:
        meet(submit(screening(world)), ["police"])
        for seat in ("chair_b", "hospital_b", "chair_c", "ridge_chair"):
            assert as_(seat).get(record(world)).status_code == 404, seat
        assert as_("chair").get(f"{LIST}{world.hub}/").status_code == 404

    def test_whoever_is_not_at_the_table_or_not_any_more(self, world, as_, later) -> None:
        meet(submit(screening(world)), ["police"])
        for seat in ("admin", "analyst", "agency_lead", "privacy_contact"):
            assert as_(seat).get(record(world)).status_code == 403, seat
        for seat in ("school_former", "lapsed", "housing_unsigned"):
            answer = as_(seat).get(record(world))
            assert answer.status_code in {302, 404}, seat
            assert b"Meeting 1" not in answer.content
