"""The steward's pages of the directory: the list, an organization, a service, a place."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hubtable.directory.queries import keeping, verifying
from hubtable.directory.queries.keeping import Kept
from hubtable.directory.rules.editing import KINDS
from hubtable.directory.web import words
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.lists import Keys, order_of
from hubtable.ui.pages import page

STATES = (
    ("", gettext_lazy("All")),
    ("overdue", gettext_lazy("To check: over a year ago, or never")),
    ("missing", gettext_lazy("Not in the last feed")),
    ("empty", gettext_lazy("Without a service")),
    ("own", gettext_lazy("Kept by us, not by a feed")),
)
SORTS: Keys = {"name": str, "checked": str, "services": str}


class SearchForm(forms.Form):
    """How the list is narrowed."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, label=gettext_lazy("Which"), choices=STATES)
    page = forms.IntegerField(required=False, min_value=1)


@require_GET
@page_for(keeps_directory)
def organizations(request: SeatRequest) -> HttpResponse:
    """List the organizations of the directory."""
    asked = SearchForm(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    order = order_of(request, SORTS, "name")
    number = wanted.get("page") or 1
    listed = keeping.organizations(
        wanted.get("q", ""),
        wanted.get("state", ""),
        f"-{order.key}" if order.down else order.key,
        number,
        request.at.date(),
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "listed": listed, "asked": asked, "q": wanted.get("q", ""), "order": order,
        "filtered": bool(wanted.get("q") or wanted.get("state")), "number": number,
        "query": f"?{query.urlencode()}&" if query else "?",
    }  # fmt: skip
    return page(request, "directory/organizations.html", context)


@require_GET
@page_for(keeps_directory)
def organization(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one organization with its services and places."""
    card = found(keeping.organization(pk))
    return page(request, "directory/organization.html", _context(request, card))


@require_GET
@page_for(keeps_directory)
def service(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one service with its hours, phones and places."""
    card = found(keeping.service(pk))
    return page(request, "directory/one_service.html", _context(request, card))


@require_GET
@page_for(keeps_directory)
def location(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one place; where a confidential one is, to its stewards only."""
    card = found(keeping.location(pk))
    return page(request, "directory/location.html", _context(request, card))


def _context(request: SeatRequest, card: Kept) -> dict[str, Any]:
    below = (one.id for rows in card.below.values() for one in rows)
    ids = [card.id, *below, *keeping.gone(card)]
    return {
        "card": card,
        "places": {one.id: one for one in card.below.get("location", ())},
        "facts": facts(card),
        "history": keeping.history(ids),
        "checks": verifying.checks(card.id),
        "words": words,
        "seat": request.seat,
        "stamp": stamp(request, card.version),
    }


def facts(card: Kept) -> list[tuple[str, str]]:
    """Return what is known of a record, in the order of its form."""
    return [
        (words.label(card.kind, one.name), words.said(one.name, card.values[one.name]))
        for one in KINDS[card.kind]
        if card.values.get(one.name) not in (None, "", False)
    ]
