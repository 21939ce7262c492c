"""What assigned agencies may write down, and what the person's answers lead to (filter 4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.later_words import AttemptKind, ContactAnswer

TAKEN_BACK_WITHIN = timedelta(days=1)
"""How long the agency that wrote an entry may mark it as a mistake."""
PERSON = (ContactAnswer.AGREED, ContactAnswer.NOT_NOW, ContactAnswer.DECLINED)
PLACE = (ContactAnswer.VISITED, ContactAnswer.ACTED)


class EntryKind(StrEnum):
    """What one entry of the plan is. The lock writes `contact` and `mistake` itself."""

    PLAN = "plan"
    ATTEMPT = "attempt"
    SERVICE = "service"
    OUTCOME = "outcome"
    CONTACT = "contact"
    MISTAKE = "mistake"


class PlaceOutcome(Choice):
    """What became of a place (process.md, Places)."""

    HAZARD_REDUCED = "hazard_reduced"
    HANDED_OVER = "handed_over"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {"hazard_reduced": "Hazard reduced", "handed_over": "Handed to"}


@dataclass(frozen=True, slots=True)
class Known:
    """The codes of the table's vocabulary an entry may use, with their words."""

    services: Mapping[str, str]
    mobilized: Mapping[str, str]


def answers_left(said: Collection[str], *, place: bool) -> tuple[ContactAnswer, ...]:
    """Return what may be recorded of a first visit; *not now, come back* counts once a person."""
    if place:
        return PLACE
    return tuple(one for one in PERSON if one is not ContactAnswer.NOT_NOW or one.value not in said)


def may_note(kind: str, code: str, service: str, known: Known, *, place: bool) -> Verdict:
    """Whether an entry says what its kind has to say, in the table's own words."""
    if kind == EntryKind.ATTEMPT:
        return _one_of(code, {one.value for one in AttemptKind}, "Choose how it was tried.")
    if kind == EntryKind.OUTCOME:
        if not place:
            return no("no_place", "This belongs to a place, not to a person.")
        return _one_of(code, {one.value for one in PlaceOutcome}, "Choose what became of it.")
    if kind == EntryKind.SERVICE:
        named = _one_of(service, known.services, "Choose the kind of service.")
        return named and _one_of(code, known.mobilized, "Choose how far the service came.")
    return YES if kind == EntryKind.PLAN else no("kind", "This cannot be written down here.")


def _one_of(code: str, codes: Collection[str], sentence: str) -> Verdict:
    return YES if code in codes else no("choose", sentence)


def may_take_back(written: datetime, now: datetime, kind: str, *, ours: bool) -> bool:
    """Whether an entry can still be marked as a mistake: by its own agency, within a day.

    What a *declined* closed stays closed: its entry is not offered, nobody sees it any more.
    """
    return ours and kind != EntryKind.MISTAKE and now < written + TAKEN_BACK_WITHIN
