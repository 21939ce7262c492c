"""Names of a situation, for the agency that brought it: sealed, and shown only by an act."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions.screening import keep_identity
from hubtable.table.queries.screening import Draft, Subject, subjects_of
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.naming import called
from hubtable.table.rules.screening import may_keep_identity
from hubtable.table.web.acts import own_draft
from hubtable.table.web.screening_forms import IdentityForm
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.vault.actions.revealing import reveal
from hubtable.vault.rules.identity import Identity


@page_for(sits_at_table)
def names(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Show for whom a name is kept; never the name."""
    card = own_draft(pk)
    return page(request, "table/names.html", _context(request, card))


@page_for(sits_at_table)
@form_act
def keep(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Seal who one person is. What was sealed before is replaced, and not shown."""
    card = own_draft(pk)
    subject = _subject(card, person)
    form = IdentityForm(
        request.POST or None, today=timezone.localdate(request.at), place=subject.codes is None
    )

    def act(sent: Sent) -> str:
        born = sent.values.get("birth_date")
        identity = Identity(
            name=sent.values["name"],
            birth_date=born.isoformat() if born else "",
            address=sent.values["address"],
        )
        keep_identity(by=request.seat, at=request.at, of=pk, person=person, identity=identity)
        say(request, _("Sealed. Names are not shown on any page until someone asks for them."))
        return reverse("table:names", args=[pk])

    context = _context(request, card) | {"subject": subject}
    return answer(request, Sheet("table/names_keep.html", form, act, context))


@page_for(sits_at_table)
@require_POST
@form_act
def show(request: SeatRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Show one sealed identity for a minute; the trail has it before the page does."""
    card = own_draft(pk)
    subject = _subject(card, person)
    identity = reveal(by=request.seat, at=request.at, of=pk, person=person)
    context = _context(request, card) | {"shown": subject.id, "identity": identity}
    return page(request, "table/names.html", context)


def _context(request: SeatRequest, card: Draft) -> dict[str, object]:
    keeping = table_of(by=request.seat).keeping
    subjects = subjects_of(of=card.id)
    return {
        "card": card,
        "keeping": keeping,
        "may_keep": may_keep_identity(keeping, card.state),
        "subjects": subjects,
        "words": {one.id: called(number, one.codes) for number, one in enumerate(subjects, 1)},
        "show_stamps": {one.id: stamp(request) for one in subjects},
        "shown": None,
    }


def _subject(card: Draft, person: UUID) -> Subject:
    found = next((one for one in subjects_of(of=card.id) if one.id == person), None)
    if found is None:
        raise Http404
    return found
