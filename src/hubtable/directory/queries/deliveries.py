"""Feeds that were handed in, and what was found in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.directory.models import Delivery, Source
from hubtable.directory.rules.delivering import OPEN, DeliveryState
from hubtable.directory.rules.quarantine import Reason

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Handed:
    """A feed as it was handed in."""

    id: UUID
    given: str
    source: str
    partial: bool
    state: DeliveryState
    take: bool
    handed_at: datetime
    doing: str
    rows: int
    trouble: str
    tables: Mapping[str, Mapping[str, int]]
    """Table → read, new, changed, unchanged, quarantined, missing_from_feed."""
    problems: tuple[tuple[str, Reason, int], ...]
    """Table, reason, rows that were put aside for it."""
    left_out: Mapping[str, list[str]]
    version: int

    @property
    def busy(self) -> bool:
        """Whether somebody works on it, or will."""
        return self.state in OPEN

    def sum(self, count: str) -> int:
        """Return a count over all tables."""
        return sum(one[count] for one in self.tables.values())


def handed() -> tuple[Handed, ...]:
    """Return the newest feeds; empty to whoever keeps no directory."""
    return tuple(map(_handed, Delivery.objects.order_by("-handed_at")[:SHOWN]))


def delivery(pk: UUID) -> Handed | None:
    """Return one of them."""
    one = Delivery.objects.filter(pk=pk).first()
    return _handed(one) if one else None


def sources() -> tuple[str, ...]:
    """Return the words of the sources feeds came from."""
    return tuple(Source.objects.order_by("key").values_list("key", flat=True))


def _handed(one: Delivery) -> Handed:
    report = one.report
    return Handed(
        id=one.pk, given=one.given, source=report.get("source", one.source), partial=one.partial,
        state=DeliveryState(one.state), take=one.take, handed_at=one.handed_at, doing=one.doing,
        rows=one.rows, trouble=one.trouble, tables=report.get("tables", {}),
        problems=tuple(_problems(report.get("quarantined", ()))),
        left_out=report.get("columns_left_out", {}), version=one.version,
    )  # fmt: skip


def _problems(rows: list[tuple[str, str, int]]) -> Iterator[tuple[str, Reason, int]]:
    for table, reason, count in rows:
        yield table, Reason(reason), count
