"""Keyed hashes of who somebody is (blind index; architecture.md, Database).

Two words of a name in common, in any order, without accents, case and initials, and the same birth
date: middle names come and go, and some write the last name first.
"""

import hmac
import unicodedata
from itertools import combinations

from hubtable.vault.rules.identity import Identity

MOST = 6
"""Words of a name that are compared: 15 pairs."""


def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents, case and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(letters.split())


def hashes(identity: Identity, pepper: bytes) -> list[bytes]:
    """Return the hashes two records of one person share at least one of; none without a birth date.

    A name alone is too common to tell a coordinator two references by.
    """
    words = sorted({word for word in folded(identity.name) if len(word) > 1})[:MOST]
    if not words or not identity.birth_date:
        return []
    keys = [" ".join(pair) for pair in combinations(words, 2)] or words
    return [_hash(f"{key}|{identity.birth_date}", pepper) for key in keys]


def _hash(text: str, pepper: bytes) -> bytes:
    return hmac.digest(pepper, text.encode(), "sha256")
