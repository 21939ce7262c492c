"""The finder's first page and its results: one form, words by POST, list first, map second."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from hubtable.base.acting import acting
from hubtable.directory.actions.counting import count_search
from hubtable.directory.queries.cards import Card
from hubtable.directory.queries.choosing import insurances
from hubtable.directory.queries.searching import Page, Wanted, search
from hubtable.directory.queries.suggesting import Suggestion, suggest, suggest_places
from hubtable.directory.queries.telling import Text, descriptions, points
from hubtable.directory.rules.finding import (
    LANGUAGES,
    LONGEST,
    MILES,
    Sought,
    first_categories,
    offered,
    sought,
)
from hubtable.directory.rules.pins import Drawn, Point, drawn
from hubtable.directory.rules.saved import MOST, as_ids, as_text
from hubtable.directory.web.finder_page import (
    FinderRequest,
    checked_words,
    finder_page,
    opening_words,
    reason_words,
    show,
)

PAGE = 10
"""Cards a page: what a phone loads quickly."""
EXCERPT = 150
"""Letters of a description on a card."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with its words in the visitor's language."""

    card: Card
    number: int
    key: str
    tone: str
    opening: str
    reasons: list[str]
    checked: str
    text: Text
    saved: bool


@require_http_methods(["GET", "HEAD", "POST"])
@finder_page
def home(request: FinderRequest) -> HttpResponse:
    """Ask what is needed, and show what fits. A search is a POST: words stay out of addresses."""
    given = request.POST if request.method == "POST" else request.GET
    taken = insurances()
    asked = sought({name: str(value) for name, value in given.items()}, taken)
    if save := as_ids(given.get("save", "")):
        request.saved = tuple(dict.fromkeys([*request.saved, *save]))[:MOST]
    context = {
        "asked": asked,
        "categories": list(offered(request.words.language.value)),
        "first": first_categories(request.words.language.value),
        "languages_spoken": LANGUAGES,
        "insurances": taken,
        "miles": MILES,
        "found": None,
        "posted": request.method == "POST",
    }
    if asked.asked:
        context |= _results(request, asked, counted=not save and not request.from_elsewhere)
    return show(request, "home", context)


@require_POST
@finder_page
def suggestions(request: FinderRequest) -> HttpResponse:
    """Offer what begins as somebody types. The letters come by POST, as words do; none is kept."""
    near, typed = request.POST.get("near"), request.POST.get("q", "")
    if near is None:
        found = suggest(typed[:LONGEST], language=request.words.language.value)
    else:
        found = suggest_places(near[:LONGEST])
    response = JsonResponse({"lines": [_line(request, one) for one in found]})
    response.headers["Cache-Control"] = "no-store"
    return response


def _line(request: FinderRequest, one: Suggestion) -> dict[str, str]:
    """Return a suggestion as the script shows it; names are in English, whoever reads them."""
    about = request.words("category") if one.kind == "category" else ""
    return {"text": one.text, "about": about, "lang": "en" if one.kind == "name" else ""}


def _results(request: FinderRequest, asked: Sought, *, counted: bool) -> dict[str, object]:
    now, zone = request.at, settings.PUBLIC_ZONE
    found = search(Wanted(now=now, zone=zone, size=PAGE, **asdict(asked)))
    if found.spot and found.spot.town:
        request.town = f"{found.spot.town}, {found.spot.state}"
    if counted and asked.page == 1:
        with acting("job", "finder", at=request.at):
            count_search(
                at=request.at,
                category=_category(asked, found),
                town=found.spot.town if found.spot else "",
                state=found.spot.state if found.spot else "",
                nothing=not found.total,
            )
    return {
        "found": found,
        "shown": shown(request, found.cards, first=(asked.page - 1) * PAGE + 1),
        "map": _map(found),
        "pages": range(1, 2 + (found.total - 1) // PAGE) if found.total else range(1),
    }


def _category(asked: Sought, found: Page) -> str:
    """Return the one term of our vocabulary a search is counted by; empty for none."""
    return asked.category or next(iter(found.asked.categories), "")


def shown(request: FinderRequest, found: tuple[Card, ...], *, first: int = 1) -> list[Shown]:
    """Return cards with their words in the visitor's language, numbered from `first`."""
    texts = descriptions(found, request.words.language.value)
    return [
        _shown(request, card, number, texts[card.id]) for number, card in enumerate(found, first)
    ]


def _shown(request: FinderRequest, card: Card, number: int, text: Text) -> Shown:
    tone, opening = opening_words(request, card)
    return Shown(
        card=card,
        number=number,
        key=_key(card.id),
        tone=tone,
        opening=opening,
        reasons=reason_words(request, card),
        checked=checked_words(request.words, card),
        text=_excerpt(text),
        saved=card.id in request.saved,
    )


def _key(listing: UUID) -> str:
    return as_text([listing])


def _excerpt(text: Text) -> Text:
    words = " ".join(text.words.split())
    if len(words) <= EXCERPT:
        return Text(words, text.language, text.on)
    return Text(words[:EXCERPT].rsplit(" ", 1)[0] + " …", text.language, text.on)


def _map(found: Page) -> Drawn | None:
    spots = list(points(found.cards))
    offset = (found.number - 1) * PAGE
    spots = [
        Point(one.number + offset, one.latitude, one.longitude, one.approximate) for one in spots
    ]
    if found.spot:
        spots.append(Point(0, found.spot.latitude, found.spot.longitude))
    return drawn(spots)
