"""Languages: those of what the public reads, and those a member speaks besides English."""

from collections.abc import Mapping
from enum import StrEnum


class PublicLanguage(StrEnum):
    """Languages of public pages and of papers for people, as the web names them (BCP 47)."""

    ENGLISH = "en"
    SPANISH = "es"
    PORTUGUESE = "pt-BR"
    HAITIAN_CREOLE = "ht"
    FRENCH = "fr"

    @property
    def label(self) -> str:
        """The language's own name."""
        return NAMES[self]

    @property
    def path(self) -> str:
        """How addresses name it."""
        return self.value.lower()


NAMES: Mapping[PublicLanguage, str] = {
    PublicLanguage.ENGLISH: "English",
    PublicLanguage.SPANISH: "Español",
    PublicLanguage.PORTUGUESE: "Português",
    PublicLanguage.HAITIAN_CREOLE: "Kreyòl ayisyen",
    PublicLanguage.FRENCH: "Français",
}
LONGEST = 40
"""Letters of one language."""
MOST = 20
"""Languages of one person."""


def spoken(typed: str) -> list[str]:
    """Return the languages one by one, each once; they are typed with commas between."""
    named = (word.strip()[:LONGEST].strip() for word in typed.split(","))
    return list(dict.fromkeys(word for word in named if word))[:MOST]
