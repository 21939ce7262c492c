"""Which key of the keyboard stands for which agency on the chair's page."""

from collections.abc import Iterable
from itertools import chain, repeat
from typing import TypeVar

T = TypeVar("T")

TAKEN = frozenset("nbdaifolpux?")
"""Keys of the meeting's own acts: next, back, decide, assign, who is in the room, and so on."""
KEYS = tuple("1234567890qwertysghjkzcvm")


def keyed(things: Iterable[T]) -> tuple[tuple[T, str], ...]:
    """Return each thing with its key; those beyond the last key have none."""
    return tuple(zip(things, chain(KEYS, repeat("")), strict=False))
