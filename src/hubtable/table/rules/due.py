"""When something is due or closes. Hours are elapsed hours (architecture.md, Times)."""

from datetime import datetime, timedelta


def offering_ends(presented_at: datetime, hours: int) -> datetime:
    """Return when the offering window ends: until then those in the room see the description."""
    return presented_at + timedelta(hours=hours)


def first_visit_by(decided_at: datetime, hours: int) -> datetime:
    """Return when the lead has to have made the first contact, counted from acceptance."""
    return decided_at + timedelta(hours=hours)
