"""What the walk remembers of what it did: the facts, kept apart from the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.rules.disclosing import Facts, Seen, Sight, Viewer, sees
from hubtable.table.rules.moves import State
from tests.world import NOW, World

GLASS = timedelta(hours=1)
WINDOW = timedelta(hours=24)
MONTH = timedelta(days=30)
RETENTION = timedelta(days=180)
KEPT = ("A", "B", "R")
PROTECTED = ("treatment", "refuge")
Row = tuple[str, UUID, UUID | None]


@dataclass
class Told:
    """One situation, as the walk led it."""

    id: UUID
    table: UUID
    origin: UUID
    subjects: dict[UUID, UUID]
    protected: bool
    moved_at: datetime
    state: State = State.SCREENING
    version: int = 1
    sheet: int = 1
    revision: int = 1
    present: set[UUID] = field(default_factory=set)
    picks: dict[tuple[UUID, UUID], bool] = field(default_factory=dict)
    answers: dict[UUID, UUID] = field(default_factory=dict)
    stances: dict[UUID, str] = field(default_factory=dict)
    lead: UUID | None = None
    assisting: set[UUID] = field(default_factory=set)
    declined: set[UUID] = field(default_factory=set)
    glass: dict[tuple[UUID, UUID], datetime] = field(default_factory=dict)
    sealed: set[UUID] = field(default_factory=set)
    planned: set[UUID] = field(default_factory=set)
    presented_at: datetime | None = None
    concluded_at: datetime | None = None

    def facts(self) -> Facts:
        """Return the facts sight depends on."""
        return Facts(
            table=self.table,
            state=self.state,
            subjects=dict(self.subjects),
            origins=frozenset({self.origin}),
            present=frozenset(self.present),
            picks=dict(self.picks),
            answers=dict(self.answers),
            lead=self.lead,
            assisting=frozenset(self.assisting),
            declined=frozenset(self.declined),
            glass=dict(self.glass),
            presented_at=self.presented_at,
            concluded_at=self.concluded_at,
        )

    def acting(self) -> set[UUID]:
        """Return those who act on it now."""
        return self.assisting | ({self.lead} if self.lead else set())

    def told(self, who: UUID, person: UUID) -> bool:
        """Return whether a delegation was told, in any manner, who a person is."""
        return (who, person) in self.picks or self.subjects.get(person) == who


@dataclass
class Model:
    """The world and its situations. Time only goes on."""

    world: World
    seats: dict[str, Seat]
    tables: dict[UUID, set[UUID]]
    """Table → delegations there now."""
    agencies: dict[UUID, UUID]
    """Delegation → agency."""
    now: datetime = NOW
    situations: dict[UUID, Told] = field(default_factory=dict)
    ended_seats: set[UUID] = field(default_factory=set)
    lapsed: set[UUID] = field(default_factory=set)
    """Agencies without a current agreement."""
    unsigned: set[UUID] = field(default_factory=set)
    """Persons without a confidentiality agreement."""
    meetings: dict[UUID, UUID] = field(default_factory=dict)
    room: dict[UUID, set[UUID]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def sits(self, delegation: UUID | None, table: UUID | None) -> bool:
        """Return whether a delegation is at a table now."""
        return delegation is not None and delegation in self.tables.get(_some(table), set())

    def holds(self, seat: Seat) -> bool:
        """Return whether a seat can act now."""
        ended = seat.id in self.ended_seats or seat.person in self.unsigned
        if ended or (seat.agency in self.lapsed):
            return False
        return seat.delegation is None or self.sits(seat.delegation, seat.table)

    def at_table(self, seat: Seat, one: Told) -> bool:
        """Return whether a seat that holds sits at the table of a situation."""
        return self.holds(seat) and seat.delegation is not None and seat.table == one.table

    def brought(self, seat: Seat, one: Told) -> bool:
        """Return whether a seat is of the originating agency."""
        return self.holds(seat) and seat.delegation == one.origin

    def desk(self, seat: Seat, table: UUID) -> bool:
        """Return whether a seat runs the meetings of a table."""
        return self.holds(seat) and seat.desk and seat.table == table

    def leads(self, seat: Seat, one: Told) -> bool:
        """Return whether a seat is of the lead agency."""
        return self.holds(seat) and one.lead is not None and seat.delegation == one.lead

    def viewer(self, seat: Seat) -> Viewer:
        """Return a seat as the pure function knows it."""
        return Viewer(seat.id, seat.delegation, seat.table, desk=seat.desk, holds=self.holds(seat))

    def guarded(self, delegation: UUID) -> bool:
        """Return whether a delegation is of a protected program."""
        return self.agencies[delegation] in {self.world.agencies[name] for name in PROTECTED}

    def kept(self, table: UUID) -> bool:
        """Return whether a table keeps names."""
        return table in {self.world.tables[name] for name in KEPT}

    def expected(self, seat: Seat) -> tuple[set[Row], set[Row]]:
        """Return what the ledger, and what the tables should show a seat, of all situations."""
        ledger: set[Row] = set()
        rows: set[Row] = set()
        for one in self.situations.values():
            seen = sees(self.viewer(seat), one.facts(), now=self.now)
            ledger |= {(s.sight.value, one.id, s.part) for s in seen}
            rows |= {("discussion", one.id, None)} if seen else set()
            rows |= {row for s in seen for row in _rows(s, one)}
            if self.brought(seat, one):
                rows |= {("worksheet", one.id, None)}
        return ledger, rows


def _rows(seen: Seen, one: Told) -> Iterator[Row]:
    """Yield the rows of the class tables that one thing seen opens."""
    match seen:
        case Seen(Sight.ANSWERED, None):
            yield from (("answered", one.id, answer) for answer in one.answers)
        case Seen(Sight.IDENTIFIED, person) if person not in one.sealed:
            return
        case Seen(Sight.PLANNED, person) if person not in one.planned:
            return
        case Seen(sight, part):
            yield (sight.value, one.id, part)


def _some(table: UUID | None) -> UUID:
    assert table is not None
    return table


def begin(world: World) -> Model:
    """Return the model of the cast as it was made."""
    where = {name: key.rsplit("_", 1) for key, name in world.delegations.items()}
    tables = {table: set() for table in world.tables.values()}
    for delegation, (_, table) in where.items():
        tables[world.tables[table]].add(delegation)
    return Model(
        world=world,
        seats=dict(world.seats),
        tables=tables,
        agencies={d: world.agencies[agency] for d, (agency, _) in where.items()},
        ended_seats={world["school_former"].id},
        lapsed={world.agencies["lapsed"]},
        unsigned={world["housing_unsigned"].person},
    )
