"""One practice situation until it is decided; later steps stand in files of their own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.cli.practice.cast import Agency
from hubtable.cli.practice.pace import savepoints
from hubtable.cli.practice.situations import Heard, Situation, Unheard
from hubtable.cli.practice.stage import Stage, Who
from hubtable.hubs.rules.policies import PROTECTED, Keeping
from hubtable.kernel.seat import Seat
from hubtable.table.actions import correcting, deciding, noting, presenting, safeguarding, screening
from hubtable.table.models import Subject
from hubtable.table.rules.words import PLACES, Criterion, StanceKind

Act = Callable[[Seat, datetime], None]


class Story:
    """A situation being played: its id, its version, its people. `place` is its number."""

    def __init__(self, stage: Stage, situation: Situation, place: int) -> None:
        self.stage, self.situation, self.course = stage, situation, situation.course
        self.place = place
        self.id = uuid4()
        self.seen = 1
        self.people: list[UUID] = []
        self.consents: dict[UUID, UUID] = {}
        """Person → consent on file."""
        self.contacts: dict[UUID, UUID] = {}
        """Person → record of the last visit."""
        self.earlier: Story | None = None
        """The one closed before, of which this is the return."""
        self.refused: dict[UUID, datetime] = {}
        """Person → when it declined."""

    @property
    def heard(self) -> Heard:
        """What became of it, for a situation that was presented."""
        assert isinstance(self.course, Heard)  # noqa: S101 - only those are asked
        return self.course

    @property
    def origin(self) -> Agency:
        """The agency that brought it."""
        return self.agency(self.situation.origin)

    @property
    def brought_by(self) -> Who:
        """Who speaks for the agency that brought it."""
        return Who(self.situation.table, self.situation.origin)

    @property
    def keeps_names(self) -> bool:
        """Whether the table keeps who it is."""
        return self.stage.tables[self.situation.table].policy.keeping is not Keeping.NOT_STORED

    def agency(self, key: str) -> Agency:
        """Return an agency at the situation's table."""
        return self.stage.agencies[Who(self.situation.table, key)]

    def protected(self, key: str) -> bool:
        """Whether an agency sends a protected program."""
        return bool(PROTECTED & set(self.agency(key).regimes))

    def delegation(self, agency: str) -> UUID:
        """Return an agency's delegation at the situation's table."""
        return self.stage.delegations[Who(self.situation.table, agency)]

    def persons_of(self, agency: str) -> list[UUID]:
        """Return the persons an agency was told of; all for the one that brought them."""
        told = self.heard.told.get(agency)
        places = told.persons if told and told.persons else range(len(self.people))
        return [self.people[place] for place in places]

    def screen(self, by: Seat, at: datetime) -> None:
        """Fill in the worksheet, or half of it; seal who it is where the table keeps that."""
        one = self.situation
        earlier = self.earlier.id if self.earlier else None
        screening.begin_screening(by=by, at=at, type=one.type, id=self.id, earlier=earlier)
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
        self._safeguard(by, at)
        if self.keeps_names:
            self._seal(by, at)
        if one.note:
            noting.keep_note(by=by, at=at, of=self.id, text=one.note)

    def _subjects(self) -> list[UUID]:
        rows = Subject.objects.filter(discussion_id=self.id)
        order = "pk" if self.situation.type in PLACES else "describedperson__position"
        return list(rows.order_by(order).values_list("pk", flat=True))

    def _safeguard(self, by: Seat, at: datetime) -> None:
        for place, safe in self.situation.safe.items():
            safeguarding.safeguard(
                by=by,
                at=at,
                of=self.id,
                person=self.people[place],
                consenter=safe.consenter,
                may_tell=safe.may_tell,
                must_not=safe.must_not,
            )

    def _seal(self, by: Seat, at: datetime) -> None:
        """Seal who it is; that a protected person is compared with nobody is no mistake here."""
        with savepoints(kept=self.protected(self.situation.origin)):
            for person, identity in zip(self.people, self.situation.identities, strict=True):
                screening.keep_identity(by=by, at=at, of=self.id, person=person, identity=identity)

    def _answers(self) -> screening.Answers:
        one = self.situation
        return screening.Answers(
            danger_now=False,
            abuse_suspected=one.abuse,
            criteria=[criterion.value for criterion in Criterion],
            tried=[tried.value for tried in one.tried],
            regimes=[regime.value for regime in self.origin.regimes],
            consent=one.consent.value,
            emergency=one.emergency,
        )

    def _described(self, *learned: str) -> screening.Described:
        one = self.situation
        return screening.Described(
            interpreter=one.language is not None,
            language=one.language.value if one.language else "",
            risk_factors=one.risks,
            protective_factors=one.protective,
            flags=[*one.flags, *learned],
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

    def says(self, agency: str, kind: StanceKind, criteria: Sequence[str] = ("",)) -> Act:
        """Return the act by which an agency says something, itself or through the chair."""

        def act(by: Seat, at: datetime) -> None:
            for criterion in criteria:
                deciding.say(
                    by=by,
                    at=at,
                    of=self.id,
                    delegation=self.delegation(agency),
                    kind=kind,
                    criterion=criterion,
                )

        return act

    def accept(self, by: Seat, at: datetime) -> None:
        """Accept it: a Hub number is given."""
        self.seen = deciding.accept(by=by, at=at, of=self.id, seen=self.seen)

    def reject(self, by: Seat, at: datetime) -> None:
        """Reject it for its reason."""
        reason = self.heard.reason
        self.seen = deciding.reject(by=by, at=at, of=self.id, seen=self.seen, reason=reason)

    def undo(self, by: Seat, at: datetime) -> None:
        """Take the decision back, before anything followed."""
        self.seen = deciding.undo_decision(by=by, at=at, of=self.id, seen=self.seen)

    def correct(self, by: Seat, at: datetime) -> None:
        """Add what the originating agency learned: one more flag."""
        correcting.correct(
            by=by,
            at=at,
            of=self.id,
            seen=1,
            described=self._described("Recent escalation"),
            people=dict(zip(self.people, self.situation.people, strict=False)),
            reason=self.heard.correction,
        )
