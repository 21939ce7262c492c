"""What a page says after something was done, with a way to undo it."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from hubtable.ui.stamp import Stamp

Tone = Literal["ok", "info", "warn", "bad"]
LEVELS: dict[Tone, int] = {
    "ok": messages.SUCCESS,
    "info": messages.INFO,
    "warn": messages.WARNING,
    "bad": messages.ERROR,
}
ACTED = "Hub-Acted"
"""The header of a page that looks what came of its own act (live.js)."""
TONES: dict[int, Tone] = {level: tone for tone, level in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Undo:
    """Where to send what undoes the act, and what the form carries."""

    url: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence shown once, on the next page."""

    text: str
    tone: Tone
    undo: Undo | None = None


def say(request: HttpRequest, text: str, *, tone: Tone = "ok", undo: Undo | None = None) -> None:
    """Show a sentence on the next page; never a name or a word of a situation."""
    extra = json.dumps(asdict(undo)) if undo else ""
    messages.add_message(request, LEVELS[tone], text, extra_tags=extra)


def said(request: HttpRequest | None) -> tuple[Said, ...]:
    """Return what is to be shown now, and forget it.

    A page that only follows what others do is told nothing: it would take the words away from the
    page that acted, another tab perhaps, and write the session over what is being said meanwhile.
    """
    if request is None or _follows(request):
        return ()
    return tuple(_said(message) for message in get_messages(request))


def _follows(request: HttpRequest) -> bool:
    """Whether a page asks by itself how things stand; after an act of its own it says so."""
    return request.headers.get("HX-Request") == "true" and ACTED not in request.headers


def _said(message: Message) -> Said:
    """Read back one message; those of other applications have no undo."""
    tone = TONES.get(message.level, "info")
    if not (message.extra_tags or "").startswith("{"):
        return Said(str(message), tone)
    undo = json.loads(message.extra_tags)
    return Said(str(message), tone, Undo(undo["url"], Stamp(**undo["stamp"])))
