"""The checked note beside the codes, where the table allows it (process.md, presenting)."""

from hubtable.kernel.verdict import YES, Verdict, no

LONGEST = 300
"""Characters of a note."""


def may_keep(text: str, *, allowed: bool) -> Verdict:
    """Whether a note may be kept; an empty one takes out what was there."""
    if not allowed:
        return no("policy", "This table allows no note beside the codes.")
    if len(text.strip()) > LONGEST:
        return no("long", f"Use at most {LONGEST} characters.")
    return YES
