"""The notice of who was told: complete in all ways of keeping names, and without a name."""

from uuid import uuid4

import pytest

from tests.situations import (
    Situation,
    accept,
    assign,
    break_glass,
    meet,
    open_round,
    present,
    screening,
    submit,
    tell,
)
from tests.table.web.pages import sent
from tests.world import World, as_seat

ROUND = ("police", "hospital", "school", "elders", "housing", "veterans")


def told(world: World, **how) -> Situation:
    one = submit(screening(world, "school", **how))
    one = open_round(accept(present(meet(one, ROUND))))
    tell(one, "hospital")
    tell(one, "elders", manner="spoken")
    tell(one, "housing", manner="paper")
    tell(one, "veterans", consent=uuid4())
    return break_glass(assign(one, "hospital", "veterans"), "fire")


def paper(client, one: Situation, person: int = 0) -> str:
    return client.get(f"/table/telling/{one.id}/{one.people[person]}/").content.decode()


def keeping(world: World, how: str) -> None:
    from hubtable.hubs.models import Table

    with as_seat(world["admin"]):
        Table.objects.filter(pk=world.tables["A"]).update(keeping=how)


@pytest.mark.parametrize("how", ["not_stored", "until_contact", "until_conclusion"])
def test_everyone_stands_on_it_however_names_are_kept(world: World, as_, clock, how: str) -> None:
    keeping(world, how)
    one = told(world, kept=how != "not_stored")
    clock.at = one.at
    html = paper(as_("school"), one)
    for agency in (
        "Valley Hospital",
        "Brookside Elder Services",
        "Brookside Housing",
        "Brookside Veterans",
        "Brookside Fire",
    ):
        assert html.count(f'<th scope="row">{agency}') == 1, agency
    for words in ("On screen", "Spoken", "On paper", "an emergency look", "Written consent"):
        assert words in html, words
    assert "threat to life" in html
    assert "Invented Person" not in html
    assert "Everyone who was told (5)" in html


def test_the_name_is_shown_by_an_act_only(world: World, as_, clock) -> None:
    one = told(world)
    clock.at = one.at
    school = as_("school")
    address = f"/table/telling/{one.id}/{one.people[0]}/"
    assert school.get(f"{address}name/").status_code == 405
    shown = sent(school, address, f"{address}name/").content.decode()
    assert "Invented Person 0" in shown
    assert 'data-hide-after="60"' in shown


def test_it_is_of_one_person_and_for_who_brought_them(world: World, as_, clock) -> None:
    one = submit(screening(world, "school", people=2))
    one = open_round(accept(present(meet(one, ROUND))))
    tell(one, "hospital", person=0)
    tell(one, "elders", person=1)
    clock.at = one.at
    school = as_("school")
    assert "Valley Hospital" in paper(school, one, 0)
    assert "Elder Services" not in paper(school, one, 0)
    assert "Elder Services" in paper(school, one, 1)
    for seat in ("hospital", "chair", "elders", "housing_b"):
        answer = as_(seat).get(f"/table/telling/{one.id}/{one.people[0]}/")
        assert answer.status_code == 404, seat
    assert as_("admin").get(f"/table/telling/{one.id}/{one.people[0]}/").status_code == 403


def test_it_warns_and_never_goes_to_a_parent_who_must_not_be_told(world: World, as_, clock) -> None:
    from hubtable.table.actions.safeguarding import safeguard

    one = screening(world, "school")
    with as_seat(world["school"], one.at):
        safeguard(
            by=world["school"],
            at=one.at,
            of=one.id,
            person=one.people[0],
            consenter="parent",
            may_tell=[],
            must_not=["parent", "partner"],
        )
    submit(one)
    clock.at = one.at
    html = paper(as_("school"), one)
    assert "Never hand this to: Parent, Partner" in html
    assert "Hand it to: Nobody yet" in html
    printed = html[: html.index('class="noprint stack"')] + html[html.index("<h1>") :]
    assert "Never hand" not in printed, "paper that names them endangers"


def test_the_warning_stays_when_names_have_closed(world: World, as_, clock) -> None:
    from hubtable.table.actions.safeguarding import safeguard
    from tests.situations import conclude

    one = screening(world, "school")
    with as_seat(world["school"], one.at):
        safeguard(
            by=world["school"],
            at=one.at,
            of=one.id,
            person=one.people[0],
            consenter="self",
            may_tell=[],
            must_not=["partner"],
        )
    one = open_round(accept(present(meet(submit(one), ROUND))))
    one = conclude(assign(tell(one, "hospital"), "hospital"))
    clock.at = one.at
    html = paper(as_("school"), one)
    assert "Never hand this to: Partner" in html
    assert "Valley Hospital" in html
