"""What stands around every page: the Hub, who acts, where one can go."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class SeatLine:
    """The seat that acts, in the words the header shows."""

    person: str
    role: str
    agency: str
    table: str

    @property
    def words(self) -> str:
        """Role, agency and table on one line; parts that are empty are left out."""
        return " · ".join(part for part in (self.role, self.agency, self.table) if part)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chrome:
    """Everything `ui/base.html` shows around a page; middleware puts it at `request.chrome`.

    `practice`: all data here is practice data; `practice_table`: the acting seat's table is one.
    `idle_seconds` is how long the session lasts without a request (0: nobody is warned).
    """

    hub: str
    seat: SeatLine | None = None
    practice: bool = False
    practice_table: bool = False
    nav: tuple[NavItem, ...] = ()
    seats_url: str = ""
    account_url: str = ""
    signed_in: bool = False
    idle_seconds: int = 0
    sign_in_url: str = ""

    @property
    def practice_of(self) -> str:
        """What is invented here, in the words before the sentence that says so; empty when real."""
        if self.practice:
            return _("Practice data")
        return _("Practice table") if self.practice_table else ""


ANONYMOUS = Chrome(hub="Hubtable")

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


def chrome_of(request: HttpRequest | None) -> Chrome:
    """Return the chrome of a request, or the one of a stranger when nothing set it."""
    chrome = getattr(request, "chrome", ANONYMOUS)
    return chrome if isinstance(chrome, Chrome) else ANONYMOUS


def theme_of(request: HttpRequest | None) -> str:
    """Return the colors a person chose: `auto` (the device decides), `light` or `dark`."""
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else "auto"
