"""What the walk remembers of what it did: the facts, kept apart from the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from hubtable.kernel.seat import Role, Seat
from hubtable.table.rules.disclosing import Facts, Seen, Sight, Viewer, sees
from hubtable.table.rules.moves import State
from tests.world import NOW, World

GLASS = timedelta(hours=1)
WINDOW = timedelta(hours=24)
MONTH = timedelta(days=30)
RETENTION = timedelta(days=180)
PROTECTED = ("treatment", "refuge")
OPEN = frozenset(
    {
        *(State.SUBMITTED, State.PRESENTED, State.ACCEPTED),
        *(State.IDENTIFYING, State.INTERVENING),
    }
)
UNFINISHED = OPEN | {State.SCREENING}
SECTORS = {"police": "police", "school": "school"}
"""Agency of the cast → the word by which a safeguard bars its sector."""
Row = tuple[str, UUID, UUID | None]


@dataclass
class Consented:
    """What one person agreed to."""

    person: UUID
    recipients: frozenset[UUID]
    written: bool
    by: UUID
    until: datetime
    withdrawn_at: datetime | None = None

    @property
    def ends(self) -> datetime:
        """When it ends, by its time or before."""
        return min(self.until, self.withdrawn_at or self.until)


@dataclass
class Entered:
    """One entry of a plan."""

    person: UUID
    kind: str
    code: str
    by: UUID
    at: datetime
    mistaken: bool = False


@dataclass
class Offered:
    """One offer, and whether it was answered or taken back."""

    by: UUID
    over: bool = False


@dataclass
class Pair:
    """Two situations that may be one: who was asked, what they said."""

    id: UUID
    table: UUID
    older: UUID
    newer: UUID
    asked: dict[UUID, bool | None]
    settled: bool = False


@dataclass
class Told:
    """One situation, as the walk led it."""

    id: UUID
    table: UUID
    origin: UUID
    """Who screened it; another can join it."""
    subjects: dict[UUID, UUID]
    moved_at: datetime
    place: bool = False
    origins: set[UUID] = field(default_factory=set)
    protected: set[UUID] = field(default_factory=set)
    """Persons a protected program brought."""
    reference: str = ""
    consents: dict[UUID, Consented] = field(default_factory=dict)
    resting: dict[tuple[UUID, UUID], UUID | None] = field(default_factory=dict)
    """Pick → the consent it rests on."""
    barred: dict[UUID, frozenset[str]] = field(default_factory=dict)
    """Person with a safeguard → who must not be told."""
    proposed: tuple[UUID, tuple[UUID, ...]] | None = None
    entries: dict[UUID, Entered] = field(default_factory=dict)
    gatherings: set[UUID] = field(default_factory=set)
    clock: bool = False
    offers: dict[UUID, Offered] = field(default_factory=dict)
    thanks: dict[UUID, tuple[UUID, bool]] = field(default_factory=dict)  # by whom; as the table
    filers: set[UUID] = field(default_factory=set)
    """Who told or was told: each has a record of disclosures of its own."""
    offered_at: dict[UUID, datetime] = field(default_factory=dict)
    filed: set[UUID] = field(default_factory=set)
    note: bool = False
    proof: bool = False
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
    presented_at: datetime | None = None
    concluded_at: datetime | None = None

    def facts(self) -> Facts:
        """Return the facts sight depends on."""
        return Facts(
            table=self.table,
            state=self.state,
            subjects=dict(self.subjects),
            origins=frozenset(self.origins),
            present=frozenset(self.present),
            picks=dict(self.picks),
            lapses={
                pick: self.consents[rests].ends
                for pick, rests in self.resting.items()
                if rests is not None
            },
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

    @property
    def planned(self) -> set[UUID]:
        """Persons with an entry in the plan."""
        return {entry.person for entry in self.entries.values()}

    def heard(self, who: UUID, person: UUID, now: datetime) -> bool:
        """Return whether a delegation was told of a person and what that rests on holds."""
        rests = self.resting.get((who, person))
        ends = self.consents[rests].ends if rests else None
        return (who, person) in self.picks and (ends is None or now < ends)

    def told(self, who: UUID, person: UUID, now: datetime) -> bool:
        """Return whether a delegation knows, in any manner, who a person is."""
        return self.heard(who, person, now) or self.subjects.get(person) == who

    def knowing(self, now: datetime) -> set[UUID]:
        """Return who can be assigned: who brought it, and who was told."""
        return self.origins | {who for who, person in self.picks if self.heard(who, person, now)}


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
    versions: dict[UUID, int] = field(default_factory=dict)
    """Meeting → its version."""
    placed: dict[UUID, tuple[UUID, UUID | None]] = field(default_factory=dict)
    """Every hold ever placed → its table, and the situation if it is of one."""
    lifted: set[UUID] = field(default_factory=set)
    pairs: dict[UUID, Pair] = field(default_factory=dict)
    looks: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict)
    """Emergency look to be reviewed → situation, person who looked."""
    excesses: dict[UUID, tuple[UUID, UUID | None]] = field(default_factory=dict)
    """What was said too much and is to be reviewed → table, situation."""
    past: psycopg.Connection[Any] | None = None

    def find(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Look up an id past the lock, for trying it."""
        assert self.past is not None
        return self.past.execute(sql.encode(), values).fetchall()

    def held(self, one: "Told") -> bool:
        """Return whether a hold keeps a situation."""
        return any(
            table == one.table and of in {None, one.id}
            for hold, (table, of) in self.placed.items()
            if hold not in self.lifted
        )

    def keeps_records(self, seat: Seat, table: UUID) -> bool:
        """Return whether a seat answers for the records of a table."""
        ours = table != self.world.tables["R"]
        admin = seat.role == Role.ADMIN and (seat.hub == self.world.hub) == ours
        return self.holds(seat) and (admin or (seat.desk and seat.table == table))

    def acts_for(self, seat: Seat, one: "Told", person: UUID) -> bool:
        """Return whether a seat's agency is assigned and may act for one person now."""
        return (
            self.holds(seat)
            and one.state is State.INTERVENING
            and seat.delegation in one.acting()
            and one.told(seat.delegation, person, self.now)  # type: ignore[arg-type]
            and person not in one.declined
        )

    def agency(self, delegation: UUID) -> str:
        """Return the name in the cast of a delegation's agency."""
        found = self.agencies[delegation]
        return next(name for name, agency in self.world.agencies.items() if agency == found)

    def reviews(self, seat: Seat, one: "Told | None", table: UUID) -> bool:
        """Return whether a seat looks at what went wrong."""
        origins = one.origins if one else set()
        contact = seat.role == Role.PRIVACY_CONTACT and seat.agency in {
            self.agencies[who] for who in origins
        }
        return self.holds(seat) and (
            (seat.desk and seat.table == table) or contact or seat.delegation in origins
        )

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
        return self.holds(seat) and seat.delegation in one.origins

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
        return table != self.world.tables["C"]

    def until_contact(self, table: UUID) -> bool:
        """Return whether a table keeps names until the first visit only."""
        return table == self.world.tables["B"]

    def noted(self, table: UUID) -> bool:
        """Return whether a table allows a note."""
        return table in {self.world.tables["A"], self.world.tables["B"]}

    def partner(self) -> tuple[set[Row], set[Row]]:
        """Return what the partner program sees: its delegation's, without what the table hears."""
        who = self.world.delegation("hospital")
        table = self.world.tables["A"]
        holds = self.sits(who, table) and self.agencies[who] not in self.lapsed
        viewer = Viewer(self.world.hub, who, table, desk=False, holds=holds)
        ledger: set[Row] = set()
        rows: set[Row] = set()
        for one in self.situations.values():
            seen = sees(viewer, one.facts(), now=self.now) - {Seen(Sight.REPORTED)}
            ledger |= {(s.sight.value, one.id, s.part) for s in seen}
            rows |= {("discussion", one.id, None)} if seen else set()
            rows |= {row for s in seen for row in _rows(s, one) if row[0] != "consent"}
        return ledger, rows

    def expected(self, seat: Seat) -> tuple[set[Row], set[Row]]:
        """Return what the ledger, and what the tables should show a seat, of all situations."""
        ledger: set[Row] = set()
        rows: set[Row] = set()
        for one in self.situations.values():
            seen = sees(self.viewer(seat), one.facts(), now=self.now)
            ledger |= {(s.sight.value, one.id, s.part) for s in seen}
            rows |= {("discussion", one.id, None)} if seen else set()
            rows |= {row for s in seen for row in _rows(s, one)}
            rows |= set(_own(seat.delegation, one)) if self.holds(seat) else set()
            said = one.thanks.items() if self.desk(seat, one.table) else ()
            rows |= {("thanks", one.id, thanks) for thanks, (_, table) in said if table}
            if one.proof and self.keeps_records(seat, one.table):
                rows |= {("proof", one.id, None)}
        rows |= {
            ("hold", hold, None)
            for hold, (table, _) in self.placed.items()
            if self.keeps_records(seat, table)
        }
        asked = [pair for pair in self.pairs.values() if seat.delegation in pair.asked]
        rows |= {("asked", pair.id, None) for pair in asked} if self.holds(seat) else set()
        return ledger, rows


def _rows(seen: Seen, one: Told) -> Iterator[Row]:
    """Yield the rows of the class tables that one thing seen opens."""
    match seen:
        case Seen(Sight.ANSWERED, None):
            yield from (("answered", one.id, answer) for answer in one.answers)
        case Seen(Sight.IDENTIFIED, person):
            yield from [("identified", one.id, person)] if person in one.sealed else []
            yield from [("safeguard", one.id, person)] if person in one.barred else []
        case Seen(Sight.DESCRIBED, None) if one.note:
            yield from (("described", one.id, None), ("note", one.id, None))
        case Seen(Sight.PLANNED, person):
            yield from _acted_on(one, person)
        case Seen(sight, part):
            yield (sight.value, one.id, part)


def _acted_on(one: Told, person: UUID | None) -> Iterator[Row]:
    """Yield what the plan of one person opens: its entries, the clock, what was agreed to."""
    yield from (("planned", one.id, e) for e, said in one.entries.items() if said.person == person)
    yield from (("gathering", one.id, gathering) for gathering in one.gatherings)
    yield from [("clock", one.id, None)] if one.clock else []
    yield from (("consent", one.id, c) for c, said in one.consents.items() if said.person == person)


def _own(who: UUID | None, one: Told) -> Iterator[Row]:
    """Yield what an agency sees as its own: what it brought, took, offered, may file."""
    mine = {person for person, brought in one.subjects.items() if brought == who}
    for consent, said in one.consents.items():
        if said.by == who or said.person in mine:
            yield ("consent", one.id, consent)
    brought = who in one.origins
    if who == one.origin and one.state is not State.FORGOTTEN:
        yield ("worksheet", one.id, None)
    yield from [("proposal", one.id, None)] if brought and one.proposed else []
    yield from (("declined", one.id, person) for person in one.declined if brought)
    yield from (("offer", one.id, o) for o, said in one.offers.items() if brought or said.by == who)
    yield from (("thanks", one.id, t) for t, (by, _) in one.thanks.items() if brought or by == who)
    yield from (("subject", one.id, person) for person in mine)
    yield from (("filing", one.id, None) for offered in one.offered_at if offered == who)
    yield from (("picked", to, person) for to, person in one.picks if to == who or person in mine)


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
        ended_seats={world[name].id for name in ("school_former", "steward_former")},
        lapsed={world.agencies["lapsed"]},
        unsigned={world["housing_unsigned"].person},
    )
