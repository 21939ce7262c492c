"""Plain words for what can go wrong, by HTTP status."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, and what one can do now."""

    title: Promise
    text: Promise


ERRORS: dict[int, Words] = {
    400: Words(
        _("That did not come through right"),
        _("Part of what your browser sent was missing or changed. Go back and send it again."),
    ),
    403: Words(
        _("Your seat cannot do this"),
        _("Nothing was changed. If you hold another seat, change to it and try again."),
    ),
    404: Words(
        _("There is nothing here for you"),
        _("The address may be wrong, or this is not open to your seat. Check it or go back."),
    ),
    405: Words(
        _("This page only takes a form"),
        _("Go back to the page you came from and use its button."),
    ),
    409: Words(
        _("Someone else changed this first"),
        _("Nothing of yours was saved yet. Go back to see what changed, then send it again."),
    ),
    413: Words(
        _("That is too much at once"),
        _("Nothing was saved. Make it shorter or send it in smaller parts."),
    ),
    429: Words(
        _("Too many tries"),
        _("To keep accounts safe we wait a little. Try again in a few minutes."),
    ),
    500: Words(
        _("Something broke on our side"),
        _("It was not your doing. Try again; if it stays broken, tell your Hub's coordinator."),
    ),
}
