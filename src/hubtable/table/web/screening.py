"""Screening: an agency looks at its own situation before the table hears of it (filter 1)."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, sent_version, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import screening as step
from hubtable.table.queries.concluding import may_be_returns
from hubtable.table.queries.screening import Draft
from hubtable.table.queries.wording import states_of, table_of
from hubtable.table.rules.hotlines import CHECK, STEPS, abuse_lines, crisis_lines
from hubtable.table.rules.moves import State
from hubtable.table.rules.screening import missing
from hubtable.table.rules.words import DiscussionType
from hubtable.table.web import noting
from hubtable.table.web.acts import carry_out, offered_for, own_draft
from hubtable.table.web.checking import answers_of
from hubtable.table.web.screening_forms import DangerForm, TypeForm, WorksheetForm
from hubtable.ui.pages import page
from hubtable.ui.saying import say


@page_for(sits_at_table)
@form_act
def begin(request: SeatRequest) -> HttpResponse:
    """Choose what a situation is about, and open its worksheet."""
    returns = may_be_returns(by=request.seat, at=request.at)
    form = TypeForm(request.POST or None, returns=returns)

    def act(sent: Sent) -> str:
        kind, earlier = DiscussionType(sent.values["type"]), sent.values["earlier"]
        made = step.begin_screening(
            by=request.seat, at=request.at, type=kind, earlier=UUID(earlier) if earlier else None
        )
        return _worksheet(made)

    context = {"types": list(DiscussionType), "lines": crisis_lines(states_of(by=request.seat))}
    return answer(request, Sheet("table/screening_begin.html", form, act, context))


@page_for(sits_at_table)
@form_act
def worksheet(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show the first question alone, the page that stops, or the worksheet."""
    card = own_draft(pk)
    if card.state is not State.SCREENING:
        return HttpResponseRedirect(reverse("table:situation", args=[pk]))
    if card.danger_now is None or card.danger_now:
        return _first_question(request, card)
    return _sheet(request, card)


def _first_question(request: SeatRequest, card: Draft) -> HttpResponse:
    answered = "danger" in request.POST
    form = DangerForm(request.POST if answered else None)

    def act(sent: Sent) -> str:
        _answer_danger(request, card, sent.version, danger=sent.values["danger"] == "yes")
        return _worksheet(card.id)

    template = "table/screening_stop.html" if card.danger_now else "table/screening_danger.html"
    context = {"card": card, "lines": crisis_lines(states_of(by=request.seat))}
    return answer(request, Sheet(template, form, act, context, version=card.version))


@page_for(sits_at_table)
@require_POST
@form_act
def danger(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Stop at any time: somebody is in danger now after all."""
    card = own_draft(pk)

    def act() -> str:
        _answer_danger(request, card, card.version, danger=True)
        return _worksheet(pk)

    return carry_out(request, _worksheet(pk), act)


def _answer_danger(request: SeatRequest, card: Draft, version: int, *, danger: bool) -> None:
    step.answer_danger(by=request.seat, at=request.at, of=card.id, seen=version, danger=danger)


def _sheet(request: SeatRequest, card: Draft) -> HttpResponse:
    form = WorksheetForm(request.POST or None, draft=card, offered=offered_for(request, card))

    def act(sent: Sent) -> str:
        step.save_worksheet(
            by=request.seat,
            at=request.at,
            of=card.id,
            seen=sent.version,
            answers=form.answers,
            described=form.described,
            people=form.codes,
        )
        return _go_on(request, card)

    lines = abuse_lines(states_of(by=request.seat))
    context = {
        "card": card,
        "lines": lines,
        "steps": STEPS,
        "check": CHECK,
        "danger_stamp": stamp(request, card.version),
    }
    return answer(
        request, Sheet("table/screening.html", _asking(form), act, context, version=card.version)
    )


def _asking(form: WorksheetForm) -> WorksheetForm:
    """Check first, then mark what is asked for: a draft may be sent with anything open."""
    if form.is_bound:
        form.is_valid()
    form.ask()
    return form


def _go_on(request: SeatRequest, card: Draft) -> str:
    """Do what the pressed button says besides saving, and return where it leads."""
    asked = request.POST
    if "add" in asked:
        added = step.add_person(by=request.seat, at=request.at, of=card.id)
        return f"{_worksheet(card.id)}#person-{added}"
    if gone := next((p.id for p in card.people if str(p.id) == asked.get("remove")), None):
        step.remove_person(by=request.seat, at=request.at, of=card.id, person=gone)
        return f"{_worksheet(card.id)}#people"
    if "check" in asked:
        return reverse("table:screening_check", args=[card.id])
    say(request, _("Saved. Only your agency sees this worksheet."))
    return _worksheet(card.id)


@page_for(sits_at_table)
@require_GET
def check(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show all answers before they go to the table, with what is missing."""
    card = own_draft(pk)
    if card.state is not State.SCREENING:
        return HttpResponseRedirect(reverse("table:situation", args=[pk]))
    if card.danger_now is not False:
        return HttpResponseRedirect(_worksheet(pk))
    table = table_of(by=request.seat)
    context = {
        "card": card,
        "table": table,
        "missing": missing(card.screened),
        "sections": answers_of(card, offered_for(request, card)),
        "stamp": stamp(request, card.version),
        "withdraw_stamp": stamp(request, card.moved),
        **noting.panel(request, pk),
    }
    return page(request, "table/screening_check.html", context)


@page_for(sits_at_table)
@require_POST
@form_act
def submit(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Send the situation to the chair, as it was read on the page before."""
    card = own_draft(pk)

    def act() -> str:
        step.submit(
            by=request.seat, at=request.at, of=pk, seen=card.moved, sheet=sent_version(request)
        )
        say(request, _("Submitted. The chair now sees its number, type and sector."))
        return reverse("table:situation", args=[pk])

    return carry_out(request, reverse("table:screening_check", args=[pk]), act)


@page_for(sits_at_table)
@require_POST
@form_act
def withdraw(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take the situation back before it is presented."""
    own_draft(pk)

    def act() -> str:
        step.withdraw(by=request.seat, at=request.at, of=pk, seen=sent_version(request))
        say(request, _("Withdrawn. The table does not see it any more."))
        return reverse("table:situation", args=[pk])

    return carry_out(request, reverse("table:situation", args=[pk]), act)


def _worksheet(pk: UUID) -> str:
    return reverse("table:worksheet", args=[pk])
