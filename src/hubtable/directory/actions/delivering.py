"""Feeds handed in on a page: a steward hands one in and decides, the worker looks and takes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.models import Delivery, DeliveryPart
from hubtable.directory.rules.delivering import (
    AGAIN,
    KEPT,
    LARGEST,
    OPEN,
    SILENT,
    DeliveryState,
    may_hand_in,
    may_leave,
    may_take,
)
from hubtable.directory.rules.editing import may_keep
from hubtable.hubs.actions.swapping import swap
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused

PIECE = 1024 * 1024
LONGEST_TROUBLE = 500
"""Characters of why a feed cannot be read: it names files of the feed as they name themselves."""


@dataclass(frozen=True, slots=True)
class Work:
    """A feed the worker has to do with."""

    id: UUID
    given: str
    source: str
    partial: bool
    mapping: str
    take: bool
    deaths: int
    """How many have died over it."""
    again: bool
    """Whether somebody worked on it and fell silent."""


@recorded
def hand_in(
    *, by: Seat, at: datetime, given: str, body: Iterable[bytes], source: str = "",
    partial: bool = False, mapping: str = "",
) -> UUID:  # fmt: skip
    """Keep a feed, to be looked at by the worker. `given`: the name of its file.

    :raises Refused: for whoever is no steward, for a file that is empty or too large, and where
        too many are kept.
    """
    may_keep(by.steward).or_refuse()
    kept = Delivery.objects.filter(state__in=[*OPEN, DeliveryState.LOOKED])
    may_hand_in(kept.count()).or_refuse()
    made = Delivery.objects.create(
        given=Path(given).name, source=source, partial=partial, mapping=mapping, handed_at=at,
        handed_by=by.id,
    )  # fmt: skip
    whole = 0
    for number, piece in enumerate(body):
        whole += len(piece)
        if whole > LARGEST:
            limit = f"{LARGEST // (1024 * 1024)} MB"
            raise Refused("too_large", f"The file is larger than {limit}. Use the command instead.")
        DeliveryPart.objects.create(delivery=made, number=number, body=piece)
    if not whole:
        raise Refused("empty", "The file is empty.")
    record("feed_handed_in", made.pk, rows=whole)
    return made.pk


@recorded
def take(*, by: Seat, at: datetime, delivery: UUID, version: int) -> None:
    """Let the worker take a feed in that was looked at.

    :raises Refused: for whoever is no steward, and before it was looked at.
    :raises Stale: when somebody decided meanwhile.
    """
    row, state = _found(by, delivery)
    may_take(state).or_refuse()
    anew = {"told_at": None, "doing": "", "rows": 0, "deaths": 0}
    swap(row, version, state=DeliveryState.WAITING, take=True, **anew)
    record("feed_to_be_taken", delivery)


@recorded
def leave(*, by: Seat, at: datetime, delivery: UUID, version: int) -> None:
    """Leave a feed; its file is removed.

    :raises Refused: for whoever is no steward, while it is worked on, and when it was taken in.
    :raises Stale: when somebody decided meanwhile.
    """
    row, state = _found(by, delivery)
    may_leave(state).or_refuse()
    swap(row, version, state=DeliveryState.LEFT, ended_at=at)
    DeliveryPart.objects.filter(delivery=delivery).delete()
    record("feed_left", delivery)


def _found(by: Seat, delivery: UUID) -> tuple[QuerySet[Delivery], DeliveryState]:
    may_keep(by.steward).or_refuse()
    row = Delivery.objects.filter(pk=delivery)
    # Held until the decision is kept: the worker claims no feed that is just being left.
    state = row.select_for_update().values_list("state", flat=True).first()
    if state is None:
        raise Refused("absent", "This feed is not here.")
    return row, DeliveryState(state)


def sweep(*, at: datetime) -> int:
    """Leave what nobody took in for a week, and remove its files; return how many feeds."""
    old = Delivery.objects.filter(state=DeliveryState.LOOKED, handed_at__lt=at - KEPT)
    left = old.update(state=DeliveryState.LEFT, ended_at=at)
    DeliveryPart.objects.filter(delivery__state=DeliveryState.LEFT).delete()
    return left


def claim(*, at: datetime) -> Work | None:
    """Take the next feed that waits, or that somebody worked on and died over."""
    one = _due(at).order_by("handed_at").select_for_update(skip_locked=True).first()
    if one is None:
        return None
    again = one.state == DeliveryState.WORKING
    deaths = one.deaths + again
    row = Delivery.objects.filter(pk=one.pk)
    row.update(state=DeliveryState.WORKING, told_at=at, deaths=deaths)
    return Work(one.pk, one.given, one.source, one.partial, one.mapping, one.take, deaths, again)


def waits(*, at: datetime) -> bool:
    """Say whether the worker has something to do."""
    return _due(at).exists()


def _due(at: datetime) -> QuerySet[Delivery]:
    waiting = Q(state=DeliveryState.WAITING) & (Q(told_at=None) | Q(told_at__lt=at - AGAIN))
    silent = Q(state=DeliveryState.WORKING) & (Q(told_at=None) | Q(told_at__lt=at - SILENT))
    return Delivery.objects.filter(waiting | silent)


def write_to(delivery: UUID, file: Path) -> None:
    """Write the file of a feed out, piece by piece."""
    pieces = DeliveryPart.objects.filter(delivery=delivery).order_by("number")
    with file.open("wb") as out:
        for piece in pieces.values_list("body", flat=True).iterator(chunk_size=4):
            out.write(piece)


def tell(*, at: datetime, delivery: UUID, doing: str, rows: int) -> None:
    """Say how far it is."""
    _worked_on(delivery).update(told_at=at, doing=doing, rows=rows)


def put_back(*, at: datetime, work: Work) -> None:
    """Let it wait again: another import is running.

    It may be this very feed's, by somebody who fell silent and lives: then it stays theirs.
    """
    row = _worked_on(work.id)
    if work.again:
        row.update(told_at=at, deaths=work.deaths - 1)
    else:
        row.update(state=DeliveryState.WAITING, told_at=at)


def _worked_on(delivery: UUID) -> QuerySet[Delivery]:
    """Return it as long as it is worked on: what was decided meanwhile stands."""
    return Delivery.objects.filter(pk=delivery, state=DeliveryState.WORKING)


@recorded
def finish(*, at: datetime, delivery: UUID, report: dict[str, Any], taken: bool) -> None:
    """Keep what was found in a feed, or what became of it; what is in needs no file."""
    row = _worked_on(delivery)
    if taken:
        row.update(state=DeliveryState.TAKEN, report=report, ended_at=at)
        DeliveryPart.objects.filter(delivery=delivery).delete()
    else:
        row.update(state=DeliveryState.LOOKED, report=report)
    record("feed_looked_at" if not taken else "feed_taken", delivery)


@recorded
def fail(*, at: datetime, delivery: UUID, trouble: str) -> None:
    """Say why a feed cannot be read; its file is removed."""
    state = DeliveryState.FAILED
    _worked_on(delivery).update(state=state, trouble=trouble[:LONGEST_TROUBLE], ended_at=at)
    DeliveryPart.objects.filter(delivery=delivery).delete()
    record("feed_failed", delivery)
