"""One practice situation as its agencies and the table act on it, step by step."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.cli.practice.cast import Agency
from hubtable.cli.practice.situations import Heard, Situation, Unheard
from hubtable.cli.practice.stage import Stage, Who
from hubtable.hubs.rules.policies import Keeping, Regime
from hubtable.kernel.seat import Seat
from hubtable.table.actions import (
    assigning,
    concluding,
    correcting,
    deciding,
    forgetting,
    identifying,
    intervening,
    presenting,
    screening,
    updating,
)
from hubtable.table.models import Subject
from hubtable.table.rules.later_words import ContactAnswer
from hubtable.table.rules.words import (
    PLACES,
    AnswerKind,
    ConsentGiven,
    CorrectionReason,
    Criterion,
    StanceKind,
)

Act = Callable[[Seat, datetime], None]


def offer_filings(at: datetime) -> None:
    """Offer each agency its record of disclosures of what is soon forgotten."""
    forgetting.offer_filing(at=at)


BASES = {
    Regime.HIPAA: ("hipaa_threat", "Serious harm is near, and this agency can help to prevent it."),
    Regime.FERPA: ("ferpa_emergency", "A health or safety emergency of the next days."),
    Regime.CLINICIAN: ("clinician_danger", "The clinician sees danger that cannot wait."),
}
OBSERVED = ("own_observation", "Seen by our own staff, not taken from a protected record.")
AUTHORIZED = ("hipaa_authorization", "The person signed an authorization that names this agency.")
AGAIN = "Connection to the service broke off."


def basis_of(agency: Agency, consent: ConsentGiven) -> tuple[str, str]:
    """Return the legal basis (code) and the reason with which an agency tells another."""
    if Regime.HIPAA in agency.regimes and consent is ConsentGiven.WRITTEN:
        return AUTHORIZED
    return next((BASES[regime] for regime in agency.regimes if regime in BASES), OBSERVED)


class Story:
    """A situation being played: its id, its version, its people."""

    def __init__(self, stage: Stage, situation: Situation) -> None:
        self.stage, self.situation, self.course = stage, situation, situation.course
        self.id = uuid4()
        self.seen = 1
        self.people: list[UUID] = []

    @property
    def heard(self) -> Heard:
        """What became of it, for a situation that was presented."""
        assert isinstance(self.course, Heard)  # noqa: S101 - only those are asked
        return self.course

    @property
    def origin(self) -> Agency:
        """The agency that brought it."""
        return self.stage.agencies[Who(self.situation.table, self.situation.origin)]

    def delegation(self, agency: str) -> UUID:
        """Return an agency's delegation at the situation's table."""
        return self.stage.delegations[Who(self.situation.table, agency)]

    def screen(self, by: Seat, at: datetime) -> None:
        """Fill in the worksheet, or half of it; seal who it is where the table keeps that."""
        one = self.situation
        screening.begin_screening(by=by, at=at, type=one.type, id=self.id)
        for _ in one.people[1:]:
            screening.add_person(by=by, at=at, of=self.id)
        self.people = self._subjects()
        half = isinstance(self.course, Unheard) and self.course.half
        screening.save_worksheet(
            by=by,
            at=at,
            of=self.id,
            seen=1,
            answers=screening.Answers(danger_now=False) if half else self._answers(),
            described=self._described(),
            people=dict(zip(self.people, one.people, strict=False)),
        )
        if self.stage.tables[one.table].policy.keeping is not Keeping.NOT_STORED:
            for person, identity in zip(self.people, one.identities, strict=True):
                screening.keep_identity(by=by, at=at, of=self.id, person=person, identity=identity)

    def _subjects(self) -> list[UUID]:
        rows = Subject.objects.filter(discussion_id=self.id)
        order = "pk" if self.situation.type in PLACES else "describedperson__position"
        return list(rows.order_by(order).values_list("pk", flat=True))

    def _answers(self) -> screening.Answers:
        one = self.situation
        return screening.Answers(
            danger_now=False,
            abuse_suspected=one.abuse,
            criteria=[criterion.value for criterion in Criterion],
            tried=[tried.value for tried in one.tried],
            regimes=[regime.value for regime in self.origin.regimes],
            consent=one.consent.value,
        )

    def _described(self) -> screening.Described:
        one = self.situation
        return screening.Described(
            interpreter=one.language is not None,
            language=one.language.value if one.language else "",
            risk_factors=one.risks,
            protective_factors=one.protective,
            flags=one.flags,
        )

    def submit(self, by: Seat, at: datetime) -> None:
        """Send it to the chair."""
        self.seen = screening.submit(by=by, at=at, of=self.id, seen=self.seen)

    def withdraw(self, by: Seat, at: datetime) -> None:
        """Take it back before it is presented."""
        self.seen = screening.withdraw(by=by, at=at, of=self.id, seen=self.seen)

    def present(self, by: Seat, at: datetime) -> None:
        """Open it to the agencies in the room."""
        self.seen = presenting.present(by=by, at=at, of=self.id, seen=self.seen)

    def put_back(self, by: Seat, at: datetime) -> None:
        """Leave it for the next meeting."""
        self.seen = presenting.put_back(by=by, at=at, of=self.id, seen=self.seen)

    def says(self, agency: str, kind: StanceKind) -> Act:
        """Return the act by which an agency says something, itself or through the chair."""
        return lambda by, at: deciding.say(
            by=by, at=at, of=self.id, delegation=self.delegation(agency), kind=kind
        )

    def accept(self, by: Seat, at: datetime) -> None:
        """Accept it: a Hub number is given."""
        self.seen = deciding.accept(by=by, at=at, of=self.id, seen=self.seen)

    def reject(self, by: Seat, at: datetime) -> None:
        """Reject it for its reason."""
        reason = self.heard.reason
        self.seen = deciding.reject(by=by, at=at, of=self.id, seen=self.seen, reason=reason)

    def open_round(self, by: Seat, at: datetime) -> None:
        """Open its names round."""
        self.seen = identifying.open_round(by=by, at=at, of=self.id, seen=self.seen)

    def tell(self, by: Seat, at: datetime) -> None:
        """Tell each picked agency who each person is: on screen only where names are kept."""
        kept = self.stage.tables[self.situation.table].policy.keeping
        basis, reason = basis_of(self.origin, self.situation.consent)
        for agency in self.heard.answers:
            for person in self.people:
                identifying.tell(
                    by=by,
                    at=at,
                    of=self.id,
                    person=person,
                    delegation=self.delegation(agency),
                    manner="spoken" if kept is Keeping.NOT_STORED else "screen",
                    basis=basis,
                    reason=reason,
                )

    def answers(self, kind: AnswerKind) -> Act:
        """Return the act by which a picked agency answers about each person."""

        def act(by: Seat, at: datetime) -> None:
            for person in self.people:
                identifying.answer(by=by, at=at, of=self.id, person=person, kind=kind)

        return act

    def assign(self, by: Seat, at: datetime) -> None:
        """Record who leads and who helps."""
        self.seen = assigning.assign(
            by=by,
            at=at,
            of=self.id,
            seen=self.seen,
            lead=self.delegation(self.heard.lead),
            assisting=[self.delegation(agency) for agency in self.heard.helping],
        )

    def notes(self, kind: str, code: str = "") -> Act:
        """Return the act by which an assigned agency adds to each person's plan."""

        def act(by: Seat, at: datetime) -> None:
            for person in self.people:
                entry = intervening.Entry(kind, service=code)
                intervening.note(by=by, at=at, of=self.id, person=person, entry=entry)

        return act

    def met(self, said: ContactAnswer) -> Act:
        """Return the act by which the lead records the first visit, and what each person said."""

        def act(by: Seat, at: datetime) -> None:
            for person in self.people:
                intervening.contact(by=by, at=at, of=self.id, person=person, said=said)

        return act

    def decline(self, by: Seat, at: datetime) -> None:
        """Note that each person said no."""
        for person in self.people:
            intervening.decline(by=by, at=at, of=self.id, person=person)

    def updates(self, *, still: bool, connected: bool) -> Act:
        """Return the act by which the lead answers the two questions."""
        return lambda by, at: updating.update(
            by=by, at=at, of=self.id, still_at_risk=still, connected=connected
        )

    def correct(self, by: Seat, at: datetime) -> None:
        """Add what the originating agency learned: one more flag."""
        described = self._described()
        learned = screening.Described(
            interpreter=described.interpreter,
            language=described.language,
            risk_factors=described.risk_factors,
            protective_factors=described.protective_factors,
            flags=[*described.flags, "Recent escalation"],
        )
        correcting.correct(
            by=by,
            at=at,
            of=self.id,
            seen=1,
            described=learned,
            people=dict(zip(self.people, self.situation.people, strict=True)),
            reason=CorrectionReason.LEARNED,
        )

    def conclude(self, by: Seat, at: datetime) -> None:
        """Close it for its reason."""
        reason = self.heard.reason
        self.seen = concluding.conclude(by=by, at=at, of=self.id, seen=self.seen, reason=reason)

    def reopen(self, by: Seat, at: datetime) -> None:
        """Open it again."""
        self.seen = concluding.reopen(by=by, at=at, of=self.id, seen=self.seen, reason=AGAIN)

    def forget(self, at: datetime) -> None:
        """Forget it after the approved time."""
        forgetting.forget(at=at, of=self.id, seen=self.seen)
