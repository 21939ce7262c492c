"""The whole policy of a table as data, and what must hold in it (process.md, The table)."""

from dataclasses import dataclass
from datetime import date

from hubtable.hubs.rules.policies import Deciding, Keeping, NamesRound, Rhythm
from hubtable.kernel.verdict import YES, Verdict, no


@dataclass(frozen=True, slots=True)
class TablePolicy:
    """What a table decided about how it works. Hours are elapsed hours, minutes of a meeting.

    `offered_categories` None: as tables in the United States start (`vocabularies.starting`).
    `retention_days` needs who approved it and when; without it nothing is deleted.
    """

    rhythm: Rhythm = Rhythm.WEEKLY
    minutes: int = 90
    deciding: Deciding = Deciding.OBJECTIONS
    names_round: NamesRound = NamesRound.SILENT
    keeping: Keeping = Keeping.NOT_STORED
    note_allowed: bool = False
    offering_hours: int = 24
    contact_target_hours: int = 24
    contact_limit_hours: int = 48
    retention_days: int | None = None
    retention_approved_by: str = ""
    retention_approved_on: date | None = None
    offered_categories: tuple[str, ...] | None = None
    offered_factors: tuple[str, ...] = ()


def sound(policy: TablePolicy) -> Verdict:
    """Say whether a policy can hold together."""
    if policy.contact_target_hours > policy.contact_limit_hours:
        return no("target", "The target for the first visit cannot be later than its limit.")
    named = bool(policy.retention_approved_by.strip()) and policy.retention_approved_on is not None
    if policy.retention_days is not None and not named:
        return no(
            "approval", "A retention time needs the approval behind it: who, and on what day."
        )
    if policy.retention_days is None and (
        policy.retention_approved_by.strip() or policy.retention_approved_on
    ):
        return no("retention", "An approval is named, but not the number of days it allows.")
    if policy.offered_categories is not None and not policy.offered_categories:
        return no("categories", "The table needs at least one risk category to describe with.")
    return YES
