"""Where a situation stands, in the words and steps pages show."""

from dataclasses import dataclass

from hubtable.table.rules.moves import State


@dataclass(frozen=True, slots=True)
class Standing:
    """Plain words of a state, the tone of its tag, which of the four filters it is at (5: past)."""

    label: str
    tone: str
    step: int
    sentence: str


STANDINGS: dict[State, Standing] = {
    State.SCREENING: Standing("Draft", "", 1, "Only your agency sees this worksheet."),
    State.SUBMITTED: Standing(
        "Submitted", "info", 2, "It waits for the agenda. The chair sees number, type and sector."
    ),
    State.PRESENTED: Standing(
        "Presented", "info", 2, "The agencies in the room see the description."
    ),
    State.ACCEPTED: Standing(
        "Accepted", "ok", 3, "The table agreed. Next is the names round, with few agencies."
    ),
    State.REJECTED: Standing("Rejected", "", 2, "The table did not take it. No more is shared."),
    State.IDENTIFYING: Standing(
        "Names round", "warn", 3, "The originating agency tells few agencies who it is."
    ),
    State.INTERVENING: Standing("Agencies act", "ok", 4, "Lead and assisting agencies act."),
    State.CONCLUDED: Standing("Closed", "", 5, "The table has closed it."),
    State.WITHDRAWN: Standing("Withdrawn", "", 1, "Your agency took it back."),
    State.FORGOTTEN: Standing("Names deleted", "", 5, "Only what statistics need is left."),
}


def standing_of(state: State) -> Standing:
    """Return words, tone and step of a state."""
    return STANDINGS[state]
