"""A table on its meeting day: 25 agencies, 60 seats, 14 updates and 8 new situations.

Made by the real actions from the members' own seats, with times counted back from now. All people
and agencies are invented.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from hubtable.kernel.seat import Role, Seat
from tests import situations as made
from tests.world import World, agree, as_seat, person, sit

AGENCIES, SEATS, UPDATES, NEW = 25, 60, 14, 8
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
KEPT_OFF = ("pregnant", "Dari", "Invented", "Nowhere Lane")
"""What stands in the first new situation, or in a name, and never on the room's screen."""
SECTORS = ("Housing", "Education", "Policing", "Hospital", "Municipal social services")


def gather() -> World:
    """Make the Hub and its table, and begin the meeting; every agency is in the room."""
    world = prepare()
    _begin(world, datetime.now(UTC) - 5 * MINUTE)
    return world


def prepare() -> World:
    """Make the Hub and its table on the morning of a meeting that has not begun."""
    now = datetime.now(UTC)
    world = _founded(now - 60 * DAY)
    _met(world, now - 6 * DAY)
    for number in range(NEW):
        at = now - 60 * MINUTE + number * MINUTE
        one = made.screening(world, origin_of(number), at=at)
        if number == 0:
            _describe_more(one)
        made.submit(one)
    return world


def origin_of(new: int) -> str:
    """Return the seat that brought a new situation, counted from 0."""
    return f"member{3 + new}"


def lead_of(update: int) -> str:
    """Return the seat of the agency that leads one of last week, counted from 0."""
    return f"member{1 + (update + 9) % 24}"


def _founded(at: datetime) -> World:
    admin = _admin(at)
    with as_seat(admin, at):
        vocabulary, table = _table(admin, at)
        delegations = {}
        agencies = {}
        for number in range(AGENCIES):
            key = f"agency{number}"
            agencies[key] = _agency(admin, number, at)
            delegations[key] = _sent(admin, table, agencies[key], at)
        seats = {}
        for number in range(SEATS):
            key = f"agency{number % AGENCIES}"
            name = f"Invented Member {number}"
            seats[_seat_name(number)] = sit(
                admin,
                person(admin, name, agencies[key], at),
                name,
                _role(number),
                delegation=delegations[key],
                table=table,
                at=at,
            )
    return World(
        hub=admin.hub,
        tables={"A": table},
        vocabulary=vocabulary,
        agencies=agencies,
        delegations=delegations,
        agreements={},
        seats=seats,
        credentials={},
        other_hub=admin.hub,
    )


def _admin(at: datetime) -> Seat:
    from django.db import connections, transaction

    from hubtable.base.acting import acting
    from hubtable.hubs.actions import founding, people

    user = uuid4()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        admin = founding.found_hub(
            cursor,
            at=at,
            slug="bench",
            name="Bench Hub",
            time_zone="America/New_York",
            admin_name="Invented Admin",
            admin_email="admin@example.org",
            admin_user=user,
        )
    with acting("person", str(user), at=at):
        people.sign_own_confidentiality(at=at, person=admin.person)
    return admin


def _table(admin: Seat, at: datetime) -> tuple[UUID, UUID]:
    from hubtable.hubs.actions import tables, vocabularies
    from hubtable.hubs.rules.policies import Keeping
    from hubtable.hubs.rules.table_policy import TablePolicy

    words = vocabularies.issue_vocabulary(by=admin, at=at)
    table = tables.open_table(
        by=admin,
        at=at,
        name="Bench table",
        weekday=1,
        starts=time(10),
        time_zone="America/New_York",
        vocabulary=words,
        policy=TablePolicy(
            keeping=Keeping.UNTIL_CONCLUSION,
            retention_days=180,
            retention_approved_by="Records board",
            retention_approved_on=date(2026, 1, 5),
        ),
    )
    return words, table


def _agency(admin: Seat, number: int, at: datetime) -> UUID:
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.rules.policies import Regime

    name, sector = f"Invented Agency {number}", SECTORS[number % len(SECTORS)]
    agency = agencies.add_agency(by=admin, at=at, name=name, sector=sector)
    agencies.add_program(by=admin, at=at, agency=agency, name=name, regimes=[Regime.NONE])
    agree(admin, agency, at, at + 3650 * DAY)
    return agency


def _sent(admin: Seat, table: UUID, agency: UUID, at: datetime) -> UUID:
    from hubtable.hubs.actions import seating

    return seating.send_delegation(by=admin, at=at, table=table, agency=agency)


def _seat_name(number: int) -> str:
    return "chair" if number == 0 else f"member{number}"


def _role(number: int) -> Role:
    if number < AGENCIES:
        return Role.CHAIR if number == 0 else Role.REPRESENTATIVE
    return Role.ALTERNATE


def _met(world: World, at: datetime) -> None:
    """Hold the meeting of last week, from which agencies act on 14 situations."""
    everyone = ["chair", *(f"member{number}" for number in range(1, AGENCIES))]
    one = None
    for number in range(UPDATES):
        lead, helper = lead_of(number), f"member{1 + (number + 17) % 24}"
        one = made.screening(world, f"member{1 + number}", at=at + 5 * number * MINUTE)
        made.meet(made.submit(one), everyone if number == 0 else ())
        made.open_round(made.accept(made.present(one)))
        made.tell(made.tell(one, lead), helper)
        made.plan(made.assign(one, lead, helper), lead)
        if number % 2:
            _visit(one, lead)
    assert one
    assert one.meeting
    _end(world["chair"], one.meeting, at + 200 * MINUTE)


def _visit(one: made.Situation, lead: str) -> None:
    """The first visit of every other situation: the rest are overdue today."""
    from hubtable.table.actions.intervening import contact
    from hubtable.table.rules.later_words import ContactAnswer

    seat, at = one.world[lead], one.at + MINUTE
    with as_seat(seat, at):
        contact(by=seat, at=at, of=one.id, person=one.people[0], said=ContactAnswer.AGREED)


def _describe_more(one: made.Situation) -> None:
    """Say what the members hear and the room's screen leaves out."""
    from hubtable.table.actions.screening import Answers, Described, save_worksheet
    from hubtable.table.models import Worksheet
    from hubtable.table.rules.words import Criterion

    answers = Answers(
        danger_now=False,
        abuse_suspected=False,
        criteria=tuple(c.value for c in Criterion),
        tried=("outreach",),
        regimes=("none",),
        consent="none",
    )
    described = Described(
        interpreter=True, language="dari", risk_factors=(made.RISK, "Physical Health: pregnant")
    )
    at = one.at + MINUTE / 2
    with as_seat(one.origin, at):
        seen = Worksheet.objects.values_list("version", flat=True).get(pk=one.id)
        save_worksheet(
            by=one.origin, at=at, of=one.id, seen=seen, answers=answers, described=described
        )


def _end(chair: Seat, meeting: UUID, at: datetime) -> None:
    from hubtable.table.actions.meeting import end_meeting
    from hubtable.table.models import Meeting

    with as_seat(chair, at):
        version = Meeting.objects.values_list("version", flat=True).get(pk=meeting)
        end_meeting(by=chair, at=at, meeting=meeting, seen=version)


def _begin(world: World, at: datetime) -> None:
    from hubtable.table.actions.meeting import begin_meeting, check_in

    chair = world["chair"]
    with as_seat(chair, at):
        meeting = begin_meeting(by=chair, at=at)
        for delegation in world.delegations.values():
            check_in(by=chair, at=at, meeting=meeting, delegation=delegation)
