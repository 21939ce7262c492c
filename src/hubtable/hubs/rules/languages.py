"""The languages a member speaks besides English, as people type them."""

LONGEST = 40
"""Letters of one language."""
MOST = 20
"""Languages of one person."""


def spoken(typed: str) -> list[str]:
    """Return the languages one by one, each once; they are typed with commas between."""
    named = (word.strip()[:LONGEST].strip() for word in typed.split(","))
    return list(dict.fromkeys(word for word in named if word))[:MOST]
