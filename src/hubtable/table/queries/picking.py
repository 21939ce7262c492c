"""The names round of one situation, for the agency that brought it: persons, agencies, answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Answer, Decline, Discussion, Pick, Proposal, Safeguard, Stance
from hubtable.table.models import Subject as SubjectRow
from hubtable.table.queries.agencies import hearers
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.screening import subjects_of
from hubtable.table.rules.later_words import Consenter, Manner, Told
from hubtable.table.rules.naming import called
from hubtable.table.rules.picking import Agreement, Hearer, Party, barred, needs_written
from hubtable.table.rules.words import PLACES, AnswerKind, DiscussionType, StanceKind
from hubtable.vault.models import Consent
from hubtable.vault.queries.sight import Disclosure, who_was_told


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """A consent of one person that is in force."""

    agreement: Agreement
    giver: str
    names: tuple[str, ...]
    until: datetime
    since: datetime

    @property
    def words(self) -> str:
        """What it is, on one line."""
        form = "Written" if self.agreement.written else "Verbal"
        return f"{form}, to {', '.join(self.names) or 'agencies elsewhere'}"


@dataclass(frozen=True, slots=True)
class SafeguardCard:
    """Who may consent for a person, who may be told, who must not be, in codes."""

    consenter: str = ""
    may_tell: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The same in words."""
        consenter = one_of(Consenter, self.consenter)
        labels = Told.labels()
        rows = (
            ("May consent", consenter.label if consenter else ""),
            ("May be told", ", ".join(labels[one] for one in self.may_tell)),
            ("Must not be told", ", ".join(labels[one] for one in self.must_not)),
        )
        return tuple(row for row in rows if row[1])


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person of the own agency's situation."""

    id: UUID
    words: str
    party: Party
    safeguard: SafeguardCard
    consents: tuple[ConsentCard, ...]

    def consent(self, wanted: UUID | None) -> Agreement | None:
        """Return one of the consents in force."""
        found = (one.agreement for one in self.consents)
        return next((one for one in found if one.id == wanted), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency and one person: what holds now, and what stands in the way of telling."""

    manner: Manner | None
    told_at: datetime | None
    answer: AnswerKind | None
    heard: bool
    bar: str
    asks_consent: bool

    @property
    def told(self) -> bool:
        """Whether the agency was told in this round and what it rests on holds."""
        return self.manner is not None


@dataclass(frozen=True, slots=True)
class RoundCard:
    """The names round of one situation; agencies whose kind of work it is stand first."""

    people: tuple[PersonCard, ...]
    agencies: tuple[Hearer, ...]
    our_work: frozenset[UUID]
    cells: dict[tuple[UUID, UUID], Cell]
    """(person, agency) → what holds."""

    @property
    def told(self) -> tuple[Hearer, ...]:
        """The agencies told of somebody."""
        known = {who for (_, who), cell in self.cells.items() if cell.told}
        return tuple(one for one in self.agencies if one.id in known)

    @property
    def waiting(self) -> int:
        """How many answers are owed."""
        return sum(cell.told and cell.answer is None for cell in self.cells.values())


def round_of(*, of: UUID, by: Seat, at: datetime) -> RoundCard:
    """Return the names round of a situation the acting seat's agency brought."""
    known = hearers(by=by, at=at)
    willing = frozenset(
        Stance.objects.filter(discussion_id=of, kind=StanceKind.OUR_WORK).values_list(
            "delegation_id", flat=True
        )
    )
    others = [one for one in known.values() if one.id != by.delegation]
    kind = DiscussionType(Discussion.objects.values_list("type", flat=True).get(pk=of))
    people = _people(of, known, at, place=kind in PLACES)
    return RoundCard(
        people=people,
        agencies=tuple(sorted(others, key=lambda one: one.id not in willing)),
        our_work=willing,
        cells=_cells(of, people, others, at),
    )


def _people(
    of: UUID, known: dict[UUID, Hearer], at: datetime, *, place: bool
) -> tuple[PersonCard, ...]:
    guards = {row.pk: row for row in Safeguard.objects.filter(discussion_id=of)}
    protected = dict(SubjectRow.objects.filter(discussion_id=of).values_list("pk", "protected"))
    declined = set(Decline.objects.filter(discussion_id=of).values_list("subject_id", flat=True))
    consents = _consents(of, known, at)
    return tuple(
        PersonCard(
            id=one.id,
            words=called(number, one.codes or (None if place else ("", "", ""))),
            party=Party(
                protected=protected[one.id],
                named=one.named,
                must_not=frozenset(guards[one.id].must_not if one.id in guards else ()),
                declined=one.id in declined,
            ),
            safeguard=_safeguard(guards.get(one.id)),
            consents=consents.get(one.id, ()),
        )
        for number, one in enumerate(subjects_of(of=of), 1)
    )


def _safeguard(row: Safeguard | None) -> SafeguardCard:
    if row is None:
        return SafeguardCard()
    return SafeguardCard(row.consenter, tuple(row.may_tell), tuple(row.must_not))


def _consents(
    of: UUID, known: dict[UUID, Hearer], at: datetime
) -> dict[UUID, tuple[ConsentCard, ...]]:
    rows = Consent.objects.filter(record=of, withdrawn_at=None, starts_at__lte=at, until__gt=at)
    found: dict[UUID, tuple[ConsentCard, ...]] = {}
    for row in rows.order_by("-starts_at", "pk"):
        giver = one_of(Consenter, row.giver)
        card = ConsentCard(
            Agreement(row.pk, row.form == "written", frozenset(row.recipients)),
            giver.label if giver else "",
            tuple(known[one].name for one in known if one in row.recipients),
            row.until,
            row.starts_at,
        )
        found[row.part] = (*found.get(row.part, ()), card)
    return found


def _cells(
    of: UUID, people: tuple[PersonCard, ...], agencies: list[Hearer], at: datetime
) -> dict[tuple[UUID, UUID], Cell]:
    holding = _holding(of, at)
    tellings = {(t.part, t.viewer): t for t in _tellings(of)}
    answers = {(a.subject_id, a.delegation_id): a for a in _answers(of)}
    return {
        (person.id, who.id): _cell(
            person,
            who,
            tellings.get((person.id, who.id)) if (person.id, who.id) in holding else None,
            answers.get((person.id, who.id)),
        )
        for person in people
        for who in agencies
    }


@dataclass(frozen=True, slots=True)
class _Telling:
    part: UUID
    viewer: UUID
    manner: str
    since: datetime


def _tellings(of: UUID) -> tuple[_Telling, ...]:
    rows: tuple[Disclosure, ...] = who_was_told(of=of)
    return tuple(
        _Telling(one.person, one.viewer, one.manner, one.since)
        for one in rows
        if one.step == "tell"
    )


def _holding(of: UUID, at: datetime) -> set[tuple[UUID, UUID]]:
    """Return the picks that hold: one that rests on a consent ends with it."""
    picks = list(Pick.objects.filter(discussion_id=of))
    asked = [pick.consent for pick in picks if pick.consent]
    rows = Consent.objects.filter(pk__in=asked, withdrawn_at=None, until__gt=at)
    good = set(rows.values_list("pk", flat=True))
    return {
        (pick.subject_id, pick.delegation_id)
        for pick in picks
        if pick.consent is None or pick.consent in good
    }


def _answers(of: UUID) -> list[Answer]:
    return list(Answer.objects.filter(discussion_id=of).order_by("at", "pk"))


def _cell(person: PersonCard, who: Hearer, told: _Telling | None, said: Answer | None) -> Cell:
    bar = barred(person.party, who)
    since = told.since if told else None
    kept = said if said and since and said.at >= since else None
    signed = any(one.agreement.names(who.id, signed=True) for one in person.consents)
    return Cell(
        manner=Manner(told.manner) if told else None,
        told_at=since,
        answer=AnswerKind(kept.kind) if kept else None,
        heard=kept.heard if kept else False,
        bar="" if bar else bar.sentence,
        asks_consent=needs_written(person.party, who) and not signed,
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """Who should lead and assist; protected programs are counted. `id` is the discussion."""

    id: UUID
    lead: str
    assisting: tuple[str, ...]
    interpreter: bool


PROTECTED_AGENCY = "a protected agency"


def proposals(*, names: dict[UUID, str]) -> dict[UUID, Proposed]:
    """Return discussion → proposal for the desk of a table; nothing for anybody else."""
    cards = (_proposed(names, *row) for row in call("proposals", savepoint=False))  # type: ignore[arg-type]
    return {card.id: card for card in cards}


def proposed(*, of: UUID, names: dict[UUID, str]) -> Proposed | None:
    """Return what was proposed for one situation: to its desk and who brought it."""
    rows = call("proposed", of)
    return _proposed(names, of, *rows[0]) if rows else None  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """What the own agency proposed, as its form holds it."""

    lead: str
    assisting: frozenset[str]
    interpreter: bool


def own_proposal(*, of: UUID) -> OwnProposal | None:
    """Return what was proposed for a situation of the own agency's, by ids."""
    row = Proposal.objects.filter(pk=of).first()
    if row is None:
        return None
    return OwnProposal(str(row.lead), frozenset(map(str, row.assisting)), row.interpreter)


def _proposed(  # noqa: PLR0917 - the columns of the lock's answer
    names: dict[UUID, str],
    of: UUID,
    lead: UUID | None,
    lead_protected: bool,  # noqa: FBT001
    assisting: list[UUID],
    assisting_protected: int,
    interpreter: bool,  # noqa: FBT001
) -> Proposed:
    leader = PROTECTED_AGENCY if lead_protected or lead is None else names.get(lead, "")
    known = sorted(names[one] for one in assisting if one in names)
    return Proposed(of, leader, (*known, *[PROTECTED_AGENCY] * assisting_protected), interpreter)
