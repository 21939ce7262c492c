"""Keyed hashes of who somebody is (blind index; architecture.md, Database).

The words of a name count in any order, without accents and case, and so do the first and the last
alone: middle names come and go. The birth date must be the same.
"""

import hmac
import unicodedata

from hubtable.vault.rules.identity import Identity


def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents, case and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(letters.split())


def hashes(identity: Identity, pepper: bytes) -> list[bytes]:
    """Return the hashes two records of one person share at least one of; none without a birth date.

    A name alone is too common to tell a coordinator two references by.
    """
    words = folded(identity.name)
    if not words or not identity.birth_date:
        return []
    keys = {" ".join(sorted(words)), " ".join(sorted({words[0], words[-1]}))}
    return [_hash(f"{key}|{identity.birth_date}", pepper) for key in sorted(keys)]


def _hash(text: str, pepper: bytes) -> bytes:
    return hmac.digest(pepper, text.encode(), "sha256")
