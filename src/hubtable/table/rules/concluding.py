"""Concluding, reopening within 30 days, and what comes after: a return."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.moves import Mover, State, may_move

REOPENED_WITHIN = timedelta(days=30)
"""How long a closed situation can be opened again (process.md, concluding)."""
GROUPS: Mapping[str, str] = {
    "lowered": "Overall risk lowered",
    "still_aer": "Still at acutely elevated risk",
    "other": "Other",
}
"""Group of the vocabulary's reasons → words; those of rejecting are another step's."""
OF_A_PLACE = "(place)"
"""How the vocabulary marks reasons that only places have."""
OF_PERSONS = frozenset(
    {"Deceased", "Relocated", "Person declined", "In hospital or custody", "Unable to locate"}
)
"""Reasons no place has: the vocabulary does not mark them."""


class Reason(NamedTuple):
    """One reason of the vocabulary: code, words, group."""

    code: str
    text: str
    group: str


def reasons_for(
    reasons: Iterable[Reason], *, place: bool
) -> tuple[tuple[str, tuple[Reason, ...]], ...]:
    """Return the reasons that fit, grouped in the order of `GROUPS`, without empty groups."""
    fitting = [one for one in reasons if _fits(one, place=place)]
    grouped = (
        (words, tuple(one for one in fitting if one.group == group))
        for group, words in GROUPS.items()
    )
    return tuple(pair for pair in grouped if pair[1])


def _fits(one: Reason, *, place: bool) -> bool:
    if place:
        return one.code not in OF_PERSONS
    return OF_A_PLACE not in one.code


def may_conclude(state: State, who: frozenset[Mover]) -> Verdict:
    """Whether somebody may close it: the chair from acceptance on, the lead while agencies act."""
    return may_move(state, State.CONCLUDED, who)


def fits(reason: str, lowered: bool | None, reasons: Iterable[Reason]) -> Verdict:  # noqa: FBT001
    """Whether a reason is one of the list, and does not contradict what is said of the risk."""
    found = next((one for one in reasons if one.code == reason and one.group in GROUPS), None)
    if found is None:
        return no("reason", "Choose a reason of the list.")
    if found.group == "lowered" and lowered is False:
        return no("contradicts", "The reason says the risk is lowered, your answer says not.")
    if found.group == "still_aer" and lowered is True:
        return no("contradicts", "The reason says the risk is still high, your answer says not.")
    return YES


def may_reopen(
    state: State, concluded_at: datetime | None, now: datetime, who: frozenset[Mover]
) -> Verdict:
    """Whether it can be opened again: by chair or lead, within 30 days."""
    moves = may_move(state, State.INTERVENING, who)
    if not moves:
        return moves
    if concluded_at is None or now >= concluded_at + REOPENED_WITHIN:
        return no(
            "too_late",
            "It was closed more than 30 days ago. Screen a new situation as its return.",
        )
    return YES


def may_return(state: State, concluded_at: datetime | None, now: datetime) -> Verdict:
    """Whether a new situation can be screened as the return of a closed one."""
    if state not in {State.CONCLUDED, State.FORGOTTEN}:
        return no("not_closed", "Only a closed situation can return.")
    if concluded_at is not None and now < concluded_at + REOPENED_WITHIN:
        return no("reopen", "It was closed less than 30 days ago. Ask the chair to open it again.")
    return YES
