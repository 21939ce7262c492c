"""Taxonomies: what there is, their terms as a tree, and sorting services under them."""

from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hubtable.directory.actions import tying, vocabularies
from hubtable.directory.queries import keeping
from hubtable.directory.queries import taxonomies as queries
from hubtable.directory.rules.vocabulary import shipped
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import found
from hubtable.hubs.web.forms import form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page
from hubtable.ui.saying import say


class TreeForm(forms.Form):
    """Which terms of a tree."""

    q = forms.CharField(required=False, max_length=100)
    under = forms.UUIDField(required=False)


class ChooseForm(forms.Form):
    """Which terms to choose from."""

    q = forms.CharField(required=False, max_length=100)
    taxonomy = forms.ChoiceField(required=False, label=gettext_lazy("Taxonomy"))


@require_GET
@page_for(keeps_directory)
def taxonomies(request: SeatRequest) -> HttpResponse:
    """List the taxonomies, and those that come with the program and are not used yet."""
    rows = queries.listed()
    there = {one.id for one in rows}
    absent = [one for one in shipped().values() if vocabularies.taxonomy_id(one.key) not in there]
    context = {"rows": rows, "absent": absent, "stamp": stamp(request)}
    return page(request, "directory/taxonomies.html", context)


@require_POST
@page_for(keeps_directory)
@form_act
def put(request: SeatRequest) -> HttpResponse:
    """Put a taxonomy that comes with the program into the directory."""
    try:
        key = request.POST.get("key", "")
        made = vocabularies.put(by=request.seat, at=request.at, key=key)
        say(request, _("%(n)s terms are there now.") % {"n": made})
    except Refused as refused:
        say(request, _(refused.sentence), tone="warn")
    return HttpResponseRedirect(reverse("directory:taxonomies"))


@require_GET
@page_for(keeps_directory)
def taxonomy(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the terms of one taxonomy as a tree, searched."""
    one = found(next((row for row in queries.listed() if row.id == pk), None))
    asked = TreeForm(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    q, under = wanted.get("q", ""), wanted.get("under")
    nodes = queries.tree(pk, q, under)
    context = {"one": one, "nodes": nodes, "q": q, "under": under}
    return page(request, "directory/taxonomy.html", context)


@require_GET
@page_for(keeps_directory)
def choose(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Offer terms of all taxonomies to sort a service under."""
    card = found(keeping.record_of("service", pk))
    known = queries.listed()
    asked = ChooseForm(request.GET)
    choices = [("", _("All taxonomies")), *((str(one.id), one.name) for one in known)]
    asked.fields["taxonomy"].choices = choices  # type: ignore[attr-defined]
    wanted = asked.cleaned_data if asked.is_valid() else {}
    q, chosen = wanted.get("q", ""), wanted.get("taxonomy")
    rows = queries.to_choose(pk, q, UUID(chosen) if chosen else None)
    context = {
        "card": card, "asked": asked, "q": q, "filtered": bool(q or chosen), "rows": rows,
        "most": queries.OFFERED, "known": known, "stamp": stamp(request),
    }  # fmt: skip
    return page(request, "directory/categories.html", context)


@require_POST
@page_for(keeps_directory)
@form_act
def sort(request: SeatRequest, pk: UUID, term: UUID) -> HttpResponse:
    """Sort a service under a term."""
    try:
        tying.sort(by=request.seat, at=request.at, service=pk, term=term)
        say(request, _("The service is found under it now."))
    except Refused as refused:
        say(request, _(refused.sentence), tone="warn")
    return HttpResponseRedirect(reverse("directory:service", args=[pk]))
