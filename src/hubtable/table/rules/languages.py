"""Languages a worksheet can name: a list, because a rare language can point to someone."""

from hubtable.hubs.rules.policies import Choice


class Language(Choice):
    """Languages people in the United States ask an interpreter for, and one for all others."""

    SPANISH = "spanish"
    PORTUGUESE = "portuguese"
    HAITIAN_CREOLE = "haitian_creole"
    CAPE_VERDEAN = "cape_verdean"
    CHINESE = "chinese"
    VIETNAMESE = "vietnamese"
    KHMER = "khmer"
    ARABIC = "arabic"
    FRENCH = "french"
    RUSSIAN = "russian"
    UKRAINIAN = "ukrainian"
    POLISH = "polish"
    ALBANIAN = "albanian"
    GREEK = "greek"
    ITALIAN = "italian"
    HINDI = "hindi"
    NEPALI = "nepali"
    SWAHILI = "swahili"
    SOMALI = "somali"
    TWI = "twi"
    DARI = "dari"
    PASHTO = "pashto"
    KOREAN = "korean"
    JAPANESE = "japanese"
    TAGALOG = "tagalog"
    AMERICAN_SIGN = "american_sign"
    OTHER = "other"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        special = {
            "cape_verdean": "Cape Verdean Creole",
            "american_sign": "American Sign Language",
            "other": "Another language",
        }
        return {m.value: special.get(m.value, m.value.replace("_", " ").title()) for m in cls}


COMMON = frozenset({Language.SPANISH, Language.PORTUGUESE})
"""Languages so many people speak that they point to nobody (the two most spoken after English in
Massachusetts, American Community Survey). Every other one counts as rare: it stays off the room's
screen and warns the presenter."""


def rare(language: Language | None) -> bool:
    """Say whether few people of a community speak a language (process.md, presenting)."""
    return language is not None and language not in COMMON
