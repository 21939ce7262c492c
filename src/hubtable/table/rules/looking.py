"""The emergency look: its hour, its purpose, and when it is to be reviewed (process.md)."""

from datetime import datetime, timedelta

REVIEW_WITHIN = timedelta(days=7)
PURPOSE = (
    "I look to prevent imminent serious harm. Not to investigate, arrest, evict, cut benefits or "
    "enforce immigration law."
)
CLOSED = (
    "An emergency look at this person is closed. Call 911 when somebody is in danger now; the "
    "chair can ask the agency that brought the situation to help."
)
"""One sentence for protected persons and those who declined: it does not say which it is."""


def review_due(looked_at: datetime) -> datetime:
    """Return until when an emergency look is to be reviewed."""
    return looked_at + REVIEW_WITHIN
