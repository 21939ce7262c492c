"""Intervening: the visiting page of the agencies that were assigned, and no other's (filter 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hubtable.audit.actions.recording import seen
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import intervening as step
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.intervening import (
    VisitCard,
    Visited,
    acts_for,
    codes_known,
    leads,
    visit,
)
from hubtable.table.queries.updating import answers_of
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.intervening import EntryKind
from hubtable.table.rules.later_words import ContactAnswer
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import PLACES
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import visible
from hubtable.table.web.visit_forms import (
    AttemptForm,
    ContactForm,
    EntryForm,
    OutcomeForm,
    PlanForm,
    ServiceForm,
)
from hubtable.ui.pages import page
from hubtable.ui.saying import Undo, say
from hubtable.vault.actions.guarding import clear_text
from hubtable.vault.actions.revealing import reveal
from hubtable.vault.web.guarding import guard_of, sent_reason


class Way(NamedTuple):
    """One kind of entry: its heading, its form, what is said once it is written."""

    title: str | Promise
    form: Callable[..., EntryForm]
    done: str | Promise


WAYS: dict[str, Way] = {
    EntryKind.PLAN: Way(
        gettext_lazy("Add to the plan"), PlanForm, gettext_lazy("Added to the plan.")
    ),
    EntryKind.ATTEMPT: Way(
        gettext_lazy("An attempt to reach the person"), AttemptForm, gettext_lazy("Attempt noted.")
    ),
    EntryKind.SERVICE: Way(
        gettext_lazy("A service mobilized"), ServiceForm, gettext_lazy("Service noted.")
    ),
    EntryKind.OUTCOME: Way(
        gettext_lazy("What became of the place"), OutcomeForm, gettext_lazy("Outcome noted.")
    ),
}


@dataclass(frozen=True, slots=True)
class Visiting:
    """One situation the own agency acts on."""

    card: DiscussionCard
    visit: VisitCard

    @property
    def place(self) -> bool:
        """Whether it is about a place and no person."""
        return self.card.type in PLACES

    @property
    def open(self) -> bool:
        """Whether agencies act on it now; once closed the lead reads it for 30 days."""
        return self.card.state is State.INTERVENING


def acting_on(request: SeatRequest, pk: UUID) -> Visiting:
    """Return a situation whose plan is open to the seat, after leaving the row that it was seen.

    Raises Http404 alike for what does not exist, is hidden, or is for other agencies.
    """
    card = visible(request, pk, table_of(by=request.seat))
    found = visit(of=pk, by=request.seat, at=request.at, place=card.type in PLACES)
    if found is None:
        raise Http404
    seen(pk, "planned")
    return Visiting(card, found)


def person_of(on: Visiting, pk: UUID) -> Visited:
    """Return one of its persons, while agencies act on it."""
    found = on.visit.person(pk)
    if found is None or not on.open:
        raise Http404
    return found


@page_for(sits_at_table)
@require_GET
def visiting(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show who goes, the hours, and of each person plan, attempts, answer and services."""
    return page(request, "table/visiting.html", _context(request, acting_on(request, pk)))


@page_for(sits_at_table)
@require_POST
@form_act
def show(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Show one sealed identity for a minute; the trail has it before the page does."""
    on = acting_on(request, pk)
    if on.visit.person(person) is None:
        raise Http404
    identity = reveal(by=request.seat, at=request.at, of=pk, person=person)
    context = _context(request, on) | {"shown": person, "identity": identity}
    return page(request, "table/visiting.html", context)


def _context(request: SeatRequest, on: Visiting) -> dict[str, Any]:
    return {
        "on": on,
        "card": on.card,
        "visit": on.visit,
        "leads": leads(of=on.card.id, by=request.seat),
        "updates": answers_of(of=on.card.id),
        "shown": None,
        "now": request.at,
        "zone": request.seat.time_zone,
        "stamp": lambda: stamp(request, on.card.version),
    }


@page_for(sits_at_table)
@form_act
def note(request: SeatRequest, pk: UUID, person: UUID, kind: str) -> HttpResponse:
    """Write one entry of a person's plan: a plan, an attempt, a service, a place's outcome."""
    on = acting_on(request, pk)
    someone, way = person_of(on, person), WAYS.get(kind)
    if way is None or (kind == EntryKind.OUTCOME and not on.place):
        raise Http404
    form = way.form(request.POST or None, known=codes_known(by=request.seat))

    def act(sent: Sent) -> str:
        for name in form.guarded:
            guarded_text(request, pk, form, name)
        entry = step.Entry(kind=kind, **sent.values)
        made = step.note(by=request.seat, at=request.at, of=pk, person=person, entry=entry)
        say(request, str(way.done), undo=_undo(request, pk, made))
        return onward(request, pk)

    context = _form_context(request, on, someone) | {
        "title": way.title,
        "guarded": form.guarded,
        "guard": guard_of(request, pk),
    }
    return answer(request, Sheet("table/visit_entry.html", form, act, context))


def guarded_text(request: SeatRequest, pk: UUID, form: forms.Form, name: str) -> None:
    """Stop a form whose field holds what leads to a person."""
    clear_text(
        by=request.seat,
        at=request.at,
        of=pk,
        field=str(form[name].label),
        text=form.cleaned_data[name],
        confirm=sent_reason(request, name),
    )


@page_for(sits_at_table)
@form_act
def contact(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Record the first visit and what was answered; *declined* is asked about once more."""
    on = acting_on(request, pk)
    someone = person_of(on, person)
    form = ContactForm(request.POST or None, answers=someone.answers)

    def act(sent: Sent) -> str:
        said = ContactAnswer(sent.values["said"])
        if said is ContactAnswer.DECLINED:
            return reverse("table:visit_declined", args=[pk, person])
        made = step.contact(by=request.seat, at=request.at, of=pk, person=person, said=said)
        say(request, _("First visit recorded: the clock stops."), undo=_undo(request, pk, made))
        return onward(request, pk)

    context = _form_context(request, on, someone)
    return answer(request, Sheet("table/visit_contact.html", form, act, context))


@page_for(sits_at_table)
@form_act
def declined(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Ask once more before sight closes, then record that the person said no."""
    on = acting_on(request, pk)
    someone = person_of(on, person)
    if on.place:
        raise Http404

    def act(_sent: Sent) -> str:
        no = ContactAnswer.DECLINED
        step.contact(by=request.seat, at=request.at, of=pk, person=person, said=no)
        say(request, _("Recorded: the person declined. Names and plan of this person are closed."))
        return onward(request, pk)

    context = _form_context(request, on, someone)
    form = forms.Form(request.POST or None)
    return answer(request, Sheet("table/visit_declined.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def mistake(request: SeatRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """Take back an entry of the own agency within a day; it stays, marked."""
    acting_on(request, pk)

    def act() -> str:
        step.mistaken(by=request.seat, at=request.at, of=pk, entry=entry)
        say(request, _("Taken back. The entry stays on the page, marked as a mistake."))
        return onward(request, pk)

    return carry_out(request, reverse("table:visiting", args=[pk]), act)


def onward(request: SeatRequest, pk: UUID) -> str:
    """Return the visiting page, or the situation's where nothing is open to the seat any more."""
    left = acts_for(of=pk, at=request.at)
    return reverse("table:visiting" if left else "table:situation", args=[pk])


def _form_context(request: SeatRequest, on: Visiting, someone: Visited) -> dict[str, Any]:
    return {
        "card": on.card,
        "someone": someone,
        "place": on.place,
        "back": reverse("table:visiting", args=[on.card.id]),
        "now": request.at,
    }


def _undo(request: SeatRequest, pk: UUID, entry: UUID) -> Undo:
    return Undo(reverse("table:visit_mistake", args=[pk, entry]), stamp(request))
