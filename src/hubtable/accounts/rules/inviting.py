"""When an invitation's link still opens the door."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hubtable.kernel.verdict import YES, Verdict, no

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """What happened to an invitation so far."""

    expires_at: datetime
    used: bool
    revoked: bool


def usable(invitation: Standing | None, now: datetime) -> Verdict:
    """Say whether a link can be used.

    One answer for forged, used, replaced and expired links: it tells a finder nothing.
    """
    if invitation and not (invitation.used or invitation.revoked) and now < invitation.expires_at:
        return YES
    return no(
        "link_over",
        "This link cannot be used any more. Ask the person who invited you for a new one.",
    )
