"""Holds, forgetting and its proof: for the desk and the administrator, by reference only."""

import re
from datetime import timedelta

from tests.situations import (
    Situation,
    accept,
    assign,
    conclude,
    meet,
    open_round,
    plan,
    present,
    screening,
    submit,
    tell,
)
from tests.table.web.pages import sent
from tests.table.web.test_looking import reference
from tests.world import World, as_seat

YEARS = timedelta(days=365 * 4)


def closed(world: World) -> Situation:
    one = submit(screening(world, "school"))
    one = open_round(accept(present(meet(one, ("police", "hospital", "school")))))
    return conclude(plan(assign(tell(one, "hospital"), "hospital"), "hospital"))


def hold(client, world: World, **changed: str):
    fields = {
        "table": str(world.tables["A"]),
        "scope": "one",
        "reference": "",
        "kind": "subpoena",
        **changed,
    }
    return sent(client, "/table/holding/", **fields)


def retain(at):
    from hubtable.cli.jobs import retention

    return retention.run(lambda: at)


def test_a_hold_stops_forgetting_and_lifted_it_is_forgotten_with_proof(
    world: World, as_, clock
) -> None:
    one = closed(world)
    number = reference(world, one)
    clock.at = one.at + YEARS
    chair, admin = as_("chair"), as_("admin")
    retain(clock.at)
    clock.pass_(days=31)
    assert hold(admin, world, reference=number.lower()).status_code == 302
    assert retain(clock.at).forgotten == []
    html = chair.get("/table/forgetting/").content.decode()
    assert number in html
    assert "On hold" in html
    lift = re.search(
        r"/table/holding/[0-9a-f-]+/lift/", chair.get("/table/holding/").content.decode()
    )
    assert sent(chair, "/table/holding/", lift[0]).status_code == 302
    assert "Lifted before" in admin.get("/table/holding/").content.decode()
    assert retain(clock.at).forgotten == [number]
    for client in (chair, admin):
        html = client.get("/table/forgetting/").content.decode()
        proof = re.search(r"/table/forgetting/proof/[0-9a-f-]+/", html)[0]
        paper = client.get(proof).content.decode()
        assert number in paper
        assert "Approved by" in paper
    for other in ("chair_b", "elders"):
        assert as_(other).get(proof).status_code in {403, 404}


def test_a_whole_table_is_held(world: World, as_, clock) -> None:
    one = closed(world)
    clock.at = one.at + YEARS
    retain(clock.at)
    clock.pass_(days=31)
    assert hold(as_("chair"), world, scope="whole", reference="ignored").status_code == 302
    assert retain(clock.at).forgotten == []


def test_what_is_wrong_is_said_and_holds_nothing(world: World, as_, clock) -> None:
    one = closed(world)
    clock.at = one.at
    chair = as_("chair")
    for changed, said in (
        ({"reference": ""}, "Which situation?"),
        ({"reference": "D-9999"}, "no situation of that number"),
        ({"kind": ""}, "required"),
        ({"table": str(world.tables["B"]), "scope": "whole"}, "choice"),
    ):
        answer = hold(chair, world, **changed)
        assert answer.status_code == 422, changed
        assert said in answer.content.decode(), changed
    assert "Nothing is on hold" in chair.get("/table/holding/").content.decode()


def test_only_who_answers_for_the_records(world: World, as_, clock) -> None:
    one = closed(world)
    clock.at = one.at
    for seat in ("elders", "hospital", "analyst", "leadership", "privacy_contact", "agency_lead"):
        for path in ("/table/holding/", "/table/forgetting/"):
            assert as_(seat).get(path).status_code == 403, (seat, path)
    number = reference(world, one)
    assert number not in as_("chair_b").get("/table/forgetting/").content.decode()
    assert number not in as_("ridge_chair").get("/table/forgetting/").content.decode()


def test_names_stay_thirty_days_for_reopening_and_not_a_day_longer(world: World) -> None:
    from hubtable.vault.models import Sealed

    one = closed(world)
    assert retain(one.at + timedelta(days=29)).names == 0
    with as_seat(world["hospital"], one.at):
        assert Sealed.objects.filter(record=one.id).exists()
    assert retain(one.at + timedelta(days=30, minutes=1)).names == 1
    with as_seat(world["hospital"], one.at):
        assert not Sealed.objects.filter(record=one.id).exists()


def test_a_dry_run_says_and_does_nothing(world: World) -> None:
    from hubtable.cli.jobs import retention

    one = closed(world)
    number = reference(world, one)
    at = one.at + YEARS
    said = retention.plan(lambda: at)
    assert (said.offered, said.names, said.forgotten) == (2, 1, [])
    assert retention.plan(lambda: at) == said
    retain(at)
    later = at + timedelta(days=31)
    assert retention.plan(lambda: later).forgotten == [number]
    assert retain(later).forgotten == [number]
    assert retain(later).forgotten == []


def test_one_that_fails_stops_no_other(world: World, monkeypatch) -> None:
    from hubtable.table.actions import forgetting

    first, second = closed(world), closed(world)
    at = second.at + YEARS
    retain(at)
    real = forgetting.forget

    def failing(*, at, of, seen):
        if of == first.id:
            raise OSError("the disk is away")
        real(at=at, of=of, seen=seen)

    monkeypatch.setattr(forgetting, "forget", failing)
    done = retain(at + timedelta(days=31))
    assert done.forgotten == [reference(world, second)]
    assert done.failed == 1
    monkeypatch.undo()
    assert retain(at + timedelta(days=31)).forgotten == [reference(world, first)]
