"""Screening: an agency looks at its own situation before the table hears of it (filter 1)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db.models import Max

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused, Stale
from hubtable.table.actions.moving import move
from hubtable.table.models import DescribedPerson, Description, Worksheet
from hubtable.table.queries.concluding import may_be_returns
from hubtable.table.queries.screening import draft, screened
from hubtable.table.queries.wording import regimes_of, table_of, unknown_codes
from hubtable.table.rules.moves import State
from hubtable.table.rules.schools import is_school, may_enter
from hubtable.table.rules.screening import (
    may_describe,
    may_go_on,
    may_keep_identity,
    may_submit,
)
from hubtable.table.rules.words import PLACES, DiscussionType
from hubtable.vault.actions.recognizing import recognize
from hubtable.vault.actions.sealing import seal
from hubtable.vault.rules.identity import Identity


@dataclass(frozen=True, slots=True)
class Answers:
    """The agency's own worksheet (codes only)."""

    danger_now: bool | None = None
    abuse_suspected: bool | None = None
    criteria: Sequence[str] = ()
    tried: Sequence[str] = ()
    regimes: Sequence[str] = ()
    consent: str = ""
    emergency: bool = False
    """A school program records a health or safety emergency."""


@dataclass(frozen=True, slots=True)
class Described:
    """The de-identified description (codes only)."""

    interpreter: bool | None = None
    language: str = ""
    risk_factors: Sequence[str] = ()
    protective_factors: Sequence[str] = ()
    flags: Sequence[str] = ()

    @property
    def codes(self) -> frozenset[str]:
        """All codes of a vocabulary."""
        return frozenset((*self.risk_factors, *self.protective_factors, *self.flags))


class PersonCodes(NamedTuple):
    """What is said of one affected person (codes of `words`, empty where not answered)."""

    role: str = ""
    sex: str = ""
    age_group: str = ""


@recorded
def begin_screening(
    *,
    by: Seat,
    at: datetime,
    type: DiscussionType,  # noqa: A002 - the word of the field
    id: UUID | None = None,  # noqa: A002
    earlier: UUID | None = None,
) -> UUID:
    """Open a worksheet; nobody but the agency sees it. A place gets its one subject at once.

    `earlier`: a situation of the own agency, closed before, of which this one is the return.

    :raises Refused: when that one is none of them, or can still be opened again.
    """
    if earlier and earlier not in may_be_returns(by=by, at=at):
        raise Refused("no_return", "Choose one of your agency's own situations, closed before.")
    discussion = id or uuid4()
    call("bring", discussion, type.value)
    regimes = [regime.value for regime in regimes_of(by=by)]
    Worksheet.objects.create(pk=discussion, saved_at=at, regimes=regimes, earlier=earlier)
    Description.objects.create(discussion_id=discussion, made_at=at)
    record("screening_begun", discussion, seat=by.id)
    if type in PLACES:
        call("add_subject", discussion, uuid4())
    else:
        add_person(by=by, at=at, of=discussion)
    return discussion


@recorded
def answer_danger(*, by: Seat, at: datetime, of: UUID, seen: int, danger: bool) -> int:
    """Keep the answer to the first question and return the worksheet's new version.

    :raises Stale: when somebody else of the agency saved since version `seen`.
    """
    _swap(of, seen, at, danger_now=danger)
    record("danger_answered", of, danger=danger, seat=by.id)
    return seen + 1


@recorded
def save_worksheet(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    seen: int,
    answers: Answers,
    described: Described,
    people: Mapping[UUID, PersonCodes] | None = None,
) -> int:
    """Save the draft and return its new version; autosave and the Save button alike.

    :raises Refused: when a code is none of the table's vocabulary, or closed to school records.
    :raises Stale: when somebody else of the agency saved since version `seen`.
    """
    unknown = unknown_codes(by=by, codes=described.codes)
    may_describe(unknown, described.language, (people or {}).values()).or_refuse()
    may_enter(
        described.codes,
        school=is_school(answers.regimes, regimes_of(by=by)),
        consent=answers.consent,
        emergency=answers.emergency,
    ).or_refuse()
    _swap(
        of,
        seen,
        at,
        danger_now=answers.danger_now,
        abuse_suspected=answers.abuse_suspected,
        criteria=list(answers.criteria),
        tried=list(answers.tried),
        regimes=list(answers.regimes),
        consent=answers.consent,
        emergency=answers.emergency,
    )
    _describe(of, described, at)
    _keep_people(of, people or {})
    record("worksheet_saved", of, seat=by.id)
    return seen + 1


def _swap(of: UUID, seen: int, at: datetime, **columns: object) -> None:
    rows = Worksheet.objects.filter(pk=of, version=seen)
    if not rows.update(**columns, version=seen + 1, saved_at=at):
        raise Stale


def _describe(of: UUID, described: Described, at: datetime) -> None:
    Description.objects.filter(discussion_id=of, revision=1).update(
        interpreter=described.interpreter,
        language=described.language,
        risk_factors=list(described.risk_factors),
        protective_factors=list(described.protective_factors),
        flags=list(described.flags),
        made_at=at,
    )


def _keep_people(of: UUID, people: Mapping[UUID, PersonCodes]) -> None:
    for subject, codes in people.items():
        DescribedPerson.objects.filter(
            discussion_id=of, subject_id=subject, description__revision=1
        ).update(role=codes.role, sex=codes.sex, age_group=codes.age_group)


@recorded
def add_person(*, by: Seat, at: datetime, of: UUID, person: UUID | None = None) -> UUID:
    """Add an affected person to the worksheet."""
    subject = person or uuid4()
    call("add_subject", of, subject)
    description = Description.objects.get(discussion_id=of, revision=1)
    last = description.people.aggregate(last=Max("position"))["last"]
    DescribedPerson.objects.create(
        discussion_id=of,
        description=description,
        subject_id=subject,
        position=0 if last is None else last + 1,
    )
    record("person_added", of, person=subject, seat=by.id)
    return subject


@recorded
def save_people(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    people: Mapping[UUID, PersonCodes],
) -> None:
    """Save role, sex and age group of the affected persons."""
    may_describe(frozenset(), "", people.values()).or_refuse()
    _keep_people(of, people)
    record("people_saved", of, seat=by.id)


@recorded
def remove_person(*, by: Seat, at: datetime, of: UUID, person: UUID) -> None:
    """Take an affected person out of the worksheet again, with everything said of them."""
    call("drop_subject", of, person)
    record("person_removed", of, person=person, seat=by.id)


@recorded
def keep_identity(*, by: Seat, at: datetime, of: UUID, person: UUID, identity: Identity) -> None:
    """Seal who an affected person is, where the table's policy keeps identity.

    :raises Refused: when the table stores no names, or the situation was decided against.
    """
    found = draft(of=of)
    if found is None:
        raise Refused("not_yours", "This worksheet is not open to your seat.")
    may_keep_identity(table_of(by=by).keeping, found.state).or_refuse()
    seal(by=by, at=at, of=of, person=person, identity=identity)
    with suppress(Refused):  # a protected person, or asked too often: nothing is said either way
        recognize(by=by, at=at, of=of, person=person, identity=identity)


@recorded
def submit(*, by: Seat, at: datetime, of: UUID, seen: int, sheet: int | None = None) -> int:
    """Send the situation to the chair, who sees its number, type and sector (process.md).

    `sheet` is the version of the worksheet that was read before sending.

    :raises Stale: when somebody else of the agency saved the worksheet since.
    """
    if sheet is not None and not Worksheet.objects.filter(pk=of, version=sheet).exists():
        raise Stale
    facts = screened(of=of, program=regimes_of(by=by))
    may_go_on(facts.danger_now).or_refuse()
    may_submit(facts).or_refuse()
    version = move(of=of, seen=seen, to=State.SUBMITTED)
    record("submitted", of, seat=by.id)
    return version


@recorded
def withdraw(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Take the situation back before it is presented."""
    version = move(of=of, seen=seen, to=State.WITHDRAWN)
    record("withdrawn", of, seat=by.id)
    return version
