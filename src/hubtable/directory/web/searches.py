"""What people looked for in the finder: where nothing was found first, from five searches up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hubtable.directory.queries import searches
from hubtable.directory.queries.searches import Counted
from hubtable.hubs.rules.entering import reads_searches
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.lists import as_csv
from hubtable.ui.pages import page


class FilterForm(forms.Form):
    """Which month, which town."""

    month = forms.ChoiceField(required=False, label=gettext_lazy("Month"))
    town = forms.ChoiceField(required=False, label=gettext_lazy("Town"))

    def __init__(self, given: Any, months: Iterable[date]) -> None:
        super().__init__(given)
        self.months = [(day.isoformat(), format_date(day, "F Y")) for day in months]
        self.fields["month"].choices = self.months  # type: ignore[attr-defined]

    def offer(self, rows: Iterable[Counted]) -> None:
        """Offer the towns there are lines of."""
        towns = sorted({one.place for one in rows if one.place})
        choices = [("", _("All towns")), *((town, town) for town in towns)]
        self.fields["town"].choices = choices  # type: ignore[attr-defined]


@require_GET
@page_for(reads_searches)
def looked_for(request: SeatRequest) -> HttpResponse:
    """Show what people looked for in a month."""
    return page(request, "directory/searches.html", _listed(request))


@require_GET
@page_for(reads_searches)
def as_file(request: SeatRequest) -> HttpResponse:
    """Answer with the same lines as a spreadsheet's file."""
    listed = _listed(request)
    heads = [_("Kind of help"), _("Town"), _("State"), _("Searches"), _("Found nothing")]
    name = f"searches-{listed['month']:%Y-%m}"
    return as_csv(name, heads, (_cells(one) for one in listed["rows"]))


def _cells(one: Counted) -> list[str]:
    without = _("under 5") if one.without is None else str(one.without)
    return [one.name or _("none we know"), one.town, one.state, str(one.searches), without]


def _listed(request: SeatRequest) -> dict[str, Any]:
    first = list(searches.months(request.at.date()))
    given = {"month": request.GET.get("month") or first[0].isoformat(),
             "town": request.GET.get("town", "")}  # fmt: skip
    asked = FilterForm(given, first)
    month = next((day for day in first if day.isoformat() == given["month"]), first[0])
    rows = searches.counted(month)
    asked.offer(rows)
    town = asked.cleaned_data.get("town", "") if asked.is_valid() else ""
    return {
        "asked": asked,
        "month": month,
        "rows": [one for one in rows if not town or one.place == town],
        "filtered": bool(town or request.GET.get("month")),
        "query": request.GET.urlencode(),
        "steward": request.seat.steward,
    }
