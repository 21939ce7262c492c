"""What a steward changed is not lost to a feed: the row waits, and what is decided holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hubtable.kernel.verdict import Refused, Stale
from tests.cluster import Cluster
from tests.directory.importing.feeds import balanced, bring, counted, current, rows, state, write
from tests.world import NOW, World, as_seat

HEAD = ["id", "organization_id", "name", "description", "status"]
Edit = Callable[..., None]


def at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def feed(folder: Path, name: str = "Pantry", words: str = "Food.", phones: str = "") -> Path:
    numbers = [["id", "service_id", "number"], ["3", "7", phones]] if phones else [["id"]]
    return write(
        folder / "feed",
        organizations=[["id", "name"], ["1", "Elm Table"]],
        services=[HEAD, ["7", "1", name, words, "active"], ["8", "1", "Coats", "Warm.", "active"]],
        phones=numbers,
    )


def found(key: str = "7", model: str = "Service") -> Any:
    from hubtable.directory import models

    return getattr(models, model).objects.get(source_key=key)


@pytest.fixture
def edit(world: World) -> Edit:
    """Change a record as a steward does."""

    def change(hour: int, kind: str = "service", key: str = "7", **values: Any) -> None:
        from hubtable.directory.actions.editing import change as saved
        from hubtable.directory.models.kinds import OF_KIND

        with as_seat(world["steward"], at(hour)):
            one = OF_KIND[kind].objects.get(source_key=key)
            saved(by=world["steward"], at=at(hour), kind=kind, pk=one.pk, version=one.version,
                  values=values)  # fmt: skip

    return change


def settle(world: World, hour: int, how: str, table: str = "service") -> UUID:
    from hubtable.directory.actions.importing import mending
    from hubtable.directory.models import Quarantine

    with as_seat(world["steward"], at(hour)):
        one = Quarantine.objects.get(settled_at=None, table=table)
        getattr(mending, how)(by=world["steward"], at=at(hour), entry=one.pk)
        return one.pk


def test_a_changed_row_of_a_changed_record_waits(
    cluster: Cluster, tmp_path: Path, edit: Edit
) -> None:
    bring(feed(tmp_path), at=at(0))
    edit(1, name="Elm Pantry")
    same = bring(feed(tmp_path), at=at(2)).tables["service"]
    assert (same.unchanged, same.quarantined) == (2, 0), "nothing new in the feed: nobody is asked"
    report = bring(feed(tmp_path, words="Food and soap."), at=at(3))
    assert balanced(report)
    assert counted(report)["service"] == (2, 0, 0, 1, 1, 0)
    assert [(one.id, one.field, one.reason) for one in report.problems] == [
        ("7", "name", "edited_here")
    ]
    service = found()
    assert (service.name, service.description) == ("Elm Pantry", "Food."), "the row waits whole"
    before = state(cluster, current())
    again = bring(feed(tmp_path, words="Food and soap."), at=at(4))
    assert counted(again)["service"] == (2, 0, 0, 1, 1, 0)
    assert state(cluster, current()) == before


def test_ours_is_kept_until_the_feed_says_something_new(
    tmp_path: Path, world: World, edit: Edit
) -> None:
    bring(feed(tmp_path), at=at(0))
    edit(1, name="Elm Pantry")
    bring(feed(tmp_path, words="Food and soap."), at=at(2))
    settle(world, 3, "keep")
    for hour in (4, 5):
        kept = bring(feed(tmp_path, words="Food and soap."), at=at(hour)).tables["service"]
        assert (kept.unchanged, kept.quarantined) == (2, 0)
    asked = bring(feed(tmp_path, words="Soap."), at=at(6)).tables["service"]
    assert (asked.unchanged, asked.quarantined) == (1, 1)
    assert found().description == "Food."
    settle(world, 7, "keep")
    back = bring(feed(tmp_path, words="Food and soap."), at=at(8)).tables["service"]
    assert (back.unchanged, back.quarantined) == (2, 0), "that was decided already"


def test_what_was_kept_can_be_asked_again(tmp_path: Path, world: World, edit: Edit) -> None:
    from hubtable.directory.actions.importing.mending import ask_again
    from hubtable.directory.models import Quarantine

    bring(feed(tmp_path), at=at(0))
    edit(1, name="Elm Pantry")
    bring(feed(tmp_path, words="Food and soap."), at=at(2))
    entry = settle(world, 3, "keep")
    with as_seat(world["chair"], at(4)), pytest.raises(Refused):
        ask_again(by=world["chair"], at=at(4), entry=entry)
    for hour in (4, 7):
        with as_seat(world["steward"], at(hour)):
            ask_again(by=world["steward"], at=at(hour), entry=entry)
            with pytest.raises(Stale):
                ask_again(by=world["steward"], at=at(hour), entry=entry)
            assert Quarantine.objects.get(settled_at=None).pk == entry
        same = bring(feed(tmp_path, words="Food and soap."), at=at(hour + 1)).tables["service"]
        assert (same.unchanged, same.quarantined) == (1, 1)
        settle(world, hour + 2, "keep" if hour == 4 else "take")
    assert (found().name, found().description) == ("Pantry", "Food and soap.")
    edit(10, name="Ours")
    bring(feed(tmp_path, words="Soap."), at=at(11))
    settle(world, 12, "keep")
    bring(feed(tmp_path, words="Bread."), at=at(13))
    settle(world, 14, "keep")
    with as_seat(world["steward"], at(15)), pytest.raises(Stale):
        ask_again(by=world["steward"], at=at(15), entry=_older())


def _older() -> UUID:
    from hubtable.directory.models import Quarantine

    return Quarantine.objects.filter(settled_how="kept").earliest("settled_at").pk


def test_the_feeds_is_taken_and_later_rows_come_in(
    cluster: Cluster, tmp_path: Path, world: World, edit: Edit
) -> None:
    bring(feed(tmp_path), at=at(0))
    edit(1, name="Elm Pantry")
    edit(1, description="Bread.")
    bring(feed(tmp_path, name="Food shelf", words=""), at=at(2))
    settle(world, 3, "take")
    assert (found().name, found().description) == ("Food shelf", "")
    same = bring(feed(tmp_path, name="Food shelf", words=""), at=at(4)).tables["service"]
    assert (same.unchanged, same.changed) == (2, 0)
    later = bring(feed(tmp_path, name="Food shelf 2", words=""), at=at(5)).tables["service"]
    assert (later.changed, later.quarantined) == (1, 0)
    told = "SELECT field, before, after, how, seat IS NULL, source IS NULL FROM directory_change"
    assert rows(cluster, current(), f"{told} WHERE at > '{at(2)}' ORDER BY at, field") == [
        ("description", "Bread.", "", "taken", False, False),
        ("name", "Elm Pantry", "Food shelf", "taken", False, False),
        ("name", "Food shelf", "Food shelf 2", "import", True, False),
    ]
    edit(6, name="Ours")
    asked = bring(feed(tmp_path, name="Third", words=""), at=at(7)).tables["service"]
    assert (asked.changed, asked.quarantined) == (0, 1)


def test_changed_and_changed_back_is_not_changed(tmp_path: Path, world: World, edit: Edit) -> None:
    bring(feed(tmp_path), at=at(0))
    edit(1, name="Elm Pantry")
    edit(2, name="Pantry")
    done = bring(feed(tmp_path, words="Soap."), at=at(3)).tables["service"]
    assert (done.changed, done.quarantined) == (1, 0)


def test_a_record_that_was_taken_out_waits_and_comes_back(tmp_path: Path, world: World) -> None:
    from hubtable.directory.actions.editing import end

    bring(feed(tmp_path), at=at(0))
    with as_seat(world["steward"], at(1)):
        end(by=world["steward"], at=at(1), kind="service", pk=found().pk, version=1)
    waits = bring(feed(tmp_path, words="Soap."), at=at(2)).tables["service"]
    assert (waits.changed, waits.quarantined) == (0, 1)
    assert found().ended_at is not None
    settle(world, 3, "take")
    assert (found().ended_at, found().description) == (None, "Soap.")


def test_a_row_of_several_records_waits_whole(tmp_path: Path, world: World, edit: Edit) -> None:
    bring(feed(tmp_path, phones="508-555-0100, 617-555-0101"), at=at(0))
    edit(1, "phone", "3 #2", description="Desk")
    more = "508-555-0109, 617-555-0101, 617-555-0102"
    for hour in (2, 3):
        report = bring(feed(tmp_path, phones=more), at=at(hour))
        assert balanced(report)
        assert counted(report)["phone"] == (1, 0, 0, 0, 1, 0)
    assert found("3", "Phone").number == "(508) 555-0100"
    settle(world, 4, "take", "phone")
    assert found("3", "Phone").number == "(508) 555-0109"
    assert found("3 #3", "Phone").number == "(617) 555-0102"
    again = bring(feed(tmp_path, phones=more), at=at(5))
    assert counted(again)["phone"] == (1, 0, 0, 1, 0, 0)


def test_a_row_that_was_mended_is_not_written_over(tmp_path: Path, world: World) -> None:
    from hubtable.directory.actions.importing.mending import mend
    from hubtable.directory.models import Quarantine

    bring(feed(tmp_path, name=""), at=at(0))
    with as_seat(world["steward"], at(1)):
        one = Quarantine.objects.get(settled_at=None)
        values = {**one.given, "name": "Meals"}
        mend(by=world["steward"], at=at(1), entry=one.pk, values=values)
    same = bring(feed(tmp_path, name=""), at=at(2)).tables["service"]
    assert same.unchanged == 2
    waits = bring(feed(tmp_path, name="Dinner"), at=at(3)).tables["service"]
    assert (waits.changed, waits.quarantined) == (0, 1)
    assert found().name == "Meals"


def test_nobody_else_settles_it(tmp_path: Path, world: World, edit: Edit) -> None:
    from hubtable.directory.actions.importing import mending
    from hubtable.directory.models import Quarantine

    bring(feed(tmp_path), at=at(0))
    edit(1, name="Elm Pantry")
    bring(feed(tmp_path, words="Soap."), at=at(2))
    with as_seat(world["steward"], at(3)):
        entry = Quarantine.objects.get().pk
    for act in (mending.take, mending.keep):
        with as_seat(world["chair"], at(3)), pytest.raises(Refused):
            act(by=world["chair"], at=at(3), entry=entry)
    assert found().description == "Food."
