"""What the room's screen shows of a situation: less than each member's own screen."""

import re
from dataclasses import replace

from hubtable.table.rules.languages import rare
from hubtable.table.rules.presenting import Item, Told

OFF_ROOM = re.compile(
    r"sexual|pregnan|abortion|reproductive|contracep|\b(hiv|aids|sti|stis|std|stds)\b",
    re.IGNORECASE,
)
"""Pregnancy and sexual-health items, by their code or their words (process.md, presenting)."""


def for_room(told: Told) -> Told:
    """Return what the room may show: no rare language, no pregnancy or sexual-health item.

    The originating agency is no part of `Told`: it is on no screen.
    """
    return replace(
        told,
        language=None if rare(told.language) else told.language,
        risks=_shown(told.risks),
        protective=_shown(told.protective),
        flags=_shown(told.flags),
    )


def _shown(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if not OFF_ROOM.search(f"{item.code}\n{item.text}"))
