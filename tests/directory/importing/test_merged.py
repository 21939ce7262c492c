"""Doubles that were merged: what a feed ties to the one that ended is the other's, both ways."""

from pathlib import Path
from typing import Any

import pytest

from hubtable.kernel.verdict import Refused
from tests.cluster import Cluster
from tests.directory.importing.feeds import balanced, bring, counted, current, rows, state, write
from tests.directory.importing.test_edited import at, found, settle
from tests.world import World, as_seat


def feed(folder: Path, *, told: str = "", words: str = "Food.", more: bool = False) -> Path:
    """One, Two and Three: the same pantry under three names, each with a service and a phone."""
    names = [["1", "One", ""], ["2", "Two", told], ["3", "Three", ""]]
    services = [[str(i + 6), str(i), f"Service {i}", words, "active"] for i in (1, 2, 3)]
    services += [["10", "2", "Service 10", words, "active"]] if more else []
    return write(
        folder / "feed",
        organizations=[["id", "name", "description"], *names],
        services=[["id", "organization_id", "name", "description", "status"], *services],
        phones=[["id", "organization_id", "number"], ["4", "2", "508-555-0100"]],
    )


def merge(world: World, hour: int, kept: str, ended: str) -> Any:
    from hubtable.directory.actions.merging import merge as made_one

    with as_seat(world["steward"], at(hour)):
        gone = found(ended, "Organization")
        return made_one(
            by=world["steward"], at=at(hour), kind="organization", ended=gone.pk,
            kept=found(kept, "Organization").pk, version=gone.version,
        )  # fmt: skip


def unmerge(world: World, hour: int, merging: Any) -> None:
    from hubtable.directory.actions.merging import unmerge as two_again

    with as_seat(world["steward"], at(hour)):
        two_again(by=world["steward"], at=at(hour), merging=merging)


def owners() -> dict[str, str]:
    from hubtable.directory.models import Service

    found = Service.objects.filter(ended_at=None)
    return dict(found.values_list("source_key", "organization__source_key"))


def test_what_the_feed_ties_to_the_one_that_ended_is_the_survivors(
    cluster: Cluster, tmp_path: Path, world: World
) -> None:
    bring(feed(tmp_path), at=at(0))
    done = merge(world, 1, kept="1", ended="2")
    before = state(cluster, current())
    again = bring(feed(tmp_path), at=at(2))
    assert not any(c.new or c.changed or c.quarantined for c in again.tables.values())
    assert state(cluster, current()) == before
    report = bring(feed(tmp_path, words="Soap.", more=True), at=at(3))
    assert balanced(report)
    assert counted(report)["service"] == (4, 1, 3, 0, 0, 0)
    assert owners() == {"7": "1", "8": "1", "9": "3", "10": "1"}
    unmerge(world, 4, done)
    assert owners() == {"7": "1", "8": "2", "9": "3", "10": "2"}
    assert found("4", "Phone").organization.source_key == "2"
    still = bring(feed(tmp_path, words="Soap.", more=True), at=at(5))
    assert not any(c.new or c.changed or c.quarantined for c in still.tables.values())


@pytest.mark.parametrize("first", [0, 1])
def test_merged_on_and_taken_back_in_either_order(tmp_path: Path, world: World, first: int) -> None:
    bring(feed(tmp_path), at=at(0))
    merges = [merge(world, 1, kept="1", ended="2"), merge(world, 2, kept="3", ended="1")]
    bring(feed(tmp_path, words="Soap.", more=True), at=at(3))
    assert set(owners().values()) == {"3"}
    unmerge(world, 4, merges[first])
    assert owners()["10"] == ("2" if first == 0 else "1")
    unmerge(world, 5, merges[1 - first])
    assert owners() == {"7": "1", "8": "2", "9": "3", "10": "2"}


def test_a_changed_row_of_the_one_that_ended_waits(tmp_path: Path, world: World) -> None:
    bring(feed(tmp_path), at=at(0))
    done = merge(world, 1, kept="1", ended="2")
    report = bring(feed(tmp_path, told="Said now."), at=at(2))
    assert balanced(report)
    assert counted(report)["organization"] == (3, 0, 0, 2, 1, 0)
    assert [(one.id, one.reason) for one in report.problems] == [("2", "merged_here")]
    with pytest.raises(Refused):
        settle(world, 3, "take", "organization")
    settle(world, 3, "keep", "organization")
    same = bring(feed(tmp_path, told="Said now."), at=at(4)).tables["organization"]
    assert (same.unchanged, same.quarantined) == (3, 0)
    unmerge(world, 5, done)
    assert found("2", "Organization").description == ""
    later = bring(feed(tmp_path, told="Said later."), at=at(6)).tables["organization"]
    assert later.changed == 1
    assert found("2", "Organization").description == "Said later."


def test_taken_back_before_it_is_settled_the_row_comes_in(
    cluster: Cluster, tmp_path: Path, world: World
) -> None:
    bring(feed(tmp_path), at=at(0))
    done = merge(world, 1, kept="1", ended="2")
    bring(feed(tmp_path, told="Said now."), at=at(2))
    unmerge(world, 3, done)
    assert bring(feed(tmp_path, told="Said now."), at=at(4)).tables["organization"].changed == 1
    assert rows(cluster, current(), "SELECT settled_how FROM directory_quarantine") == [
        ("came right",)
    ]
