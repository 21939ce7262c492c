"""Is it open? Open, closed, or not known, at a moment, by the clock of the place.

"Closed" is only said where every schedule is understood that could say otherwise. An appointment, a
day without times, words nobody understood: all these make it "unknown", which excludes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hubtable.directory.rules.recurring import falls_on
from hubtable.directory.rules.schedules import DAY_LONG, Schedule

NOTHING_TOLD = Schedule()
"""Where only holidays or exceptions are told, any other day may be open or closed."""
LOOK_AHEAD = 63
"""Days in which the next opening is looked for: a fifth Friday can be nine weeks away."""


class State(StrEnum):
    """The three answers."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Opening:
    """The answer at a moment. `changes`: when it closes, or when it surely opens next (UTC).

    `by_appointment`: at this moment only who has an appointment comes in, as far as we know.
    `holiday`: the day is a public holiday and the schedules do not say what holds then.
    """

    state: State
    changes: datetime | None = None
    by_appointment: bool = False
    holiday: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    begins: datetime
    ends: datetime
    sure: bool
    by_appointment: bool = False

    def holds(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


Off = Callable[[date], bool]


def _never(_day: date) -> bool:
    return False


def opening(
    schedules: Sequence[Schedule], at: datetime, zone: str, is_holiday: Off = _never
) -> Opening:
    """Return whether a place is open at a moment.

    `zone` is the place's time zone ("America/New_York"), `is_holiday` tells its public holidays;
    they close a place only where a schedule says so (`holidays_off`).
    """
    if not schedules:
        return Opening(State.UNKNOWN)
    moment, clock = at.astimezone(UTC), ZoneInfo(zone)
    today = at.astimezone(clock).date()
    holiday = is_holiday(today) and not _says_holidays(schedules, today)
    here = _here(schedules, moment, clock, is_holiday)
    state = _state(here)
    if state is State.OPEN:
        ends = _ends(schedules, moment, clock, is_holiday)
        return Opening(State.OPEN, ends, holiday=holiday)
    begins = _begins(schedules, moment, today, clock, is_holiday)
    booked = any(span.by_appointment for span in here)
    return Opening(state, begins, by_appointment=booked, holiday=holiday)


def state_at(
    schedules: Sequence[Schedule], at: datetime, zone: str, is_holiday: Off = _never
) -> State:
    """Return the state of `opening` alone: what leaves out the closed need not know until when."""
    if not schedules:
        return State.UNKNOWN
    return _state(_here(schedules, at.astimezone(UTC), ZoneInfo(zone), is_holiday))


def clocks_stand(at: datetime, zone: str) -> bool:
    """Say whether no clock is changed around a moment: the wall clock then tells what is open."""
    clock = ZoneInfo(zone)
    near = (at + timedelta(days=step) for step in (-2, 0, 1))
    return len({moment.astimezone(clock).utcoffset() for moment in near}) == 1


def _here(
    schedules: Sequence[Schedule], moment: datetime, clock: ZoneInfo, is_holiday: Off
) -> list[_Span]:
    """Return the spans of yesterday's and today's hours that hold at a moment."""
    today = moment.astimezone(clock).date()
    return [
        span
        for day in (today - timedelta(days=1), today)
        for span in _spans(schedules, day, clock, is_holiday)
        if span.holds(moment)
    ]


def _state(here: list[_Span]) -> State:
    if any(span.sure for span in here):
        return State.OPEN
    return State.UNKNOWN if here else State.CLOSED


def _says_holidays(schedules: Sequence[Schedule], day: date) -> bool:
    return any(s.holidays_off or (s.exceptional and falls_on(s, day)) for s in schedules)


def _spans(
    schedules: Sequence[Schedule], day: date, clock: ZoneInfo, is_holiday: Off
) -> Iterator[_Span]:
    """Yield when it is open, or may be, from a day on; exceptions stand above the rest."""
    exceptions = [s for s in schedules if s.exceptional and falls_on(s, day)]
    if any(s.closed for s in exceptions):
        return
    if not exceptions and is_holiday(day) and any(s.holidays_off for s in schedules):
        return
    regular = [s for s in schedules if not s.exceptional and not _only_holidays(s)]
    for schedule in exceptions or regular or (NOTHING_TOLD,):
        span = _span(schedule, day, clock)
        if span:
            yield span


def _only_holidays(schedule: Schedule) -> bool:
    """Say whether a schedule tells of public holidays and of nothing else."""
    told = schedule.dated or schedule.opens is not None or schedule.by_appointment
    return schedule.holidays_off and not told


def _span(schedule: Schedule, day: date, clock: ZoneInfo) -> _Span | None:
    """Return the span of one schedule on one day, unsure where something is left open."""
    on = falls_on(schedule, day)
    if on is False or schedule.closed:
        return None
    opens = schedule.opens or 0
    closes = DAY_LONG if schedule.closes is None else schedule.closes
    told = on is True and schedule.opens is not None and schedule.closes is not None
    return _Span(
        _moment(day, opens, clock, fold=0),
        _moment(day, closes, clock, fold=1),
        sure=told and not schedule.by_appointment,
        by_appointment=schedule.by_appointment,
    )


def _moment(day: date, minutes: int, clock: ZoneInfo, *, fold: int) -> datetime:
    """Return the moment the wall clock shows a time; `fold` 1 is the second time it shows it."""
    later, rest = divmod(minutes, DAY_LONG)
    local = datetime.combine(day + timedelta(days=later), time(rest // 60, rest % 60), clock)
    return local.replace(fold=fold).astimezone(UTC)


def _ends(
    schedules: Sequence[Schedule], moment: datetime, clock: ZoneInfo, is_holiday: Off
) -> datetime | None:
    """Return when the opening ends in which a moment lies; None where it goes on for a week."""
    first = moment.astimezone(clock).date() - timedelta(days=1)
    days = (first + timedelta(days=step) for step in range(9))
    spans = [s for day in days for s in _spans(schedules, day, clock, is_holiday) if s.sure]
    end = moment
    for span in sorted(spans, key=lambda span: span.begins):
        if span.begins <= end < span.ends:
            end = span.ends
    return end if end - moment < timedelta(days=6) else None


def _begins(
    schedules: Sequence[Schedule], moment: datetime, today: date, clock: ZoneInfo, is_holiday: Off
) -> datetime | None:
    """Return the next sure opening."""
    for step in range(LOOK_AHEAD):
        day = today + timedelta(days=step)
        begins = [
            span.begins
            for span in _spans(schedules, day, clock, is_holiday)
            if span.sure and span.begins > moment
        ]
        if begins:
            return min(begins)
    return None
