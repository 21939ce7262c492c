"""Translations of a service's texts: the English beside, reviewed before anybody is shown them."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hubtable.directory.actions import translating as acts
from hubtable.directory.queries import translating
from hubtable.directory.queries.translating import Translated
from hubtable.directory.rules.translating import STATEMENT
from hubtable.directory.web import words
from hubtable.directory.web.editing import asked_once_more
from hubtable.directory.web.record_form import TEXT
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import Ending, found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.inputs import DayInput
from hubtable.ui.pages import page
from hubtable.ui.saying import say

TONES = {"none": "", "waits": "warn", "shown": "ok", "old": "bad"}
STANDINGS = {
    "none": gettext_lazy("None yet"),
    "waits": gettext_lazy("Not reviewed"),
    "shown": gettext_lazy("Shown"),
    "old": gettext_lazy("The English has changed"),
}


class TranslationForm(forms.Form):
    """A translation, who made it and when, and whether somebody read it beside the English."""

    text = forms.CharField(
        max_length=TEXT, label=gettext_lazy("Translation"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    translator = forms.CharField(
        max_length=120, label=gettext_lazy("Translated by"),
        help_text=gettext_lazy("A name. Of a machine: which one."),
    )  # fmt: skip
    translated_on = forms.DateField(label=gettext_lazy("Translated on"), widget=DayInput)
    reviewed = forms.BooleanField(
        required=False, label=gettext_lazy(STATEMENT),
        help_text=gettext_lazy("Leave it empty to let somebody else review it first."),
    )  # fmt: skip

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_translated_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["translated_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day


@require_GET
@page_for(keeps_directory)
def texts(request: SeatRequest, pk: UUID) -> HttpResponse:
    """List the texts of a service with where each translation stands."""
    listed = found(translating.texts(pk))
    context = {"listed": listed, "pk": pk, "words": words, "tones": TONES, "standings": STANDINGS}
    return page(request, "directory/translations.html", context)


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def text(request: SeatRequest, pk: UUID, field: str, language: str) -> HttpResponse:
    """Write a translation beside the English, and review it."""
    name, one = found(translating.text(pk, field, language))
    today = timezone.localdate(request.at)
    form = TranslationForm(today, request.POST or None, initial=_begun(request, one, today))
    form.fields["text"].widget.attrs["lang"] = language
    back = reverse("directory:translations", args=[pk])

    def act(sent: Sent) -> str:
        _save(request, pk, one, sent)
        said = _("Saved and shown.") if sent.values["reviewed"] else _("Saved. Not shown yet.")
        say(request, said)
        return back

    context = {
        "title": f"{words.label('service', field)}: {one.language_name}", "one": one, "pk": pk,
        "crumbs": [(name, reverse("directory:service", args=[pk])), (_("Translations"), back)],
        "tone": TONES[one.standing], "stands": STANDINGS[one.standing],
    }  # fmt: skip
    return answer(request, Sheet("directory/translation.html", form, act, context, one.version))


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def withdraw(request: SeatRequest, pk: UUID, field: str, language: str) -> HttpResponse:
    """Take a translation off the public pages."""
    _name, one = found(translating.text(pk, field, language))
    translation = found(one.id)
    ending = Ending(
        title=_("Take this translation off the public pages?"),
        lines=(_("People see the English text again, with the words that it is not translated."),
               _("The text stays here, to be mended and reviewed.")),
        submit=_("Take it off"),
        back=reverse("directory:translation", args=[pk, field, language]),
        said=_("Taken off the public pages."),
    )  # fmt: skip

    def act(sent: Sent) -> str:
        acts.withdraw(by=request.seat, at=request.at, translation=translation, version=sent.version)
        say(request, ending.said)
        return ending.back

    return asked_once_more(request, ending, act, one.version)


def _begun(request: SeatRequest, one: Translated, today: date) -> dict[str, Any]:
    who = one.translator or request.seat.person_name
    return {"text": one.text, "translator": who, "translated_on": one.on or today}


def _save(request: SeatRequest, pk: UUID, one: Translated, sent: Sent) -> None:
    """Write the translation down where it differs, then review it where that was said."""
    given = (sent.values["text"], sent.values["translator"], sent.values["translated_on"])
    made, version = one.id, sent.version
    if made is None or one.of != one.english or given != (one.text, one.translator, one.on):
        made = acts.translate(
            by=request.seat, at=request.at, service=pk, field=one.field, language=one.language,
            version=version, text=given[0], translator=given[1], on=given[2],
        )  # fmt: skip
        version += 1
    if sent.values["reviewed"]:
        acts.review(by=request.seat, at=request.at, translation=made, version=version)
