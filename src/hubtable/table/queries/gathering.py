"""When and where the small group of a situation meets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.models import Gathering
from hubtable.table.rules.later_words import GatheringKind


@dataclass(frozen=True, slots=True)
class GatheringCard:
    """What was said last, for the agencies assigned."""

    kind: GatheringKind
    meets_at: datetime | None
    place: str
    interpreter: bool

    def values(self, zone: str) -> dict[str, object]:
        """Return it by the names of the form's fields, in local time."""
        local = self.meets_at.astimezone(ZoneInfo(zone)) if self.meets_at else None
        return {
            "kind": self.kind.value,
            "meets_at": local.replace(tzinfo=None) if local else None,
            "place": self.place,
            "interpreter": self.interpreter,
        }


def newest_gathering(*, of: UUID) -> GatheringCard | None:
    """Return the newest one, if it is open to the acting seat."""
    row = Gathering.objects.filter(discussion_id=of).order_by("-at", "-pk").first()
    if row is None:
        return None
    return GatheringCard(GatheringKind(row.kind), row.meets_at, row.place, row.interpreter)


def may_set_gathering(*, of: UUID, by: Seat) -> bool:
    """Return whether the seat can say when the small group meets."""
    return by.desk or bool(call("acts_for_any", of)[0][0])
