"""Feeds handed in on a page: the states they go through, and when somebody must look again.

waiting → working → looked → waiting → working → taken; where a file cannot be read: failed. What
nobody works on, and was not taken in, can be left.
"""

from datetime import timedelta

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.verdict import YES, Verdict, no

SILENT = timedelta(minutes=2)
"""After so long without a word whoever worked on it has died: it is worked on again."""
DEADLY = 3
"""After so many have died over a feed it is given up: others wait behind it."""
MOST = 20
"""Feeds that wait for the program or for a steward at most: each is kept whole until then."""
AGAIN = timedelta(seconds=15)
"""After so long a feed is tried again that had to wait for another import."""
KEPT = timedelta(days=7)
"""How long a file that nobody takes in is kept."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a file on the page; larger feeds are taken in by the command."""


class DeliveryState(Choice):
    """Where a feed that was handed in stands."""

    WAITING = "waiting"
    WORKING = "working"
    LOOKED = "looked"
    TAKEN = "taken"
    FAILED = "failed"
    LEFT = "left"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "waiting": "Waits its turn",
            "working": "Being worked on",
            "looked": "Looked at",
            "taken": "Taken in",
            "failed": "Could not be read",
            "left": "Left",
        }


OPEN = frozenset({DeliveryState.WAITING, DeliveryState.WORKING})
"""Somebody works on it, or will."""


def may_hand_in(kept: int) -> Verdict:
    """Say whether a feed may be handed in where so many are kept."""
    if kept < MOST:
        return YES
    return no("too_many", "Too many feeds are kept. Take in or leave some of them first.")


def may_take(state: DeliveryState) -> Verdict:
    """Say whether a feed may be taken in: once it was looked at."""
    if state is DeliveryState.LOOKED:
        return YES
    return no("not_looked_at", "A feed can be taken in once it was looked at.")


def may_leave(state: DeliveryState) -> Verdict:
    """Say whether a feed may be left: not while it is worked on, nor what was taken in."""
    if state in (DeliveryState.WORKING, DeliveryState.TAKEN, DeliveryState.LEFT):
        return no("not_to_leave", "This feed is being worked on, or was taken in or left already.")
    return YES
