"""Which record a row of a feed is: the same row has the same id in every import."""

import re
from collections.abc import Sequence
from hashlib import blake2b, sha1

FULL = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
READING = b"2"
"""Raised when values are read in a new way, so that every row is read anew once."""


def record_id(namespace: bytes, table: str, key: str) -> str:
    """Return the id of a record: its own where that is a UUID, else UUID version 5 of its key.

    `namespace` is the source's id as 16 bytes. Two tables may use the same numbers.
    """
    if len(key) == 36 and FULL.fullmatch(key):
        return key.lower()
    digest = sha1(
        namespace + f"{table}:{key}".encode(errors="surrogatepass"), usedforsecurity=False
    )
    text = digest.hexdigest()
    variant = "89ab"[int(text[16], 16) & 3]
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


def natural_key(cells: Sequence[str]) -> str:
    """Return the key of a row that has none: a hash of whose it is and what it says."""
    text = "\x1f".join(cells).encode(errors="surrogatepass")
    return f"~{blake2b(text, digest_size=16).hexdigest()}"


def shape_mark(table: str, columns: Sequence[str]) -> bytes:
    """Return what stands for the form of rows in their fingerprints."""
    return blake2b("\x1f".join((table, *columns)).encode() + READING, digest_size=16).digest()


def fingerprint(mark: bytes, cells: Sequence[str]) -> str:
    """Return the hash of what a row says, 32 hexadecimal digits."""
    text = "\x1f".join(cells).encode(errors="surrogatepass")
    return blake2b(text, digest_size=16, key=mark).hexdigest()
