"""What a school program may not enter of its records (process.md, Protected sources).

Items on gangs, origin, religion, neighborhood and immigration are closed to what comes from student
records (FERPA) unless the person consented, or a health or safety emergency is recorded. For the
Hub's counsel to confirm.
"""

import re
from collections.abc import Collection, Iterable

from hubtable.hubs.rules.policies import Regime
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.words import ConsentGiven

CLOSED = re.compile(
    r"gang|negative neighbo|negative location|settlement|radicali|cultural considerations|"
    r"immigra|religio|spiritual",
    re.IGNORECASE,
)
"""The closed items, by their code."""

SENTENCE = (
    "Take out what school records may not say without consent: items on gangs, origin, "
    "religion, neighborhood or immigration. Or say that the person agreed, or that it is a "
    "health or safety emergency."
)
AGREED = frozenset({ConsentGiven.VERBAL.value, ConsentGiven.WRITTEN.value})


def is_school(said: Collection[str], program: Collection[str]) -> bool:
    """Whether information is of student records: `said` so, or the agency has no other.

    Both are regimes: those of the worksheet, and those of the agency's own programs.
    """
    return Regime.FERPA in said or set(program) == {Regime.FERPA}


def closed(codes: Iterable[str], *, school: bool, consent: str, emergency: bool) -> frozenset[str]:
    """Return the chosen codes that may not be entered."""
    if not school or consent in AGREED or emergency:
        return frozenset()
    return frozenset(code for code in codes if CLOSED.search(code))


def may_enter(codes: Iterable[str], *, school: bool, consent: str, emergency: bool) -> Verdict:
    """Whether a worksheet or a correction may hold these codes."""
    if closed(codes, school=school, consent=consent, emergency=emergency):
        return no("closed_to_school", SENTENCE)
    return YES
