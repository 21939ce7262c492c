"""Tables: opening them, their policy, the words they offer, ending them."""

from datetime import time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hubtable.hubs.actions import tables as acts
from hubtable.hubs.queries import tables as cards
from hubtable.hubs.queries.delegations import at_table
from hubtable.hubs.queries.tables import TableCard
from hubtable.hubs.queries.trail import history
from hubtable.hubs.queries.vocabularies import edition_of, editions
from hubtable.hubs.rules.entering import administers
from hubtable.hubs.rules.places import ZONES
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.hubs.rules.vocabularies import FLAG, PROTECTIVE_FACTOR, RISK_CATEGORY, RISK_FACTOR
from hubtable.hubs.web.ending import Ending, confirm, ended, found, take_back
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.hubs.web.policy_form import (
    WHEN,
    OpeningForm,
    PolicyForm,
    WordsForm,
    initial_of,
    offered_by,
    policy_of,
)
from hubtable.hubs.web.provenance import hints
from hubtable.ui.pages import page
from hubtable.ui.saying import say

NEW: dict[str, Any] = {"weekday": 1, "starts": time(10)}
"""What a new table begins with: Tuesdays at ten, as most tables meet."""


@require_GET
@page_for(administers)
def tables(request: SeatRequest) -> HttpResponse:
    """List the tables."""
    context = {"rows": cards.tables(request.seat), "editions": editions(request.seat)}
    return page(request, "hubs/tables.html", context)


@require_GET
@page_for(administers)
def table(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show one table: its policy in words, its agencies and seats, what was changed."""
    card = found(cards.table(request.seat, pk))
    context = {
        "card": card,
        "zone": ZONES.get(card.time_zone, card.time_zone),
        "delegations": at_table(request.seat, pk, request.at),
        "history": history(request.seat, pk),
        **ended(request, card.ends_at, card.version),
    }
    return page(request, "hubs/table.html", context)


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def add(request: SeatRequest) -> HttpResponse:
    """Open a table."""

    def act(sent: Sent) -> str:
        made = acts.open_table(
            by=request.seat,
            at=request.at,
            policy=policy_of(sent.values, TablePolicy()),
            practice=sent.values["practice"],
            **_when(sent),
        )
        say(request, _("The table is open. Send agencies to it next."))
        return reverse("hubs:table", args=[made])

    policy = TablePolicy()
    initial = {name: getattr(policy, name) for name in PolicyForm.base_fields if name not in WHEN}
    initial |= NEW | {"time_zone": request.seat.time_zone}
    form = OpeningForm(editions(request.seat), request.POST or None, initial=initial)
    context = {"title": _("Open a table"), "crumbs": _crumbs(), "submit": _("Open the table")}
    return answer(request, Sheet("hubs/policy.html", form, act, context))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def change(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Change when a table meets and how it works."""
    card = found(cards.table(request.seat, pk))

    def act(sent: Sent) -> str:
        policy = policy_of(sent.values, card.policy)
        _save(request, pk, sent, _when(sent), policy)
        return reverse("hubs:table", args=[pk])

    form = PolicyForm(editions(request.seat), request.POST or None, initial=initial_of(card))
    context = {"title": _("Change the policy"), "crumbs": crumbs_of(card), "submit": _("Save")}
    return answer(request, Sheet("hubs/policy.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def words(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Choose the words a table offers."""
    card = found(cards.table(request.seat, pk))
    edition = found(edition_of(request.seat, card.vocabulary))
    form = WordsForm(edition, request.POST or None, initial=offered_by(card, edition))

    def act(sent: Sent) -> str:
        when = {key: getattr(card, key) for key in WHEN}
        _save(request, pk, sent, when, form.over(card.policy))
        return reverse("hubs:table", args=[pk])

    kinds = (RISK_CATEGORY, RISK_FACTOR, PROTECTIVE_FACTOR, FLAG)
    context = {
        "card": card,
        "crumbs": crumbs_of(card),
        "hints": {kind: hints(edition.of(kind)) for kind in kinds},
    }
    return answer(request, Sheet("hubs/words.html", form, act, context, card.version))


@require_http_methods(["GET", "POST"])
@page_for(administers)
@form_act
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    """End a table."""
    card = found(cards.table(request.seat, pk))
    ending = Ending(
        title=_("End the table %(table)s?") % {"table": card.name},
        lines=(
            _("All its seats see nothing from their next click on."),
            _("Situations that are still open stay as they are, and nobody can go on with them."),
        ),
        submit=_("End this table"),
        back=reverse("hubs:table", args=[pk]),
        said=_("The table has ended."),
        undo=reverse("hubs:table_back", args=[pk]),
    )
    return confirm(
        request,
        ending,
        card.version,
        lambda version: acts.end_table(by=request.seat, at=request.at, table=pk, version=version),
    )


@require_POST
@page_for(administers)
@form_act
def back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Take back that a table ended."""
    return take_back(
        request,
        reverse("hubs:table", args=[pk]),
        lambda version: acts.lift_end_of_table(
            by=request.seat, at=request.at, table=pk, version=version
        ),
    )


def crumbs_of(card: TableCard) -> list[tuple[str, str]]:
    """Return the way back from a page below a table."""
    return [*_crumbs(), (card.name, reverse("hubs:table", args=[card.id]))]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Tables"), reverse("hubs:tables"))]


def _when(sent: Sent) -> dict[str, Any]:
    return {key: sent.values[key] for key in WHEN}


def _save(
    request: SeatRequest, pk: UUID, sent: Sent, when: dict[str, Any], policy: TablePolicy
) -> None:
    acts.change_policy(
        by=request.seat, at=request.at, table=pk, version=sent.version, policy=policy, **when
    )
    say(request, _("Saved. It holds from now on; what was before stands in the history."))
