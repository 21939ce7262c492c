"""The names round of one situation, on the page of the agency that brought it (filter 3)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.audit.actions.recording import seen
from hubtable.hubs.rules.bases import usable
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.rules.policies import Keeping, NamesRound
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import identifying as step
from hubtable.table.actions.telling import tell_these
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.meeting import meeting_on
from hubtable.table.queries.picking import RoundCard, own_proposal, proposed, round_of
from hubtable.table.queries.wording import TableCard, agencies_at, regimes_of, table_of
from hubtable.table.rules.later_words import Manner
from hubtable.table.rules.moves import State
from hubtable.table.rules.picking import MANNERS, PURPOSE, manners
from hubtable.table.rules.words import AnswerKind
from hubtable.table.web.acts import carry_out
from hubtable.table.web.picking_forms import ProposeForm, TellForm, pair_code
from hubtable.table.web.situations import visible
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.vault.web.guarding import guard_of, sent_reason

TELLING = (State.IDENTIFYING, State.INTERVENING)
ROUND = (State.ACCEPTED, *TELLING)


@page_for(sits_at_table)
@form_act
def identifying(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Pick agencies and tell them, in one form; see their answers as they come."""
    table = table_of(by=request.seat)
    card = own(request, pk, table)
    found = round_of(of=pk, by=request.seat, at=request.at)
    form = _tell_form(request, table, found)
    if request.method != "POST" or card.state not in TELLING:
        context = _context(request, table, card, found) | {"form": form}
        return page(request, "table/identifying.html", context | {"stamp": stamp(request)})

    def act(_sent: Sent) -> str:
        said = form.said(sent_reason(request, "reason"))
        by, at = request.seat, request.at
        count = tell_these(by=by, at=at, of=pk, picks=form.picks, said=said)
        words = _("Recorded: %(count)s told. They answer here.") % {"count": count}
        say(request, words)
        return f"{reverse('table:identifying', args=[pk])}#answers"

    context = _context(request, table, card, found)
    return answer(request, Sheet("table/identifying.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def heard(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Record what an agency answered aloud; `said` is person, agency and answer, by colons."""
    own(request, pk, table_of(by=request.seat))
    person, delegation, kind = _said(request.POST.get("said", ""))

    def act() -> str:
        step.answer(
            by=request.seat, at=request.at, of=pk, person=person, kind=kind, delegation=delegation
        )
        return back

    back = f"{reverse('table:identifying', args=[pk])}#answers"
    return carry_out(request, back, act)


@page_for(sits_at_table)
@require_POST
@form_act
def propose(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Say who should lead and who assist; the chair assigns."""
    own(request, pk, table_of(by=request.seat))
    found = round_of(of=pk, by=request.seat, at=request.at)
    form = ProposeForm(request.POST, choices=_assignable(request, found))
    back = f"{reverse('table:identifying', args=[pk])}#propose"

    def act() -> str:
        if not form.is_valid():
            say(request, _("Choose a lead first."), tone="bad")
            return back
        lead = UUID(form.cleaned_data["lead"])
        helping = [UUID(one) for one in form.cleaned_data["assisting"]]
        step.propose(
            by=request.seat,
            at=request.at,
            of=pk,
            lead=lead,
            assisting=[one for one in helping if one != lead],
            interpreter=form.cleaned_data["interpreter"],
        )
        say(request, _("Proposed. The chair sees it and assigns."))
        return back

    return carry_out(request, back, act)


def own(request: SeatRequest, pk: UUID, table: TableCard) -> DiscussionCard:
    """Return a situation the acting seat's agency brought, accepted and not closed.

    Raises Http404 alike for what does not exist and for what another agency brought.
    """
    card = visible(request, pk, table)
    if not card.ours or card.state not in ROUND:
        raise Http404
    seen(pk, "described")
    return card


def _tell_form(request: SeatRequest, table: TableCard, found: RoundCard) -> TellForm:
    kept = table.keeping is not Keeping.NOT_STORED and all(p.party.named for p in found.people)
    first = MANNERS[table.names_round]
    return TellForm(
        request.POST if request.method == "POST" else None,
        card=found,
        manners=manners(kept=table.keeping is not Keeping.NOT_STORED),
        bases=usable(regimes_of(by=request.seat)),
        first=first if kept or first is not Manner.SCREEN else Manner.SPOKEN,
        picked=_whole_table(request, table, found),
    )


def _whole_table(request: SeatRequest, table: TableCard, found: RoundCard) -> list[str]:
    """Return the picks of a table that names to everyone present: all that may be told."""
    on = meeting_on(by=request.seat, at=request.at)
    if table.names_round is not NamesRound.WHOLE_TABLE or on is None:
        return []
    here = {one.delegation for one in on.present}
    return [
        pair_code(person, who)
        for (person, who), cell in found.cells.items()
        if who in here and not (cell.told or cell.bar or cell.asks_consent)
    ]


def _assignable(request: SeatRequest, found: RoundCard) -> list[tuple[str, str]]:
    mine = (str(request.seat.own_delegation), _("%(agency)s (your agency)"))
    words = mine[1] % {"agency": request.seat.agency_name}
    return [(mine[0], words), *((str(one.id), one.name) for one in found.told)]


def _context(
    request: SeatRequest, table: TableCard, card: DiscussionCard, found: RoundCard
) -> dict[str, object]:
    names = agencies_at(by=request.seat)
    return {
        "card": card,
        "table": table,
        "round": found,
        "telling": card.state in TELLING,
        "code": pair_code,
        "purpose": PURPOSE,
        "hints": _hints(request),
        "kinds": kinds_for,
        "assignable": _assignable(request, found),
        "proposed": proposed(of=card.id, names=names),
        "own_proposal": own_proposal(of=card.id),
        "guard": guard_of(request, card.id),
        "now": request.at,
        "zone": request.seat.time_zone,
        "heard_stamp": lambda: stamp(request),
    }


def _hints(request: SeatRequest) -> dict[str, str]:
    """Return what stands under each basis: for whom it is, and what the reason must state."""
    return {
        one.code: _("For: %(whom)s. The reason must state: %(what)s.")
        % {"whom": one.to_whom, "what": one.reason_states}
        + (f" {_('Needs a written consent on file.')}" if one.written else "")
        for one in usable(regimes_of(by=request.seat))
    }


def kinds_for(*, protected: bool) -> tuple[AnswerKind, ...]:
    """Return what an agency can answer: a protected program only whether it could help."""
    return (AnswerKind.COULD_HELP, AnswerKind.NOT_US) if protected else tuple(AnswerKind)


def _said(text: str) -> tuple[UUID, UUID, AnswerKind]:
    person, _colon, rest = text.partition(":")
    who, _colon, kind = rest.partition(":")
    found = one_of(AnswerKind, kind)
    try:
        pair = UUID(person), UUID(who)
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    return *pair, found
