"""The meetings of a practice table: who was there, and when each situation was on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hubtable.cli.practice.stage import CHAIR, COORDINATOR, Event, Stage, Who
from hubtable.cli.practice.story import Story
from hubtable.kernel.seat import Seat
from hubtable.table.actions import meeting
from hubtable.table.models import Door
from hubtable.table.models import Meeting as Held

MINUTE = timedelta(minutes=1)
FIRST, TURN, ROUND = 24, 5, 6
"""Minutes: when the first new situation is on, how long each is, how long its names round."""


@dataclass(slots=True)
class Meeting:
    """One meeting; `back` counts from the start of practice: 1 is the last regular one."""

    table: str
    back: int
    begins: datetime
    stories: list[Story] = field(default_factory=list)
    """New situations in the order of the agenda."""
    present: tuple[str, ...] = ()
    """The agencies that came, by their keys."""
    code: str = ""
    id: UUID = field(default_factory=uuid4)

    @property
    def desk(self) -> Who:
        """Who runs it: the chair, now and then the coordinator."""
        return Who(self.table, COORDINATOR if self.back % 5 == 3 else CHAIR)

    @property
    def names(self) -> datetime:
        """When the names round begins, after all decisions."""
        return self.begins + (FIRST + TURN * len(self.stories) + 2) * MINUTE

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.names + (ROUND * len(self.stories) + 5) * MINUTE

    def turn(self, story: Story) -> datetime:
        """Return when a new situation is on."""
        return self.begins + (FIRST + TURN * self.stories.index(story)) * MINUTE

    def round(self, story: Story) -> datetime:
        """Return when the names round of a situation is."""
        return self.names + ROUND * self.stories.index(story) * MINUTE

    def events(self, stage: Stage) -> Iterator[Event]:
        """Yield its beginning, who came how, and its end."""
        yield Event(self.begins, self.desk, self._begin)
        *others, late, own = self.present
        for agency in others:
            yield self._comes(stage, agency, self.desk, 1)
        yield self._comes(stage, own, Who(self.table, own), 3)
        yield self._comes(stage, late, Who(self.table, late), 11)
        yield Event(self.ends, self.desk, self._end)

    def _begin(self, by: Seat, at: datetime) -> None:
        self.id = meeting.begin_meeting(by=by, at=at)
        self.code = Door.objects.values_list("code", flat=True).get(pk=self.id)

    def _comes(self, stage: Stage, agency: str, who: Who, minutes: int) -> Event:
        def act(by: Seat, at: datetime) -> None:
            delegation = stage.delegations[Who(self.table, agency)]
            meeting.check_in(by=by, at=at, meeting=self.id, delegation=delegation, code=self.code)

        return Event(self.begins + minutes * MINUTE, who, act)

    def _end(self, by: Seat, at: datetime) -> None:
        seen = Held.objects.values_list("version", flat=True).get(pk=self.id)
        meeting.end_meeting(by=by, at=at, meeting=self.id, seen=seen)
