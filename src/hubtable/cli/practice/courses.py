"""What came of a situation that was presented, as events in time."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from hubtable.cli.practice import around, naming, visiting
from hubtable.cli.practice.meetings import MINUTE, Meeting
from hubtable.cli.practice.situations import DECLINED, Heard
from hubtable.cli.practice.stage import Chore, Event, Who
from hubtable.cli.practice.story import Act, Story
from hubtable.cli.practice.visiting import Answered
from hubtable.hubs.rules.policies import Deciding
from hubtable.table.rules.clock import AHEAD
from hubtable.table.rules.deciding import questions
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import StanceKind

FURTHER = {State.IDENTIFYING, State.INTERVENING, State.CONCLUDED, State.FORGOTTEN}
HOUR = timedelta(hours=1)
MOBILIZED = ("Connected to service", "Engaged with service", "Informed of service")

Meetings = Mapping[int, Meeting]


def happened(story: Story, course: Heard, meetings: Meetings) -> Iterator[Event | Chore]:
    """Yield everything from presenting to closing, and what stands beside it."""
    meeting = meetings[course.meeting]
    yield from _presented(story, course, meeting)
    if course.end in FURTHER or course.without:
        yield from _named(story, course, meeting)
    if course.end in FURTHER or course.end is State.ACCEPTED:
        yield from _clock(story, course, meeting)
    if course.lead:
        yield from _acted(story, course, meeting)
        yield from _told_the_table(story, course, meetings)
    yield from _ended(story, course, meetings)
    yield from _beside(story, course, meeting)


def _presented(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    turn = meeting.turn(story)
    yield Event(turn, meeting.desk, story.present)
    for agency in course.our_work:
        who = Who(meeting.table, agency)
        yield Event(turn + MINUTE, who, story.says(agency, StanceKind.OUR_WORK))
    yield from _stances(story, course, meeting)
    decided = turn + 3 * MINUTE
    if course.end is State.PRESENTED:
        return
    if course.end is State.SUBMITTED:
        act = story.put_back
    else:
        act = story.reject if course.end is State.REJECTED else story.accept
    if course.undone:
        yield Event(turn + 2.5 * MINUTE, meeting.desk, act)
        yield Event(turn + 2.7 * MINUTE, meeting.desk, story.undo)
    yield Event(decided, meeting.desk, act)


def _stances(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    way = story.stage.tables[meeting.table].policy.deciding
    said = dict.fromkeys(course.objecting, StanceKind.OBJECT)
    said |= dict.fromkeys(course.abstaining, StanceKind.ABSTAIN)
    if way is not Deciding.OBJECTIONS:
        voting = (agency for agency in meeting.present if agency not in course.silent)
        said = {agency: said.get(agency, StanceKind.AGREE) for agency in voting}
    for place, (agency, kind) in enumerate(said.items()):
        spoken = place % 3 == 2
        who = meeting.desk if spoken else Who(meeting.table, agency)
        act = story.says(agency, kind, questions(way))
        yield Event(meeting.turn(story) + 2 * MINUTE, who, act)


def _named(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    begins, origin = meeting.round(story), story.brought_by
    yield Event(begins, meeting.desk, naming.opens(story))
    yield Event(begins + MINUTE, origin, naming.agrees(story))
    yield Event(begins + MINUTE, origin, naming.tells(story))
    for agency, kind in course.answers.items():
        who = origin if agency in course.spoke else Who(meeting.table, agency)
        yield Event(begins + 2 * MINUTE, who, naming.answers(story, agency, kind))
    if course.proposed:
        yield Event(begins + 3 * MINUTE, origin, naming.proposes(story))
    if course.without:
        yield Event(begins + 4 * MINUTE, meeting.desk, naming.closes(story))
    if course.lead:
        yield Event(begins + 4 * MINUTE, meeting.desk, naming.assigns(story))
        if course.gathering:
            act = naming.gathers(story, course.gathering)
            yield Event(begins + 5 * MINUTE, Who(meeting.table, course.lead), act)


def _clock(story: Story, course: Heard, meeting: Meeting) -> Iterator[Chore]:
    """Yield the worker's rounds in which a reminder is due."""
    policy = story.stage.tables[meeting.table].policy
    accepted = meeting.turn(story) + 3 * MINUTE
    target, limit = policy.contact_target_hours * HOUR, policy.contact_limit_hours * HOUR
    standing = [visit.hours for visit in course.visits if visit.mistaken is None]
    met = meeting.ends + min(standing) * HOUR if standing else None
    for after in (target - AHEAD, limit - AHEAD, limit):
        due = accepted + after + MINUTE
        if met is None or due < met:
            yield Chore(due, "clocks", around.reminds)


def _acted(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    lead = Who(meeting.table, course.lead)
    helper = course.helping[0] if course.helping else course.lead
    yield _later(meeting, 1, lead, visiting.plans(story, course.lead))
    for number, hours in enumerate(course.tried):
        yield _later(meeting, hours, lead, visiting.tries(story, course.lead, number))
    for visit in course.visits:
        yield _later(meeting, visit.hours, lead, visiting.visits(story, course.lead, visit))
        if visit.mistaken is not None:
            act = visiting.takes_back(story, course.lead, visit)
            yield _later(meeting, visit.hours + visit.mistaken, lead, act)
    for number, (hours, service) in enumerate(course.services):
        code = MOBILIZED[number % len(MOBILIZED)]
        act = visiting.serves(story, helper, service, code)
        yield _later(meeting, hours, Who(meeting.table, helper), act)
    if course.outcome:
        hours, outcome = course.outcome
        yield _later(meeting, hours, lead, visiting.ends(story, course.lead, outcome))
    if course.corrected is not None:
        yield _later(meeting, course.corrected, story.brought_by, story.correct)
    if course.withdrawn is not None:
        yield _later(meeting, course.withdrawn, story.brought_by, naming.withdraws(story))


def _later(meeting: Meeting, hours: float, who: Who, act: Act) -> Event:
    return Event(meeting.ends + hours * HOUR, who, act)


def _told_the_table(story: Story, course: Heard, meetings: Meetings) -> Iterator[Event]:
    """Yield the two answers at each meeting while it was open: before, in it, or by the chair."""
    until = course.closed or 1
    open_at = set(range(until, course.meeting)) | set(range(1, course.reopened or 1))
    lead = Who(story.situation.table, course.lead)
    for back in sorted(open_at - set(course.unanswered), reverse=True):
        connected = course.connected is not None and back <= course.connected
        still = not (connected and back == course.closed)
        meeting = meetings[back]
        way = (story.place + back) % 4
        at = meeting.begins + 14 * MINUTE if way else meeting.begins - 3 * HOUR
        said = (lambda one=meeting: one.id) if way else None
        answer = Answered(still=still, connected=connected, meeting=said, by_chair=way == 3)
        yield Event(at, meeting.desk if way == 3 else lead, visiting.updates(story, answer))


def _ended(story: Story, course: Heard, meetings: Meetings) -> Iterator[Event]:
    if course.packet:
        sent = meetings[course.closed or course.meeting].begins - 4 * HOUR
        lead = Who(story.situation.table, course.lead)
        yield Event(sent, lead, visiting.sends(story, *course.packet))
    if course.closed is None:
        return
    closing = meetings[course.closed]
    at = closing.begins + 18 * MINUTE
    declined = any(visit.said is DECLINED for visit in course.visits)
    by_lead = course.lead and not declined and story.place % 3 == 0
    yield Event(
        at,
        Who(story.situation.table, course.lead) if by_lead else closing.desk,
        visiting.concludes(story),
    )
    if course.reopened is not None:
        again = meetings[course.reopened]
        yield Event(again.begins + 19 * MINUTE, again.desk, visiting.reopens(story))


def _beside(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    yield from _offered(story, course, meeting)
    yield from _looked(story, course, meeting)
    if course.excess:
        made: around.Ids = {}
        said = meeting.turn(story) + 1.5 * MINUTE
        yield Event(said, meeting.desk, around.exceeds(story, made))
        yield Event(said + MINUTE / 3, meeting.desk, around.shows_again)
        contact = course.excess.privacy_contact
        who = Who(story.stage.hubs[meeting.table], contact) if contact else meeting.desk
        yield _later(meeting, 26, who, around.reviews_excess(course.excess, made))


def _offered(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    for one in course.offers:
        made: around.Ids = {}
        who = Who(meeting.table, one.agency)
        yield _later(meeting, one.hours, who, around.offers(story, one, made))
        if one.answer or one.taken_back:
            answering = who if one.taken_back else story.brought_by
            yield _later(meeting, one.hours + 2, answering, around.takes_offer(story, one, made))


def _looked(story: Story, course: Heard, meeting: Meeting) -> Iterator[Event]:
    for one in course.looks:
        who = Who(meeting.table, one.agency)
        yield _later(meeting, one.hours, who, around.looks(story, one))
        if one.closed is not None:
            act = around.closes_look(story)
            yield _later(meeting, one.hours + one.closed / 60, meeting.desk, act)
        if one.outcome:
            yield _later(meeting, one.hours + 50, meeting.desk, around.reviews_look(story, one))


def kept(story: Story, course: Heard, ended: datetime, filing: timedelta) -> Iterator[Event]:
    """Yield holds and filings of one that ended; `filing` is when agencies were offered theirs."""
    desk = Who(story.situation.table, "chair")
    if course.hold:
        made: around.Ids = {}
        at = ended + timedelta(days=course.hold.days)
        yield Event(at, desk, around.holds(story, course.hold, made))
        if course.hold.lifted is not None:
            yield Event(at + timedelta(days=course.hold.lifted), desk, around.lifts(made))
    for number, agency in enumerate(course.filed):
        at = ended + filing + timedelta(days=1, hours=number)
        yield Event(at, Who(story.situation.table, agency), around.files(story))
