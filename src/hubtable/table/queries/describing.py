"""The de-identified description of a discussion, as far as the ledger opens it to the seat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from hubtable.hubs.rules.policies import Choice
from hubtable.table.models import Description
from hubtable.table.queries.wording import flag_items, protective_items, risk_items
from hubtable.table.rules.languages import Language
from hubtable.table.rules.presenting import Item, Someone, Told
from hubtable.table.rules.words import AgeGroup, CorrectionReason, DiscussionType, PersonRole, Sex

C = TypeVar("C", bound=Choice)


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a description: number, why it was made, when."""

    number: int
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DescriptionCard:
    """The description as it holds now, and what was corrected before."""

    told: Told
    revisions: tuple[Revision, ...]

    @property
    def revision(self) -> int:
        """The number of the revision that holds."""
        return self.revisions[-1].number


def description_of(*, of: UUID, vocabulary: UUID) -> DescriptionCard | None:
    """Return the description, newest revision, if it is open to the acting seat."""
    found = Description.objects.filter(discussion_id=of).select_related("discussion")
    rows = list(found.prefetch_related("people").order_by("revision"))
    if not rows:
        return None
    told = told_from(DiscussionType(rows[-1].discussion.type), rows[-1], vocabulary)
    return DescriptionCard(told, tuple(_revision(row) for row in rows))


def told_from(kind: DiscussionType, row: Description, vocabulary: UUID) -> Told:
    """Return a stored revision in codes and words. Persons not yet answered for are left out."""
    people = [(person.role, person.sex, person.age_group) for person in row.people.all()]
    return Told(
        type=kind,
        people=tuple(
            Someone(PersonRole(role), Sex(sex), AgeGroup(age))
            for role, sex, age in people
            if role and sex and age
        ),
        interpreter=row.interpreter,
        language=one_of(Language, row.language),
        risks=_known(row.risk_factors, risk_items(vocabulary=vocabulary)),
        protective=_known(row.protective_factors, protective_items(vocabulary=vocabulary)),
        flags=_known(row.flags, flag_items(vocabulary=vocabulary)),
    )


def one_of(choices: type[C], code: str) -> C | None:
    """Return the choice with this code, or nothing for an empty or unknown one."""
    return next((choice for choice in choices if choice.value == code), None)


def _known(codes: Iterable[str], items: dict[str, Item]) -> tuple[Item, ...]:
    """Return the items of codes in the vocabulary's order; a code it does not know is not shown."""
    chosen = set(codes)
    return tuple(item for code, item in items.items() if code in chosen)


def _revision(row: Description) -> Revision:
    reason = one_of(CorrectionReason, row.reason)
    return Revision(row.revision, reason.label if reason else "", row.made_at)
