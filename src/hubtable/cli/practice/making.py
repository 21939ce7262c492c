"""Makes practice data into an empty, migrated and locked database."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from hubtable.cli.practice import metrowest, worcester
from hubtable.cli.practice.accounts import DemoUser, Passwords, make_accounts, one_for_all
from hubtable.cli.practice.cast import FOUNDED, Cast, Person, Seating
from hubtable.cli.practice.days import local
from hubtable.cli.practice.directory import directory_events
from hubtable.cli.practice.elder import SITUATIONS as OF_ELDER
from hubtable.cli.practice.faces import give_photos
from hubtable.cli.practice.founding import Opening
from hubtable.cli.practice.joining import Joining
from hubtable.cli.practice.metrowest_closed import SITUATIONS as METROWEST_CLOSED
from hubtable.cli.practice.metrowest_new import SITUATIONS as METROWEST_NEW
from hubtable.cli.practice.metrowest_old import SITUATIONS as METROWEST_OLD
from hubtable.cli.practice.metrowest_open import SITUATIONS as METROWEST_OPEN
from hubtable.cli.practice.pace import savepoints, unhurried
from hubtable.cli.practice.public import public_events
from hubtable.cli.practice.searches import search_events
from hubtable.cli.practice.stage import Chore, Event, Stage
from hubtable.cli.practice.timeline import rounds, table_events
from hubtable.cli.practice.worcester_old import SITUATIONS as WORCESTER_OLD
from hubtable.cli.practice.worcester_situations import SITUATIONS as OF_WORCESTER
from hubtable.cli.practice.youth_situations import SITUATIONS as OF_YOUTH
from hubtable.kernel.seat import AT_TABLE, DESK, OF_AGENCY

CASTS = (metrowest.CAST, worcester.CAST)
SITUATIONS = (
    *METROWEST_OLD,
    *METROWEST_CLOSED,
    *METROWEST_OPEN,
    *METROWEST_NEW,
    *OF_YOUTH,
    *WORCESTER_OLD,
    *OF_WORCESTER,
    *OF_ELDER,
)
TEN = time(10, 0)


def make_practice_data(*, at: datetime, passwords: Passwords | None = None) -> list[DemoUser]:
    """Make both practice Hubs; return every seat that can act, the desk of each table first.

    `at` is when practice begins: history lies before it, open situations wait for it. By default
    everybody gets the same random password. The database is empty but for the row that says it is
    practice; the owner's connection is needed to found the Hubs.
    """
    chosen = passwords or one_for_all()
    stage = Stage()
    openings = [Opening(cast, stage, start=at) for cast in CASTS]
    founded = local(at, openings[0].zone, FOUNDED, TEN)
    with unhurried(), savepoints(kept=False):
        for opening in openings:
            opening.found(founded)
        stage.play(_everything(stage, openings, founded), until=at)
        give_photos(stage, at=at - timedelta(minutes=1))
    accounts = [(user, email) for email, user in stage.users.items()]
    make_accounts(accounts, chosen, at=founded)
    return [user for cast in CASTS for user in _users(cast, chosen)]


def _everything(
    stage: Stage, openings: list[Opening], founded: datetime
) -> Iterator[Event | Chore]:
    yield from rounds(openings[0].start, openings[0].zone)
    yield from directory_events(openings[0].cast.slug, openings[0].start)
    yield from search_events(openings[0].start)
    for opening in openings:
        yield opening.event(founded)
        yield from opening.faster()
        yield from public_events(opening.cast, opening.start)
        for person in (opening.cast.admin, *opening.cast.people):
            yield from Joining(opening, person).events(founded)
        for table in opening.cast.tables:
            yield from table_events(
                stage, table, SITUATIONS, start=opening.start, zone=opening.zone
            )


def _users(cast: Cast, passwords: Passwords) -> list[DemoUser]:
    agreed = {agency.key for agency in cast.agencies if agency.agreed > 0} | {""}
    held = [
        (person, seat)
        for person in (cast.admin, *cast.people)
        for seat in person.seats
        if seat.until is None and person.agency in agreed
    ]
    held.sort(key=lambda one: (one[1].role not in DESK, not one[1].table))
    return [_user(cast, person, seat, passwords) for person, seat in held]


def _user(cast: Cast, person: Person, seat: Seating, passwords: Passwords) -> DemoUser:
    agencies = {agency.key: agency.name for agency in cast.agencies}
    tables = {table.key: table.name for table in cast.tables}
    return DemoUser(
        email=person.email,
        password=passwords(person.email),
        name=person.name,
        role=seat.role.value,
        agency=agencies[person.agency] if seat.role in AT_TABLE | OF_AGENCY else "",
        hub=cast.name,
        table=tables.get(seat.table, ""),
    )
