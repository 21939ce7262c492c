"""Editions of the word lists: reading them, and making the next one."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hubtable.hubs.actions.vocabularies import issue_vocabulary
from hubtable.hubs.queries.vocabularies import Edition, WordList, edition_of, editions
from hubtable.hubs.rules.entering import administers
from hubtable.hubs.rules.vocabularies import CATEGORY_OF, OWN, Word
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.provenance import FROM, origin
from hubtable.ui.pages import page
from hubtable.ui.saying import say

NEW_WORDS = 3
"""How many words of its own a Hub can add to a list at once."""


class ListForm(forms.Form):
    """The words of one list, each to be reworded or left out, and room for own ones."""

    def __init__(self, chosen: WordList, categories: list[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        self._words = chosen.words
        self._kind = chosen.kind
        for place, word in enumerate(chosen.words):
            self.fields[f"word{place}"] = forms.CharField(
                max_length=200,
                required=False,
                initial=word.text,
                label=f"{word.category}: {word.text}" if categories else word.text,
                help_text=origin(word),
            )
        for place in range(NEW_WORDS):
            self._room(place, categories)

    def changes(self) -> list[Word]:
        """Return what differs from the edition; an empty text leaves a word out."""
        values = self.cleaned_data
        changed = [
            Word(word.kind, word.code, text, word.provenance, word.category)
            for place, word in enumerate(self._words)
            if (text := values[f"word{place}"]) != word.text
        ]
        return changed + [
            self._own(values[f"own{place}"], values.get(f"category{place}", ""))
            for place in range(NEW_WORDS)
            if values[f"own{place}"]
        ]

    def _room(self, place: int, categories: list[tuple[str, str]]) -> None:
        self.fields[f"own{place}"] = forms.CharField(
            max_length=150, required=False, label=_("Own word %(n)s") % {"n": place + 1}
        )
        if categories:
            self.fields[f"category{place}"] = forms.ChoiceField(
                required=False,
                choices=categories,
                label=_("Category of own word %(n)s") % {"n": place + 1},
            )

    def _own(self, text: str, category: str) -> Word:
        code = f"{category}: {text}" if category else text
        return Word(self._kind, code[:160], text, OWN, category)


@require_GET
@page_for(administers)
def vocabularies(request: SeatRequest) -> HttpResponse:
    """List the editions and say which table uses which."""
    context = {"rows": editions(request.seat), "origins": FROM.values()}
    return page(request, "hubs/vocabularies.html", context)


@require_GET
@page_for(administers)
def vocabulary(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show all words of an edition with where they come from."""
    edition = found(edition_of(request.seat, pk))
    return page(request, "hubs/vocabulary.html", {"edition": edition, "origin": origin})


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def issue(request: SeatRequest) -> HttpResponse:
    """Make an edition from the lists that come with the program."""

    def act(sent: Sent) -> str:
        country = sent.values["country"]
        return _issued(request, issue_vocabulary(by=request.seat, at=request.at, country=country))

    form = CountryForm(request.POST or None, initial={"country": "us"})
    context = {
        "title": _("Make an edition from the lists that come with the program"),
        "lead": _("Tables go on with the edition they use until you change their policy."),
        "crumbs": _crumbs(),
        "submit": _("Make the edition"),
    }
    return answer(request, Sheet("hubs/form.html", form, act, context))


class CountryForm(forms.Form):
    """Whose words the lists are in."""

    country = forms.ChoiceField(
        label=gettext_lazy("In the words of"),
        widget=forms.RadioSelect,
        choices=[("us", gettext_lazy("United States")), ("ca", gettext_lazy("Canada"))],
    )


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def reword(request: SeatRequest, pk: UUID, kind: str) -> HttpResponse:
    """Make the next edition with changes in one list."""
    edition = found(edition_of(request.seat, pk))
    chosen = next((listed for listed in edition.lists if listed.kind == kind), None)
    if chosen is None:
        raise Http404
    form = ListForm(chosen, _categories(edition, kind), request.POST or None)

    def act(sent: Sent) -> str:  # noqa: ARG001 - the form says it word by word
        made = issue_vocabulary(by=request.seat, at=request.at, based_on=pk, changes=form.changes())
        return _issued(request, made)

    context = {
        "title": _("Change a list: %(list)s") % {"list": chosen.name},
        "lead": _(
            "Empty a word to leave it out. Saving makes a new edition; this one stays as it is."
        ),
        "crumbs": [*_crumbs(), (_edition_name(edition), reverse("hubs:vocabulary", args=[pk]))],
        "submit": _("Make a new edition"),
    }
    return answer(request, Sheet("hubs/form.html", form, act, context))


def _issued(request: SeatRequest, made: UUID) -> str:
    say(request, _("The edition is made. Choose it in the policy of a table to use it."))
    return reverse("hubs:vocabulary", args=[made])


def _categories(edition: Edition, kind: str) -> list[tuple[str, str]]:
    if kind not in CATEGORY_OF:
        return []
    return [(word.code, word.text) for word in edition.of(CATEGORY_OF[kind])]


def _edition_name(edition: Edition) -> str:
    return _("Edition %(n)s") % {"n": edition.number}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Word lists"), reverse("hubs:vocabularies"))]
