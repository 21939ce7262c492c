"""Updating: two questions, two answers, no text; and in which order the chair goes through them."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

STILL_AT_RISK = "Still at acutely elevated risk?"
CONNECTED = "Connected to services?"


class Attention(IntEnum):
    """Why the table looks at a situation, the most urgent first (process.md, updating)."""

    OVERDUE = 0
    NO_ANSWER = 1
    AT_RISK = 2
    GOING_WELL = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """The lead's two answers: when, and whether the chair recorded them for it."""

    still_at_risk: bool
    connected: bool
    at: datetime
    recorded_by_chair: bool = False


def counts(given: datetime, last_ended: datetime | None) -> bool:
    """Whether an answer is one for this meeting: it was given after the last meeting ended."""
    return last_ended is None or given > last_ended


def attention(answer: Answered | None, *, overdue: bool) -> Attention:
    """Return why the table looks at it: no first visit, no answer, still at risk, or not at all."""
    if overdue:
        return Attention.OVERDUE
    if answer is None:
        return Attention.NO_ANSWER
    return Attention.AT_RISK if answer.still_at_risk else Attention.GOING_WELL
