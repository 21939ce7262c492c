"""One service, the saved list on screen and paper, a mistake reported, and what is told of us."""

from urllib.parse import quote
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from hubtable.accounts.actions.mailing import address
from hubtable.directory.actions.answering import report
from hubtable.directory.queries.telling import Holiday, Hours, listed, told
from hubtable.directory.rules.finder_words import Words
from hubtable.directory.rules.mistakes import as_said, may_say
from hubtable.directory.rules.saved import MOST, as_ids, as_text
from hubtable.directory.rules.schedules import days_of
from hubtable.directory.web.finder_page import FinderRequest, finder_page, show, to
from hubtable.directory.web.finding import Shown, shown
from hubtable.kernel.verdict import Refused

SHORTEST = 3
"""Letters of a report: less says nothing."""
REFUSED = ("report_label", "report_personal", "report_full")


class ListingConverter:
    """A listing in an address, as short as in a saved list."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> UUID:
        """Return the id; ValueError, which is a page not found, for what is none."""
        found = as_ids(value)
        if not found:
            raise ValueError("no id")
        return found[0]

    def to_url(self, value: UUID | str) -> str:
        """Return the short form."""
        return as_text([value]) if isinstance(value, UUID) else value


@require_safe
@finder_page
def service(request: FinderRequest, listing: UUID) -> HttpResponse:
    """Show one service at one place."""
    language = request.words.language.value
    found = told(listing, now=request.at, zone=settings.PUBLIC_ZONE, language=language)
    if found is None:
        return show(request, "gone", {}, status=404)
    context = {
        "one": found,
        "shown": shown(request, (found.card,))[0],
        "others": shown(request, found.others),
        "hours": [
            *(_hours(request.words, line) for line in found.hours),
            *(_holiday(request.words, one) for one in found.holidays),
        ],
        "with_this": tuple(dict.fromkeys([*request.saved, listing]))[:MOST],
    }
    return show(request, "listing", context)


@require_http_methods(["GET", "HEAD", "POST"])
@finder_page
def wrong(request: FinderRequest, listing: UUID) -> HttpResponse:
    """Take in what somebody says is wrong with a service; nothing is kept of who said it."""
    found = listed([listing], now=request.at, zone=settings.PUBLIC_ZONE)
    if not found:
        return show(request, "gone", {}, status=404)
    context = {"card": found[0], "key": as_text([listing]), "state": "asked", "typed": ""}
    if request.method == "POST":
        typed = as_said(request.POST.get("words", ""))
        state = "asked" if request.from_elsewhere else _reported(request, found[0].service, typed)
        context |= {"state": state, "typed": typed}
    return show(request, "wrong", context, status=422 if context["state"] in REFUSED else 200)


def _reported(request: FinderRequest, service: UUID, typed: str) -> str:
    """Report it; `thanks`, or the key of the sentence that says what stands in the way."""
    if len(typed) < SHORTEST:
        return "report_label"
    if not may_say(typed):
        return "report_personal"
    try:
        report(at=request.at, kind="service", record=service, words=typed)
    except Refused:
        return "report_full"
    return "thanks"


@require_safe
@finder_page
def saved(request: FinderRequest) -> HttpResponse:
    """Show the saved list: to print, to send from one's own phone, to take along by a code."""
    found = listed(request.saved, now=request.at, zone=settings.PUBLIC_ZONE)
    cards = shown(request, found)
    link = address(to(request, "list"))
    message = "\n\n".join([*map(_line, cards), link])
    context = {
        "shown": cards,
        "link": link,
        "sms": f"sms:?&body={quote(message)}",
        "mail": f"mailto:?subject={quote(request.words('your_list'))}&body={quote(message)}",
        "drawing": _drawing(link) if cards else "",
        "without": {
            one.card.id: tuple(pk for pk in request.saved if pk != one.card.id) for one in cards
        },
        "printed": request.words.date(request.at.date()),
        "most": MOST,
    }
    return show(request, "list", context)


@require_safe
@finder_page
def about(request: FinderRequest) -> HttpResponse:
    """Tell how it works."""
    return show(request, "about", {"heading": "how_it_works", "lines": _lines("how", 5)})


@require_safe
@finder_page
def privacy(request: FinderRequest) -> HttpResponse:
    """Tell what happens to a visitor's information."""
    return show(request, "about", {"heading": "your_information", "lines": _lines("info", 5)})


def _lines(key: str, count: int) -> list[str]:
    return [f"{key}_{number}" for number in range(1, count + 1)]


def _line(one: Shown) -> str:
    """Return a service as a message carries it."""
    card = one.card
    place = ", ".join(part for part in (card.street, card.town) if part)
    phone = f"{card.phone} x{card.extension}" if card.extension else card.phone
    return "\n".join(part for part in (card.name, phone, place, one.checked) if part)


def _drawing(link: str) -> SafeString:
    """Return an address as a QR code: an SVG without a style or script."""
    made = segno.make(link, error="m", micro=False)
    drawn = made.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    return mark_safe(drawn)  # noqa: S308 - drawn here, from ids alone


def _hours(words: Words, line: Hours) -> str:
    """Return a line of opening hours; the source's own words where it gave some."""
    if line.words:
        return line.words
    days = days_of(line.days)
    names = words("days").split("|")
    said = ", ".join(names[day] for day in days[0]) if days else line.days
    times = " - ".join(
        words.clock(one.hour, one.minute) for one in (line.opens, line.closes) if one is not None
    )
    return " ".join(part for part in (said, times) if part)


def _holiday(words: Words, one: Holiday) -> str:
    """Return the hours of a holiday: its day, then closed or from when to when."""
    days = [words.date(day) for day in (one.first, one.last) if day is not None]
    times = [words.clock(at.hour, at.minute) for at in (one.opens, one.closes) if at is not None]
    said = " - ".join(dict.fromkeys(days)) or words("public_holidays")
    return f"{said}: {' - '.join(times) or words('closed')}"
