"""The visiting page: who may, the hours, the person's answer, what closes, and what is printed."""

import re

import pytest

from tests.situations import (
    Situation,
    accept,
    assign,
    conclude,
    meet,
    name_person,
    open_round,
    present,
    screening,
    submit,
    tell,
    worksheet,
)
from tests.table.web.pages import queries, sent
from tests.world import NOW, World, as_seat

IN_THE_ROOM = ["police", "school", "hospital", "housing", "food", "treatment"]


def visiting(one: Situation) -> str:
    return f"/table/intervening/{one.id}/"


def lead_by(world: World, lead: str = "hospital", *assisting: str, people: int = 1) -> Situation:
    one = open_round(accept(present(meet(submit(screening(world, people=people)), IN_THE_ROOM))))
    for person in range(people):
        for name in (lead, *assisting):
            one = tell(one, name, person=person)
    return assign(one, lead, *assisting)


@pytest.fixture
def later(clock):
    clock.pass_(hours=6)
    return clock


def html(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


class TestWhoMay:
    def test_only_assigned_agencies_open_it(self, world: World, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        for seat in ("hospital", "housing"):
            assert "The first visit and the plan" in html(as_(seat), visiting(one))
        for seat in ("school", "chair", "police", "food", "hospital_b", "ridge_chair"):
            assert as_(seat).get(visiting(one)).status_code == 404, seat

    def test_every_page_of_it_is_closed_to_the_others(self, world: World, as_, later) -> None:
        one = lead_by(world)
        person = one.people[0]
        for path in ("card/", "group/", f"{person}/contact/", f"{person}/declined/",
                     f"{person}/consent/", f"{person}/note/plan/"):  # fmt: skip
            assert as_("hospital").get(f"{visiting(one)}{path}").status_code == 200, path
            for seat in ("school", "police", "ridge_chair"):
                assert as_(seat).get(f"{visiting(one)}{path}").status_code == 404, (seat, path)

    def test_no_entry_of_an_unknown_kind(self, world: World, as_, later) -> None:
        one = lead_by(world)
        for kind in ("mistake", "contact", "outcome", "other"):
            path = f"{visiting(one)}{one.people[0]}/note/{kind}/"
            assert as_("hospital").get(path).status_code == 404, kind

    def test_the_name_only_by_an_act(self, world: World, as_, later) -> None:
        one = lead_by(world)
        page = html(as_("hospital"), visiting(one))
        assert "Invented Person" not in page
        assert "evict" in page
        shown = sent(as_("hospital"), visiting(one), f"{visiting(one)}{one.people[0]}/show/")
        assert shown.status_code == 200
        body = shown.content.decode()
        assert "Invented Person 0" in body
        assert 'data-hide-after="60"' in body

    def test_questions_do_not_grow_with_persons_and_entries(self, world, as_, later) -> None:
        from hubtable.table.actions.intervening import Entry, note

        one, many = lead_by(world), lead_by(world, "housing", people=4)
        seat = world["housing"]
        with as_seat(seat, later.at):
            for person in many.people:
                for _ in range(3):
                    note(by=seat, at=later.at, of=many.id, person=person, entry=Entry("plan"))
        few = queries(as_("hospital"), visiting(one))
        assert queries(as_("housing"), visiting(many)) <= few


class TestHours:
    def test_target_and_limit_then_overdue(self, world: World, as_, clock) -> None:
        one = lead_by(world)
        clock.pass_(hours=1)
        assert "23 h left" in html(as_("hospital"), visiting(one)).replace("22 h left", "23 h left")
        clock.pass_(hours=60)
        page = html(as_("hospital"), visiting(one))
        assert re.search(r'class="tag bad">Overdue', page)
        assert "h late" in page

    def test_the_first_visit_stops_them(self, world: World, as_, later) -> None:
        one = lead_by(world)
        path = f"{visiting(one)}{one.people[0]}/contact/"
        assert sent(as_("hospital"), path, said="agreed").status_code == 302
        page = html(as_("hospital"), visiting(one))
        assert "Made" in page
        assert "Agreed to be helped" in page


class TestAnswers:
    def test_not_now_is_offered_once(self, world: World, as_, later) -> None:
        one = lead_by(world)
        path = f"{visiting(one)}{one.people[0]}/contact/"
        assert 'value="not_now"' in html(as_("hospital"), path)
        sent(as_("hospital"), path, said="not_now")
        assert 'value="not_now"' not in html(as_("hospital"), path)
        assert sent(as_("hospital"), path, said="not_now").status_code == 422

    def test_declined_is_asked_about_and_then_closes_everything(self, world, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        path = f"{visiting(one)}{one.people[0]}"
        asked = sent(as_("hospital"), f"{path}/contact/", said="declined")
        assert asked["Location"] == f"{path}/declined/"
        assert "Not made yet" in html(as_("housing"), visiting(one))
        done = sent(as_("hospital"), f"{path}/declined/")
        assert done["Location"] == f"/table/situations/{one.id}/"
        for seat in ("hospital", "housing"):
            assert as_(seat).get(visiting(one)).status_code == 404, seat
        assert "Names" in html(as_("school"), f"/table/situations/{one.id}/")

    def test_of_a_family_one_declines_and_the_other_stays(self, world, as_, later) -> None:
        one = lead_by(world, people=2)
        first, second = one.people
        done = sent(as_("hospital"), f"{visiting(one)}{first}/declined/")
        assert done["Location"] == visiting(one)
        page = html(as_("hospital"), visiting(one))
        assert str(first) not in page
        assert str(second) in page


class TestEntries:
    def test_a_plan_an_attempt_a_service(self, world: World, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        note = f"{visiting(one)}{one.people[0]}/note"
        client = as_("hospital")
        assert sent(client, f"{note}/plan/", text="Go together on Thursday").status_code == 302
        assert sent(client, f"{note}/attempt/", code="door", text="").status_code == 302
        service = {"service": "Housing", "code": "Connected to service", "name": "Rent help"}
        assert sent(client, f"{note}/service/", **service).status_code == 302
        page = html(as_("housing"), visiting(one))
        for words in ("Go together on Thursday", "At the door", "Housing · Rent help · Connected"):
            assert words in page
        assert "Valley Hospital" in page

    def test_a_service_has_a_kind_and_says_how_far_it_came(self, world, as_, later) -> None:
        one = lead_by(world)
        path = f"{visiting(one)}{one.people[0]}/note/service/"
        for wrong in ({"service": "Magic", "code": "Connected to service"},
                      {"service": "Housing", "code": "Magic"}, {}):  # fmt: skip
            assert sent(as_("hospital"), path, name="", **wrong).status_code == 422, wrong

    def test_the_guard_stops_a_name_and_keeps_what_was_typed(self, world, as_, later) -> None:
        one = lead_by(world)
        path = f"{visiting(one)}{one.people[0]}/note/plan/"
        stopped = sent(as_("hospital"), path, text="Call 508-555-0142 and ask Invented Person")
        assert stopped.status_code == 422
        assert "508-555-0142" in stopped.content.decode()
        assert "508-555-0142" not in html(as_("hospital"), visiting(one))

    def test_an_entry_is_taken_back_within_a_day_by_its_agency(self, world, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        path = f"{visiting(one)}{one.people[0]}/note/plan/"
        sent(as_("hospital"), path, text="Go on Thursday")
        entry = re.search(r"/mistake/([0-9a-f-]{36})/", html(as_("hospital"), visiting(one)))
        assert entry
        assert "/mistake/" not in html(as_("housing"), visiting(one))
        act = f"{visiting(one)}mistake/{entry[1]}/"
        assert sent(as_("hospital"), visiting(one), act).status_code == 302
        page = html(as_("hospital"), visiting(one))
        assert re.search(r"Mistake</span> <del>.*Go on Thursday", page, re.DOTALL)
        sent(as_("hospital"), path, text="Go on Friday")
        later.pass_(hours=25)
        assert "/mistake/" not in html(as_("hospital"), visiting(one))

    def test_a_visit_taken_back_lets_the_clock_run_on(self, world, as_, later) -> None:
        one = lead_by(world)
        sent(as_("hospital"), f"{visiting(one)}{one.people[0]}/contact/", said="agreed")
        entry = re.search(r"/mistake/([0-9a-f-]{36})/", html(as_("hospital"), visiting(one)))
        assert entry
        sent(as_("hospital"), visiting(one), f"{visiting(one)}mistake/{entry[1]}/")
        assert "Target" in html(as_("hospital"), visiting(one))


class TestAround:
    def test_the_small_group(self, world: World, as_, later) -> None:
        one = lead_by(world, "hospital", "housing")
        path = f"{visiting(one)}group/"
        assert sent(as_("hospital"), path, kind="at", place="").status_code == 422
        when = {"kind": "at", "meets_at": "2026-11-25T09:30", "place": "Side entrance"}
        assert sent(as_("hospital"), path, interpreter="on", **when).status_code == 302
        page = html(as_("housing"), visiting(one))
        assert "Side entrance" in page
        assert "9:30" in page
        assert "An interpreter comes along" in page

    def test_consent_at_the_door_and_its_end(self, world: World, as_, later) -> None:
        one = lead_by(world)
        path = f"{visiting(one)}{one.people[0]}/consent/"
        said = {"form": "written", "giver": "self", "until": "2027-11-24", "language": "english"}
        assert sent(as_("hospital"), path, **said).status_code == 422
        named = said | {"recipients": [str(world.delegation("treatment"))]}
        assert sent(as_("hospital"), path, **{**named, "until": "2026-11-01"}).status_code == 422
        assert sent(as_("hospital"), path, **named).status_code == 302
        page = html(as_("hospital"), visiting(one))
        assert "New Road Treatment" in page
        end = re.search(r"/consent/([0-9a-f-]{36})/end/", page)
        assert end
        act = f"{visiting(one)}consent/{end[1]}/end/"
        assert sent(as_("hospital"), visiting(one), act).status_code == 302
        assert "End this consent now" not in html(as_("hospital"), visiting(one))

    def test_the_lead_reads_it_for_thirty_days_after_the_end(self, world, as_, later) -> None:
        one = conclude(lead_by(world, "hospital", "housing"))
        assert "This situation is closed" in html(as_("hospital"), visiting(one))
        path = f"{visiting(one)}{one.people[0]}/note/plan/"
        assert as_("hospital").get(path).status_code == 404
        assert as_("housing").get(visiting(one)).status_code == 404
        later.pass_(days=31)
        assert as_("hospital").get(visiting(one)).status_code == 404


class TestPlaces:
    def test_a_place_is_visited_and_handed_over(self, world: World, as_, later) -> None:
        from hubtable.table.rules.words import DiscussionType

        seat = world["school"]
        with as_seat(seat, NOW):
            made, subjects = worksheet(seat, NOW, kind=DiscussionType.DWELLING, kept=False)
            name_person(seat, NOW, made, subjects[0], "Invented House")
        one = Situation(world, made, seat, world["chair"], subjects, NOW)
        one = open_round(accept(present(meet(submit(one), IN_THE_ROOM))))
        one = assign(tell(one, "housing"), "housing")
        path = f"{visiting(one)}{subjects[0]}"
        page = html(as_("housing"), f"{path}/contact/")
        assert 'value="visited"' in page
        assert 'value="declined"' not in page
        assert as_("housing").get(f"{path}/declined/").status_code == 404
        assert sent(as_("housing"), f"{path}/contact/", said="acted").status_code == 302
        wrong = sent(as_("housing"), f"{path}/note/outcome/", code="handed_over", name="")
        assert wrong.status_code == 422
        done = {"code": "handed_over", "name": "Board of Health"}
        assert sent(as_("housing"), f"{path}/note/outcome/", **done).status_code == 302
        page = html(as_("housing"), visiting(one))
        assert "Handed to Board of Health" in page
        assert "Action taken at the place" in page


class TestCard:
    def test_in_every_language_without_a_name(self, world: World, as_, later) -> None:
        from hubtable.table.rules.visit_card import TEXTS

        one = lead_by(world, "hospital", "housing")
        for language, text in TEXTS.items():
            page = html(as_("hospital"), f"{visiting(one)}card/?lang={language.value}")
            assert f'class="visit-card" lang="{language.value}"' in page
            assert text.may_say_no.replace("'", "&#39;") in page
            assert "Invented" not in page

    def test_a_protected_agency_stands_on_it_only_when_chosen(self, world, as_, later) -> None:
        from uuid import uuid4

        one = open_round(accept(present(meet(submit(screening(world)), IN_THE_ROOM))))
        one = tell(tell(one, "hospital"), "treatment", consent=uuid4())
        one = assign(one, "hospital", "treatment")
        path = f"{visiting(one)}card/"
        coming = re.compile(r'<li lang="en">([^<]*)</li>')
        assert coming.findall(html(as_("hospital"), path)) == ["Valley Hospital"]
        both = "&".join(f"who={world.delegation(name)}" for name in ("hospital", "treatment"))
        chosen = coming.findall(html(as_("hospital"), f"{path}?lang=es&{both}"))
        assert chosen == ["Valley Hospital", "New Road Treatment"]
