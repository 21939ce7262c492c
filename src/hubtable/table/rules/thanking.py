"""Thanking who brought a situation that is closed, without a word (process.md, concluding)."""

from dataclasses import dataclass

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.moves import State


class Voice(Choice):
    """As what somebody thanks. The agency is never named: it can be a protected one."""

    TABLE = "table"
    LEAD = "lead"
    ASSISTING = "assisting"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "table": "Thanked by the table",
            "lead": "Thanked by the lead",
            "assisting": "Thanked by an agency that helped",
        }


@dataclass(frozen=True, slots=True)
class Thanking:
    """What thanking depends on. `voices`: as what the acting seat could thank."""

    state: State
    voices: frozenset[Voice]
    ours: bool
    """Whether the own agency brought it."""
    given: bool
    """Whether the own agency, or for its desk the table, has thanked already."""


def may_thank(one: Thanking) -> Verdict:
    """Whether the acting seat may thank: desk, lead or assisting, once an agency and situation."""
    if one.state is not State.CONCLUDED:
        return no("not_closed", "Thank once the situation is closed.")
    if one.ours:
        return no("own", "Your agency brought it.")
    if not one.voices:
        return no("no_part", "The chair, the coordinator and the agencies that acted can thank.")
    if one.given:
        return no("given", "The agency that brought it has been thanked already.")
    return YES
