"""What came of a situation that was presented, as events in time."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from hubtable.cli.practice.meetings import MINUTE, Meeting
from hubtable.cli.practice.situations import Heard
from hubtable.cli.practice.stage import Chore, Event, Who
from hubtable.cli.practice.story import Act, Story, offer_filings
from hubtable.hubs.rules.policies import Deciding
from hubtable.table.rules.later_words import ContactAnswer
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import PLACES, StanceKind

FURTHER = {State.IDENTIFYING, State.INTERVENING, State.CONCLUDED, State.FORGOTTEN}


def happened(
    story: Story, course: Heard, meetings: Mapping[int, Meeting]
) -> Iterator[Event | Chore]:
    """Yield everything from presenting to forgetting."""
    meeting = meetings[course.meeting]
    yield from _presented(story, course, meeting)
    if course.end in FURTHER:
        yield from _named(story, course, meeting)
    if course.lead:
        yield from _acted(story, course, meeting)
        yield from _told_the_table(story, course, meetings)
    yield from _ended(story, course, meetings)


def _presented(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    turn = meeting.turn(story)
    yield Event(turn, meeting.desk, story.present)
    for agency in course.our_work:
        who = Who(meeting.table, agency)
        yield Event(turn + MINUTE, who, story.says(agency, StanceKind.OUR_WORK))
    yield from _stances(story, course, meeting)
    match course.end:
        case State.PRESENTED:
            return
        case State.SUBMITTED:
            act = story.put_back
        case State.REJECTED:
            act = story.reject
        case _:
            act = story.accept
    yield Event(turn + 3 * MINUTE, meeting.desk, act)


def _stances(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    said = dict.fromkeys(course.objecting, StanceKind.OBJECT)
    said |= dict.fromkeys(course.abstaining, StanceKind.ABSTAIN)
    if story.stage.tables[meeting.table].policy.deciding is Deciding.VOTE:
        voting = (agency for agency in meeting.present if agency not in course.silent)
        said = {agency: said.get(agency, StanceKind.AGREE) for agency in voting}
    for place, (agency, kind) in enumerate(said.items()):
        spoken = place % 3 == 2
        who = meeting.desk if spoken else Who(meeting.table, agency)
        yield Event(meeting.turn(story) + 2 * MINUTE, who, story.says(agency, kind))


def _named(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    begins = meeting.round(story)
    yield Event(begins, meeting.desk, story.open_round)
    yield Event(begins + MINUTE, Who(meeting.table, story.situation.origin), story.tell)
    for agency, kind in course.answers.items():
        yield Event(begins + 2 * MINUTE, Who(meeting.table, agency), story.answers(kind))
    if course.lead:
        yield Event(begins + 4 * MINUTE, meeting.desk, story.assign)


def _acted(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    lead = Who(meeting.table, course.lead)
    helper = Who(meeting.table, course.helping[0]) if course.helping else lead
    yield _later(meeting, 1, lead, story.notes("plan"))
    for hours in course.tried:
        yield _later(meeting, hours, lead, story.notes("attempt"))
    if course.met is not None:
        yield _later(meeting, course.met, lead, story.met(_answer(story)))
    for hours, service in course.services:
        yield _later(meeting, hours, helper, story.notes("service", service))
    if course.corrected is not None:
        origin = Who(meeting.table, story.situation.origin)
        yield _later(meeting, course.corrected, origin, story.correct)
    if course.declined is not None:
        yield _later(meeting, course.declined, lead, story.decline)


def _answer(story: Story) -> ContactAnswer:
    return ContactAnswer.VISITED if story.situation.type in PLACES else ContactAnswer.AGREED


def _later(meeting: Meeting, hours: int, who: Who, act: Act) -> Event:
    return Event(meeting.ends + timedelta(hours=hours), who, act)


def _told_the_table(
    story: Story, course: Heard, meetings: Mapping[int, Meeting]
) -> Iterator[Event]:
    """Yield the lead's two answers at each meeting while the situation was open."""
    until = course.closed or 1
    open_at = set(range(until, course.meeting)) | set(range(1, course.reopened or 1))
    lead = Who(story.situation.table, course.lead)
    for back in sorted(open_at - set(course.unanswered), reverse=True):
        connected = course.connected is not None and back <= course.connected
        still = not (connected and back == course.closed)
        at = meetings[back].begins + 14 * MINUTE
        yield Event(at, lead, story.updates(still=still, connected=connected))


def _ended(story: Story, course: Heard, meetings: Mapping[int, Meeting]) -> Iterator[Event | Chore]:
    if course.closed is None:
        return
    closing = meetings[course.closed]
    at = closing.begins + 18 * MINUTE
    yield Event(at, closing.desk, story.conclude)
    if course.reopened is not None:
        again = meetings[course.reopened]
        yield Event(again.begins + 19 * MINUTE, again.desk, story.reopen)
    if course.forgotten is not None:
        last = at + timedelta(days=course.forgotten)
        yield Chore(last - timedelta(days=30), "retention", offer_filings)
        yield Chore(last, "retention", story.forget)
