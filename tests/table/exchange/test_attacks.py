"""What a file, or entering for an agency, could be misused for."""

from typing import Any
from uuid import uuid4

import pytest

from hubtable.kernel.verdict import Refused
from tests.cluster import Cluster
from tests.situations import (
    accept,
    assign,
    meet,
    name_person,
    open_round,
    plan,
    present,
    screening,
    submit,
    tell,
)
from tests.table.exchange.files import brought_in, file_of, taken_out
from tests.table.exchange.test_round import SOON, every_state
from tests.world import NOW, World, as_seat, see_everything, token_for

LED = {
    "reference": "D-0009", "type": "person", "state": "intervening",
    "submitted": "2026-11-24T09:00:00-05:00", "presented": "2026-11-24T09:10:00-05:00",
    "decided": "2026-11-24T09:20:00-05:00", "hub_number": "2026-009", "lead": "Valley Hospital",
    "assisting": "Brookside Elder Services;A protected agency", "persons": "main|female|60+",
    "interpreter": "no", "risk_factors": "Housing", "overdue": "no", "returned": "no",
}  # fmt: skip


def superuser(cluster: Cluster) -> Any:
    from django.db import connection

    return cluster.as_superuser(str(connection.settings_dict["NAME"]))


def test_being_assigned_by_a_file_opens_no_name_and_no_plan(world: World, cluster: Cluster) -> None:
    assert brought_in(world["chair"], file_of(LED)).new == 1
    with superuser(cluster) as look:
        classes = look.execute("SELECT DISTINCT class FROM vault_ledger").fetchall()
        (found,) = look.execute("SELECT id FROM table_discussion").fetchone()
    assert {row[0] for row in classes} == {"described", "reported", "answered"}
    for name in world.seats:
        seen = {one.sight.value for one in see_everything(world[name], found)}
        assert not seen & {"identified", "planned"}, name
    assert "described" in {one.sight.value for one in see_everything(world["hospital"], found)}


def test_what_opens_is_what_the_matrix_says(world: World, empty, cluster: Cluster) -> None:
    every_state(world)
    first = taken_out(world["police"], SOON)
    second = taken_out(world["chair"], SOON)
    empty()
    brought_in(world["chair"], first, SOON)
    brought_in(world["chair"], second, SOON)
    with superuser(cluster) as look:
        look.execute(
            "SELECT set_config('hubtable.actor', %s, false)", [token_for(world["chair"], SOON)]
        )
        wanted = look.execute(
            "SELECT d.id, w.viewer, w.class, w.part, w.until::text FROM table_discussion d,"
            " lock.wanted(d.id) w WHERE w.until > %s", [SOON]
        ).fetchall()  # fmt: skip
        opened = look.execute(
            "SELECT record, viewer, class, part, until::text FROM vault_ledger"
            " WHERE opens AND until > %s",
            [SOON],
        ).fetchall()
        picks = look.execute("SELECT count(*) FROM table_pick").fetchone()
    assert len(opened) > 30
    assert sorted(map(str, opened)) == sorted(map(str, wanted))
    assert picks == (0,)


def test_numbers_go_on_after_the_highest(world: World) -> None:
    brought_in(world["chair"], file_of(LED | {"reference": "D-0120", "hub_number": "2026-041"}))
    one = accept(present(meet(submit(screening(world)), ["school"])))
    text = taken_out(world["chair"], SOON)
    assert "D-0121,2026-042," in text
    assert one.id


@pytest.mark.parametrize(
    "seat", ["police", "admin", "analyst", "chair_b", "ridge_chair", "hospital"]
)
def test_nobody_else_brings_in(world: World, seat: str) -> None:
    from psycopg.types.json import Jsonb

    from hubtable.base.acting import call
    from hubtable.table.actions import importing

    given: list[Any] = []
    real = importing.call
    importing.call = lambda name, *v: given.extend(v) if name == "take_in" else real(name, *v)
    try:
        brought_in(world["chair"], file_of(LED))
    finally:
        importing.call = real
    with as_seat(world[seat]), pytest.raises(Refused):
        call("take_in", Jsonb(given[0].obj))
    with as_seat(world["chair"]):
        call("take_in", Jsonb(given[0].obj))


TOLD: dict[str, Any] = {
    "type": "person", "state": "submitted", "number": "", "lead_protected": False, "assisting": [],
    "assisting_protected": 0, "interpreter": False, "language": "", "risks": ["Housing"],
    "protective": [], "flags": [], "updates": [], "overdue": False, "reason": "", "returned": False,
    "sheet": {"danger_now": False, "abuse_suspected": False, "criteria": ["a", "b", "c", "d"],
              "tried": [], "consent": "none"},
}  # fmt: skip


def told(world: World, agency: str, **changed: Any) -> Any:
    from psycopg.types.json import Jsonb

    person = {"id": str(uuid4()), "role": "main", "sex": "female", "age": "60+"}
    said = TOLD | {
        "id": str(uuid4()), "description": str(uuid4()), "people": [person],
        "origin": str(world.delegations[agency]),
    }  # fmt: skip
    return Jsonb(said | changed)


def enter(world: World, seat: str, said: Any) -> None:
    from hubtable.base.acting import call

    with as_seat(world[seat]):
        call("enter_for", said)


def test_the_coordinator_enters_for_an_agency_that_sits(world: World) -> None:
    enter(world, "coordinator", told(world, "housing_A"))
    assert "D-0001" in taken_out(world["housing"])


@pytest.mark.parametrize(
    ("seat", "agency", "changed"),
    [
        ("chair", "housing_A", {}),
        ("police", "housing_A", {}),
        ("coordinator", "office_A", {}),
        ("coordinator", "treatment_A", {}),
        ("coordinator", "refuge_A", {}),
        ("coordinator", "lapsed_A", {}),
        ("coordinator", "housing_B", {}),
        ("coordinator", "clinic_R", {}),
        ("coordinator", "housing_A", {"state": "intervening"}),
        ("coordinator", "housing_A", {"risks": ["Zora Canary"]}),
        ("coordinator", "housing_A", {"people": []}),
        ("coordinator", "housing_A", {"sheet": {**TOLD["sheet"], "danger_now": True}}),
        ("coordinator", "housing_A", {"sheet": None}),
        ("coordinator", "housing_A", {"lead": None, "lead_protected": True}),
    ],
)
def test_entering_is_refused(world: World, seat: str, agency: str, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        enter(world, seat, told(world, agency, **changed))


def test_who_entered_it_never_names_anybody_in_it(world: World, cluster: Cluster) -> None:
    from django.db import Error

    enter(world, "coordinator", told(world, "housing_A"))
    with superuser(cluster) as look:
        (found, person) = look.execute("SELECT discussion_id, id FROM table_subject").fetchone()
    coordinator = world["coordinator"]
    seen = {one.sight.value for one in see_everything(coordinator, found)}
    assert seen == {"announced"}
    with as_seat(coordinator), pytest.raises((Refused, Error)):
        name_person(coordinator, NOW, found, person, "Zora Canary")
    with as_seat(world["housing"]):
        name_person(world["housing"], NOW, found, person, "Zora Canary")
    assert "identified" in {o.sight.value for o in see_everything(world["housing"], found)}
    assert {o.sight.value for o in see_everything(coordinator, found)} == {"announced"}


def test_no_name_plan_or_note_is_ever_in_a_file(world: World) -> None:
    from hubtable.table.actions.intervening import Entry, note

    one = tell(
        open_round(accept(present(meet(submit(screening(world)), ["hospital"])))), "hospital"
    )
    plan(assign(one, "hospital"), "hospital")
    entry = Entry("plan", text="canary words")
    with as_seat(world["hospital"], SOON):
        note(by=world["hospital"], at=SOON, of=one.id, person=one.people[0], entry=entry)
    for seat in ("chair", "coordinator", "school", "hospital", "police"):
        text = taken_out(world[seat], SOON)
        assert "D-0001" in text
        for word in (
            "Invented",
            "1990",
            "Nowhere",
            "anary",
            "own_observation",
            "help",
            str(one.id),
        ):
            assert word not in text, (seat, word)
