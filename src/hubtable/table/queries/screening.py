"""The originating agency's own worksheet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from hubtable.kernel.verdict import Refused
from hubtable.table.models import DescribedPerson, Description, Discussion, Worksheet
from hubtable.table.models import Subject as SubjectRow
from hubtable.table.rules.moves import State
from hubtable.table.rules.screening import Screened
from hubtable.table.rules.words import PLACES, DiscussionType
from hubtable.vault.queries.sight import sealed_people


@dataclass(frozen=True, slots=True)
class DraftPerson:
    """One affected person as the worksheet says so far (codes, empty where not answered)."""

    id: UUID
    role: str
    sex: str
    age_group: str
    named: bool
    """Whether an identity is kept, sealed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A worksheet with its description, for the agency that brought it.

    `version` is the worksheet's, `moved` the discussion's, `revision` the description's.
    """

    id: UUID
    type: DiscussionType
    state: State
    reference: str
    version: int
    moved: int
    revision: int
    saved_at: datetime
    danger_now: bool | None
    abuse_suspected: bool | None
    criteria: tuple[str, ...]
    tried: tuple[str, ...]
    regimes: tuple[str, ...]
    consent: str
    emergency: bool
    interpreter: bool | None
    language: str
    risk_factors: tuple[str, ...]
    protective_factors: tuple[str, ...]
    flags: tuple[str, ...]
    people: tuple[DraftPerson, ...]

    @property
    def screened(self) -> Screened:
        """What the rules of screening ask about."""
        return Screened(
            type=self.type,
            danger_now=self.danger_now,
            abuse_suspected=self.abuse_suspected,
            criteria=frozenset(self.criteria),
            tried=frozenset(self.tried),
            consent=self.consent,
            emergency=self.emergency,
            regimes=frozenset(self.regimes),
            risk_factors=frozenset(self.risk_factors),
            flags=frozenset(self.flags),
            protective_factors=frozenset(self.protective_factors),
            interpreter=self.interpreter,
            language=self.language,
            people=tuple((p.role, p.sex, p.age_group) for p in self.people),
        )


def draft(*, of: UUID) -> Draft | None:
    """Return the worksheet, if the acting seat's agency brought this discussion."""
    sheet = Worksheet.objects.filter(pk=of).first()
    discussion = Discussion.objects.filter(pk=of).first()
    description = (
        Description.objects.prefetch_related("people")
        .filter(discussion_id=of)
        .order_by("-revision")
        .first()
    )
    if sheet is None or discussion is None or description is None:
        return None
    return _draft(sheet, discussion, description)


def _draft(sheet: Worksheet, discussion: Discussion, description: Description) -> Draft:
    named = sealed_people(of=discussion.pk)
    return Draft(
        id=discussion.pk,
        type=DiscussionType(discussion.type),
        state=State(discussion.state),
        reference=discussion.reference,
        version=sheet.version,
        moved=discussion.version,
        revision=description.revision,
        saved_at=sheet.saved_at,
        danger_now=sheet.danger_now,
        abuse_suspected=sheet.abuse_suspected,
        criteria=tuple(sheet.criteria),
        tried=tuple(sheet.tried),
        regimes=tuple(sheet.regimes),
        consent=sheet.consent,
        emergency=sheet.emergency,
        interpreter=description.interpreter,
        language=description.language,
        risk_factors=tuple(description.risk_factors),
        protective_factors=tuple(description.protective_factors),
        flags=tuple(description.flags),
        people=tuple(
            DraftPerson(p.subject_id, p.role, p.sex, p.age_group, p.subject_id in named)
            for p in description.people.all()
        ),
    )


def blank(kind: DiscussionType, *, people: int, at: datetime) -> Draft:
    """Return an empty worksheet that is kept nowhere, with room for so many people of a family."""
    count = 0 if kind in PLACES else people if kind is DiscussionType.FAMILY else 1
    sheet = Worksheet(danger_now=False, version=0, saved_at=at)
    row = Discussion(type=kind.value, state=State.SCREENING.value, version=0)
    nobody = tuple(
        DraftPerson(id=UUID(int=n), role="", sex="", age_group="", named=False)
        for n in range(1, count + 1)
    )
    return replace(_draft(sheet, row, Description(discussion=row)), people=nobody)


@dataclass(frozen=True, slots=True)
class Subject:
    """An affected person of the own agency's situation, or its place (`codes` is None)."""

    id: UUID
    codes: tuple[str, str, str] | None
    named: bool


def subjects_of(*, of: UUID) -> tuple[Subject, ...]:
    """Return the persons (or the place) whose names the acting seat's agency may keep."""
    named = sealed_people(of=of)
    rows = DescribedPerson.objects.filter(discussion_id=of)
    newest = {row.subject_id: row for row in rows.order_by("description__revision", "position")}
    mine = SubjectRow.objects.filter(discussion_id=of).values_list("pk", flat=True)
    codes = {
        one: (newest[one].role, newest[one].sex, newest[one].age_group)
        for one in sorted(mine, key=lambda one: newest[one].position if one in newest else 0)
        if one in newest
    }
    return tuple(Subject(one, codes.get(one), one in named) for one in codes or mine)


def screened(*, of: UUID, program: Iterable[str] = ()) -> Screened:
    """Return what the worksheet and the description say so far.

    `program` are the regimes of the agency's own programs.

    :raises Refused: when the acting seat's agency did not bring this discussion.
    """
    found = draft(of=of)
    if found is None:
        raise Refused("not_yours", "This worksheet is not open to your seat.")
    return replace(found.screened, program=frozenset(program))
