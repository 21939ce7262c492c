"""The paper of a meeting: what each seat can print, and that no paper holds a name."""

import re
from datetime import timedelta
from uuid import uuid4

from tests.situations import (
    accept,
    assign,
    end_meeting,
    meet,
    open_round,
    present,
    screening,
    submit,
    tell,
    update,
)
from tests.table.web.pages import queries
from tests.table.web.test_intervening import IN_THE_ROOM, html, later, lead_by
from tests.world import World

__all__ = ["later"]
PAPERS = "/table/papers/"
SHEETS = ("reading-cards", "voting-cards", "slips", "assignments")


class TestWhatCanBePrinted:
    def test_the_desk_finds_all_of_it_by_one_key_each(self, world: World, as_, later) -> None:
        present(meet(submit(screening(world)), ["police", "chair"]))
        page = html(as_("chair"), PAPERS)
        assert re.findall(r'data-key="(.)"', page.split("<main")[1]) == ["a", "r", "v", "n", "g"]
        assert "For the meeting that is on" in page

    def test_a_member_finds_no_voting_cards_nor_slips(self, world: World, as_) -> None:
        page = html(as_("school"), PAPERS)
        assert "Voting cards" not in page
        assert "Slips" not in page
        for name in ("voting-cards", "slips"):
            assert as_("school").get(f"{PAPERS}{name}/").status_code == 403

    def test_nobody_away_from_the_table(self, world: World, as_) -> None:
        for seat in ("admin", "analyst", "agency_lead"):
            for name in ("", *(f"{sheet}/" for sheet in SHEETS)):
                assert as_(seat).get(f"{PAPERS}{name}").status_code == 403, (seat, name)

    def test_no_sheet_holds_a_name(self, world: World, as_, later) -> None:
        lead_by(world, "hospital", "housing")
        present(submit(screening(world, "elders")))
        submit(screening(world, "food"))
        for seat in ("chair", "coordinator", "school", "hospital", "elders"):
            for name in ("", "reading-cards/", "voting-cards/", "slips/", "assignments/"):
                sheet = as_(seat).get(f"{PAPERS}{name}").content.decode()
                assert "Invented Person" not in sheet, (seat, name)
                assert "Nowhere Lane" not in sheet, (seat, name)


class TestAgenda:
    def test_updates_first_with_boxes_then_new_then_attendance(self, world, as_, later) -> None:
        update(lead_by(world), "hospital")
        submit(screening(world, "food"))
        page = html(as_("chair"), "/table/meeting/paper/")
        places = [page.index(words) for words in ("Updates (1)", "New situations (1)")]
        assert places == sorted(places)
        assert places[-1] < page.index("Attendance")
        assert "Still at risk, not connected" in page
        assert "in the room since" in page
        assert page.count("New Road Treatment") == 1
        rows = page.split("Updates (1)")[1].split("</table>")[0]
        assert rows.count('class="box"') == 4

    def test_an_answer_that_is_owed(self, world: World, as_, later) -> None:
        lead_by(world)
        assert "No answer" in html(as_("chair"), "/table/meeting/paper/")

    def test_no_agency_without_a_place(self, world: World, as_) -> None:
        page = html(as_("chair"), "/table/meeting/paper/")
        assert "Brookside Fire" in page
        assert "Old Mill Youth" not in page


class TestReadingCards:
    def test_each_agency_those_it_brought_the_desk_none(self, world: World, as_, later) -> None:
        one = submit(screening(world, "school"))
        other = submit(screening(world, "food"))
        mine = html(as_("school"), f"{PAPERS}reading-cards/")
        assert "D-0001" in mine
        assert "D-0002" not in mine
        desk = html(as_("coordinator"), f"{PAPERS}reading-cards/")
        assert "Not presented yet: 2" in desk
        assert "The agencies that brought them" in desk
        assert 'class="reading"' not in desk
        assert one.id != other.id

    def test_what_is_presented_for_who_is_in_the_room(self, world: World, as_, later) -> None:
        one = meet(submit(screening(world, "school")), ["police", "food", "chair"])
        present(one)
        assert html(as_("chair"), f"{PAPERS}reading-cards/").count('class="papersheet"') == 1
        assert 'class="papersheet"' in html(as_("food"), f"{PAPERS}reading-cards/")
        assert 'class="papersheet"' not in html(as_("fire"), f"{PAPERS}reading-cards/")

    def test_opening_them_leaves_a_row_for_each(self, world: World, cluster, as_, later) -> None:
        from django.db import connection

        made = {submit(screening(world)).id, submit(screening(world)).id}
        html(as_("school"), f"{PAPERS}reading-cards/")
        with cluster.as_superuser(connection.settings_dict["NAME"]) as raw:
            rows = raw.execute(
                "SELECT record FROM audit_entry WHERE verb = 'seen'"
                " AND detail ->> 'class' = 'described'"
            ).fetchall()
        assert made <= {record for (record,) in rows}


class TestCardsAndSlips:
    def test_one_voting_card_for_each_place_with_the_criteria(self, world: World, as_) -> None:
        page = html(as_("chair"), f"{PAPERS}voting-cards/")
        assert page.count('class="votecard') == 11
        assert "Brookside Fire" in page
        assert "Old Mill Youth" not in page
        assert all(page.count(word) == 11 for word in (">AGREE<", ">OBJECT<", ">ABSTAIN<"))
        card = page.split('class="votecard')[1]
        assert card.count("<li>") == 4

    def test_slips_are_numbered_and_a_list_takes_them_back(self, world: World, as_) -> None:
        meet(submit(screening(world)), ["police"])
        page = html(as_("chair"), f"{PAPERS}slips/?count=5")
        assert [f"Slip {n} of 5 · meeting 1" in page for n in range(1, 7)] == [True] * 5 + [False]
        assert page.count("not to investigate, arrest, evict, cut benefits") == 5
        assert page.split("Slips that came back")[1].count('class="box"') == 6
        assert html(as_("chair"), f"{PAPERS}slips/?count=x").count('<section class="slip') == 12

    def test_before_a_meeting_they_are_of_the_coming_one(self, world: World, as_) -> None:
        assert "meeting 1" in html(as_("chair"), f"{PAPERS}slips/")


class TestAssignments:
    def test_the_desk_prints_all_of_it(self, world: World, as_, later) -> None:
        lead_by(world, "hospital", "housing")
        page = html(as_("chair"), f"{PAPERS}assignments/")
        number = re.search(r"2026-\d{3}", page)
        assert number
        row = page.split(number[0])[1].split("</tr>")[0]
        assert "Valley Hospital" in row
        assert "Brookside Housing" in row

    def test_a_protected_agency_is_not_named(self, world: World, as_, later) -> None:
        one = submit(screening(world, "school"))
        open_round(accept(present(meet(one, ["school", "treatment"]))))
        assign(tell(one, "treatment", consent=uuid4()), "treatment")
        page = html(as_("chair"), f"{PAPERS}assignments/")
        assert "A protected agency" in page
        assert "New Road" not in page

    def test_an_agency_prints_its_own_only(self, world: World, as_, later) -> None:
        lead_by(world, "hospital", "housing")
        page = html(as_("housing"), f"{PAPERS}assignments/")
        assert "Your agency assists" in page
        assert "Valley Hospital" in page
        assert "Your agency leads" in html(as_("hospital"), f"{PAPERS}assignments/")
        for seat in ("police", "school"):
            assert "Nothing is assigned" in html(as_(seat), f"{PAPERS}assignments/"), seat

    def test_the_two_times_are_those_of_the_clock(self, world: World, cluster, as_, later) -> None:
        from hubtable.table.models import Clock
        from hubtable.table.queries.papers import own_tasks, tasks
        from tests.world import as_seat

        one = lead_by(world)
        with as_seat(world["hospital"], later.at):
            clock = Clock.objects.get(pk=one.id)
            (mine,) = own_tasks(by=world["hospital"])
        with as_seat(world["chair"], later.at):
            (all_of_it,) = tasks(by=world["chair"])
        for task in (mine, all_of_it):
            assert (task.target_at, task.limit_at) == (clock.target_at, clock.limit_at)
        assert all_of_it.limit_at - all_of_it.target_at == timedelta(hours=24)

    def test_what_was_accepted_before_and_assigned_now(self, world, as_, later) -> None:
        one = accept(present(meet(submit(screening(world)), IN_THE_ROOM)))
        end_meeting(one)
        other = accept(present(meet(submit(screening(world, at=one.at)), IN_THE_ROOM)))
        one.at = other.at
        assign(tell(open_round(one), "hospital"), "hospital")
        for seat in ("chair", "hospital"):
            page = html(as_(seat), f"{PAPERS}assignments/")
            assert "2026-001" in page, seat
            assert "2026-002" not in page, seat

    def test_of_the_last_meeting_only(self, world: World, as_, later) -> None:
        from hubtable.table.actions.meeting import begin_meeting, end_meeting
        from hubtable.table.models import Meeting
        from tests.world import as_seat

        lead_by(world)
        chair = world["chair"]
        with as_seat(chair, later.at):
            on = Meeting.objects.get(ended_at=None)
            end_meeting(by=chair, at=later.at, meeting=on.pk, seen=on.version)
        assert "2026-001" in html(as_("chair"), f"{PAPERS}assignments/")
        later.pass_(days=7)
        with as_seat(chair, later.at):
            begin_meeting(by=chair, at=later.at)
        for seat in ("chair", "hospital"):
            assert "Nothing is assigned" in html(as_(seat), f"{PAPERS}assignments/"), seat


def test_the_agenda_asks_the_same_for_many(world: World, as_, later) -> None:
    lead_by(world)
    submit(screening(world))
    few = queries(as_("chair"), "/table/meeting/paper/")
    for _ in range(3):
        lead_by(world)
        submit(screening(world))
    assert queries(as_("chair"), "/table/meeting/paper/") == few
