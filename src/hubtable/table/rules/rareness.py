"""Warns the presenter when a description, though without names, could point to one household."""

from hubtable.table.rules.languages import rare
from hubtable.table.rules.presenting import Told
from hubtable.table.rules.words import Sex

LARGE_FAMILY = 6
"""People from which on a family stands out in a town."""


def rare_signs(told: Told) -> tuple[str, ...]:
    """Return a sentence for each sign that few people fit the description."""
    signs = {
        "Few people here speak this language. Say only that an interpreter is needed.": rare(
            told.language
        ),
        "A family this large stands out. Say “a large family”, not how many.": len(told.people)
        >= LARGE_FAMILY,
        "Few people are described with this sex. Leave it out when you read aloud.": any(
            someone.sex is Sex.OTHER for someone in told.people
        ),
    }
    return tuple(sentence for sentence, holds in signs.items() if holds)
