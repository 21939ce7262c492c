"""What the mails of each kind lead to. The words carry nothing of what they are about."""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse


class Notice(NamedTuple):
    """What a mail says first, and the path of its link."""

    words: str
    path: str


WAITS = "Something waits for you."
VISIT = "A first visit is due."
ENDED = "A situation was closed."
OFFER = "An offer waits for your answer."

TODAY = "home:today"
SITUATION = "table:situation"
LOOKS, EXCESSES, FILINGS = "table:looking", "table:exceeding", "table:filing"
ALONE = frozenset({TODAY, LOOKS, EXCESSES, FILINGS})
"""Pages that are of no single record."""

LEADS: dict[str, tuple[str, str]] = {
    "target_near": (VISIT, SITUATION),
    "limit_near": (VISIT, SITUATION),
    "overdue": (VISIT, SITUATION),
    "glass": ("Somebody used an emergency look.", LOOKS),
    "excess": (WAITS, EXCESSES),
    "filing": (WAITS, FILINGS),
    "concluded": (ENDED, SITUATION),
    "offer": (OFFER, SITUATION),
}
"""Kind of mail → its words, and the page of its link. Any other kind leads to the first page."""


def notice_of(kind: str, record: UUID) -> Notice:
    """Return what a mail of this kind says and leads to."""
    words, page = LEADS.get(kind, (WAITS, TODAY))
    return Notice(words, reverse(page) if page in ALONE else reverse(page, args=[record]))
