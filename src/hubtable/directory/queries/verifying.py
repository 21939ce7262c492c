"""What is to be confirmed, what agencies proposed, and what people say is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hubtable.directory.models import (
    Delivery,
    Mistake,
    Organization,
    Proposal,
    Quarantine,
    Verification,
)
from hubtable.directory.models.kinds import OF_KIND
from hubtable.directory.rules.delivering import DeliveryState
from hubtable.directory.rules.verifying import overdue


@dataclass(frozen=True, slots=True)
class Check:
    """One confirmation of a record."""

    at: datetime
    how: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Due:
    """An organization nobody confirmed for a year."""

    id: UUID
    name: str
    email: str
    checked_on: date | None
    asked: str
    """State of the question to it: waiting, asked; empty when it was not asked."""
    version: int


@dataclass(frozen=True, slots=True)
class Diff:
    """One field of one record that an agency proposes to change."""

    kind: str
    record: UUID
    record_name: str
    field: str
    before: Any
    after: Any
    now: Any
    """What stands there now: differs from `before` when somebody changed it meanwhile."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an agency answered."""

    id: UUID
    organization: UUID
    organization_name: str
    name: str
    title: str
    answered_at: datetime
    diffs: tuple[Diff, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says is wrong."""

    id: UUID
    kind: str
    record: UUID
    record_name: str
    words: str
    at: datetime


def checks(record: UUID) -> tuple[Check, ...]:
    """Return who confirmed a record, the newest first."""
    found = Verification.objects.filter(record=record).order_by("-verified_at")[:10]
    return tuple(Check(one.verified_at, one.how, one.name, one.title) for one in found)


def due(today: date, limit: int = 100) -> tuple[tuple[Due, ...], int]:
    """Return organizations to be confirmed, longest unchecked first, and how many there are."""
    late = _late(today)
    rows = list(late.order_by("checked_on", "name", "id")[:limit])
    rows.sort(key=lambda one: (one.checked_on or date.min, one.name.casefold()))
    states = dict(
        Proposal.objects.filter(record__in=[one.pk for one in rows], state__in=("waiting", "asked"))
        .values_list("record", "state")
    )  # fmt: skip
    cards = (
        Due(one.pk, one.name, one.email, one.checked_on, states.get(one.pk, ""), one.version)
        for one in rows
    )
    return tuple(cards), late.count()


def _late(today: date) -> QuerySet[Organization]:
    return Organization.objects.filter(ended_at=None).exclude(checked_on__gte=overdue(today))


def proposals() -> tuple[Proposed, ...]:
    """Return what agencies answered and nobody has decided."""
    found = list(Proposal.objects.filter(state="answered").order_by("answered_at"))
    wanted = {
        (kind, UUID(pk))
        for one in found
        for kind, records in one.proposed.items()
        for pk in records
    }
    rows = _records({*wanted, *(("organization", one.record) for one in found)})
    return tuple(_proposed(one, rows) for one in found)


def mistakes() -> tuple[Said, ...]:
    """Return what people said is wrong and nobody has looked into, the oldest first."""
    found = list(Mistake.objects.filter(settled_at=None).order_by("at")[:100])
    rows = _records({(one.level, one.record) for one in found})
    return tuple(
        Said(one.pk, one.level, one.record, _name(rows.get(one.record)), one.words, one.at)
        for one in found
    )


def counts(today: date) -> Mapping[str, int]:
    """Return how much of each kind waits for a steward."""
    return {
        "proposals": Proposal.objects.filter(state="answered").count(),
        "mistakes": Mistake.objects.filter(settled_at=None).count(),
        "feeds": Delivery.objects.filter(state=DeliveryState.LOOKED).count(),
        "quarantine": Quarantine.objects.filter(settled_at=None).count(),
        "due": _late(today).count(),
    }


def _proposed(one: Proposal, rows: Mapping[UUID, Any]) -> Proposed:
    diffs = tuple(
        Diff(
            kind, UUID(pk), _name(rows.get(UUID(pk))), name, before, after,
            getattr(rows.get(UUID(pk)), name, None),
        )
        for kind, records in one.proposed.items()
        for pk, fields in records.items()
        for name, (before, after) in fields.items()
    )  # fmt: skip
    at = one.answered_at or one.made_at
    title = _name(rows.get(one.record))
    return Proposed(one.pk, one.record, title, one.name, one.title, at, diffs)


def _records(wanted: Iterable[tuple[str, UUID]]) -> Mapping[UUID, Any]:
    """Return records by id: one query for each kind, however many they are."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, pk in wanted:
        by_kind.setdefault(kind, []).append(pk)
    found: dict[UUID, Any] = {}
    for kind, ids in by_kind.items():
        found |= OF_KIND[kind].objects.in_bulk(ids)
    return found


def _name(row: Any) -> str:
    return str(getattr(row, "name", "") or getattr(row, "number", "") or "")
