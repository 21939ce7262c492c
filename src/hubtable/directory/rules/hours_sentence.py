"""One sentence of opening hours: which days go with which times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hubtable.directory.rules.clock_times import Range, range_of
from hubtable.directory.rules.hours_words import Kind, Token
from hubtable.directory.rules.schedules import DAY_LONG, Schedule


class Unread(Exception):
    """A sentence that is not understood as a whole."""


@dataclass(frozen=True, slots=True)
class Spec:
    """Days: every week, the nth of a month, or every other week."""

    days: tuple[int, ...]
    nths: tuple[int, ...] = ()
    interval: int = 1


Times = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Days and the times they share."""

    specs: tuple[Spec, ...] = ()
    times: Times = ()
    by_appointment: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence says: groups of days and times, closed days, pauses, appointments."""

    groups: tuple[Group, ...] = ()
    closed: tuple[int, ...] = ()
    breaks: tuple[Range, ...] = ()
    holidays_off: bool = False
    appointment: bool = False
    """Appointments are possible, besides its hours or without any."""
    sure: bool = True
    given: str = ""

    @property
    def empty(self) -> bool:
        """Say whether nothing about hours is in it."""
        return not (
            self.groups or self.closed or self.breaks or self.holidays_off or self.appointment
        )

    @property
    def only_times(self) -> bool:
        """Say whether it has one group of times without days."""
        return len(self.groups) == 1 and not self.groups[0].specs

    @property
    def only_days(self) -> bool:
        """Say whether it has one group of days without times."""
        group = self.groups[0] if len(self.groups) == 1 else None
        return bool(group and not group.times and not group.by_appointment)

    def schedules(self, closed: set[int], breaks: Sequence[Range]) -> Iterator[Schedule]:
        """Yield its schedules without closed days and pauses."""
        for group in self.groups:
            for spec in group.specs or (Spec(()),):
                days = tuple(day for day in spec.days if spec.nths or day not in closed)
                if spec.days and not days:
                    continue
                for opens, closes in _around(group.times, breaks) or ((None, None),):
                    yield Schedule(
                        days, opens, closes, spec.nths, interval=spec.interval,
                        monthly=bool(spec.nths), by_appointment=group.by_appointment,
                        given=self.given,
                    )  # fmt: skip
        if self.appointment:
            yield Schedule(by_appointment=True, given=self.given)


def _around(times: Times, breaks: Sequence[Range]) -> list[tuple[int, int | None]]:
    """Return times with the pauses cut out that lie inside them."""
    found = list(times)
    for begin, end in breaks:
        cut = list[tuple[int, int | None]]()
        for opens, closes in found:
            if closes is not None and opens < begin and end < closes:
                cut += [(opens, begin), (end, closes)]
            else:
                cut.append((opens, closes))
        found = cut
    return found


@dataclass
class _Reader:
    tokens: list[Token]
    at: int = 0
    groups: list[Group] = field(default_factory=list)
    specs: list[Spec] = field(default_factory=list)
    times: list[tuple[int, int | None]] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    breaks: list[Range] = field(default_factory=list)
    times_first: bool = False
    holidays_off: bool = False
    appointment: bool = False
    appointment_first: bool = False
    sure: bool = True

    def kind(self, ahead: int = 0) -> Kind | None:
        """Return the kind of a token ahead, or None after the last."""
        place = self.at + ahead
        return self.tokens[place].kind if place < len(self.tokens) else None

    def take(self) -> Token:
        """Return the next token and go on."""
        self.at += 1
        return self.tokens[self.at - 1]

    def flush(self) -> None:
        """Close a group of days and times."""
        if self.specs or self.times:
            first = self.appointment_first
            self.groups.append(Group(tuple(self.specs), tuple(self.times), first))
        self.specs, self.times, self.times_first = [], [], False

    def read(self) -> Sentence:
        """Read to the end."""
        steps = {
            Kind.DAY: self.day, Kind.NTH: self.nth, Kind.OTHER: self.other, Kind.TIME: self.time,
            Kind.ALL_DAY: self.all_day, Kind.CLOSED: self.close, Kind.EXCEPT: self.leave_out,
            Kind.APPOINTMENT: self.appoint, Kind.AND: self.take,
        }  # fmt: skip
        while (kind := self.kind()) is not None:
            step = steps.get(kind)
            if step is None:
                raise Unread
            step()
        self.flush()
        alone = self.appointment_first and not self.groups
        return Sentence(
            tuple(self.groups), tuple(self.closed), tuple(self.breaks), self.holidays_off,
            self.appointment or alone, self.sure,
        )  # fmt: skip

    def day(self) -> None:
        """Read a day or a span of days."""
        self.before_days()
        days = self.span()
        last = self.specs[-1] if self.specs else None
        if last and not last.nths and last.interval == 1:
            self.specs[-1] = Spec(tuple(sorted({*last.days, *days})))
        elif last:
            raise Unread
        else:
            self.specs.append(Spec(days))

    def span(self) -> tuple[int, ...]:
        """Return the days from one to another, over the week's end too."""
        first = self.take()
        if self.kind() is not Kind.TO or self.kind(1) is not Kind.DAY:
            return first.days
        self.take()
        last = self.take()
        if len(first.days) > 1 or len(last.days) > 1:
            raise Unread
        begin, end = first.days[0], last.days[0]
        self.sure = self.sure and (begin, end) != (6, 0)
        return tuple(sorted({(begin + step) % 7 for step in range((end - begin) % 7 + 1)}))

    def nth(self) -> None:
        """Read "1st, 3rd and 4th Tuesday"."""
        self.before_days()
        nths = [self.take().number]
        while self.kind() is Kind.NTH or (self.kind() is Kind.AND and self.kind(1) is Kind.NTH):
            token = self.take()
            if token.kind is Kind.NTH:
                nths.append(token.number)
        if self.kind() is not Kind.DAY:
            raise Unread
        day = self.take()
        if len(day.days) != 1 or self.kind() in {Kind.TO, Kind.DAY}:
            raise Unread
        self.specs.append(Spec(day.days, tuple(dict.fromkeys(nths))))

    def other(self) -> None:
        """Read "every other Tuesday"."""
        self.before_days()
        self.take()
        if self.kind() is not Kind.DAY or self.specs:
            raise Unread
        self.specs.append(Spec(self.span(), interval=2))

    def before_days(self) -> None:
        """Close the group before where its times already stand."""
        if self.times and self.specs and not self.times_first:
            self.flush()

    def before_times(self) -> None:
        """Close the group before where its days followed its times."""
        if self.times_first and self.specs:
            self.flush()
        if not self.specs and not self.times:
            self.times_first = True

    def time(self) -> None:
        """Read a span of times, or when something begins."""
        self.before_times()
        self.times.append(self.times_of())

    def times_of(self) -> tuple[int, int | None]:
        """Return a span of times or a beginning."""
        first = self.take()
        if self.kind() is Kind.TO and self.kind(1) is Kind.TIME:
            self.take()
            return self.ranged(first, self.take())
        if self.kind() is Kind.AND and self.kind(1) is Kind.TIME and not first.half:
            raise Unread
        if not (first.half or first.sure) or self.kind() is Kind.TO:
            raise Unread
        return first.number, None

    def ranged(self, first: Token, second: Token) -> Range:
        """Return a span, and remember where it was a guess."""
        found = range_of(first, second)
        if found is None:
            raise Unread
        self.sure = self.sure and found[1]
        return found[0]

    def all_day(self) -> None:
        """Read "24 hours", which without days means every day only where it says 24/7."""
        token = self.take()
        self.before_times()
        if token.number and not self.specs:
            self.specs.append(Spec((0, 1, 2, 3, 4, 5, 6)))
        self.times.append((0, DAY_LONG))

    def close(self) -> None:
        """Read closed days, a pause, or holidays."""
        self.take()
        if self.kind() is Kind.HOLIDAYS:
            self.take()
            self.holidays_off = True
        elif self.kind() is Kind.TIME:
            self.pause()
        elif self.kind() is Kind.DAY:
            self.close_days()
        elif self.specs and not self.times and len(self.specs) == 1 and not self.specs[0].nths:
            self.closed.extend(self.specs.pop().days)
        else:
            raise Unread

    def close_days(self) -> None:
        days = self.span()
        if self.kind() is Kind.TIME:
            if len(days) != 7:
                raise Unread
            self.pause()
            return
        while self.kind() is Kind.AND and self.kind(1) is Kind.DAY:
            self.take()
            days += self.span()
        if self.kind() is Kind.TIME:
            raise Unread
        self.closed.extend(days)
        while self.kind() is Kind.AND and self.kind(1) is Kind.HOLIDAYS:
            self.take()
            self.take()
            self.holidays_off = True

    def pause(self) -> None:
        opens, closes = self.times_of()
        if closes is None:
            raise Unread
        self.breaks.append((opens, closes))

    def leave_out(self) -> None:
        """Read "except holidays" or "except Sunday"."""
        self.take()
        if self.kind() is Kind.HOLIDAYS:
            self.take()
            self.holidays_off = True
        elif self.kind() is Kind.DAY:
            self.closed.extend(self.span())
        else:
            raise Unread

    def appoint(self) -> None:
        """Read "by appointment": of all that follows, of the one group before, or besides."""
        besides = self.at > 0 and self.kind(-1) is Kind.AND
        said = self.take().text
        besides = (besides or said.startswith(("or ", "also "))) and "only" not in said
        if not (self.groups or self.specs or self.times):
            self.appointment_first = True
        elif besides:
            self.appointment = True
        elif self.groups and self.times:
            raise Unread
        else:
            self.groups.append(Group(tuple(self.specs), tuple(self.times), by_appointment=True))
            self.specs, self.times, self.times_first = [], [], False


def read_sentence(found: list[Token]) -> Sentence:
    """Return what a sentence says; raises Unread where a word of it is not known."""
    kept = list[Token]()
    for token in found:
        if token.kind is Kind.AND and kept and kept[-1].kind is Kind.AND:
            continue
        if token.kind is not Kind.FILLER:
            kept.append(token)
    return _Reader(kept).read()
