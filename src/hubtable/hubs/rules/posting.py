"""When a mail is tried again, when it is given up, and what its errors are called."""

from datetime import timedelta
from enum import StrEnum

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=15),
    timedelta(hours=24),
)
"""How long to wait after each failed try: two days in all, then the mail is given up."""

LEASE = timedelta(minutes=10)
"""How long one worker has to send a mail it claimed; longer than a mail server may take."""

LATE = timedelta(hours=1)
"""A mail that waits longer than this is something to look at."""

KEPT = timedelta(days=30)
"""How long the row of a mail stays after the mail went or was given up."""


class Trouble(StrEnum):
    """Why a mail did not go: the kind of error, never its text."""

    UNREACHABLE = "unreachable"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    ADDRESS = "address"
    ANSWER = "answer"
    PROGRAM = "program"
    NO_SEAT = "no_seat"
    SET_ASIDE = "set_aside"

    @property
    def words(self) -> str:
        """What the page says."""
        return WORDS[self]


WORDS = {
    Trouble.UNREACHABLE: "The mail server did not answer",
    Trouble.SIGN_IN: "The mail server refused our sign-in",
    Trouble.SENDER: "The mail server refused our sender's address",
    Trouble.ADDRESS: "The mail server refused the person's address",
    Trouble.ANSWER: "The mail server refused the mail",
    Trouble.PROGRAM: "The mail could not be made",
    Trouble.NO_SEAT: "The person has no seat any more",
    Trouble.SET_ASIDE: "Set aside by hand",
}

DONE = frozenset({Trouble.NO_SEAT, Trouble.SET_ASIDE})
"""Mails nobody has to look at: they were meant not to go."""

OF_THE_SERVER = frozenset({Trouble.UNREACHABLE, Trouble.SIGN_IN, Trouble.SENDER})
"""The next mail would fail alike: the round ends, the rest waits without losing a try."""


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many failed tries (1 for the first); None: give up."""
    return WAITS[tries - 1] if 1 <= tries <= len(WAITS) else None


def waits(trouble: Trouble, tries: int) -> timedelta | None:
    """Return how long to wait after a failed try; a refused address is given up at once."""
    return None if trouble is Trouble.ADDRESS else wait_after(tries)
