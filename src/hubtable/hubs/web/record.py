"""The record of changes: who did what, when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hubtable.hubs.queries.people import people_choices
from hubtable.hubs.queries.trail import Asked, trail, verbs
from hubtable.hubs.rules.days import end_of, start_of
from hubtable.hubs.rules.entering import administers
from hubtable.hubs.web.agencies import ANY
from hubtable.hubs.web.forms import page_number
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.inputs import DayInput
from hubtable.ui.pages import page


class SearchForm(forms.Form):
    """How the record is narrowed."""

    since = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("From"))
    until = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Through"))

    def __init__(self, request: SeatRequest) -> None:
        super().__init__(request.GET)
        self.fields["verb"] = forms.ChoiceField(
            required=False, label=gettext_lazy("What"), choices=[ANY, *verbs()]
        )
        self.fields["person"] = forms.TypedChoiceField(
            required=False,
            label=gettext_lazy("Who"),
            choices=[ANY, *people_choices(request.seat, request.at)],
            coerce=UUID,
            empty_value=None,
        )
        self.order_fields(["verb", "person", "since", "until"])


@require_GET
@page_for(administers)
def record(request: SeatRequest) -> HttpResponse:
    """Show the record, newest first."""
    form = SearchForm(request)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = trail(request.seat, _asked(request, wanted), page_number(request))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "found": found,
        "asked": form,
        "filtered": any(wanted.values()),
        "base": f"?{query.urlencode()}&" if query else "?",
    }
    return page(request, "hubs/record.html", context)


def _asked(request: SeatRequest, wanted: dict[str, Any]) -> Asked:
    zone = request.seat.time_zone
    since: datetime | None = start_of(wanted["since"], zone) if wanted.get("since") else None
    until: datetime | None = end_of(wanted["until"], zone) if wanted.get("until") else None
    return Asked(wanted.get("verb", ""), wanted.get("person"), since, until)
