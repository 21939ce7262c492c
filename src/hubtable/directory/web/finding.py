"""The finder's first page and its results: one form, words by POST, list first, map second."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from hubtable.base.acting import acting
from hubtable.directory.actions.counting import count_search
from hubtable.directory.queries.cards import Card
from hubtable.directory.queries.searching import Page, Wanted, search
from hubtable.directory.queries.telling import Text, descriptions, points
from hubtable.directory.rules.finding import (
    INSURANCES,
    LANGUAGES,
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
    asked = sought({name: str(value) for name, value in given.items()})
    if save := as_ids(given.get("save", "")):
        request.saved = tuple(dict.fromkeys([*request.saved, *save]))[:MOST]
    context = {
        "asked": asked,
        "categories": list(offered(request.words.language.value)),
        "first": first_categories(request.words.language.value),
        "languages_spoken": LANGUAGES,
        "insurances": INSURANCES,
        "miles": MILES,
        "found": None,
        "posted": request.method == "POST",
    }
    if asked.asked:
        context |= _results(request, asked, counted=not save)
    return show(request, "home", context)


def _results(request: FinderRequest, asked: Sought, *, counted: bool) -> dict[str, object]:
    found = search(_wanted(request, asked))
    if counted and asked.page == 1:
        with acting("job", "finder", at=request.at):
            count_search(
                at=request.at,
                category=_category(asked, found),
                town=found.spot.town if found.spot else "",
                nothing=not found.total,
            )
    return {
        "found": found,
        "shown": shown(request, found.cards, first=(asked.page - 1) * PAGE + 1),
        "map": _map(found),
        "pages": range(1, 2 + (found.total - 1) // PAGE) if found.total else range(1),
    }


def _wanted(request: FinderRequest, asked: Sought) -> Wanted:
    return Wanted(
        now=request.at,
        zone=settings.PUBLIC_ZONE,
        text=asked.q,
        near="" if asked.point else asked.near,
        point=asked.point,
        within=asked.within,
        serving=asked.serving,
        category=asked.category,
        open_at=request.at if asked.open else None,
        age=asked.age,
        language=asked.language,
        insurance=asked.insurance,
        free=asked.free,
        openings=asked.openings,
        remote=asked.remote,
        exactly=asked.exactly,
        page=asked.page,
        size=PAGE,
    )


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
