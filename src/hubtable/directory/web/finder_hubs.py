"""The public pages of the Hubs: their numbers, how each works, what happens to your information."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hubtable.directory.web.calling import dialed, of_hub
from hubtable.directory.web.finder_page import FinderRequest, finder_page, show
from hubtable.hubs.queries import public_pages
from hubtable.hubs.queries.public_pages import PublicTexts
from hubtable.hubs.rules.public_pages import paragraphs

FRESH = "private, no-cache"
"""What a Hub takes back is gone at once, also for who has looked at it before."""


@dataclass(frozen=True, slots=True)
class Section:
    """A text under its heading (a key of the finder's sentences)."""

    heading: str
    paragraphs: tuple[str, ...]


@require_safe
@finder_page
def hubs(request: FinderRequest) -> HttpResponse:
    """List the Hubs that published, with their towns and numbers."""
    found = public_pages.published(request.words.language)
    if not found:
        return _nothing(request)
    context = {"hubs": [(hub, dialed(hub.phone)) for hub in found]}
    return _fresh(show(request, "hubs", context))


@require_safe
@finder_page
def how_it_works(request: FinderRequest, slug: str) -> HttpResponse:
    """Tell how a Hub works, in its own words."""
    return _told(request, slug, "how_it_works")


@require_safe
@finder_page
def information(request: FinderRequest, slug: str) -> HttpResponse:
    """Tell what happens to a visitor's information at a Hub, in its own words."""
    return _told(request, slug, "your_information")


def in_words(request: FinderRequest, said: PublicTexts, *sections: Section) -> dict[str, Any]:
    """Return what the page of a Hub is drawn from."""
    t, hub = request.words, said.hub
    on = t.date(said.changed_at.date())
    by = t("translated_by", name=said.translator, date=on) if said.translator else ""
    return {"one": hub, "sections": sections, "translated": by, "notice": "", "back": ()}


def _told(request: FinderRequest, slug: str, text: str) -> HttpResponse:
    """Show one of the texts of a Hub; its heading has the same name."""
    said = public_pages.texts(request.words.language, slug)
    if said is None:
        return _nothing(request)
    section = Section(text, paragraphs(getattr(said, text)))
    several = len(public_pages.first_published(request.words.language)) > 1
    context = in_words(request, said, section)
    context["call"] = of_hub(said.hub, several=several)
    return _fresh(show(request, "hub", context))


def _nothing(request: FinderRequest) -> HttpResponse:
    """Answer alike for what never was, what is written, and what was taken back."""
    return _fresh(show(request, "no_page", {}, status=404))


def _fresh(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = FRESH
    return response
