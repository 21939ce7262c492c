"""What feeds brought that could not be taken in, and waits for a steward."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from hubtable.directory.models import Quarantine
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.quarantine import Reason

PAGE = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one table put aside for one reason."""

    table: str
    reason: Reason
    rows: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that waits."""

    id: UUID
    table: str
    reason: Reason
    field: str
    row: int
    key: str
    source: str
    came_at: datetime
    given: dict[str, str]
    settled: bool

    @property
    def name(self) -> str:
        """What it is called on pages: what it says of itself."""
        said = self.given.get("name") or self.given.get("number") or self.given.get("address_1")
        return said or self.key or str(self.row)

    @property
    def value(self) -> str:
        """What stands in the field it is about."""
        return self.given.get(self.field, "")

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields that can be mended: those given, the one at fault, and those it cannot lack."""
        spec = TABLES[self.table]
        lacking = {*spec.needs, self.field, *(group.split("|")[0] for group in spec.filled)}
        known = [name for name in spec.columns if name in self.given or name in lacking]
        return ("id", *known)


def groups() -> tuple[Group, ...]:
    """Return what waits, by reason, the most first."""
    found = (
        Quarantine.objects.filter(settled_at=None)
        .values_list("table", "reason")
        .annotate(rows=Count("id"))
        .order_by("-rows", "table", "reason")
    )
    return tuple(Group(table, Reason(reason), rows) for table, reason, rows in found)


def entries(table: str, reason: str, page: int) -> tuple[Entry, ...]:
    """Return a page of what waits of one table for one reason."""
    found = Quarantine.objects.filter(settled_at=None, table=table, reason=reason)
    rows = found.select_related("run__source").order_by("row", "id")
    return tuple(_entry(one) for one in rows[(page - 1) * PAGE : page * PAGE])


def entry(pk: UUID) -> Entry | None:
    """Return one row, settled or not."""
    one = Quarantine.objects.select_related("run__source").filter(pk=pk).first()
    return None if one is None else _entry(one)


def _entry(one: Quarantine) -> Entry:
    return Entry(
        one.id,
        one.table,
        Reason(one.reason),
        one.field,
        one.row,
        one.source_key,
        one.run.source.name,
        one.run.started_at,
        {str(name): str(value) for name, value in one.given.items()},
        one.settled_at is not None,
    )
