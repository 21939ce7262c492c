"""Who may consent for a person, who may be told, who must not be (process.md, Minors)."""

from collections.abc import Collection

from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.later_words import Consenter, Told


def may_safeguard(consenter: str, may_tell: Collection[str], must_not: Collection[str]) -> Verdict:
    """Whether these codes can be kept together."""
    known = {told.value for told in Told}
    if consenter and consenter not in {c.value for c in Consenter}:
        return no("unknown_consenter", "Choose from the list who may consent.")
    if not {*may_tell, *must_not} <= known:
        return no("unknown_person", "Choose from the list who may and who must not be told.")
    if set(may_tell) & set(must_not):
        return no("told_and_not", "Nobody can be both: may be told, and must not be told.")
    return YES
