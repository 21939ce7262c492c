"""Whom every page of the finder says to call: the Hub where one is known, else a help line."""

from dataclasses import dataclass

from django.conf import settings

from hubtable.directory.rules.reading_phone import read_phones
from hubtable.hubs.queries.public_pages import PublicHub, first_published, of_town
from hubtable.hubs.rules.languages import PublicLanguage

HELP_LINE = "211"
"""Shown where nobody has set a number: it answers in every state."""


@dataclass(frozen=True, slots=True)
class Calling:
    """A number with the address that dials it, and whose it is."""

    phone: str
    dial: str
    own: bool = True
    """Whether it is a number of ours, not the help line of the state."""
    hub: PublicHub | None = None
    several: bool = False
    """Whether several Hubs published: each has a number of its own."""
    linked: bool = False
    """Whether the Hub's pages are there to be read."""


def calling(language: PublicLanguage, town: str = "") -> Calling:
    """Return whom to call; of several Hubs the one that serves `town` (*Framingham, MA*).

    The only Hub answers for all; of several, none is preferred to the installation's own number.
    """
    hubs = first_published(language)
    several = len(hubs) > 1
    hub = hubs[0] if len(hubs) == 1 else None
    if several and town and not settings.PUBLIC_PHONE:
        hub = of_town(language, town)
    if hub:
        return of_hub(hub, several=several)
    phone = settings.PUBLIC_PHONE or HELP_LINE
    return Calling(phone, dialed(phone), own=bool(settings.PUBLIC_PHONE), several=several)


def of_hub(hub: PublicHub, *, several: bool, linked: bool = True) -> Calling:
    """Return that a Hub is called."""
    return Calling(hub.phone, dialed(hub.phone), hub=hub, several=several, linked=linked)


def dialed(phone: str) -> str:
    """Return the address of a link that dials a number (RFC 3966); a comma waits."""
    read = read_phones(phone)[0]
    if not read.e164:
        return f"tel:{phone.replace(' ', '')}"
    return f"tel:{read.e164},{read.extension}" if read.extension else f"tel:{read.e164}"
