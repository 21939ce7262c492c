"""Which seat a session chose. The choice is only a wish: the database decides whether it holds."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest

CHOSEN = "seat"
SWITCH = "switch_seat"
"""Field of a form sent again after the question which seat sends it."""


def chosen(request: HttpRequest) -> UUID | None:
    """Return the seat this session chose."""
    text = request.session.get(CHOSEN)
    return UUID(text) if text else None


def choose(request: HttpRequest, seat: UUID) -> None:
    """Act from this seat from now on."""
    request.session[CHOSEN] = str(seat)


def forget(request: HttpRequest) -> None:
    """Act from no seat until one is chosen."""
    request.session.pop(CHOSEN, None)


def follow_switch(request: HttpRequest) -> None:
    """Change to the seat a form asks to be sent as, when its sender was asked and said so."""
    if request.method == "POST" and request.POST.get(SWITCH):
        with suppress(ValueError):
            choose(request, UUID(request.POST.get("seat", "")))
