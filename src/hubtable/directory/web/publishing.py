"""A Hub's public pages as its administrator keeps them: words, preview, publishing, taking back."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.directory.rules.finder_words import Words as Sentences
from hubtable.directory.web.calling import of_hub
from hubtable.directory.web.finder_hubs import Section, in_words
from hubtable.directory.web.finder_page import FinderRequest, show
from hubtable.directory.web.public_forms import EnglishForm, TownsForm, TranslationForm, begun
from hubtable.hubs.actions import public_pages as acts
from hubtable.hubs.queries import hub as hubs
from hubtable.hubs.queries import public_pages as pages
from hubtable.hubs.queries.public_pages import PageCard
from hubtable.hubs.rules.entering import administers
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words, paragraphs
from hubtable.hubs.web.ending import Ending, confirm, found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.pages import page
from hubtable.ui.saying import Undo, say

ENGLISH = PublicLanguage.ENGLISH
STANDS = {
    "none": (gettext_lazy("Not written"), ""),
    "hidden": (gettext_lazy("Not shown"), "warn"),
    "old": (gettext_lazy("The English has changed"), "warn"),
    "written": (gettext_lazy("Written"), "ok"),
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the public pages, and where it stands."""

    language: PublicLanguage
    stands: str
    tone: str
    edit: str
    preview: str
    """Empty where there is nothing to look at."""


@require_GET
@page_for(administers)
def standing(request: SeatRequest) -> HttpResponse:
    """Show whether the pages are published, their towns, and each language."""
    card = pages.page(request.seat)
    context = {
        "card": card,
        "tongues": [_tongue(card, one) for one in PublicLanguage],
        "stamp": stamp(request, card.version),
        "english": ENGLISH in card.words,
    }
    return page(request, "directory/public/page.html", context)


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def towns(request: SeatRequest) -> HttpResponse:
    """Say in public which towns the Hub serves."""
    card = pages.page(request.seat)

    def act(sent: Sent) -> str:
        acts.name_towns(
            by=request.seat, at=request.at, version=sent.version, towns=sent.values["towns"]
        )
        say(request, _("Saved."))
        return reverse("publishing:page")

    form = TownsForm(request.POST or None, initial={"towns": "\n".join(card.towns)})
    context = {"title": _("Towns, said in public"), "crumbs": _crumbs()}
    return answer(request, Sheet("hubs/form.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def words(request: SeatRequest, language: str) -> HttpResponse:
    """Write what the pages say in one language, the English beside it."""
    tongue, card = found(_language(language)), pages.page(request.seat)
    english = card.words.get(ENGLISH)
    if tongue is not ENGLISH and english is None:
        say(request, _("Write the English first."), tone="info")
        return HttpResponseRedirect(reverse("publishing:words", args=[ENGLISH.path]))

    def act(sent: Sent) -> str:
        acts.write_words(
            by=request.seat, at=request.at, language=tongue, version=sent.version,
            words=Words(**sent.values),
        )  # fmt: skip
        say(request, _("Saved. People read it now.") if card.published_at else _("Saved."))
        return reverse("publishing:page")

    kept = card.words.get(tongue)
    context = {
        "tongue": tongue, "tongues": [_tongue(card, one) for one in PublicLanguage],
        "card": card, "crumbs": _crumbs(), "kept": kept,
        "english": english.words if english and tongue is not ENGLISH else None,
    }  # fmt: skip
    form, version = _form(request, card, tongue), kept.version if kept else 0
    return answer(request, Sheet("directory/public/words.html", form, act, context, version))


@require_GET
@page_for(administers)
def preview(request: SeatRequest, language: str) -> HttpResponse:
    """Show the pages in one language as people will read them."""
    tongue, card = found(_language(language)), pages.page(request.seat)
    said = found(pages.preview(card, tongue))
    asked = cast(FinderRequest, request)
    asked.words, asked.saved, asked.town = Sentences(tongue), (), ""
    sections = (
        Section("how_it_works", paragraphs(said.how_it_works)),
        Section("your_information", paragraphs(said.your_information)),
    )
    context: dict[str, Any] = in_words(asked, said, *sections)
    context |= {
        "notice": _("Preview, both pages in one. The number stands below, as on every page."),
        "back": (_("Back to writing"), reverse("publishing:words", args=[tongue.path])),
        "call": of_hub(said.hub, several=False, linked=False),
        "languages": [(one, reverse("publishing:preview", args=[one.path]))
                      for one in PublicLanguage],
    }  # fmt: skip
    return show(asked, "hub", context)


@require_POST
@page_for(administers)
@form_act
def publish(request: SeatRequest) -> HttpResponse:
    """Let everybody read the pages from now on."""
    version = sent_version(request)
    acts.publish(by=request.seat, at=request.at, version=version)
    undo = Undo(reverse("publishing:take_back"), stamp(request, version + 1))
    say(request, _("Published. Everybody can read it now."), undo=undo)
    return HttpResponseRedirect(reverse("publishing:page"))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def take_back(request: SeatRequest) -> HttpResponse:
    """Take the pages off the finder."""
    card = pages.page(request.seat)
    ending = Ending(
        title=_("Take the public pages back?"),
        lines=(_("Nobody finds them from this moment on; the finder no longer shows the number."),
               _("What was written stays here, to be published again.")),
        submit=_("Take them back"),
        back=reverse("publishing:page"),
        said=_("Taken back. Nobody reads the pages now."),
        undo=reverse("publishing:publish"),
    )  # fmt: skip
    found(card.published_at)
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.take_back(by=request.seat, at=request.at, version=version),
    )


def _language(path: str) -> PublicLanguage | None:
    return next((one for one in PublicLanguage if one.path == path), None)


def _tongue(card: PageCard, language: PublicLanguage) -> Tongue:
    kept = card.words.get(language)
    key = "written" if kept else "none"
    if kept and (kept.old or not kept.words.shown):
        key = "old" if kept.words.shown else "hidden"
    said, tone = STANDS[key]
    at = [language.path]
    look = reverse("publishing:preview", args=at) if kept else ""
    return Tongue(language, str(said), tone, reverse("publishing:words", args=at), look)


def _form(request: SeatRequest, card: PageCard, tongue: PublicLanguage) -> forms.Form:
    hub = hubs.hub(request.seat).name
    initial = dict(begun(card, tongue, hub, request.seat.person_name))
    kind = EnglishForm if tongue is ENGLISH else TranslationForm
    form = kind(request.POST or None, initial=initial)
    for field in form.fields.values():
        if tongue is not ENGLISH and isinstance(field, forms.CharField):
            field.widget.attrs["lang"] = tongue.value
    return form


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Hub"), reverse("hubs:hub")), (_("Public pages"), reverse("publishing:page"))]
