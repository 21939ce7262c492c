"""The worksheet saves itself: the same form, answered in JSON."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from hubtable.hubs.actions.receiving import earlier_answer, keep_answer
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import sent_version
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused, Stale
from hubtable.table.actions.screening import save_worksheet
from hubtable.table.rules.moves import State
from hubtable.table.web.acts import offered_for, own_draft
from hubtable.table.web.screening_forms import WorksheetForm


@page_for(sits_at_table)
@require_POST
def save(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Save a draft and answer with its new version.

    A form sent again after its answer was lost gets the first answer; 409 when somebody else saved
    since, when it was opened from another seat, or when it is no draft any more; 422 when it cannot
    be saved as it is. In every case the page keeps what was typed.
    """
    request_id = _uuid(request.POST.get("request_id", ""))
    if request_id is None:
        return JsonResponse({"error": "request_id"}, status=400)
    if request.POST.get("seat", "") != str(request.seat.id):
        return JsonResponse({"error": "seat"}, status=409)
    if earlier := earlier_answer(actor=request.seat.id, request_id=request_id):
        return JsonResponse({"version": earlier})
    response = _save(request, pk)
    if isinstance(response, int):
        keep_answer(
            actor=request.seat.id, at=request.at, request_id=request_id, location=str(response)
        )
        return JsonResponse({"version": str(response), "saved_at": request.at.isoformat()})
    return response


def _save(request: SeatRequest, pk: UUID) -> int | HttpResponse:
    card = own_draft(pk)
    form = WorksheetForm(request.POST, draft=card, offered=offered_for(request, card))
    if card.state is not State.SCREENING or card.danger_now is not False:
        return JsonResponse({"error": "state"}, status=409)
    if not form.is_valid():
        return JsonResponse({"error": "form"}, status=422)
    try:
        return save_worksheet(
            by=request.seat,
            at=request.at,
            of=pk,
            seen=sent_version(request),
            answers=form.answers,
            described=form.described,
            people=form.codes,
        )
    except Stale:
        return JsonResponse({"error": "version"}, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.code}, status=422)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
