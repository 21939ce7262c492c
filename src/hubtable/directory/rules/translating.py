"""Which texts of a service carry translations, and where one stands.

What nobody reviewed is shown to nobody, whoever or whatever wrote it; nor is one that was made from
another English text than stands there now.
"""

from collections.abc import Mapping
from enum import StrEnum

from hubtable.hubs.rules.languages import PublicLanguage

TRANSLATED = ("alert", "description", "eligibility_description", "application_process",
              "fees_description")  # fmt: skip
"""Fields of a service that the public finder shows as running text."""
LANGUAGES: Mapping[str, str] = {
    one.value: one.label for one in PublicLanguage if one is not PublicLanguage.ENGLISH
}
STATEMENT = "I read it beside the English text, and it says the same. Show it to everybody."


class Standing(StrEnum):
    """Where a translation stands."""

    NONE = "none"
    WAITS = "waits"
    SHOWN = "shown"
    OLD = "old"


def standing(text: str, of: str, english: str, *, reviewed: bool) -> Standing:
    """Say where a translation of an English text stands; `of`: the words it was made from."""
    if not text:
        return Standing.NONE
    if of != english:
        return Standing.OLD
    return Standing.SHOWN if reviewed else Standing.WAITS
