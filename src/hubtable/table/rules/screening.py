"""Screening (filter 1): what must be answered before a situation goes to the table."""

from collections.abc import Iterable
from dataclasses import dataclass

from hubtable.hubs.rules.policies import Keeping
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.languages import Language
from hubtable.table.rules.moves import State
from hubtable.table.rules.schools import SENTENCE, closed, is_school
from hubtable.table.rules.words import (
    PLACES,
    AgeGroup,
    Criterion,
    DiscussionType,
    PersonRole,
    Sex,
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the worksheet and the description say so far."""

    type: DiscussionType
    danger_now: bool | None
    abuse_suspected: bool | None
    criteria: frozenset[str]
    tried: frozenset[str]
    consent: str
    regimes: frozenset[str]
    risk_factors: frozenset[str]
    interpreter: bool | None
    people: tuple[tuple[str, str, str], ...]
    """(role, sex, age group) of each affected person; empty for a place."""
    language: str = ""
    flags: frozenset[str] = frozenset()
    protective_factors: frozenset[str] = frozenset()
    emergency: bool = False
    program: frozenset[str] = frozenset()
    """The regimes of the agency's own programs."""


def may_go_on(danger_now: bool | None) -> Verdict:  # noqa: FBT001 - an answer, not a switch
    """The first question: is anyone in danger right now? Yes stops everything."""
    if danger_now:
        return no(
            "danger_now",
            "Stop here. Call 911 now, or 988 for a mental health crisis. The table can wait.",
        )
    return YES


def missing(screened: Screened) -> dict[str, str]:
    """Return field → sentence for everything still to answer before submitting."""
    asked = {
        "danger_now": (
            screened.danger_now is not None,
            "Answer first: is anyone in danger right now?",
        ),
        "abuse_suspected": (
            screened.abuse_suspected is not None,
            "Say whether abuse or neglect is suspected.",
        ),
        "criteria": (
            screened.criteria >= {c.value for c in Criterion},
            "All four parts of acutely elevated risk must hold.",
        ),
        "tried": (bool(screened.tried), "Say what your agency has tried."),
        "consent": (bool(screened.consent), "Say whether the person agreed."),
        "regimes": (bool(screened.regimes), "Say which privacy rules your information is under."),
        "risk_factors": (bool(screened.risk_factors), "Choose at least one risk factor."),
        "interpreter": (screened.interpreter is not None, "Say whether an interpreter is needed."),
        "language": (
            bool(screened.language) or not screened.interpreter,
            "Choose the language of the interpreter.",
        ),
        "people": _people(screened),
        "flags": (
            not closed_to_school(screened),
            SENTENCE,
        ),
    }
    return {name: sentence for name, (answered, sentence) in asked.items() if not answered}


def closed_to_school(screened: Screened) -> frozenset[str]:
    """Return the chosen codes that a school program may not enter without the person's consent."""
    return closed(
        screened.risk_factors | screened.flags | screened.protective_factors,
        school=is_school(screened.regimes, screened.program),
        consent=screened.consent,
        emergency=screened.emergency,
    )


def _people(screened: Screened) -> tuple[bool, str]:
    if screened.type in PLACES:
        return True, ""
    if not screened.people:
        return False, "Add the person the situation is about."
    if screened.type is DiscussionType.FAMILY and len(screened.people) < 2:
        return False, "A family has at least two people."
    complete = all(all(person) for person in screened.people)
    return complete, "Choose role, sex and age group for each person."


def may_submit(screened: Screened) -> Verdict:
    """Whether the situation may go to the table (process.md, screening)."""
    stopped = may_go_on(screened.danger_now)
    if not stopped:
        return stopped
    gaps = missing(screened)
    return no("incomplete", " ".join(gaps.values())) if gaps else YES


def may_keep_identity(keeping: Keeping, state: State) -> Verdict:
    """Whether who it is may be sealed here: only where the table keeps it, before it is decided."""
    if keeping is Keeping.NOT_STORED:
        return no("not_stored", "This table stores no names. Keep them in your agency's own file.")
    if state in {State.REJECTED, State.WITHDRAWN, State.CONCLUDED, State.FORGOTTEN}:
        return no("too_late", "Names of this situation are not kept any more.")
    return YES


def may_describe(
    unknown: frozenset[str], language: str, people: Iterable[tuple[str, str, str]]
) -> Verdict:
    """Whether a description is made of codes alone: there is no room for a word of one's own.

    `unknown` are codes of no vocabulary; `people` are (role, sex, age group), empty where open.
    """
    strange = unknown or (language and language not in Language.labels())
    if strange or not all(_known(person) for person in people):
        return no("not_a_code", "Choose from the lists only.")
    return YES


def _known(person: tuple[str, str, str]) -> bool:
    pairs = zip(person, (PersonRole, Sex, AgeGroup), strict=True)
    return all(not code or code in choices.labels() for code, choices in pairs)
