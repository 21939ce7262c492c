"""Two originating agencies: the desk asks both, each answers for its own, the desk joins."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import runs_the_meeting, sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, form_act, stamp
from hubtable.hubs.web.forms import answer as answered
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions import joining as step
from hubtable.table.queries.joining import matches, numbered, questions
from hubtable.table.rules.finding import reference_or_number
from hubtable.table.web.acts import carry_out
from hubtable.ui.pages import page
from hubtable.ui.saying import say

JOINING = "table:joining"


class PairForm(forms.Form):
    """Two references, when somebody noticed it without the software."""

    older = forms.CharField(label=gettext_lazy("The one brought first"), max_length=12)
    newer = forms.CharField(label=gettext_lazy("The one brought later"), max_length=12)


@page_for(runs_the_meeting)
@form_act
def joining(request: SeatRequest) -> HttpResponse:
    """Show the pairs that may be one, and ask about two references named by hand."""
    form = PairForm(request.POST or None)

    def act(sent: Sent) -> str:
        older, newer = (_numbered(request, sent.values[name]) for name in ("older", "newer"))
        if older == newer:
            raise Refused("same", _("Name two different situations."))
        _ask(request, older, newer)
        return reverse(JOINING)

    context = {
        "pairs": matches(),
        "zone": request.seat.time_zone,
        "pair_stamp": lambda: stamp(request),
    }
    return answered(request, Sheet("table/joining.html", form, act, context))


def _numbered(request: SeatRequest, text: str) -> UUID:
    found = numbered(by=request.seat, reference=reference_or_number(text))
    if found is None:
        raise Refused("not_found", _("No open situation of this table has that reference."))
    return found


def _ask(request: SeatRequest, older: UUID, newer: UUID) -> None:
    try:
        step.ask_joining(by=request.seat, at=request.at, older=older, newer=newer)
    except Refused as refused:
        if refused.code != "lock":
            raise
        raise Refused("settled", _("These two were settled before, or one is closed.")) from None
    say(request, _("Both agencies are asked. They answer from their own page."))


@page_for(runs_the_meeting)
@require_POST
@form_act
def ask(request: SeatRequest, match: UUID) -> HttpResponse:
    """Ask both agencies about a pair the software recognized."""
    pair = next((one for one in matches() if one.id == match), None)
    if pair is None:
        raise Http404

    def act() -> str:
        _ask(request, pair.older, pair.newer)
        return reverse(JOINING)

    return carry_out(request, reverse(JOINING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def join(request: SeatRequest, match: UUID) -> HttpResponse:
    """Make one of two, once both agreed."""
    pair = next((one for one in matches() if one.id == match), None)
    if pair is None:
        raise Http404

    def act() -> str:
        if not pair.may_join:
            raise Refused("not_yet", _("Both must agree, before the later one is decided."))
        step.join(by=request.seat, at=request.at, match=match)
        say(request, _("Joined. Each agency goes on seeing only the persons it brought."))
        return reverse(JOINING)

    return carry_out(request, reverse(JOINING), act)


@page_for(runs_the_meeting)
@require_POST
@form_act
def set_apart(request: SeatRequest, match: UUID) -> HttpResponse:
    """Note that the two are not one."""
    if all(one.id != match for one in matches()):
        raise Http404

    def act() -> str:
        step.set_apart(by=request.seat, at=request.at, match=match)
        say(request, _("Noted: they are two. They are not shown again."))
        return reverse(JOINING)

    return carry_out(request, reverse(JOINING), act)


@page_for(sits_at_table)
@form_act
def answer(request: SeatRequest, question: UUID) -> HttpResponse:
    """Ask, and note for the own situation, whether it may be joined with another."""
    asked = next((one for one in questions(by=request.seat) if one.id == question), None)
    if asked is None:
        raise Http404
    if request.method != "POST":
        context = {"question": asked, "stamp": stamp(request)}
        return page(request, "table/joining_question.html", context)
    said = {"yes": True, "no": False}.get(request.POST.get("agreed", ""))
    if said is None:
        raise Http404

    def act() -> str:
        step.answer_joining(
            by=request.seat, at=request.at, of=asked.of, question=question, agreed=said
        )
        say(request, _("Answered. The chair hears it."))
        return "/"

    return carry_out(request, "/", act)
