"""The meeting that is on: agencies check in, the chair works through the agenda, it ends."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import meeting as step
from hubtable.table.queries.agenda import walk as walk_of
from hubtable.table.queries.deciding import decision, rejection_reasons
from hubtable.table.queries.live import LiveMeeting, follow
from hubtable.table.queries.meeting import MeetingCard, meeting_on
from hubtable.table.queries.noting import note_of
from hubtable.table.queries.situations import SituationCard
from hubtable.table.queries.wording import TableCard
from hubtable.table.rules.keys import keyed
from hubtable.table.rules.moves import State
from hubtable.table.rules.presenting import by_category, headline
from hubtable.table.rules.rareness import rare_signs
from hubtable.table.rules.reading_card import reading_card
from hubtable.table.rules.updating import Attention
from hubtable.table.rules.words import StanceKind
from hubtable.table.web import beginning, updating
from hubtable.table.web.acts import carry_out
from hubtable.table.web.live import following
from hubtable.table.web.situations import opened
from hubtable.ui.pages import page
from hubtable.ui.saying import say

MEETING = "table:meeting"
STANCES = (StanceKind.AGREE, StanceKind.OBJECT, StanceKind.ABSTAIN)


@page_for(sits_at_table)
@require_GET
def meeting(request: SeatRequest) -> HttpResponse:
    """Show the meeting that is on, or what is needed to begin one.

    A page that follows gets only its part.
    """
    found = follow(by=request.seat, at=request.at)
    if found.live is None:
        return beginning.not_begun(request, found.table, found.pulse)
    card = found.live.card
    if not (card.asked or request.seat.desk):
        return page(request, "table/meeting_closed.html", {"table": found.table, "meeting": card})
    context = _context(request, found.table, found.live) | {"pulse": found.pulse}
    return following(request, "table/meeting.html", "table/live/meeting.html", context)


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
    if card is None or not card.asked or card.here(request.seat.delegation):
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


def _context(request: SeatRequest, table: TableCard, live: LiveMeeting) -> dict[str, object]:
    seat, card, waiting, rounds = request.seat, live.card, live.agenda, live.rounds
    on = card.current
    walk = walk_of(card, waiting, rounds, live.updates)
    undecided = on is not None and on.state is State.PRESENTED
    return {
        "table": table,
        "meeting": card,
        "agenda": waiting,
        "walk": walk,
        "arriving": on is None and not walk.going,
        "following": next(iter(waiting.waiting), None),
        "desk": seat.desk,
        "own": seat.delegation,
        "here": card.here(seat.delegation),
        "keyed": keyed(card.agencies),
        "on": on,
        "undecided": undecided,
        "stances": STANCES,
        "reasons": rejection_reasons(vocabulary=table.vocabulary) if undecided else {},
        "attention": Attention,
        "offers_end": updating.offering(request, on, table),
        "now": request.at,
        "zone": seat.time_zone,
        "stamp": lambda version=0: stamp(request, version),
        "rounds": rounds,
        **_described(on if on and not walk.card(on.id) else None, table, card),
    }


def _described(on: SituationCard | None, table: TableCard, card: MeetingCard) -> dict[str, object]:
    """Return what is told of the situation on now; nothing for an update, which tells nothing."""
    described = opened(on.id, table) if on else None
    told = described.told if described else None
    names = {one.delegation: one.name for one in card.agencies}
    asked = on is not None and on.state is State.PRESENTED
    return {
        "told": told,
        "headline": headline(told) if told else "",
        "sentences": reading_card(told) if told else (),
        "warnings": rare_signs(told) if told else (),
        "risks": by_category(told.risks) if told else (),
        "protective": by_category(told.protective) if told else (),
        "decision": decision(of=on.id, table=table, names=names) if on and told and asked else None,
        "note": note_of(of=on.id) if on and told else "",
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
