"""What a report of a mistake may hold: words about an entry, nothing that leads to a person."""

import re

from hubtable.kernel.verdict import YES, Verdict, no

LONGEST = 500
PERSONAL = (
    (re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE), "an email address"),
    (re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b"), "a Social Security number"),
    (re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](19|20)\d{2}\b"), "a birth date"),
    (re.compile(r"\bmy (full )?name is\b|\bI am called\b", re.IGNORECASE), "a name"),
)
"""Phone numbers and streets pass: they are what is wrong most often."""
SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that are no letters and turn or hide what stands beside them; a text that is kept
cannot hold the first of them."""


def as_said(typed: str) -> str:
    """Return the words of a report as they are kept: the first `LONGEST` letters."""
    return SIGNS.sub("", typed).strip()[:LONGEST]


def may_say(words: str) -> Verdict:
    """Say whether a report may be kept, naming the kind of what is in the way, never the text."""
    for pattern, kind in PERSONAL:
        if pattern.search(words):
            return no(
                "personal", f"It seems to hold {kind}. Leave it out: only the mistake counts."
            )
    return YES
