"""Founds one practice Hub: towns, agencies with their agreements, tables with delegations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import connections, transaction

from hubtable.base.acting import acting
from hubtable.cli.practice.cast import FOUNDED, Agency, Cast, Person, Table
from hubtable.cli.practice.days import WEEKS, local, weekday_of
from hubtable.cli.practice.stage import ADMIN, Event, Stage, Who
from hubtable.hubs.actions import agencies, founding, people, seating, tables, vocabularies
from hubtable.hubs.rules.policies import AgreementKind, Rhythm
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.kernel.seat import Seat


class Opening:
    """Founds one Hub and fills it with what is written of it. `start` is when practice begins."""

    def __init__(self, cast: Cast, stage: Stage, *, start: datetime) -> None:
        self.cast, self.stage, self.start = cast, stage, start
        self.zone = ZoneInfo(cast.zone)
        self.who = Who(cast.slug, ADMIN)
        self.agencies: dict[str, UUID] = {}
        self.programs: dict[tuple[str, str], UUID] = {}
        self.tables: dict[str, UUID] = {}
        self.words: UUID | None = None
        self.approved = local(start, self.zone, FOUNDED, time(0)).astimezone(self.zone).date()
        self._announce()

    def _announce(self) -> None:
        written = {agency.key: agency for agency in self.cast.agencies}
        for table in self.cast.tables:
            self.stage.tables[table.key] = table
            self.stage.hubs[table.key] = self.cast.slug
            for key in table.members:
                self.stage.agencies[Who(table.key, key)] = written[key]

    def found(self, at: datetime) -> None:
        """Make the first rows on the owner's connection; the administrator signs and may act."""
        admin = self.cast.admin
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            seat = founding.found_hub(
                cursor,
                at=at,
                slug=self.cast.slug,
                name=self.cast.name,
                time_zone=self.cast.zone,
                admin_name=admin.name,
                admin_email=admin.email,
                admin_user=self.user(admin),
            )
        with acting("person", str(seat.user), at=at):
            people.sign_own_confidentiality(at=at, person=seat.person)
        self.stage.enter(self.who, seat)

    def event(self, at: datetime) -> Event:
        """Return what the administrator did on the first day, before anybody joined."""
        return Event(at, self.who, self._open)

    def user(self, person: Person) -> UUID:
        """Return the account's id of somebody: one account for all Hubs."""
        return self.stage.users.setdefault(person.email, uuid4())

    def _open(self, by: Seat, at: datetime) -> None:
        for name, state in self.cast.towns:
            founding.add_town(by=by, at=at, name=name, state=state)
        self.words = vocabularies.issue_vocabulary(by=by, at=at)
        for agency in self.cast.agencies:
            self._add_agency(agency, by, at)
        for table in self.cast.tables:
            self._open_table(table, by, at)

    def _add_agency(self, agency: Agency, by: Seat, at: datetime) -> None:
        made = agencies.add_agency(
            by=by, at=at, name=agency.name, sector=agency.sector, can_do=agency.can_do
        )
        self.agencies[agency.key] = made
        for name, regimes in agency.programs:
            program = agencies.add_program(by=by, at=at, agency=made, name=name, regimes=regimes)
            self.programs[agency.key, name] = program
        for kind in (AgreementKind.INFORMATION_SHARING, *agency.also):
            agencies.add_agreement(
                by=by,
                at=at,
                agency=made,
                kind=kind,
                starts_at=at,
                ends_at=self.start + timedelta(days=agency.agreed),
            )

    def _open_table(self, table: Table, by: Seat, at: datetime) -> None:
        first = replace(self._policy(table), rhythm=Rhythm.MONTHLY)
        made = tables.open_table(by=by, at=at, policy=first, **self._times(table))
        self.tables[table.key] = made
        for agency in self.cast.agencies:
            if agency.key in table.members:
                self._send(agency, table, made, by, at)

    def _policy(self, table: Table) -> TablePolicy:
        approved = self.approved if table.policy.retention_days else None
        return replace(table.policy, retention_approved_on=approved)

    def _times(self, table: Table) -> dict[str, Any]:
        return {
            "name": table.name,
            "weekday": weekday_of(self.start, self.zone, table.ahead),
            "starts": table.starts,
            "time_zone": self.cast.zone,
            "vocabulary": self.words,
        }

    def faster(self) -> Iterator[Event]:
        """Yield how the tables came to meet as often as they do now."""
        at = local(self.start, self.zone, 7 * WEEKS + 2, time(16, 0))
        for table in self.cast.tables:
            if table.policy.rhythm is not Rhythm.MONTHLY:
                yield Event(at, self.who, partial(self._meet_more, table))

    def _meet_more(self, table: Table, by: Seat, at: datetime) -> None:
        tables.change_policy(
            by=by,
            at=at,
            table=self.tables[table.key],
            version=1,
            policy=self._policy(table),
            **self._times(table),
        )

    def _send(self, agency: Agency, table: Table, to: UUID, by: Seat, at: datetime) -> None:
        self.stage.delegations[Who(table.key, agency.key)] = seating.send_delegation(
            by=by,
            at=at,
            table=to,
            agency=self.agencies[agency.key],
            program=self.programs.get((agency.key, agency.sends)),
        )
