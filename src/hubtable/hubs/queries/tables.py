"""Tables and their policies."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from hubtable.hubs.models import Table
from hubtable.hubs.rules.policies import Deciding, Keeping, NamesRound, Rhythm
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.kernel.seat import Seat

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table as a list shows it."""

    id: UUID
    name: str
    weekday: int
    starts: time
    rhythm: Rhythm
    ends_at: datetime | None
    practice: bool

    @property
    def day(self) -> str:
        """The day of the week it meets."""
        return WEEKDAYS[self.weekday]

    @property
    def begins(self) -> str:
        """The local time of day it begins: `10:00 AM`."""
        return self.starts.strftime("%-I:%M %p")


@dataclass(frozen=True, slots=True)
class TableCard:
    """A table with its whole policy. `edition` is the number of the vocabulary it uses."""

    id: UUID
    name: str
    weekday: int
    starts: time
    time_zone: str
    vocabulary: UUID
    edition: int
    policy: TablePolicy
    ends_at: datetime | None
    version: int
    practice: bool

    @property
    def day(self) -> str:
        """The day of the week it meets."""
        return WEEKDAYS[self.weekday]

    @property
    def begins(self) -> str:
        """The local time of day it begins: `10:00 AM`."""
        return self.starts.strftime("%-I:%M %p")


def tables(by: Seat) -> tuple[TableRow, ...]:
    """Return the Hub's tables: open ones first, then by name."""
    rows = Table.objects.filter(hub=by.hub).order_by("name")
    cards = (
        TableRow(
            row.pk,
            row.name,
            row.weekday,
            row.starts,
            Rhythm(row.rhythm),
            row.ends_at,
            row.practice,
        )
        for row in rows
    )
    return tuple(sorted(cards, key=lambda card: card.ends_at is not None))


def table(by: Seat, wanted: UUID) -> TableCard | None:
    """Return one table of the Hub with its policy."""
    row = Table.objects.select_related("vocabulary").filter(hub=by.hub, pk=wanted).first()
    if row is None:
        return None
    return TableCard(
        id=row.pk,
        name=row.name,
        weekday=row.weekday,
        starts=row.starts,
        time_zone=row.time_zone,
        vocabulary=row.vocabulary_id,
        edition=row.vocabulary.number,
        policy=_policy(row),
        ends_at=row.ends_at,
        version=row.version,
        practice=row.practice,
    )


def _policy(row: Table) -> TablePolicy:
    return TablePolicy(
        rhythm=Rhythm(row.rhythm),
        minutes=row.minutes,
        deciding=Deciding(row.deciding),
        names_round=NamesRound(row.names_round),
        keeping=Keeping(row.keeping),
        note_allowed=row.note_allowed,
        offering_hours=row.offering_hours,
        contact_target_hours=row.contact_target_hours,
        contact_limit_hours=row.contact_limit_hours,
        retention_days=row.retention_days,
        retention_approved_by=row.retention_approved_by,
        retention_approved_on=row.retention_approved_on,
        offered_categories=tuple(row.offered_categories),
        offered_factors=tuple(row.offered_factors),
    )
