"""Screening: an agency looks at its own situation before the table hears of it (filter 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Stale
from hubtable.table.actions.moving import move
from hubtable.table.models import DescribedPerson, Description, Worksheet
from hubtable.table.queries.screening import screened
from hubtable.table.rules.moves import State
from hubtable.table.rules.screening import may_go_on, may_submit
from hubtable.table.rules.words import PLACES, DiscussionType


@dataclass(frozen=True, slots=True)
class Answers:
    """The agency's own worksheet (codes only)."""

    danger_now: bool | None = None
    abuse_suspected: bool | None = None
    criteria: Sequence[str] = ()
    tried: Sequence[str] = ()
    regimes: Sequence[str] = ()
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """The de-identified description (codes only)."""

    interpreter: bool | None = None
    language: str = ""
    risk_factors: Sequence[str] = ()
    protective_factors: Sequence[str] = ()
    flags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PersonCodes:
    """What is said of one affected person."""

    role: str = ""
    sex: str = ""
    age_group: str = ""


@recorded
def begin_screening(
    *, by: Seat, at: datetime, type: DiscussionType, id: UUID | None = None  # noqa: A002
) -> UUID:
    """Open a worksheet; nobody but the agency sees it. A place gets its one subject at once."""
    discussion = id or uuid4()
    call("bring", discussion, type.value)
    Worksheet.objects.create(pk=discussion, saved_at=at)
    Description.objects.create(discussion_id=discussion, by_seat=by.id, made_at=at)
    record("screening_begun", discussion, seat=by.id)
    if type in PLACES:
        call("add_subject", discussion, uuid4())
    else:
        add_person(by=by, at=at, of=discussion)
    return discussion


@recorded
def save_worksheet(
    *, by: Seat, at: datetime, of: UUID, seen: int, answers: Answers, described: Described
) -> int:
    """Save the draft and return its new version; autosave and the Save button alike.

    :raises Refused: when somebody is in danger now; the answer itself is kept first by the page.
    :raises Stale: when somebody else of the agency saved since version `seen`.
    """
    changed = Worksheet.objects.filter(pk=of, version=seen).update(
        danger_now=answers.danger_now,
        abuse_suspected=answers.abuse_suspected,
        criteria=list(answers.criteria),
        tried=list(answers.tried),
        regimes=list(answers.regimes),
        consent=answers.consent,
        version=seen + 1,
        saved_at=at,
    )
    if not changed:
        raise Stale
    _describe(of, described, at)
    record("worksheet_saved", of, seat=by.id)
    return seen + 1


def _describe(of: UUID, described: Described, at: datetime) -> None:
    Description.objects.filter(discussion_id=of, revision=1).update(
        interpreter=described.interpreter,
        language=described.language,
        risk_factors=list(described.risk_factors),
        protective_factors=list(described.protective_factors),
        flags=list(described.flags),
        made_at=at,
    )


@recorded
def add_person(
    *, by: Seat, at: datetime, of: UUID, person: UUID | None = None
) -> UUID:
    """Add an affected person to the worksheet."""
    subject = person or uuid4()
    call("add_subject", of, subject)
    description = Description.objects.get(discussion_id=of, revision=1)
    DescribedPerson.objects.create(
        discussion_id=of,
        description=description,
        subject_id=subject,
        position=description.people.count(),
    )
    record("person_added", of, person=subject, seat=by.id)
    return subject


@recorded
def save_people(
    *, by: Seat, at: datetime, of: UUID, people: Mapping[UUID, PersonCodes]
) -> None:
    """Save role, sex and age group of the affected persons."""
    for subject, codes in people.items():
        DescribedPerson.objects.filter(
            discussion_id=of, subject_id=subject, description__revision=1
        ).update(role=codes.role, sex=codes.sex, age_group=codes.age_group)
    record("people_saved", of, seat=by.id)


@recorded
def remove_person(*, by: Seat, at: datetime, of: UUID, person: UUID) -> None:
    """Take an affected person out of the worksheet again, with everything said of them."""
    call("drop_subject", of, person)
    record("person_removed", of, person=person, seat=by.id)


@recorded
def submit(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Send the situation to the chair, who sees its number, type and sector (process.md)."""
    facts = screened(of=of)
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
