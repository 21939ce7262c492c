"""Emergency look (break glass): find one person, see who it is for one hour, be reviewed."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hubtable.base.keys import KeysMissing
from hubtable.hubs.rules.entering import reviews, sits_at_table
from hubtable.hubs.rules.policies import Keeping
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions import looking as step
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.looking import Look, Lookable, lookable, looks
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.finding import reference_or_number
from hubtable.table.rules.later_words import LookGround, LookOutcome
from hubtable.table.rules.looking import CLOSED, PURPOSE
from hubtable.table.web.acts import carry_out
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.vault.actions.guarding import clear_text
from hubtable.vault.actions.revealing import reveal
from hubtable.vault.rules.identity import Identity
from hubtable.vault.web.guarding import guard_of, sent_reason

LOOKING = "table:looking"


class LookForm(forms.Form):
    """Whom, what for, why; on duty, and bound to the purpose."""

    person = forms.ChoiceField(label=gettext_lazy("Which person"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=gettext_lazy("What for"), widget=forms.RadioSelect, choices=LookGround.choices()
    )
    reason = forms.CharField(label=gettext_lazy("What is happening"), max_length=300)
    on_duty = forms.BooleanField(label=gettext_lazy("I am on duty now."))
    purpose = forms.BooleanField(label=PURPOSE)

    def __init__(self, data: object, *, people: tuple[Lookable, ...]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        asked: forms.ChoiceField = self.fields["person"]  # type: ignore[assignment]
        asked.choices = [
            (str(one.place), _("Person %(number)s") % {"number": one.place})
            for one in people
            if one.open
        ]


@page_for(reviews)
@require_GET
def looking(request: SeatRequest) -> HttpResponse:
    """Find a situation to look at; the own open looks, and those to review."""
    wanted = reference_or_number(request.GET.get("q", "").strip())
    if wanted and request.seat.at_table and lookable(wanted=wanted):
        return HttpResponseRedirect(reverse("table:look", args=[wanted]))
    context = {
        "looks": looks(at=request.at),
        "query": request.GET.get("q", "").strip(),
        "seat": request.seat,
        "outcomes": LookOutcome.choices(),
        "stamp": lambda: stamp(request),
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/looking.html", context)


@page_for(sits_at_table)
@form_act
def look(request: SeatRequest, number: str) -> HttpResponse:
    """Ask whom, what for and why; then open the one person's name for one hour."""
    people = lookable(wanted=number)
    if not people:
        raise Http404
    form = LookForm(request.POST or None, people=people)
    of = people[0].situation

    def act(sent: Sent) -> str:
        chosen = next(one for one in people if str(one.place) == sent.values["person"])
        by, at, reason = request.seat, request.at, sent.values["reason"]
        confirm = sent_reason(request, "reason")
        text = clear_text(
            by=by, at=at, of=of, field=_("What is happening"), text=reason, confirm=confirm
        )
        ground = LookGround(sent.values["ground"])
        _break_glass(request, chosen, ground, text)
        say(request, _("Open for one hour. The chair and the agency that brought it are told now."))
        return reverse("table:look_open", args=[_made(request, chosen).id])

    context = {
        "number": number,
        "people": people,
        "open_people": [one for one in people if one.open],
        "kept": table_of(by=request.seat).keeping is not Keeping.NOT_STORED,
        "closed": CLOSED,
        "guard": guard_of(request, of),
        "of": of,
    }
    return answer(request, Sheet("table/look.html", form, act, context))


def _break_glass(request: SeatRequest, chosen: Lookable, ground: LookGround, reason: str) -> None:
    """Look; what the lock refuses here is the ground: Part 2 opens in a medical emergency only."""
    try:
        step.break_glass(
            by=request.seat,
            at=request.at,
            of=chosen.situation,
            person=chosen.person,
            reason=reason,
            ground=ground,
        )
    except Refused as refused:
        raise Refused("look_closed", CLOSED) from refused


def _made(request: SeatRequest, chosen: Lookable) -> Look:
    found = looks(at=request.at, of=chosen.situation).mine
    return next(one for one in found if one.person == chosen.person)


@page_for(sits_at_table)
@require_GET
def opened(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the own open look with the time that is left; never the name by itself."""
    return _opened(request, _own(request, pk), None)


@page_for(sits_at_table)
@require_POST
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the name, once, for a minute."""
    look = _own(request, pk)
    try:
        found = reveal(by=request.seat, at=request.at, of=look.situation, person=look.person)
    except (Refused, KeysMissing):
        say(request, _("No name is kept here of this person. Ask the chair."), tone="warn")
        return HttpResponseRedirect(reverse("table:look_open", args=[pk]))
    return _opened(request, look, found)


def _opened(request: SeatRequest, look: Look, identity: Identity | None) -> HttpResponse:
    context = {
        "look": look,
        "identity": identity,
        "purpose": PURPOSE,
        "stamp": stamp(request),
        "now": request.at,
        "zone": request.seat.time_zone,
    }
    return page(request, "table/look_open.html", context)


def _own(request: SeatRequest, pk: UUID) -> Look:
    found = next((one for one in looks(at=request.at).mine if one.id == pk), None)
    if found is None:
        raise Http404
    return found


@page_for(sits_at_table)
@require_POST
@form_act
def close(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End every emergency look at a situation at once."""

    def act() -> str:
        step.close_glass(by=request.seat, at=request.at, of=pk)
        say(request, _("Closed. The name is open to nobody by an emergency look any more."))
        return reverse(LOOKING)

    return carry_out(request, reverse(LOOKING), act)


@page_for(reviews)
@require_POST
@form_act
def review(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say what a look was."""
    found = next((one for one in looks(at=request.at).to_review if one.id == pk), None)
    if found is None:
        raise Http404
    of, outcome = found.situation, one_of(LookOutcome, request.POST.get("outcome", ""))

    def act() -> str:
        if outcome is None:
            raise Refused("no_outcome", _("Choose what the review found."))
        step.review_look(by=request.seat, at=request.at, look=pk, of=of, outcome=outcome)
        say(request, _("Reviewed."))
        return reverse(LOOKING)

    return carry_out(request, reverse(LOOKING), act)
