"""The meeting: it begins, agencies check in, the chair works through the agenda, it ends."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import meeting as step
from hubtable.table.queries.clock import overdue
from hubtable.table.queries.deciding import decision, rejection_reasons
from hubtable.table.queries.meeting import MeetingCard, agenda, meeting_on
from hubtable.table.queries.wording import TableCard, sitting, table_of
from hubtable.table.rules.keys import keyed
from hubtable.table.rules.moves import State
from hubtable.table.rules.opening import Opening
from hubtable.table.rules.presenting import by_category, headline
from hubtable.table.rules.rareness import rare_signs
from hubtable.table.rules.reading_card import reading_card
from hubtable.table.rules.words import StanceKind
from hubtable.table.web import round_panel, updating
from hubtable.table.web.acts import carry_out
from hubtable.table.web.situations import opened
from hubtable.ui.pages import page
from hubtable.ui.saying import say

MEETING = "table:meeting"
STANCES = (StanceKind.AGREE, StanceKind.OBJECT, StanceKind.ABSTAIN)


class OpeningForm(forms.Form):
    """The opening card: each sentence is confirmed aloud and by a box."""

    confirmed = forms.MultipleChoiceField(
        label=gettext_lazy("Read aloud and confirm"),
        widget=forms.CheckboxSelectMultiple,
        choices=Opening.choices(),
    )

    def clean_confirmed(self) -> list[str]:
        """Ask for all of them."""
        chosen: list[str] = self.cleaned_data["confirmed"]
        if len(chosen) < len(Opening):
            raise forms.ValidationError(_("All three must hold before the meeting begins."))
        return chosen


@page_for(sits_at_table)
@require_GET
def meeting(request: SeatRequest) -> HttpResponse:
    """Show the meeting that is on, or what is needed to begin one."""
    table = table_of(by=request.seat)
    card = meeting_on(by=request.seat, at=request.at)
    if card is None:
        return _not_begun(request, table, OpeningForm())
    return page(request, "table/meeting.html", _context(request, table, card))


def _not_begun(request: SeatRequest, table: TableCard, form: OpeningForm) -> HttpResponse:
    return page(request, "table/meeting_begin.html", _before(request, table) | {"form": form})


def _before(request: SeatRequest, table: TableCard) -> dict[str, object]:
    return {
        "table": table,
        "agenda": agenda(by=request.seat, since=None),
        "seat": request.seat,
        "agencies": sitting(by=request.seat, at=request.at),
        "late": overdue(by=request.seat) if request.seat.desk else (),
        "now": request.at,
        "stamp": stamp(request),
    }


@page_for(runs_the_meeting)
@require_POST
@form_act
def begin(request: SeatRequest) -> HttpResponse:
    """Begin the meeting; the chair's own agency is checked in with it."""
    form = OpeningForm(request.POST)

    def act(_sent: Sent) -> str:
        begun = step.begin_meeting(by=request.seat, at=request.at)
        if request.seat.delegation:
            step.check_in(
                by=request.seat, at=request.at, meeting=begun, delegation=request.seat.delegation
            )
        say(request, _("The meeting has begun. Check in the agencies in the room."))
        return reverse(MEETING)

    context = _before(request, table_of(by=request.seat))
    return answer(request, Sheet("table/meeting_begin.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def check_in(request: SeatRequest) -> HttpResponse:
    """Note that an agency is in the room: by the code on the room's screen, or the desk for it."""
    card = _on(request)
    delegation = _delegation(request, card)

    def act() -> str:
        came = step.check_in(
            by=request.seat,
            at=request.at,
            meeting=card.id,
            delegation=delegation,
            code=request.POST.get("code", ""),
        )
        if not came:
            say(request, _("That is not the code on the room's screen now."), tone="bad")
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(sits_at_table)
@require_GET
def door(request: SeatRequest, code: str) -> HttpResponse:
    """Ask whoever followed the room's code to check in by one button; looking changes nothing."""
    card = meeting_on(by=request.seat, at=request.at)
    if card is None or card.here(request.seat.delegation):
        return HttpResponseRedirect(reverse(MEETING))
    context = {"meeting": card, "code": code, "own": request.seat.delegation}
    return page(request, "table/door.html", context | {"stamp": stamp(request)})


@page_for(runs_the_meeting)
@require_POST
@form_act
def change_code(request: SeatRequest) -> HttpResponse:
    """Give the door another code."""

    def act() -> str:
        step.change_code(by=request.seat, at=request.at)
        say(request, _("The room's screen shows another code."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(sits_at_table)
@require_POST
@form_act
def check_out(request: SeatRequest) -> HttpResponse:
    """Note that an agency left: it sees nothing of what begins after."""
    card = _on(request)
    delegation = _delegation(request, card)

    def act() -> str:
        step.check_out(by=request.seat, at=request.at, meeting=card.id, delegation=delegation)
        return f"{reverse(MEETING)}#room"

    return carry_out(request, reverse(MEETING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def turn_to(request: SeatRequest) -> HttpResponse:
    """Go back to a situation that was presented at this meeting."""
    wanted = _id(request.POST.get("situation", ""))

    def act() -> str:
        step.turn_to(by=request.seat, at=request.at, of=wanted)
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def end(request: SeatRequest) -> HttpResponse:
    """End the meeting: everyone leaves the room."""
    card = _on(request)

    def act() -> str:
        step.end_meeting(
            by=request.seat, at=request.at, meeting=card.id, seen=sent_version(request)
        )
        say(request, _("The meeting has ended."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)


def _context(request: SeatRequest, table: TableCard, card: MeetingCard) -> dict[str, object]:
    seat = request.seat
    on = card.current
    names = {one.delegation: one.name for one in card.agencies}
    undecided = on is not None and on.state is State.PRESENTED
    described = opened(on.id, table) if on else None
    waiting = agenda(by=seat, since=card.started_at)
    return {
        "table": table,
        "meeting": card,
        "agenda": waiting,
        "late": overdue(by=seat),
        "following": next(iter(waiting.waiting), None),
        "desk": seat.desk,
        "own": seat.delegation,
        "here": card.here(seat.delegation),
        "keyed": keyed(card.agencies),
        "on": on,
        "undecided": undecided,
        "told": described.told if described else None,
        "headline": headline(described.told) if described else "",
        "sentences": reading_card(described.told) if described else (),
        "warnings": rare_signs(described.told) if described else (),
        "risks": by_category(described.told.risks) if described else (),
        "protective": by_category(described.told.protective) if described else (),
        "decision": decision(of=on.id, table=table, names=names) if on and described else None,
        "stances": STANCES,
        "reasons": rejection_reasons(by=seat) if seat.desk and undecided else {},
        "now": request.at,
        "zone": seat.time_zone,
        "stamp": lambda version=0: stamp(request, version),
        **updating.panel(request, on),
        **round_panel.of_meeting(request),
    }


def _on(request: SeatRequest) -> MeetingCard:
    """Return the meeting that is on; nothing can be done in one that is not."""
    card = meeting_on(by=request.seat, at=request.at)
    if card is None:
        raise Http404
    return card


def _delegation(request: SeatRequest, card: MeetingCard) -> UUID:
    wanted = _id(request.POST.get("delegation", ""))
    if wanted is None or all(one.delegation != wanted for one in card.agencies):
        raise Http404
    return wanted


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
