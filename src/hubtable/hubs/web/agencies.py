"""Agencies: finding, adding, changing and ending them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.hubs.actions import agencies as acts
from hubtable.hubs.queries import agencies as cards
from hubtable.hubs.queries.agencies import AgencyRow
from hubtable.hubs.queries.delegations import of_agency
from hubtable.hubs.queries.people import people
from hubtable.hubs.queries.vocabularies import sectors
from hubtable.hubs.rules.agreements import Standing
from hubtable.hubs.rules.entering import administers, keeps_an_agency
from hubtable.hubs.web.ending import Ending, confirm, ended, found, take_back
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.lists import Keys, as_csv, matches, order_of, ordered
from hubtable.kernel.seat import Seat
from hubtable.ui.pages import page
from hubtable.ui.saying import say

ANY = ("", gettext_lazy("All"))
ENDED = ("ended", gettext_lazy("Agency ended"))
SORTS: Keys = {
    "name": lambda row: row.name.casefold(),
    "sector": lambda row: row.sector.casefold(),
    "until": lambda row: row.until.isoformat() if row.until else "",
}


class AgencyForm(forms.Form):
    """What is said of an agency."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Name of the agency"))
    sector = forms.ChoiceField(label=gettext_lazy("Sector"))
    can_do = forms.CharField(
        max_length=160,
        required=False,
        label=gettext_lazy("What it can do, in one line"),
        help_text=gettext_lazy(
            "Members see it. Example: Emergency beds the same day, families too."
        ),
    )

    def __init__(self, sector_words: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"] = forms.ChoiceField(
            label=gettext_lazy("Sector"), choices=[("", _("Choose …")), *sector_words.items()]
        )


class SearchForm(forms.Form):
    """How the list of agencies is narrowed."""

    q = forms.CharField(required=False)
    standing = forms.ChoiceField(
        required=False, label=gettext_lazy("Agreement"), choices=[ANY, *Standing.choices(), ENDED]
    )

    def __init__(self, sector_words: Mapping[str, str], data: QueryDict) -> None:
        super().__init__(data)
        self.fields["sector"] = forms.ChoiceField(
            required=False, label=gettext_lazy("Sector"), choices=[ANY, *sector_words.items()]
        )


@require_GET
@page_for(administers)
def agencies(request: SeatRequest) -> HttpResponse:
    """List the agencies."""
    return page(request, "hubs/agencies.html", _listed(request))


@require_GET
@page_for(administers)
def printed(request: SeatRequest) -> HttpResponse:
    """Show the list for paper."""
    return page(request, "hubs/agencies_print.html", _listed(request))


@require_GET
@page_for(administers)
def exported(request: SeatRequest) -> HttpResponse:
    """Hand over the list for a spreadsheet."""
    listed = _listed(request)
    heads = ("Agency", "Sector", "Agreement", "Until", "Regimes", "Tables", "What it can do")
    return as_csv("agencies", heads, (_cells(row, listed["words"]) for row in listed["rows"]))


@require_GET
@page_for(keeps_an_agency)
def agency(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one agency with its programs, agreements, people and tables."""
    card = found(cards.agency(request.seat, pk, request.at))
    context = {
        "card": card,
        "sector": sector_words(request.seat).get(card.sector, card.sector),
        "people": [row for row in people(request.seat, request.at) if row.agency == pk],
        "delegations": of_agency(request.seat, pk, request.at),
        **ended(request, card.ends_at, card.version),
    }
    return page(request, "hubs/agency.html", context)


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def add(request: SeatRequest) -> HttpResponse:
    """Add an agency."""

    def act(sent: Sent) -> str:
        made = acts.add_agency(by=request.seat, at=request.at, **sent.values)
        say(request, _("Added. It sees nothing until it has a current agreement."))
        return reverse("hubs:agency", args=[made])

    form = AgencyForm(sector_words(request.seat), request.POST or None)
    context = {"title": _("Add an agency"), "crumbs": _crumbs()}
    return answer(request, Sheet("hubs/form.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def change(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Change what is said of an agency."""
    card = found(cards.agency(request.seat, pk, request.at))
    initial = {"name": card.name, "sector": card.sector, "can_do": card.can_do}

    def act(sent: Sent) -> str:
        acts.change_agency(
            by=request.seat, at=request.at, agency=pk, version=sent.version, **sent.values
        )
        say(request, _("Saved."))
        return reverse("hubs:agency", args=[pk])

    words = sector_words(request.seat)
    words.setdefault(card.sector, card.sector)
    form = AgencyForm(words, request.POST or None, initial=initial)
    context = {"title": _("Change an agency"), "crumbs": crumbs_of(card, request.seat)}
    return answer(request, Sheet("hubs/form.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End an agency."""
    card = found(cards.agency(request.seat, pk, request.at))
    ending = Ending(
        title=_("End %(agency)s?") % {"agency": card.name},
        lines=(
            _("Its people see nothing from their next click on, at every table."),
            _("What it brought and was told stays on record."),
        ),
        submit=_("End this agency"),
        back=reverse("hubs:agency", args=[pk]),
        said=_("The agency has ended."),
        undo=reverse("hubs:agency_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_agency(by=request.seat, at=request.at, agency=pk, version=version),
    )


@require_POST
@page_for(administers)
@form_act
def back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that an agency ended."""
    return take_back(
        request,
        reverse("hubs:agency", args=[pk]),
        lambda version: acts.lift_end_of_agency(
            by=request.seat, at=request.at, agency=pk, version=version
        ),
    )


def sector_words(by: Seat) -> dict[str, str]:
    """Return the words of the Hub for its sectors, by code."""
    return {word.code: word.text for word in sectors(by)}


def crumbs_of(card: cards.AgencyCard, by: Seat) -> list[tuple[str, str]]:
    """Return the way back from a page below an agency; the list is open to administrators."""
    return [*(_crumbs() if by.admin else []), (card.name, reverse("hubs:agency", args=[card.id]))]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Agencies"), reverse("hubs:agencies"))]


def _listed(request: SeatRequest) -> dict[str, Any]:
    words = sector_words(request.seat)
    asked = SearchForm(words, request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    order = order_of(request, SORTS, "name")
    rows = (row for row in cards.agencies(request.seat, request.at) if _fits(row, wanted, words))
    return {
        "rows": ordered(rows, SORTS, order),
        "words": words,
        "asked": asked,
        "q": wanted.get("q", ""),
        "filtered": any(wanted.values()),
        "order": order,
        "query": request.GET.urlencode(),
        "now": request.at,
    }


def _fits(row: AgencyRow, wanted: Mapping[str, str], words: Mapping[str, str]) -> bool:
    sector = words.get(row.sector, row.sector)
    state = ENDED[0] if row.ended else row.standing.value
    return (
        matches(wanted.get("q", ""), row.name, sector, row.can_do)
        and wanted.get("sector", "") in {"", row.sector}
        and wanted.get("standing", "") in ({state} if row.ended else {"", state})
    )


def _cells(row: AgencyRow, words: Mapping[str, str]) -> tuple[str, ...]:
    return (
        row.name,
        words.get(row.sector, row.sector),
        _("Ended") if row.ended else row.standing.label,
        row.until.isoformat() if row.until else "",
        "; ".join(regime.label for regime in row.regimes),
        "; ".join(row.tables),
        row.can_do,
    )
