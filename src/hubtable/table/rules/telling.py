"""The notice of who was told: what it says in plain words, and to whom it may be handed.

Source: process.md, Who was told; Minors (never by default to a parent named as a risk).
"""

from collections.abc import Collection

from hubtable.table.rules.later_words import Consenter, Told

ACTS = frozenset({"tell", "heard", "break_glass", "send"})
"""Steps of the ledger by which somebody new came to know; the others only went on seeing."""

BASES = {
    "own_observation": "What the agency itself saw or heard",
    "hipaa_authorization": "You signed that it may",
    "hipaa_threat": "To prevent serious harm that was close",
    "hipaa_treatment": "For treatment by a health care provider",
    "child_abuse_report": "The law asks agencies to report when a child may be abused",
    "ferpa_consent": "A parent, or the student, agreed in writing",
    "ferpa_emergency": "An emergency of health or safety at school",
    "part2_consent": "You agreed in writing (rules for substance use treatment)",
    "part2_medical_emergency": "A medical emergency",
    "victim_release": "You signed a release for a limited time",
    "clinician_danger": "A clinician saw a danger that the law lets them act on",
    "other": "For the reason in the next column",
    "consent": "You agreed in writing",
    "serious_harm": "To prevent serious harm that was close",
    "medical_emergency": "A medical emergency",
}
"""Code of a basis → what the person concerned reads."""

PERSON = "The person, in their own hands"
NOBODY = "Nobody yet: ask your privacy contact first"


def plain_basis(code: str) -> str:
    """Return what the person concerned reads for a basis."""
    return BASES.get(code, "Another reason: ask the agency")


def handed_to(consenter: str, may_tell: Collection[str], must_not: Collection[str]) -> str:
    """Return to whom a notice goes by default; never to somebody named as one not to be told.

    Where the one who may consent must not be told, a guardian or the other parent named as one who
    may be told takes that place; without one it goes to nobody before somebody thought about it.
    """
    if consenter in {"", Consenter.SELF}:
        return PERSON
    barred = set(must_not)
    if consenter == Consenter.AGENCY and Told.CHILD_WELFARE in barred:
        return NOBODY
    if consenter not in barred:
        return Consenter(consenter).label
    others = (Told.GUARDIAN, Told.OTHER_PARENT, Told.PARENT)
    return next((one.label for one in others if one in set(may_tell) - barred), NOBODY)


def warnings(must_not: Collection[str]) -> tuple[str, ...]:
    """Return, in words and in the order of the list, to whom the notice must never be handed."""
    return tuple(one.label for one in Told if one.value in set(must_not))
