"""Who acts now: the chosen seat, the seats to choose from, what is still to be signed."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Role, Seat


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One seat a person may choose, in the words its card shows."""

    id: UUID
    hub: UUID
    hub_name: str
    role: str
    agency_name: str
    table_name: str

    @property
    def words(self) -> str:
        """Role, agency and table (or Hub) on one line."""
        parts = (self.role, self.agency_name, self.table_name or self.hub_name)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ToSign:
    """A Hub whose confidentiality agreement a person has yet to sign; `person` is them there."""

    person: UUID
    hub_name: str


def my_seat() -> Seat | None:
    """Return the acting seat; nothing when seat, delegation or an agreement no longer holds."""
    rows = call("my_seat", savepoint=False)
    if not rows:
        return None
    row = rows[0]
    return Seat(
        id=cast(UUID, row[0]),
        role=Role(str(row[1])),
        person=cast(UUID, row[2]),
        user=cast(UUID, row[3]),
        hub=cast(UUID, row[4]),
        person_name=str(row[5]),
        hub_name=str(row[6]),
        agency=cast("UUID | None", row[7]),
        agency_name=str(row[8]),
        delegation=cast("UUID | None", row[9]),
        table=cast("UUID | None", row[10]),
        table_name=str(row[11]),
        time_zone=str(row[12]),
        practice=bool(row[13]),
    )


def my_seats() -> tuple[SeatCard, ...]:
    """Return the seats that hold now of the person who is signed in, by Hub and table."""
    return tuple(
        SeatCard(
            id=cast(UUID, seat),
            hub=cast(UUID, hub),
            hub_name=str(hub_name),
            role=Role(str(role)).label,
            agency_name=str(agency),
            table_name=str(table),
        )
        for seat, hub, hub_name, role, agency, table in call("my_seats")
    )


def unsigned() -> tuple[ToSign, ...]:
    """Return the confidentiality agreements the signed-in person has yet to sign."""
    return tuple(ToSign(cast(UUID, who), str(hub)) for who, hub in call("unsigned"))
