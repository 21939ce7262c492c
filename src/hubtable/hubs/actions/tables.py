"""Opening a table, changing its policy, ending it."""

from dataclasses import asdict
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.swapping import distinct, lift, swap
from hubtable.hubs.actions.vocabularies import words_of
from hubtable.hubs.models import Table
from hubtable.hubs.rules.administering import may_administer
from hubtable.hubs.rules.table_policy import TablePolicy, sound
from hubtable.hubs.rules.vocabularies import starting
from hubtable.kernel.seat import Seat


@recorded
def open_table(
    *,
    by: Seat,
    at: datetime,
    name: str,
    weekday: int,
    starts: time,
    time_zone: str,
    vocabulary: UUID,
    policy: TablePolicy,
    practice: bool = False,
) -> UUID:
    """Open a table with its policy; `weekday` 0 is Monday, `starts` is local time of day.

    `practice` is decided here and never changed: all people at such a table are invented.
    """
    may_administer(by).or_refuse()
    sound(policy).or_refuse()
    table = uuid4()
    with distinct():
        Table.objects.create(
            id=table,
            hub_id=by.hub,
            name=name,
            weekday=weekday,
            starts=starts,
            time_zone=time_zone,
            vocabulary_id=vocabulary,
            practice=practice,
            **_columns(policy, vocabulary),
        )
    record("table_opened", table, **({"practice": "yes"} if practice else {}))
    return table


@recorded
def change_policy(
    *,
    by: Seat,
    at: datetime,
    table: UUID,
    version: int,
    name: str,
    weekday: int,
    starts: time,
    time_zone: str,
    vocabulary: UUID,
    policy: TablePolicy,
) -> None:
    """Change when a table meets and how it works; the trail keeps what each setting was before."""
    may_administer(by).or_refuse()
    sound(policy).or_refuse()
    rows = Table.objects.filter(pk=table, ends_at=None)
    now = {
        "name": name,
        "weekday": weekday,
        "starts": starts,
        "time_zone": time_zone,
        "vocabulary_id": vocabulary,
        **_columns(policy, vocabulary),
    }
    before = rows.values(*now).first() or {}
    swap(rows, version, **now)
    record("policy_changed", table, **_differences(before, now))


@recorded
def end_table(*, by: Seat, at: datetime, table: UUID, version: int) -> None:
    """End a table: all its seats end with it, from this moment on."""
    may_administer(by).or_refuse()
    swap(Table.objects.filter(pk=table, ends_at=None), version, ends_at=at)
    record("table_ended", table)


@recorded
def lift_end_of_table(*, by: Seat, at: datetime, table: UUID, version: int) -> None:
    """Take back, on the same day, that a table ended."""
    may_administer(by).or_refuse()
    lift(Table.objects.filter(pk=table), version, at=at, zone=by.time_zone)
    record("table_end_lifted", table)


def _columns(policy: TablePolicy, vocabulary: UUID) -> dict[str, Any]:
    words = words_of(vocabulary)
    columns = asdict(policy)
    offered = policy.offered_categories
    columns["offered_categories"] = list(starting(words) if offered is None else offered)
    columns["offered_factors"] = list(policy.offered_factors)
    return columns


QUOTED = frozenset({"name", "retention_approved_by"})
"""Free text: the trail says that it changed, never what it says."""


def _differences(before: dict[str, Any], now: dict[str, Any]) -> dict[str, str]:
    """Return what changed, as `old → new`; lists as what was added and taken away."""
    changed = {key: (before.get(key), value) for key, value in now.items()}
    return {key: _difference(key, old, new) for key, (old, new) in changed.items() if old != new}


def _difference(key: str, old: Any, new: Any) -> str:
    if key in QUOTED:
        return "changed"
    if isinstance(new, list):
        added, gone = set(new) - set(old or ()), set(old or ()) - set(new)
        signed = [f"+{word}" for word in sorted(added)] + [f"-{word}" for word in sorted(gone)]
        return "; ".join(signed)
    return f"{_plain(old)} → {_plain(new)}"


def _plain(value: Any) -> str:
    return "none" if value is None else str(getattr(value, "value", value))
