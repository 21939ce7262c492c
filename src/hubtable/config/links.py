"""What the mails of each kind lead to. A mail carries a link and no content: the words are one.

Where the address itself would say what happened, the link leads to the first page of the day.
"""

from uuid import UUID

from django.urls import reverse

TODAY, SITUATION = "home:today", "table:situation"

LEADS: dict[str, str] = {
    "target_near": SITUATION,
    "limit_near": SITUATION,
    "overdue": SITUATION,
    "concluded": SITUATION,
    "thanks": SITUATION,
    "offer": SITUATION,
    "glass": TODAY,
    "excess": TODAY,
    "filing": TODAY,
    "session_called": TODAY,
    "session_on": TODAY,
    "session_off": TODAY,
}
"""Kind of mail → the page of its link. Any other kind leads to the first page."""


def link_of(kind: str, record: UUID) -> str:
    """Return the path a mail of this kind leads to."""
    page = LEADS.get(kind, TODAY)
    return reverse(page) if page == TODAY else reverse(page, args=[record])
