"""What stands around every page of somebody who is signed in."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hubtable.hubs.rules.entering import keeps_an_agency, reads_searches
from hubtable.kernel.seat import Seat
from hubtable.ui.chrome import Chrome, NavItem, SeatLine

HUBTABLE = "Hubtable"


def stranger() -> Chrome:
    """Return the frame for whoever is not signed in."""
    return Chrome(hub=HUBTABLE, practice=settings.PRACTICE, sign_in_url=settings.LOGIN_URL)


def around(request: HttpRequest, seat: Seat | None) -> Chrome:
    """Return the frame for somebody signed in, with the seat that acts."""
    return Chrome(
        hub=seat.hub_name if seat else HUBTABLE,
        seat=_line(seat) if seat else None,
        practice=settings.PRACTICE,
        practice_table=bool(seat and seat.practice),
        nav=_nav(request.path, seat) if seat else (),
        seats_url=reverse("hubs:seats"),
        account_url=reverse("account"),
        signed_in=True,
        idle_seconds=settings.IDLE_MINUTES * 60,
        sign_in_url=settings.LOGIN_URL,
    )


def _line(seat: Seat) -> SeatLine:
    return SeatLine(
        person=seat.person_name,
        role=seat.role.label,
        agency=seat.agency_name,
        table=seat.table_name or seat.hub_name,
    )


def _nav(path: str, seat: Seat) -> tuple[NavItem, ...]:
    """Return where a seat can go. The addresses are those of contract.md."""
    places = [(_("Today"), "/")]
    if seat.at_table:
        places += [(_("Table"), "/table/"), (_("Faces"), "/hub/faces/")]
    if keeps_an_agency(seat):
        places.append((_("Hub"), "/hub/"))
    if seat.steward:
        places.append((_("Directory"), "/directory/"))
    elif reads_searches(seat):
        places.append((_("Searches"), "/directory/searches/"))
    return tuple(
        NavItem(label, url, current=path == url or (url != "/" and path.startswith(url)))
        for label, url in places
    )
