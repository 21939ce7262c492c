"""What assigned agencies see of one situation: persons, plan, first visit, who goes, the hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hubtable.hubs.rules.days import last_day
from hubtable.hubs.rules.policies import Choice, Keeping
from hubtable.kernel.seat import Seat
from hubtable.table.models import (
    Assignment,
    Clock,
    DescribedPerson,
    Discussion,
    Gathering,
    PlanNote,
    Report,
    Safeguard,
)
from hubtable.table.queries.wording import agencies_at, table_of, texts_of
from hubtable.table.rules.intervening import (
    EntryKind,
    Known,
    PlaceOutcome,
    answers_left,
    may_take_back,
)
from hubtable.table.rules.later_words import (
    AttemptKind,
    Consenter,
    ContactAnswer,
    GatheringKind,
    Told,
)
from hubtable.table.rules.words import PLACES, AgeGroup, PersonRole, Sex
from hubtable.vault.models import Consent
from hubtable.vault.queries.sight import open_sights, sealed_people

SERVICE_TYPE, MOBILIZED = "service_type", "mobilization_type"


@dataclass(frozen=True, slots=True)
class Hours:
    """The clock of one situation; `stopped_at` is the first visit."""

    accepted_at: datetime
    target_at: datetime
    limit_at: datetime
    stopped_at: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether the limit passed without a first visit."""
        return self.stopped_at is None and now >= self.limit_at


@dataclass(frozen=True, slots=True)
class Acting:
    """One assigned agency; `protected` ones stand unnamed in what the table hears."""

    delegation: UUID
    name: str
    leads: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """When and where the small group meets; the newest holds."""

    kind: GatheringKind
    meets_at: datetime | None
    place: str
    interpreter: bool


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry of a person's plan, in words; `mistaken`: it was taken back and stays, struck."""

    id: UUID
    kind: EntryKind
    code: str
    words: str
    text: str
    who: str
    at: datetime
    mistaken: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One consent taken for a person; it names agencies by what they are called here."""

    id: UUID
    form: str
    recipients: tuple[str, ...]
    giver: str
    last: date
    """The last day it holds."""
    ended: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class Visited:
    """One person (or the place) the own agency acts for."""

    id: UUID
    words: str
    place: bool
    named: bool
    entries: tuple[EntryCard, ...]
    answers: tuple[ContactAnswer, ...]
    consenter: str
    may_tell: tuple[str, ...]
    must_not: tuple[str, ...]
    consents: tuple[ConsentCard, ...]

    @property
    def answered(self) -> EntryCard | None:
        """The newest first visit that stands."""
        stand = [e for e in self.entries if e.kind is EntryKind.CONTACT and not e.mistaken]
        return stand[-1] if stand else None


@dataclass(frozen=True, slots=True)
class VisitCard:
    """Everything on the visiting page but the situation itself."""

    people: tuple[Visited, ...]
    acting: tuple[Acting, ...]
    hours: Hours | None
    group: Group | None
    keeping: Keeping

    def person(self, pk: UUID) -> Visited | None:
        """Return one of its persons."""
        return next((one for one in self.people if one.id == pk), None)


def visit(*, of: UUID, by: Seat, at: datetime, place: bool) -> VisitCard | None:
    """Return what the acting seat's agency acts for; nothing when no plan is open to it."""
    parts = acts_for(of=of, at=at)
    if not parts:
        return None
    names = agencies_at(by=by)
    return VisitCard(
        people=_people(of, by, at, parts, names, place=place),
        acting=acting_on(of=of, names=names),
        hours=hours_of(of=of),
        group=_group(of),
        keeping=table_of(by=by).keeping,
    )


def acts_for(*, of: UUID, at: datetime) -> frozenset[UUID]:
    """Return the persons (or the place) whose plan is open to the acting seat."""
    sights = open_sights(of=of, at=at)
    return frozenset(part for kind, part in sights if kind == "planned" and part)


def is_place(*, of: UUID) -> bool:
    """Whether a situation is about a place and no person."""
    kinds = [kind.value for kind in PLACES]
    return Discussion.objects.filter(pk=of, type__in=kinds).exists()


def codes_known(*, by: Seat) -> Known:
    """Return the kinds of services and how far they come, as the seat's table names them."""
    vocabulary = table_of(by=by).vocabulary
    return Known(
        services=texts_of(vocabulary=vocabulary, kind=SERVICE_TYPE),
        mobilized=texts_of(vocabulary=vocabulary, kind=MOBILIZED),
    )


def hours_of(*, of: UUID) -> Hours | None:
    """Return the clock, if the plan is open to the acting seat."""
    row = Clock.objects.filter(pk=of).first()
    return Hours(row.accepted_at, row.target_at, row.limit_at, row.stopped_at) if row else None


def leads(*, of: UUID, by: Seat) -> bool:
    """Whether the acting seat's agency leads it."""
    mine = Assignment.objects.filter(discussion_id=of, delegation_id=by.own_delegation)
    return mine.filter(role="lead", until=None).exists()


def acting_on(*, of: UUID, names: dict[UUID, str]) -> tuple[Acting, ...]:
    """Return the assigned agencies, the lead first."""
    report = Report.objects.filter(pk=of).first()
    told = {report.lead, *report.assisting} if report else set()
    rows = Assignment.objects.filter(discussion_id=of, until=None)
    found = (
        Acting(
            row.delegation_id,
            names.get(row.delegation_id, ""),
            row.role == "lead",
            row.delegation_id not in told,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (not one.leads, one.name)))


def _group(of: UUID) -> Group | None:
    row = Gathering.objects.filter(discussion_id=of).order_by("-at", "pk").first()
    if row is None:
        return None
    return Group(GatheringKind(row.kind), row.meets_at, row.place, row.interpreter)


def _people(
    of: UUID, by: Seat, at: datetime, parts: frozenset[UUID], names: dict[UUID, str], *, place: bool
) -> tuple[Visited, ...]:
    words = {} if place else described_words(of=of)
    named = sealed_people(of=of)
    guards = {row.pk: row for row in Safeguard.objects.filter(discussion_id=of)}
    entries = _entries(of, by, at, names)
    consents = _consents(of, by, at, names)
    order = {pk: number for number, pk in enumerate(words)}
    return tuple(
        Visited(
            id=pk,
            words="" if place else words.get(pk, ""),
            place=place,
            named=pk in named,
            entries=entries.get(pk, ()),
            answers=answers_left(_said(entries.get(pk, ())), place=place),
            consenter=_labels(Consenter, [guards[pk].consenter])[0] if _given(guards, pk) else "",
            may_tell=_labels(Told, guards[pk].may_tell) if pk in guards else (),
            must_not=_labels(Told, guards[pk].must_not) if pk in guards else (),
            consents=consents.get(pk, ()),
        )
        for pk in sorted(parts, key=lambda pk: (order.get(pk, len(order)), str(pk)))
    )


def _given(guards: dict[UUID, Safeguard], pk: UUID) -> bool:
    return pk in guards and guards[pk].consenter in Consenter.labels()


def _said(entries: tuple[EntryCard, ...]) -> frozenset[str]:
    contacts = (one for one in entries if one.kind is EntryKind.CONTACT)
    return frozenset(one.code for one in contacts if not one.mistaken)


def _labels(words: type[Choice], codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.labels()[code] for code in codes if code in words.labels())


def described_words(*, of: UUID) -> dict[UUID, str]:
    """Return person → number and codes in words, in the order of the description."""
    rows = DescribedPerson.objects.filter(discussion_id=of)
    newest = {row.subject_id: row for row in rows.order_by("description__revision")}
    listed = sorted(newest.values(), key=lambda row: row.position)
    return {row.subject_id: _words(row, number) for number, row in enumerate(listed, 1)}


def _words(row: DescribedPerson, number: int) -> str:
    said = (
        PersonRole.labels().get(row.role, "") if row.role != PersonRole.MAIN else "",
        Sex.labels().get(row.sex, "").lower(),
        AgeGroup.labels().get(row.age_group, ""),
    )
    told = ", ".join(one for one in said if one)
    return f"Person {number}" + (f": {told}" if told else "")


def _entries(
    of: UUID, by: Seat, at: datetime, names: dict[UUID, str]
) -> dict[UUID, tuple[EntryCard, ...]]:
    rows = list(PlanNote.objects.filter(discussion_id=of).order_by("at", "pk"))
    mistakes = {row.replaces for row in rows if row.kind == EntryKind.MISTAKE}
    found: dict[UUID, tuple[EntryCard, ...]] = {}
    for row in rows:
        if row.kind == EntryKind.MISTAKE:
            continue
        ours = row.by_delegation == by.own_delegation
        mistaken = row.pk in mistakes
        card = EntryCard(
            id=row.pk,
            kind=EntryKind(row.kind),
            code=row.code,
            words=_entry_words(row),
            text=row.text,
            who=names.get(row.by_delegation, ""),
            at=row.at,
            mistaken=mistaken,
            may_take_back=not mistaken and may_take_back(row.at, at, row.kind, ours=ours),
        )
        found[row.subject_id] = (*found.get(row.subject_id, ()), card)
    return found


def _entry_words(row: PlanNote) -> str:
    match row.kind:
        case EntryKind.ATTEMPT:
            return AttemptKind.labels().get(row.code, "")
        case EntryKind.CONTACT:
            return ContactAnswer.labels().get(row.code, "")
        case EntryKind.SERVICE:
            parts = (row.service, row.name, row.code)
            return " · ".join(part for part in parts if part)
        case EntryKind.OUTCOME:
            return " ".join((PlaceOutcome.labels().get(row.code, ""), row.name)).strip()
        case _:
            return ""


def _consents(
    of: UUID, by: Seat, at: datetime, names: dict[UUID, str]
) -> dict[UUID, tuple[ConsentCard, ...]]:
    found: dict[UUID, tuple[ConsentCard, ...]] = {}
    for row in Consent.objects.filter(record=of).order_by("starts_at", "pk"):
        card = ConsentCard(
            id=row.pk,
            form=row.form,
            recipients=tuple(names[one] for one in row.recipients if one in names),
            giver=Consenter.labels().get(row.giver, ""),
            last=last_day(row.until, by.time_zone),
            ended=row.until <= at or row.withdrawn_at is not None,
            ours=row.by_delegation == by.own_delegation,
        )
        found[row.part] = (*found.get(row.part, ()), card)
    return found
