"""Numbers to call before and instead of the table. Public numbers, by state where they differ.

Telling the table is not a report: the duties of those who must report abuse or neglect are law and
stay with the person (Massachusetts: M.G.L. c. 119 s. 51A, c. 19A s. 15, c. 19C s. 10). Each Hub
checks numbers and duties with its counsel.
"""

from collections.abc import Iterable
from dataclasses import dataclass

CHECK = "Check with your counsel what your agency must report, and that these numbers are current."


@dataclass(frozen=True, slots=True)
class Line:
    """A number, who answers it, when."""

    number: str
    name: str
    hours: str = "Day and night"

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return self.number.replace("-", "")


EMERGENCY = (
    Line("911", "Police, fire, ambulance"),
    Line("988", "Suicide and crisis lifeline (call or text)"),
)

CRISIS: dict[str, tuple[Line, ...]] = {
    "MA": (Line("833-773-2445", "Massachusetts Behavioral Health Help Line (call or text)"),),
}
"""Local crisis lines by state."""

ABUSE: dict[str, tuple[Line, ...]] = {
    "MA": (
        Line("1-800-792-5200", "A child: Child-at-Risk Hotline (DCF)"),
        Line("1-800-922-2275", "A person of 60 or over: Elder Abuse Hotline"),
        Line("1-800-426-9009", "A person with a disability, 18 to 59: DPPC Hotline"),
    ),
}
"""Where abuse or neglect is reported, by state."""

ABUSE_ELSEWHERE = (
    Line("1-800-422-4453", "A child: Childhelp National Hotline, which knows your state's line"),
    Line("1-800-677-1116", "An older adult: Eldercare Locator", "Weekdays"),
)
"""For states whose own lines are not listed."""

STEPS = (
    "Call the hotline yourself, now. The table does not do it for you.",
    "If the law makes you a reporter, follow the call with your written report.",
    "Tell your supervisor as your agency's rules say. Then go on here.",
)


def crisis_lines(states: Iterable[str]) -> tuple[Line, ...]:
    """Return the emergency numbers and the local crisis lines of a Hub's states."""
    local = tuple(line for state in sorted(set(states)) for line in CRISIS.get(state, ()))
    return EMERGENCY + local


def abuse_lines(states: Iterable[str]) -> tuple[Line, ...]:
    """Return where abuse or neglect is reported in a Hub's states."""
    wanted = sorted(set(states))
    found = tuple(line for state in wanted for line in ABUSE.get(state, ()))
    complete = bool(wanted) and all(state in ABUSE for state in wanted)
    return found if complete else found + ABUSE_ELSEWHERE
