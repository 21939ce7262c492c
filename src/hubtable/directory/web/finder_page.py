"""What every page of the finder has: its language, its saved list, whom to call, quiet headers.

No seat, no session, no cookie, nothing of the visitor kept. Own frame and stylesheet instead of
those of the pages behind the sign-in: an old phone reads them, and they weigh a third.
"""

import functools
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from hubtable.directory.queries.cards import Card
from hubtable.directory.rules.finder_words import Words
from hubtable.directory.rules.opening import State
from hubtable.directory.rules.saved import as_ids, as_text
from hubtable.directory.web.calling import calling
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.web.gates import no_seat
from hubtable.ui.chrome import Chrome
from hubtable.ui.features import features
from hubtable.ui.pages import Context, page

LEAVE = "https://www.weather.gov/"
"""Where *Leave quickly* leads: a page anybody might have open."""
NAMED = {"hub_how": "slug", "hub_information": "slug"}
"""Addresses that name something else than a listing, and what."""
ROOM = {"open": "openings", "waiting_list": "waiting_list", "full": "full"}


class LanguageConverter:
    """The language in an address; English has none."""

    regex = "|".join(one.path for one in PublicLanguage if one is not PublicLanguage.ENGLISH)

    def to_python(self, value: str) -> PublicLanguage:
        """Return the language of a part of an address."""
        return next(one for one in PublicLanguage if one.path == value)

    def to_url(self, value: PublicLanguage) -> str:
        """Return the part of an address; ValueError for English, which stands without one."""
        if value is PublicLanguage.ENGLISH:
            raise ValueError("English has no part of the address")
        return value.path


class FinderRequest(HttpRequest):
    """A request as the finder's views get it."""

    at: datetime
    chrome: Chrome
    words: Words
    saved: tuple[UUID, ...]
    town: str
    """The town a search named (*Framingham, MA*); empty for none."""
    from_elsewhere: bool
    """Whether another site sent this: it is answered, and nothing is kept of it."""


View = Callable[..., HttpResponse]


def finder_page(view: View) -> Any:
    """Mark a view of the finder: for everybody, without form token, in the address's language."""

    @functools.wraps(view)
    def answer(
        request: FinderRequest, *args: Any, lang: PublicLanguage, **kwargs: Any
    ) -> HttpResponse:
        request.words = Words(lang)
        given = request.POST if request.method == "POST" else request.GET
        request.saved = as_ids(given.get("s", ""))
        request.town = ""
        request.from_elsewhere = _from_elsewhere(request)
        return _quiet(request, view(request, *args, **kwargs))

    return no_seat(csrf_exempt(answer))


def _from_elsewhere(request: HttpRequest) -> bool:
    """Say whether a page of another site made the browser ask (Fetch Metadata; else by Origin).

    Our own forms have no token, so that they work from a copy and without cookies. Pages that tell
    nobody where they are, as ours, send the origin `null`.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and origin.partition("://")[2] != request.get_host()


def _quiet(request: FinderRequest, response: HttpResponse) -> HttpResponse:
    """Tell no other site where somebody comes from; keep a page only for the way back to it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "private, max-age=300")
    response.headers["Content-Language"] = request.words.language.value
    response.headers["Permissions-Policy"] = features(whereabouts=True)
    if not request.COOKIES:
        request.session.accessed = False  # else the answer would vary by a cookie nobody has
    return response


def show(
    request: FinderRequest, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    """Render a page of the finder inside its frame."""
    frame: dict[str, Any] = {
        "t": request.words,
        "lang": request.words.language,
        "to": functools.partial(to, request),
        "saved": request.saved,
        "saved_text": as_text(request.saved),
        "hub": settings.PUBLISHER or request.chrome.hub,
        "leave": LEAVE,
        **context,
    }
    if "languages" not in frame:
        frame["languages"] = list(_languages(request))
    if "call" not in frame:
        frame["call"] = calling(request.words.language, request.town)
    return page(request, f"directory/finder/{template}.html", frame, status=status)


def to(
    request: FinderRequest,
    name: str,
    *args: Any,
    lang: PublicLanguage | None = None,
    saved: Iterable[UUID] | None = None,
    **query: str,
) -> str:
    """Return an address of the finder in the page's language; the saved list goes with it."""
    ids = request.saved if saved is None else tuple(saved)
    asked = {**query, **({"s": as_text(ids)} if ids else {})}
    kwargs: dict[str, Any] = {"lang": lang or request.words.language}
    if args:
        kwargs[NAMED.get(name, "listing")] = args[0]
    path = reverse(f"find:{name}", kwargs=kwargs)
    return f"{path}?{urlencode(asked)}" if asked else path


def _languages(request: FinderRequest) -> Iterable[tuple[PublicLanguage, str]]:
    """Yield the languages, each with the address of this page in it (a form posts to it too)."""
    match = request.resolver_match
    name = match.url_name if match else "home"
    parts = match.kwargs if match else {}
    args = [parts[part] for part in ("listing", "slug") if part in parts]
    for one in PublicLanguage:
        yield one, to(request, str(name), *args, lang=one)


def opening_words(request: FinderRequest, card: Card) -> tuple[str, str]:
    """Return the opening state of a card: a tone, and words in the visitor's language."""
    t, now = card.opening, request.at
    words, zone = request.words, settings.PUBLIC_ZONE
    if t.state is State.OPEN:
        if t.changes is None:
            return "ok", words("open_now")
        return "ok", words("open_until", time=words.time(t.changes, zone))
    if t.state is State.CLOSED:
        if t.changes is None:
            return "bad", words("closed_now")
        day, time = words.day(t.changes, now, zone), words.time(t.changes, zone)
        return "bad", words("closed_until", day=day, time=time)
    if t.by_appointment:
        return "warn", words("by_appointment")
    return "warn", words("holiday" if t.holiday else "hours_unknown")


def reason_words(request: FinderRequest, card: Card) -> list[str]:
    """Return why a card is here, in the visitor's language."""
    t = request.words
    said: list[str] = []
    if card.miles is not None:
        said.append(t("about_miles" if card.approximate else "miles", n=f"{card.miles:.1f}"))
    for reason in card.reasons:
        if reason.code == "serves":
            said.append(t("serves", place=reason.values[0]))
        elif reason.code == "ages":
            said.append(_ages(t, *reason.values))
        else:
            said.append(t(ROOM.get(reason.code, reason.code)))
    return said


def _ages(t: Words, youngest: str, oldest: str) -> str:
    if youngest and oldest:
        return t("ages_between", a=youngest, b=oldest)
    return t("ages_from", a=youngest) if youngest else t("ages_to", b=oldest)


def checked_words(t: Words, card: Card) -> str:
    """Return when somebody last checked it."""
    return t("checked", date=t.date(card.checked_on)) if card.checked_on else t("not_checked")
