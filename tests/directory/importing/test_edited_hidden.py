"""What a steward changed of a hidden place is not lost to a feed; the history does not tell it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.cluster import Cluster
from tests.directory.importing.feeds import balanced, bring, current, rows
from tests.directory.importing.test_confidential import KEPT, SECRETS, airs, hsds, standing
from tests.world import NOW, World, as_seat

AWAY, ELSE = "(address kept confidential)", "(another address kept confidential)"
NEW = " New beds."


def at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def edit(world: World, hour: int, kind: str, **values: Any) -> UUID | None:
    """Change the one record of a kind as a steward does."""
    from hubtable.directory.actions.editing import change
    from hubtable.directory.models.kinds import OF_KIND

    by = world["steward"]
    with as_seat(by, at(hour)):
        one = OF_KIND[kind].objects.order_by("id").filter(ended_at=None).get()
        return change(by=by, at=at(hour), kind=kind, pk=one.pk, version=one.version, values=values)


def settle(world: World, hour: int, how: str, table: str) -> None:
    from hubtable.directory.actions.importing import mending
    from hubtable.directory.models import Quarantine

    with as_seat(world["steward"], at(hour)):
        entry = Quarantine.objects.get(settled_at=None, table=table).pk
        getattr(mending, how)(by=world["steward"], at=at(hour), entry=entry)


def waiting(report: Any) -> set[tuple[str, str]]:
    assert balanced(report)
    return {(one.table, one.reason) for one in report.problems}


def history(cluster: Cluster) -> list[tuple[Any, ...]]:
    return rows(
        cluster, current(),
        "SELECT field, before #>> '{}', after #>> '{}' FROM directory_change"
        " WHERE how <> 'import' ORDER BY at, field",
    )  # fmt: skip


def stands(model: str) -> Any:
    from hubtable.directory import models

    return getattr(models, model).objects.get()


def test_open_fields_stand_and_the_row_waits(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    bring(hsds(tmp_path), at=at(0))
    edit(world, 1, "location", name="Ours", transportation="Bus 9 to Quillmere")
    edit(world, 1, "phone", description="Front desk")
    assert waiting(bring(hsds(tmp_path), at=at(2))) == set(), "nothing new in the feed"
    report = bring(hsds(tmp_path, said=NEW), at=at(3))
    assert waiting(report) == {("location", "edited_here"), ("phone", "edited_here")}
    assert (stands("Location").name, stands("Phone").description) == ("Ours", "Front desk")
    assert history(cluster) == [
        ("description", f"Ring at {AWAY}", "Front desk"),
        ("name", f"House at {AWAY}", "Ours"),
        ("transportation", AWAY, ELSE),
    ]
    assert standing(cluster) == KEPT


def test_what_is_decided_of_a_hidden_place_holds(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    bring(hsds(tmp_path), at=at(0))
    edit(world, 1, "location", name="Ours")
    edit(world, 1, "phone", description="Front desk")
    bring(hsds(tmp_path, said=NEW), at=at(2))
    settle(world, 3, "take", "location")
    settle(world, 3, "keep", "phone")
    assert stands("Location").name == f"House at {AWAY}"
    assert stands("Location").description == f"{AWAY}{NEW}"
    assert stands("Phone").description == "Front desk"
    again = bring(hsds(tmp_path, said=NEW), at=at(4))
    assert waiting(again) == set()
    assert not any(one.new or one.changed for one in again.tables.values())
    assert standing(cluster) == KEPT


def test_where_it_is_can_be_changed_and_no_feed_puts_it_back(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.actions.editing import change
    from hubtable.directory.models import Address, ConfidentialPlace, Quarantine
    from hubtable.directory.queries.held import beside

    path = airs(tmp_path)
    bring(path, at=at(0))
    address = Address.objects.get(address_type="physical")
    with as_seat(world["steward"], at(1)):
        change(by=world["steward"], at=at(1), kind="address", pk=address.pk,
               version=address.version, values={"address_1": "9 Quillmere Court"})  # fmt: skip
    assert waiting(bring(path, at=at(2))) <= {("phone", "confidential")}
    path.write_text(path.read_text().replace("Door Q7", "Door Q7, left"))
    report = bring(path, at=at(3))
    assert ("address", "edited_here") in waiting(report)
    assert standing(cluster) == KEPT
    assert all(one.value == "" for one in report.problems if one.table == "address")
    with as_seat(world["steward"], at(4)):
        entry = Quarantine.objects.get(table="address", settled_at=None)
        (record,) = beside(entry.pk)
        assert {(one.field, one.ours, one.feeds) for one in record.differences} == {
            ("address_1", "9 Quillmere Court", "14 Quillmere Lane"),
            ("attention", "Door Q7", "Door Q7, left"),
        }
        kept = ConfidentialPlace.objects.get().held["address"][str(address.pk)]
        assert kept["address_1"] == "9 Quillmere Court"
    with as_seat(world["chair"], at(4)):
        assert beside(entry.pk) == ()
    settle(world, 5, "take", "address")
    with as_seat(world["steward"], at(6)):
        kept = ConfidentialPlace.objects.get().held["address"][str(address.pk)]
    assert (kept["address_1"], kept["attention"]) == ("14 Quillmere Lane", "Door Q7, left")
    assert standing(cluster) == KEPT


def test_what_was_changed_before_it_was_hidden_counts(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    bring(hsds(tmp_path, hidden=False), at=at(0))
    edit(world, 1, "location", name="Ours at 14 Quillmere Lane", transportation="Quillmere bus")
    assert "directory_change" in standing(cluster)
    assert waiting(bring(hsds(tmp_path), at=at(2))) == {("location", "edited_here")}
    assert stands("Location").name == f"Ours at {AWAY}"
    assert ("transportation", AWAY, ELSE) in history(cluster)
    assert standing(cluster) == KEPT


def test_shown_again_the_history_says_what_it_said(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.actions.hiding import hide, unhide

    bring(hsds(tmp_path, hidden=False), at=at(0))
    edit(world, 1, "location", name="Ours at 14 Quillmere Lane", transportation="Quillmere bus")
    before = history(cluster)
    for act in (hide, unhide):
        with as_seat(world["steward"], at(2)):
            place = stands("Location")
            act(by=world["steward"], at=at(2), location=place.pk, version=place.version)
        assert (history(cluster) == before) is (act is unhide)


def test_a_form_that_changes_nothing_is_no_edit(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.queries.keeping import record_of

    bring(hsds(tmp_path), at=at(0))
    with as_seat(world["steward"], at(1)):
        card = record_of("location", stands("Location").pk)
    assert card is not None
    assert edit(world, 1, "location", **card.values) is None
    assert history(cluster) == []
    assert waiting(bring(hsds(tmp_path, said=NEW), at=at(2))) == set()


def test_a_street_typed_into_another_text_is_an_edit_all_the_same(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    bring(hsds(tmp_path), at=at(0))
    edit(world, 1, "service", description="Ask for Ann at 14 Quillmere Lane")
    assert waiting(bring(hsds(tmp_path, said=NEW), at=at(2))) == {("service", "edited_here")}
    assert stands("Service").description == f"Ask for Ann at {AWAY}"
    assert standing(cluster) == KEPT


def test_a_change_of_where_it_is_cannot_be_taken_back_by_the_history(
    world: World, tmp_path: Path
) -> None:
    from hubtable.directory.actions.editing import undo
    from hubtable.kernel.verdict import Refused

    bring(hsds(tmp_path), at=at(0))
    act = edit(world, 1, "location", transportation="Bus 9 to Quillmere")
    open_field = edit(world, 2, "location", alternate_name="The house")
    assert act is not None
    assert open_field is not None
    with as_seat(world["steward"], at(3)):
        with pytest.raises(Refused, match="where a confidential place was"):
            undo(by=world["steward"], at=at(3), act=act)
        undo(by=world["steward"], at=at(3), act=open_field)
    assert stands("Location").alternate_name == ""


NOT_COVERED = (
    "CREATE OR REPLACE FUNCTION lock.cover_change(c directory_change, streets text) RETURNS void"
    " LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN {0} END $$"
)


@pytest.mark.parametrize("fault", ["", "DELETE FROM directory_change x WHERE x.id = c.id;"])
def test_a_history_that_says_all_or_nothing_is_noticed(
    cluster: Cluster, world: World, tmp_path: Path, fault: str
) -> None:
    with cluster.as_superuser(current()) as past:
        past.execute(NOT_COVERED.format(fault).encode())
    bring(hsds(tmp_path), at=at(0))
    edit(world, 1, "location", transportation="Bus 9 to Quillmere")
    waits = waiting(bring(hsds(tmp_path, said=NEW), at=at(2)))
    assert (standing(cluster, *SECRETS), waits) != (KEPT, {("location", "edited_here")})
