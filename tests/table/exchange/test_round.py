"""A file written here comes into an empty Hub, and is written there again the same."""

from datetime import timedelta

import pytest

from tests.situations import (
    accept,
    assign,
    close_round,
    conclude,
    decline,
    forget,
    meet,
    open_round,
    present,
    put_back,
    reject,
    reopen,
    screening,
    submit,
    tell,
    update,
    withdraw,
)  # fmt: skip
from tests.table.exchange.files import brought_in, rows_of, taken_out
from tests.world import NOW, World, as_seat

EVERYONE = ["police", "school", "hospital", "housing", "elders", "fire", "treatment"]


def presented(world: World, origin: str = "school", **how):  # type: ignore[no-untyped-def]
    return present(meet(submit(screening(world, origin, **how)), EVERYONE))


def round_of(world: World, origin: str = "school", **how):  # type: ignore[no-untyped-def]
    return open_round(accept(presented(world, origin, **how)))


def visited(world: World, origin: str = "housing", lead: str = "hospital"):  # type: ignore[no-untyped-def]
    one = tell(tell(round_of(world, origin), lead), "elders")
    return update(assign(one, lead, "elders"), lead)


def every_state(world: World) -> dict[str, object]:
    """One situation in every state, and several ways to it."""
    return {
        "screening": screening(world, "school"),
        "withdrawn": withdraw(submit(screening(world, "police"))),
        "submitted": submit(screening(world, "police", people=2)),
        "put back": put_back(presented(world, "hospital")),
        "presented": presented(world, "school", people=3),
        "accepted": accept(presented(world, "housing")),
        "rejected": reject(presented(world, "police")),
        "identifying": round_of(world, "elders"),
        "closed round": close_round(tell(round_of(world, "police"), "fire")),
        "intervening": visited(world),
        "led by who brought it": update(assign(round_of(world, "police"), "police"), "police"),
        "declined": decline(visited(world), "hospital"),
        "concluded": conclude(visited(world)),
        "concluded early": conclude(accept(presented(world, "fire"))),
        "reopened": reopen(conclude(visited(world))),
    }


SOON = NOW + timedelta(hours=1)


@pytest.mark.parametrize("seat", ["chair", "coordinator"])
def test_the_desk_writes_the_same_file_again(world: World, empty, seat: str) -> None:
    every_state(world)
    first = taken_out(world[seat], SOON)
    empty()
    outcome = brought_in(world[seat], first, SOON)
    assert outcome.faults == []
    assert outcome.new == outcome.read == len(rows_of(first)) >= 13
    assert taken_out(world[seat], SOON) == first
    assert {row["state"] for row in rows_of(first)} >= {
        "submitted", "presented", "accepted", "rejected", "identifying", "intervening", "concluded",
    }  # fmt: skip
    again = brought_in(world[seat], first, SOON)
    assert (again.new, again.unchanged, again.quarantined) == (0, again.read, 0)


@pytest.mark.parametrize("seat", ["police", "school", "hospital", "elders", "veterans"])
def test_a_representatives_file_too(world: World, empty, seat: str) -> None:
    """Who was in the room does not stand in a file: compared when the offering window is over."""
    after = NOW + timedelta(days=3)
    every_state(world)
    first = taken_out(world[seat], after)
    empty()
    outcome = brought_in(world["coordinator"], first, after)
    assert outcome.faults == []
    assert outcome.new == len(rows_of(first))
    assert taken_out(world[seat], after) == first


def test_a_file_says_when_it_was_decided_and_so_assigned(world: World, empty) -> None:
    from hubtable.table.models import Discussion, Report

    visited(world)
    conclude(accept(presented(world, "fire")))
    first = taken_out(world["chair"], SOON)
    empty()
    brought_in(world["chair"], first, SOON)
    with as_seat(world["chair"], SOON):
        decided = dict(Discussion.objects.values_list("pk", "decided_at"))
        times = {row.number: (row.assigned_at, decided[row.pk]) for row in Report.objects.all()}
    assert times["2026-001"][0] == times["2026-001"][1] is not None
    assert times["2026-002"][0] is None


LATER = NOW + timedelta(days=250)


@pytest.mark.parametrize("seat", ["chair", "police", "hospital"])
def test_what_was_forgotten_keeps_a_thin_row(world: World, empty, seat: str) -> None:
    forget(reject(presented(world, "police")), LATER)
    forget(conclude(visited(world)), LATER)
    presented(world, "housing")
    first = taken_out(world[seat], LATER)
    rejected, concluded, *_ = rows_of(first)
    kept = {name for name, cell in rejected.items() if cell != "N/A"}
    own = set() if seat == "hospital" else {"originating_agency", "originating_sector"}
    assert kept == {"reference", "type", "state", "decided", "reason"} | own
    assert rejected["decided"] == "2026-11"
    assert concluded["hub_number"] == "2026-001"
    empty()
    assert brought_in(world["chair"], first, LATER).faults == []
    assert taken_out(world[seat], LATER) == first
