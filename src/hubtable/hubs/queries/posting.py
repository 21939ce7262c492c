"""How the Hub's mails fare, as far as its administrator may know.

Who got which mail when would tell who takes part in a situation, a protected lead first: the
administrator sees whose mails did not go and on which day they were made, and of the others counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.hubs.rules.posting import LATE, Trouble
from hubtable.kernel.seat import Seat


@dataclass(frozen=True, slots=True)
class MailCard:
    """One mail that did not go. `made_on` is the beginning of its day; `trouble` none: it waits."""

    id: UUID
    person: UUID
    person_name: str
    made_on: datetime
    tries: int
    given_up: bool
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Post:
    """The Hub's mails: how many wait, which do not go, how many went on each of the last days."""

    waiting: int
    retried: tuple[MailCard, ...]
    failed: tuple[MailCard, ...]
    sent: tuple[tuple[date, int], ...]

    def find(self, wanted: UUID) -> MailCard | None:
        """Return one of the mails that do not go."""
        return next((one for one in self.retried + self.failed if one.id == wanted), None)


def post(*, by: Seat) -> Post:  # noqa: ARG001 - the lock knows whose Hub it is
    """Return how the mails of the seat's Hub fare."""
    found = tuple(_card(row) for row in call("mails", LATE))
    days = [(cast("date | None", day), cast(int, count)) for day, count in call("mails_counted")]
    return Post(
        waiting=sum(count for day, count in days if day is None),
        retried=tuple(one for one in found if not one.given_up),
        failed=tuple(one for one in found if one.given_up),
        sent=tuple((day, count) for day, count in days if day),
    )


def _card(row: tuple[object, ...]) -> MailCard:
    pk, person, name, made, tries, given_up, error = row
    return MailCard(
        id=cast(UUID, pk),
        person=cast(UUID, person),
        person_name=str(name),
        made_on=cast(datetime, made),
        tries=cast(int, tries),
        given_up=bool(given_up),
        trouble=Trouble(str(error)) if error else None,
    )
