"""What a file of discussions is read by: the words of the own table, and the numbers it gave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from hubtable.base.acting import call
from hubtable.hubs.models import Program
from hubtable.kernel.seat import Seat
from hubtable.table.models import Intake
from hubtable.table.queries.exporting import Words, words
from hubtable.table.queries.wording import REASON, SECTOR, table_of, texts_of
from hubtable.table.rules.importing import Known


@dataclass(frozen=True, slots=True)
class Place:
    """One delegation of the desk's table, as a file or a list names it."""

    id: UUID
    name: str
    sector: str
    sits: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """Everything one taking in is done with."""

    known: Known
    said: Words
    delegations: Mapping[str, UUID]


def places() -> tuple[Place, ...]:
    """Return the delegations of the desk's table; those that sit there now stand last."""
    return tuple(
        Place(
            id=UUID(str(delegation)),
            name=" · ".join(str(part) for part in (agency, program) if part),
            sector=str(sector),
            sits=bool(sits),
            protected=bool(protected),
        )
        for delegation, agency, program, sector, sits, protected in call("delegations")
    )


def taking(*, by: Seat) -> Taking:
    """Return the words of the acting seat's table."""
    table, said, found = table_of(by=by), words(by=by), places()
    texts = texts_of(vocabulary=table.vocabulary, kind=SECTOR)
    known = Known(
        agencies={one.name: one.protected for one in found},
        sectors=frozenset(texts) | {one.sector for one in found},
        reasons=frozenset(texts_of(vocabulary=table.vocabulary, kind=REASON)),
        risks=said.risks,
        protective=said.protective,
        flags=said.flags,
        zone=ZoneInfo(by.time_zone),
        practice=by.practice,
    )
    return Taking(known, said, {one.name: one.id for one in found})


def given(*, references: Collection[str], numbers: Collection[str]) -> dict[str, str]:
    """Return reference → Hub number of what has one of these at the desk's table."""
    rows = call("taken", list(references), list(numbers))
    return {str(reference): str(number) for reference, number in rows}


def regimes_at(*, delegation: UUID) -> frozenset[str]:
    """Return the privacy regimes of the programs a delegation stands for."""
    rows = Program.objects.filter(agency__delegations=delegation, ends_at=None)
    return frozenset(code for regimes in rows.values_list("regimes", flat=True) for code in regimes)


def intake(*, pk: UUID) -> Intake | None:
    """Return a file the acting seat sent and has not done with."""
    return Intake.objects.filter(pk=pk).first()
