"""Adding, changing, ending and merging records; forms save themselves, everything is undone."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hubtable.directory.actions import editing, hiding, merging
from hubtable.directory.queries import keeping
from hubtable.directory.queries.doubles import doubles
from hubtable.directory.queries.keeping import Kept
from hubtable.directory.rules.editing import CHOSEN, KINDS, PARENTS
from hubtable.directory.rules.public_holidays import coming
from hubtable.directory.web import words
from hubtable.directory.web.record_form import Named, RecordForm, initial
from hubtable.hubs.rules.entering import keeps_directory
from hubtable.hubs.web.ending import Ending, found
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused, Stale
from hubtable.ui.saying import Undo, say

PAGES = {"organization", "service", "location"}
"""Kinds with a page of their own; the others stand on the page of what they belong to."""


class AnywayForm(forms.Form):
    """The box that says it is a different one."""

    anyway = forms.BooleanField(
        required=False, label=gettext_lazy("It is a different one: add it all the same")
    )


class MergeForm(forms.Form):
    """Which of two records stays."""

    into = forms.ChoiceField(
        label=gettext_lazy("Keep this one, and move everything to it"), widget=forms.RadioSelect
    )


def asked_once_more(
    request: SeatRequest, ending: Ending, act: Callable[[Sent], str], version: int
) -> HttpResponse:
    """Ask once more before something is taken away, on a page of the directory."""
    context = {"ending": ending, "layout": "directory/base.html"}
    form = forms.Form(request.POST or None)
    return answer(request, Sheet("hubs/confirm.html", form, act, context, version))


def page_of(card: Kept) -> str:
    """Return the address of the page a record stands on."""
    if card.kind in PAGES:
        return reverse(f"directory:{card.kind}", args=[card.id])
    parent = next((one for one in PARENTS[card.kind] if one in card.links), None)
    if parent is None:
        return reverse("directory:organizations")
    return reverse(f"directory:{parent}", args=[card.links[parent]])


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def add(request: SeatRequest, kind: str) -> HttpResponse:
    """Add a record; ones that may be the same are shown before it is made."""
    _known(kind)
    if kind in CHOSEN:
        raise Http404
    parents = _parents(request, kind)
    named = _named(request, kind, parents)
    form = RecordForm(kind, request.POST or None, initial=_first(kind, request), named=named)
    twins: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        name = str(form.cleaned_data.get("name", ""))
        twins = doubles(kind, name, of=parents.get("organization"))
        if twins and "anyway" not in request.POST:
            form.add_error(None, _("There is something like this already. Look at it first."))

    def act(sent: Sent) -> str:
        made = editing.add(
            by=request.seat, at=request.at, kind=kind, parents=parents, values=sent.values
        )
        say(request, _("Added."))
        return page_of(found(keeping.record_of(kind, made)))

    context = {
        "title": _("Add: %(noun)s") % {"noun": words.noun(kind)}, "crumbs": _above(parents),
        "twins": twins, "anyway": AnywayForm(), "kind": kind,
    }  # fmt: skip
    return answer(request, Sheet("directory/add.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def change(request: SeatRequest, kind: str, pk: UUID) -> HttpResponse:
    """Change a record; it saves itself while one types."""
    card = _card(kind, pk)
    form = _form_of(request, card)

    def act(sent: Sent) -> str:
        done = editing.change(
            by=request.seat, at=request.at, kind=kind, pk=pk, version=sent.version,
            values=sent.values,
        )  # fmt: skip
        undo = Undo(reverse("directory:undo", args=[done]), stamp(request)) if done else None
        say(request, _("Saved."), undo=None if card.confidential else undo)
        return page_of(card)

    context = {
        "title": _("Change: %(name)s") % {"name": words.called(card)},
        "crumbs": [*_above({}), (words.called(card), page_of(card))],
        "autosave": reverse("directory:save", args=[kind, pk]), "card": card,
    }  # fmt: skip
    return answer(request, Sheet("directory/change.html", form, act, context, card.version))


@require_POST
@page_for(keeps_directory)
def save(request: SeatRequest, kind: str, pk: UUID) -> HttpResponse:
    """Save a form while somebody types in it."""
    form = _form_of(request, _card(kind, pk))
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        editing.change(
            by=request.seat, at=request.at, kind=kind, pk=pk, version=sent_version(request),
            values=form.cleaned_data,
        )  # fmt: skip
    except Stale:
        return HttpResponse(status=409)
    except Refused as refused:
        if refused.code == "lock":
            raise
        return HttpResponse(status=422)  # half typed: a time without the other, a day too early
    return JsonResponse({"version": str(found(keeping.record_of(kind, pk)).version)})


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def end(request: SeatRequest, kind: str, pk: UUID) -> HttpResponse:
    """Take a record out of the directory."""
    card = _card(kind, pk)
    above = page_of(card) if kind not in PAGES else reverse("directory:organizations")

    def act(sent: Sent) -> str:
        done = editing.end(by=request.seat, at=request.at, kind=kind, pk=pk, version=sent.version)
        undo = Undo(reverse("directory:undo", args=[done]), stamp(request))
        say(request, _("Taken out of the directory."), undo=undo)
        return above

    ending = Ending(
        title=_("Take out %(name)s?") % {"name": words.called(card)},
        lines=(_gone(kind), _("It stays in the history, and you can take this back.")),
        submit=_("Take it out"),
        back=page_of(card),
        said="",
    )
    return asked_once_more(request, ending, act, card.version)


@require_POST
@page_for(keeps_directory)
@form_act
def undo(request: SeatRequest, act: UUID) -> HttpResponse:
    """Take a saving back."""
    editing.undo(by=request.seat, at=request.at, act=act)
    say(request, _("Taken back."))
    lines = keeping.act_of(act)
    card = keeping.record_of(*lines) if lines else None
    back = page_of(card) if card and not card.ended_at else reverse("directory:organizations")
    return HttpResponseRedirect(back)


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def merge(request: SeatRequest, kind: str, pk: UUID) -> HttpResponse:
    """Make one of two records that are the same."""
    card = _card(kind, pk)
    phones = tuple(one.name for one in card.below.get("phone", ()))
    twins = doubles(kind, card.name, but=pk, of=card.links.get("organization"), phones=phones)
    form = MergeForm(request.POST or None)
    form.fields["into"].choices = [  # type: ignore[attr-defined]
        (str(one.id), f"{one.name} · {one.about}".strip(" ·")) for one in twins
    ]

    def act(sent: Sent) -> str:
        kept = UUID(sent.values["into"])
        done = merging.merge(
            by=request.seat, at=request.at, kind=kind, kept=kept, ended=pk, version=sent.version
        )
        undo = Undo(reverse("directory:unmerge", args=[done]), stamp(request))
        say(request, _("Made one of two."), undo=undo)
        return reverse(f"directory:{kind}", args=[kept])

    context = {"card": card, "twins": twins, "crumbs": [(card.name, page_of(card))]}
    return answer(request, Sheet("directory/merge.html", form, act, context, card.version))


@require_POST
@page_for(keeps_directory)
@form_act
def unmerge(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take a merge back."""
    merging.unmerge(by=request.seat, at=request.at, merging=pk)
    say(request, _("Taken back: they are two again."))
    return HttpResponseRedirect(reverse("directory:organizations"))


@require_http_methods(["GET", "POST"])
@page_for(keeps_directory)
@form_act
def hide(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Hide where a place is, or show it again."""
    card = _card("location", pk)
    ending = Ending(
        title=_("Show where it is?") if card.confidential else _("Hide where it is?"),
        lines=_unhidden() if card.confidential else _hidden(),
        submit=_("Show it to everybody") if card.confidential else _("Hide it"),
        back=reverse("directory:location", args=[pk]),
        said=_("Shown again.") if card.confidential else _("Hidden: only stewards see where."),
    )
    do = hiding.unhide if card.confidential else hiding.hide

    def act(sent: Sent) -> str:
        do(by=request.seat, at=request.at, location=pk, version=sent.version)
        say(request, ending.said)
        return ending.back

    return asked_once_more(request, ending, act, card.version)


def _gone(kind: str) -> str:
    if kind == "service_at_location":
        return _("The service is not shown at this place any more. Both stay in the directory.")
    if kind == "attribute":
        return _("The service is not found under this category any more.")
    return _("It is shown nowhere any more, and partners' systems are told that it is gone.")


def _hidden() -> tuple[str, ...]:
    return (
        _("Everybody but directory stewards sees town and state only: pages, map, search, files, "
          "the interface for partners, mails."),
        _("Other places at the same street are hidden too. Texts that name the street lose it."),
        _("A feed that brings the address again does not show it."),
    )  # fmt: skip


def _unhidden() -> tuple[str, ...]:
    return (
        _("Street and point stand on the public pages and in files again at once."),
        _("Other places at the same street are shown too."),
    )


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise Http404


def _card(kind: str, pk: UUID) -> Kept:
    _known(kind)
    card = found(keeping.record_of(kind, pk))
    if card.ended_at:
        raise Http404
    return card


def _form_of(request: SeatRequest, card: Kept) -> RecordForm:
    """Return the form of a record that stands there."""
    if not KINDS[card.kind]:
        raise Http404
    named = _named(request, card.kind, card.links)
    begun = initial(card.values)
    return RecordForm(card.kind, request.POST or None, initial=begun, named=named)


def _named(request: SeatRequest, kind: str, parents: Mapping[str, UUID]) -> Named:
    """Return the public holidays a form of hours offers: those of the state it is in."""
    if kind != "holiday_hours":
        return ()
    parent, pk = next((one, parents[one]) for one in PARENTS[kind] if one in parents)
    return coming(request.at.date(), keeping.state_of(parent, pk))


def _first(kind: str, request: SeatRequest) -> dict[str, Any]:
    """Return what a new record begins with."""
    begun: dict[str, dict[str, Any]] = {
        "service": {"status": "active"},
        "location": {"location_type": "physical"},
        "address": {"country": "US"},
        "service_capacity": {"status": "open", "told_at": timezone.localdate(request.at)},
    }
    return begun.get(kind, {})


def _parents(request: SeatRequest, kind: str) -> dict[str, UUID]:
    """Return what the new record belongs to, from the address of its form."""
    named: Mapping[str, str] = request.GET
    try:
        found_ids = {one: UUID(named[one]) for one in PARENTS[kind] if one in named}
    except ValueError:
        raise Http404 from None
    if PARENTS[kind] and not found_ids:
        raise Http404
    for parent, pk in found_ids.items():
        _card(parent, pk)
    return found_ids


def _above(parents: Mapping[str, UUID]) -> list[tuple[str, str]]:
    crumbs = [(_("Directory"), reverse("directory:organizations"))]
    for parent, pk in parents.items():
        card = found(keeping.record_of(parent, pk))
        crumbs.append((words.called(card), page_of(card)))
    return crumbs
