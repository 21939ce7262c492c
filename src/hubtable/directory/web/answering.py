"""Pages without an account by which an agency answers its link."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hubtable.directory.actions import answering
from hubtable.directory.queries import keeping
from hubtable.directory.queries.keeping import Kept
from hubtable.directory.rules.verifying import PROPOSABLE
from hubtable.directory.web import words
from hubtable.directory.web.record_form import RecordForm, initial
from hubtable.hubs.web.gates import no_seat
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page


class WhoForm(forms.Form):
    """Who answers for the agency."""

    name = forms.CharField(min_length=2, max_length=120, label=gettext_lazy("Your name"))
    title = forms.CharField(
        max_length=120, required=False, label=gettext_lazy("Your title at the agency")
    )


@require_http_methods(["GET", "POST"])
@never_cache
@no_seat
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an agency its entry; take its one answer."""
    record = answering.asked_of(secret, timezone.now())
    card = keeping.organization(record) if record else None
    if card is None:
        return page(request, "directory/answer_over.html", {}, status=410)
    who = WhoForm(request.POST or None)
    asked = [(title, one, _form(one, request)) for title, one in _asked(card)]
    if request.method == "POST" and who.is_valid() and all(f.is_valid() for *_, f in asked):
        proposed = _differences((one, form) for _, one, form in asked)
        try:
            answering.answer(
                at=timezone.now(), secret=secret, proposed=proposed, **who.cleaned_data
            )
        except Refused:
            return page(request, "directory/answer_over.html", {}, status=410)
        return HttpResponseRedirect(reverse("directory:answered"))
    context = {"card": card, "who": who, "asked": asked}
    status = 422 if request.method == "POST" else 200
    return page(request, "directory/answer.html", context, status=status)


@require_GET
@no_seat
def answered(request: HttpRequest) -> HttpResponse:
    """Thank an agency for its answer."""
    return page(request, "directory/answered.html", {})


def _asked(card: Kept) -> list[tuple[str, Kept]]:
    """Return what an agency is asked about, each under a heading of its own."""
    records = [(card.name, card), *((one.name, one) for one in card.below["phone"])]
    for one in card.below["service"]:
        whole = keeping.service(one.id)
        if whole:
            records.append((whole.name, whole))
            records += [
                (f"{whole.name}: {below.name or words.noun(below.kind)}", below)
                for below in (*whole.below["phone"], *whole.below["schedule"])
            ]
    return _apart(records)


def _apart(records: list[tuple[str, Kept]]) -> list[tuple[str, Kept]]:
    """Return the records with headings that nobody can mix up: the second one is numbered."""
    seen: Counter[str] = Counter()
    named = []
    for title, one in records:
        seen[title] += 1
        named.append((f"{title} ({seen[title]})" if seen[title] > 1 else title, one))
    return named


def _form(one: Kept, request: HttpRequest) -> RecordForm:
    return RecordForm(
        one.kind, request.POST or None, prefix=one.id.hex, initial=initial(one.values),
        only=PROPOSABLE[one.kind],
    )  # fmt: skip


def _differences(forms_of: Iterable[tuple[Kept, RecordForm]]) -> dict[str, dict[str, Any]]:
    """Return kind → id → field → [what stands there, what is proposed]."""
    found: dict[str, dict[str, Any]] = {}
    for one, form in forms_of:
        fresh = {
            name: [one.values[name], value]
            for name, value in form.cleaned_data.items()
            if value != one.values[name]
        }
        if fresh:
            found.setdefault(one.kind, {})[str(one.id)] = fresh
    return found
