"""Who acts: a seat is one person of a delegation in one role (process.md, Words)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hubtable.kernel.verdict import Refused


class Role(StrEnum):
    """The roles a seat can have."""

    CHAIR = "chair"
    COORDINATOR = "coordinator"
    REPRESENTATIVE = "representative"
    ALTERNATE = "alternate"
    AGENCY_LEAD = "agency_lead"
    PRIVACY_CONTACT = "privacy_contact"
    ANALYST = "analyst"
    LEADERSHIP = "leadership"
    COMMUNITY = "community"
    STEWARD = "steward"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The plain word on pages."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.CHAIR: "Chair",
    Role.COORDINATOR: "Coordinator",
    Role.REPRESENTATIVE: "Representative",
    Role.ALTERNATE: "Alternate",
    Role.AGENCY_LEAD: "Agency lead",
    Role.PRIVACY_CONTACT: "Privacy contact",
    Role.ANALYST: "Analyst",
    Role.LEADERSHIP: "Leadership",
    Role.COMMUNITY: "Community member",
    Role.STEWARD: "Directory steward",
    Role.ADMIN: "Hub administrator",
}

DESK = frozenset({Role.CHAIR, Role.COORDINATOR})
"""Those who run the meeting."""

AT_TABLE = DESK | {Role.REPRESENTATIVE, Role.ALTERNATE}
"""Roles that sit at a table, for a delegation. The others never see a situation."""

OF_AGENCY = frozenset({Role.AGENCY_LEAD, Role.PRIVACY_CONTACT})
"""Roles inside one agency, without a place at a table."""


@dataclass(frozen=True, slots=True)
class Seat:
    """The acting seat, with the names its pages show. Ids are those of `hubs`."""

    id: UUID
    role: Role
    person: UUID
    user: UUID
    hub: UUID
    person_name: str
    hub_name: str
    agency: UUID | None = None
    agency_name: str = ""
    delegation: UUID | None = None
    table: UUID | None = None
    table_name: str = ""
    time_zone: str = "America/New_York"
    practice: bool = False
    """Whether its table is a practice table: all people there are invented."""

    @property
    def own_table(self) -> UUID:
        """The table this seat sits at.

        :raises Refused: when it sits at none.
        """
        return _held(self.table)

    @property
    def own_delegation(self) -> UUID:
        """The delegation this seat belongs to.

        :raises Refused: when it belongs to none.
        """
        return _held(self.delegation)

    @property
    def desk(self) -> bool:
        """Whether this seat runs the meeting of its table."""
        return self.role in DESK and self.table is not None

    @property
    def at_table(self) -> bool:
        """Whether this seat belongs to a delegation at a table."""
        return self.delegation is not None

    @property
    def steward(self) -> bool:
        """Whether this seat keeps the directory of the installation."""
        return self.role is Role.STEWARD

    @property
    def admin(self) -> bool:
        """Whether this seat administers its Hub."""
        return self.role is Role.ADMIN

    @property
    def line(self) -> str:
        """One line that says who acts: role, agency, table."""
        parts = [self.role.label, self.agency_name, self.table_name or self.hub_name]
        return " · ".join(part for part in parts if part)


def _held(held: UUID | None) -> UUID:
    if held is None:
        raise Refused("not_at_a_table", "This is for a seat at a table.")
    return held
