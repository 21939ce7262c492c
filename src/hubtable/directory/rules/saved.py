"""A saved list is its address: the ids of services, shortened. Nothing of it is kept."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterable
from uuid import UUID

MOST = 20
"""Services a list holds: what fits on two sheets, in one code a phone can read."""


def as_text(ids: Iterable[UUID]) -> str:
    """Return ids as an address carries them: 22 letters each, with dots between."""
    return ".".join(urlsafe_b64encode(one.bytes).decode().rstrip("=") for one in ids)


def as_ids(text: str) -> tuple[UUID, ...]:
    """Return the ids of such a text, each once, `MOST` of them; what is none is left out."""
    found: dict[UUID, None] = {}
    for part in text.split("."):
        if (one := _id(part)) and len(found) < MOST:
            found[one] = None
    return tuple(found)


def _id(part: str) -> UUID | None:
    try:
        return UUID(bytes=urlsafe_b64decode(part + "=="))
    except (Error, ValueError):
        return None
