"""People join a practice Hub: they sign, are given seats, and some leave again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from uuid import UUID

from hubtable.cli.practice.cast import FOUNDED, Person, Seating
from hubtable.cli.practice.days import office_hour
from hubtable.cli.practice.directory import STEWARD
from hubtable.cli.practice.founding import Opening
from hubtable.cli.practice.stage import CHAIR, COORDINATOR, Event, Who
from hubtable.hubs.actions import people, seating
from hubtable.kernel.seat import OF_AGENCY, Role, Seat

DESK = {Role.CHAIR: CHAIR, Role.COORDINATOR: COORDINATOR}
NOON = time(12, 0)


class Joining:
    """One person of a Hub, with the ids they get as it is played."""

    def __init__(self, opening: Opening, person: Person) -> None:
        self.opening, self.written = opening, person
        self.seats: dict[Seating, UUID] = {}
        self.person: UUID | None = None

    def events(self, founded: datetime) -> Iterator[Event]:
        """Yield how they joined on the first day, and each seat given and ended."""
        admin = self.opening.who
        yield Event(founded, admin, self._join)
        for seat in self.written.seats:
            if seat.role is Role.ADMIN:
                continue  # founding gave it
            since = founded if seat.since == FOUNDED else self._day(seat.since)
            yield Event(since, admin, partial(self._give, seat))
            if seat.until is not None:
                until = self._day(seat.until)
                yield Event(until, admin, partial(self._end, seat))

    def _day(self, days: int) -> datetime:
        return office_hour(self.opening.start, self.opening.zone, days, NOON)

    def _join(self, by: Seat, at: datetime) -> None:
        if self.written == self.opening.cast.admin:
            self.person = by.person
            return
        self.person = people.add_person(
            by=by,
            at=at,
            name=self.written.name,
            email=self.written.email,
            agency=self.opening.agencies.get(self.written.agency),
            user=self.opening.user(self.written),
            languages=self.written.languages,
        )
        people.record_confidentiality(by=by, at=at, person=self.person, signed_at=at)

    def _give(self, seat: Seating, by: Seat, at: datetime) -> None:
        stage, agency = self.opening.stage, self.opening.agencies.get(self.written.agency)
        who = Who(seat.table, self.written.agency)
        delegation = stage.delegations.get(who)
        assert self.person is not None  # noqa: S101 - they joined on the first day
        given = seating.give_seat(
            by=by,
            at=at,
            person=self.person,
            role=seat.role,
            delegation=delegation,
            agency=agency if seat.role in OF_AGENCY else None,
        )
        self.seats[seat] = given
        if delegation:
            held = self._held(by, seat, given)
            stage.enter(who, held)
            if seat.role in DESK:
                stage.enter(Who(seat.table, DESK[seat.role]), held)
        elif seat.role is Role.STEWARD:
            stage.enter(Who(self.opening.cast.slug, STEWARD), self._of_hub(by, seat, given))
        elif seat.role is Role.PRIVACY_CONTACT:
            stage.enter(
                Who(self.opening.cast.slug, self.written.agency), self._of_agency(by, given)
            )

    def _of_hub(self, by: Seat, seat: Seating, given: UUID) -> Seat:
        return replace(
            by,
            id=given,
            role=seat.role,
            person=self.person or by.person,
            user=self.opening.user(self.written),
            person_name=self.written.name,
        )

    def _of_agency(self, by: Seat, given: UUID) -> Seat:
        return replace(
            by,
            id=given,
            role=Role.PRIVACY_CONTACT,
            person=self.person or by.person,
            user=self.opening.user(self.written),
            person_name=self.written.name,
            agency=self.opening.agencies[self.written.agency],
        )

    def _held(self, by: Seat, seat: Seating, given: UUID) -> Seat:
        who = Who(seat.table, self.written.agency)
        return replace(
            by,
            id=given,
            role=seat.role,
            person=self.person or by.person,
            user=self.opening.user(self.written),
            person_name=self.written.name,
            agency=self.opening.agencies[self.written.agency],
            agency_name=self.opening.stage.agencies[who].name,
            delegation=self.opening.stage.delegations[who],
            table=self.opening.tables[seat.table],
            table_name=self.opening.stage.tables[seat.table].name,
        )

    def _end(self, seat: Seating, by: Seat, at: datetime) -> None:
        given = self.seats[seat]
        seating.end_seat(by=by, at=at, seat=given, version=1)
        self.opening.stage.leave(given)
