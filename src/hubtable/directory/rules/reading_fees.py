"""What a service costs, as far as its text says so: free, for a fee, or not known.

A text that is free for some and not for others is neither; it stays "not known" with its words.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.spaces import one_line

NOT_COST = re.compile(
    r"(?:toll|drug|gluten|smoke|alcohol|sugar|dairy|nut|tax|interest|barrier|violence|duty|hands|rent"
    r"|substance|lead|debt|bully)[\s-]*free|free[\s-]*(?:parking|wi-?fi|standing|will|time|dom"
    r"|range|lance|clinic)|feel free|(?<!no )fee[\s-]for[\s-]service|fee waivers?",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\bfree of charge|\bfree\b|\bno[\s-]+(?:cost|fees?(?: for service)?|charges?)\b"
    r"|\bat no (?:cost|charge)|\bwithout (?:cost|charge)|\bcost[\s-]free\b|\bgratis\b"
    r"|\bcomplimentary\b|\bthere (?:is|are) no (?:cost|fees?|charge)",
    re.IGNORECASE,
)
SLIDING = re.compile(r"\bsliding\b|based on (?:income|ability to pay|family size)", re.IGNORECASE)
AMOUNT = re.compile(r"(?:\$|USD\s?)\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?(?!\d)")
COSTS = re.compile(
    r"\b(?:fees?|co-?pays?|co-?payments?|charges?|costs?|tuition|membership|dues|donations?"
    r"|insurance|medicaid|masshealth|medicare|self-?pay)\b",
    re.IGNORECASE,
)
SOME = re.compile(
    r"\b(?:for (?!all|every|any)|if |to (?:those|people|residents|members)|except|unless|first"
    r"|with |but|however|some|most|may |depend|limited|reduced|low|members?)\b",
    re.IGNORECASE,
)

NOTHING_SAID = frozenset("none n/a na null nil - -- . unknown varies".split())


@dataclass(frozen=True, slots=True)
class FeesRead:
    """Whether it is free (None: not known), on a sliding scale, and the amounts in dollars."""

    given: str
    free: bool | None = None
    sliding: bool = False
    amounts: tuple[Decimal, ...] = ()
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=16_384)
def read_fees(given: str) -> FeesRead:
    """Return what the text of a fees column says about cost."""
    text = one_line(NOT_COST.sub(" ", one_line(given)))
    if not given.strip():
        return FeesRead(given)
    if text.lower() in NOTHING_SAID:
        return FeesRead(given, problems=(Problem.AMBIGUOUS,))
    amounts = tuple(Decimal(m[1].replace(",", "") + (m[2] or "")) for m in AMOUNT.finditer(text))
    sliding = bool(SLIDING.search(text))
    free = bool(FREE.search(text)) or re.fullmatch(r"\$?0(?:\.00)?", text) is not None
    rest = FREE.sub(" ", text)
    costs = sliding or any(amounts) or bool(COSTS.search(rest))
    if free and (costs or SOME.search(rest)):
        return FeesRead(given, None, sliding, amounts, (Problem.AMBIGUOUS,))
    if free:
        return FeesRead(given, free=True, sliding=sliding, amounts=amounts)
    if sliding or any(amounts):
        return FeesRead(given, free=False, sliding=sliding, amounts=amounts)
    return FeesRead(given, None, sliding, amounts, (Problem.NOT_UNDERSTOOD,))
