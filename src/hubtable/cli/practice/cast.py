"""The form in which a practice Hub is written down: tables, agencies, people and their seats."""

from dataclasses import dataclass
from datetime import time

from hubtable.hubs.rules.policies import AgreementKind, Regime
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.kernel.seat import Role

FOUNDED = 750
"""Days before the start at which a practice Hub was founded."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the agencies at it, by their keys.

    It meets on the weekday that lies `ahead` days after the start. Until the last quarter of a year
    it met every four weeks.
    """

    key: str
    name: str
    ahead: int
    starts: time
    policy: TablePolicy
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency with its programs and agreements; `sends` names the program it sends to tables.

    `agreed` is how many days from the start its agreements run; negative when they have ended.
    """

    key: str
    name: str
    sector: str
    can_do: str
    programs: tuple[tuple[str, tuple[Regime, ...]], ...]
    agreed: int = 380
    also: tuple[AgreementKind, ...] = ()
    sends: str = ""

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The regimes of what it sends to tables, each once."""
        sent = [regimes for name, regimes in self.programs if self.sends in {"", name}]
        return tuple(dict.fromkeys(regime for regimes in sent for regime in regimes))


@dataclass(frozen=True, slots=True)
class Seating:
    """One seat of a person: at a table (by its key), in their agency, or of the Hub.

    `since` and `until` are days before the start.
    """

    role: Role
    table: str = ""
    since: int = FOUNDED
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; `agency` is a key, empty for somebody of the Hub itself."""

    name: str
    agency: str
    seats: tuple[Seating, ...]
    languages: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """An address in the domain kept for examples (RFC 2606)."""
        return self.name.lower().replace(" ", ".") + "@example.org"


@dataclass(frozen=True, slots=True)
class Cast:
    """A whole Hub. Its first administrator founded it and is not among `people`."""

    slug: str
    name: str
    zone: str
    towns: tuple[tuple[str, str], ...]
    admin: Person
    tables: tuple[Table, ...]
    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]
