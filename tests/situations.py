"""Situations brought to any step of the process, by the table's own actions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import AnswerKind, Criterion, DiscussionType, StanceKind
from hubtable.vault.rules.identity import Identity
from tests.world import NOW, World, as_seat

REJECTED = "Not acutely elevated risk"
CONCLUDED = "Connected to services in our jurisdiction"
ROAD = (
    State.SCREENING,
    State.SUBMITTED,
    State.PRESENTED,
    State.ACCEPTED,
    State.IDENTIFYING,
    State.INTERVENING,
    State.CONCLUDED,
    State.FORGOTTEN,
)
"""The states on the way of an accepted situation."""
MINUTE = timedelta(minutes=1)
RISK = "Alcohol: alcohol use by person"


@dataclass
class Situation:
    """One situation on its way: ids, the version the next step expects, the time it is there."""

    world: World
    id: UUID
    origin: Seat
    chair: Seat
    people: tuple[UUID, ...]
    at: datetime
    version: int = 1
    meeting: UUID | None = None
    told: tuple[Seat, ...] = field(default=())


def screening(
    world: World,
    origin: str = "school",
    *,
    chair: str = "chair",
    people: int = 1,
    at: datetime = NOW,
    kept: bool = True,
) -> Situation:
    """Begin a worksheet that could be submitted; names are sealed when `kept`."""
    seat = world[origin]
    kind = DiscussionType.PERSON if people == 1 else DiscussionType.FAMILY
    with as_seat(seat, at):
        made, subjects = worksheet(seat, at, kind=kind, people=people, kept=kept)
    return Situation(world, made, seat, world[chair], subjects, at)


def worksheet(
    by: Seat, at: datetime, *, kind: DiscussionType, kept: bool, people: int = 0
) -> tuple[UUID, tuple[UUID, ...]]:
    """Fill a worksheet by the acting seat; return its id and the affected persons'.

    `people` 0: as many as the type needs.
    """
    from hubtable.table.actions.screening import (
        Answers,
        Described,
        add_person,
        begin_screening,
        save_worksheet,
    )
    from hubtable.table.models import Subject

    made = begin_screening(by=by, at=at, type=kind)
    wanted = people or (2 if kind is DiscussionType.FAMILY else 1)
    for _ in range(wanted - 1):
        add_person(by=by, at=at, of=made)
    found = Subject.objects.filter(discussion_id=made).order_by("pk")
    subjects = tuple(found.values_list("pk", flat=True))
    answers = Answers(
        danger_now=False,
        abuse_suspected=False,
        criteria=tuple(c.value for c in Criterion),
        tried=("outreach",),
        regimes=("none",),
        consent="none",
    )
    described = Described(interpreter=False, risk_factors=(RISK,))
    save_worksheet(by=by, at=at, of=made, seen=1, answers=answers, described=described)
    say_who(by, at, made, subjects)
    for place, subject in enumerate(subjects if kept else ()):
        name_person(by, at, made, subject, f"Invented Person {place}")
    return made, subjects


def say_who(by: Seat, at: datetime, made: UUID, subjects: Iterable[UUID]) -> None:
    """Say role, sex and age group of affected persons."""
    from hubtable.table.actions.screening import PersonCodes, save_people

    codes = PersonCodes(role="main", sex="female", age_group="30-39")
    save_people(by=by, at=at, of=made, people=dict.fromkeys(subjects, codes))


def name_person(by: Seat, at: datetime, made: UUID, subject: UUID, name: str) -> None:
    """Seal who an affected person is."""
    from hubtable.vault.actions.sealing import seal

    who = Identity(name=name, birth_date="1990-01-01", address="1 Nowhere Lane")
    seal(by=by, at=at, of=made, person=subject, identity=who)


def submit(one: Situation) -> Situation:
    """Send it to the chair."""
    from hubtable.table.actions import screening as step

    with _as(one, one.origin):
        one.version = step.submit(by=one.origin, at=one.at, of=one.id, seen=one.version)
    return one


def withdraw(one: Situation) -> Situation:
    """Take it back."""
    from hubtable.table.actions import screening as step

    with _as(one, one.origin):
        one.version = step.withdraw(by=one.origin, at=one.at, of=one.id, seen=one.version)
    return one


def meet(one: Situation, present: Iterable[str]) -> Situation:
    """Begin the meeting, if there is none, and check in the agencies of these seats."""
    from hubtable.table.actions import meeting as step
    from hubtable.table.models import Meeting

    with _as(one, one.chair):
        one.meeting = (
            Meeting.objects.filter(table_id=one.chair.table, ended_at=None)
            .values_list("pk", flat=True)
            .first()
        ) or step.begin_meeting(by=one.chair, at=one.at)
        for name in present:
            step.check_in(
                by=one.chair,
                at=one.at,
                meeting=one.meeting,
                delegation=one.world.delegation(name),
            )
    return one


def end_meeting(one: Situation) -> None:
    """End the meeting it was brought to."""
    from hubtable.table.actions import meeting as step
    from hubtable.table.models import Meeting

    with _as(one, one.chair):
        on = Meeting.objects.get(pk=one.meeting)
        step.end_meeting(by=one.chair, at=one.at, meeting=on.pk, seen=on.version)


def present(one: Situation) -> Situation:
    """Present it to those checked in."""
    from hubtable.table.actions import presenting as step

    with _as(one, one.chair):
        one.version = step.present(by=one.chair, at=one.at, of=one.id, seen=one.version)
    return one


def put_back(one: Situation) -> Situation:
    """Put it back on the agenda."""
    from hubtable.table.actions import presenting as step

    with _as(one, one.chair):
        one.version = step.put_back(by=one.chair, at=one.at, of=one.id, seen=one.version)
    return one


def say(one: Situation, who: str, kind: StanceKind = StanceKind.AGREE) -> Situation:
    """An agency in the room says what it thinks."""
    from hubtable.table.actions import deciding as step

    seat = one.world[who]
    with _as(one, seat):
        step.say(by=seat, at=one.at, of=one.id, delegation=one.world.delegation(who), kind=kind)
    return one


def accept(one: Situation) -> Situation:
    """Accept it without objection."""
    from hubtable.table.actions import deciding as step

    with _as(one, one.chair):
        one.version = step.accept(by=one.chair, at=one.at, of=one.id, seen=one.version)
    return one


def reject(one: Situation) -> Situation:
    """Reject it with a reason."""
    from hubtable.table.actions import deciding as step

    with _as(one, one.chair):
        one.version = step.reject(
            by=one.chair, at=one.at, of=one.id, seen=one.version, reason=REJECTED
        )
    return one


def open_round(one: Situation) -> Situation:
    """Open the names round."""
    from hubtable.table.actions import identifying as step

    with _as(one, one.chair):
        one.version = step.open_round(by=one.chair, at=one.at, of=one.id, seen=one.version)
    return one


def tell(
    one: Situation,
    to: str,
    *,
    person: int = 0,
    manner: str = "screen",
    consent: UUID | None = None,
) -> Situation:
    """The originator tells one agency who one person is; `consent`: the id of one it takes now."""
    from hubtable.table.actions import identifying as step

    with _as(one, one.origin):
        if consent is not None:
            agree(one, to, person=person, made=consent)
        step.tell(
            by=one.origin,
            at=one.at,
            of=one.id,
            person=one.people[person],
            delegation=one.world.delegation(to),
            manner=manner,
            basis="other" if consent else "own_observation",
            reason="to ask whether it can help",
            consent=consent,
        )
    one.told = (*one.told, one.world[to])
    return one


def agree(one: Situation, to: str, *, person: int = 0, made: UUID | None = None) -> UUID:
    """The person signs a consent that names one agency; to be called by who acts now."""
    from hubtable.vault.actions.consenting import Agreed, consent

    agreed = Agreed(
        form="written",
        recipients=[one.world.delegation(to)],
        giver="self",
        until=one.at + timedelta(days=365),
    )
    return consent(
        by=one.origin, at=one.at, of=one.id, person=one.people[person], agreed=agreed, id=made
    )


def answer(one: Situation, who: str, kind: AnswerKind, *, person: int = 0) -> Situation:
    """A picked agency answers."""
    from hubtable.table.actions import identifying as step

    seat = one.world[who]
    with _as(one, seat):
        step.answer(by=seat, at=one.at, of=one.id, person=one.people[person], kind=kind)
    return one


def close_round(one: Situation) -> Situation:
    """Close the names round without an assignment."""
    from hubtable.table.actions import identifying as step

    with _as(one, one.chair):
        one.version = step.close_round(by=one.chair, at=one.at, of=one.id, seen=one.version)
    return one


def assign(one: Situation, lead: str, *assisting: str) -> Situation:
    """Record lead and assisting agencies."""
    from hubtable.table.actions import assigning as step

    with _as(one, one.chair):
        one.version = step.assign(
            by=one.chair,
            at=one.at,
            of=one.id,
            seen=one.version,
            lead=one.world.delegation(lead),
            assisting=[one.world.delegation(name) for name in assisting],
            reason="left",
        )
    return one


def plan(one: Situation, who: str, *, person: int = 0) -> Situation:
    """An assigned agency adds to the plan."""
    from hubtable.table.actions import intervening as step

    seat = one.world[who]
    with _as(one, seat):
        step.note(
            by=seat, at=one.at, of=one.id, person=one.people[person], entry=step.Entry("plan")
        )
    return one


def decline(one: Situation, who: str, *, person: int = 0) -> Situation:
    """The person said no to an assigned agency."""
    from hubtable.table.actions import intervening as step

    seat = one.world[who]
    with _as(one, seat):
        step.decline(by=seat, at=one.at, of=one.id, person=one.people[person])
    return one


def update(one: Situation, who: str) -> Situation:
    """The lead answers the two questions."""
    from hubtable.table.actions import updating as step

    seat = one.world[who]
    with _as(one, seat):
        step.update(by=seat, at=one.at, of=one.id, still_at_risk=True, connected=False)
    return one


def conclude(one: Situation) -> Situation:
    """Close it with a reason."""
    from hubtable.table.actions import concluding as step

    with _as(one, one.chair):
        one.version = step.conclude(
            by=one.chair, at=one.at, of=one.id, seen=one.version, reason=CONCLUDED
        )
    return one


def reopen(one: Situation) -> Situation:
    """Reopen it within 30 days."""
    from hubtable.table.actions import concluding as step

    with _as(one, one.chair):
        one.version = step.reopen(
            by=one.chair, at=one.at, of=one.id, seen=one.version, reason="new events"
        )
    return one


def break_glass(one: Situation, who: str, *, person: int = 0) -> Situation:
    """An emergency look by one seat."""
    from hubtable.table.actions import looking as step

    seat = one.world[who]
    with _as(one, seat):
        step.break_glass(
            by=seat, at=one.at, of=one.id, person=one.people[person], reason="threat to life"
        )
    return one


def close_glass(one: Situation) -> Situation:
    """The chair ends every emergency look."""
    from hubtable.table.actions import looking as step

    with _as(one, one.chair):
        step.close_glass(by=one.chair, at=one.at, of=one.id)
    return one


def forget(one: Situation, at: datetime) -> Situation:
    """The worker forgets it after the retention time."""
    from hubtable.base.acting import acting
    from hubtable.table.actions import forgetting as step

    before = at - timedelta(days=31)
    with acting("job", "retention", at=before):
        step.offer_filing(at=before)
    one.at = at
    with acting("job", "retention", at=at):
        step.forget(at=at, of=one.id, seen=one.version)
    one.version += 1
    return one


def _as(one: Situation, seat: Seat):  # type: ignore[no-untyped-def]
    one.at += MINUTE
    return as_seat(seat, one.at)
