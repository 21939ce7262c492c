"""Records that were merged away here: what a feed ties to them belongs to those that stayed.

The feed goes on naming the record that ended. What it ties to it is noted with the merge, so that
taking the merge back brings it along.
"""

from dataclasses import dataclass, field
from uuid import UUID

from hubtable.directory.models import Merging
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.understanding import Understood

MOVED = ("organization_id", "service_id", "location_id", "link_id")
"""Links that a merge moves (`actions/merging.py`)."""
Step = tuple[UUID, str, str, str]
"""Merge, table, record, column."""


@dataclass(slots=True)
class Survivors:
    """Ended record → the merge that ended it, and the record that stayed."""

    stayed: dict[str, tuple[UUID, str]]
    steps: list[Step] = field(default_factory=list)

    def bend(self, table: str, record: str, row: Understood) -> list[Step]:
        """Let a row point to records that stayed; return the merges this goes through."""
        found: list[Step] = []
        for name in MOVED if self.stayed else ():
            if name in TABLES[table].links:
                found += self._follow(table, record, row, name)
        return found

    def _follow(self, table: str, record: str, row: Understood, name: str) -> list[Step]:
        found: list[Step] = []
        while (link := row.values.get(name) or "") in self.stayed:
            merging, row.values[name] = self.stayed[link]
            found.append((merging, table, record, name))
        return found

    def note(self) -> None:
        """Write down with each merge what was bent by it."""
        steps, self.steps = dict.fromkeys(self.steps), []
        for merging in {step[0] for step in steps}:
            kept = Merging.objects.get(pk=merging).moved
            known = {tuple(one) for one in kept}
            fresh = [step[1:] for step in steps if step[0] == merging and step[1:] not in known]
            if fresh:
                Merging.objects.filter(pk=merging).update(moved=[*kept, *fresh])


def survivors() -> Survivors:
    """Return the merges that hold now."""
    found = Merging.objects.filter(undone_at=None).values_list("ended", "id", "kept")
    return Survivors({str(ended): (pk, str(kept)) for ended, pk, kept in found})
