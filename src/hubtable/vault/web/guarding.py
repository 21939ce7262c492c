"""What the guard says beside a field: as one types, and after a save that was refused.

A page with a guarded field gives its template `"guard": guard_of(request, pk)` (`pk` is the
discussion, or None) and draws the field with the macro of `vault/parts/guarded.html`; its action
calls `clear_text(…, confirm=sent_reason(request, name))`. Nothing typed stands
in an address or a log.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import has_seat
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.ui.pages import page
from hubtable.vault.actions.guarding import LONGEST, glance, look
from hubtable.vault.rules.guarding.findings import Guarded


@dataclass(frozen=True, slots=True)
class FormGuard:
    """What the macro asks of the form that was sent; before that it has nothing to say."""

    request: SeatRequest
    of: UUID | None

    def seen(self, name: str) -> Guarded | None:
        """Return what the guard finds in a field; None when nothing was sent in it."""
        text = self.request.POST.get(name, "")
        by, at = self.request.seat, self.request.at
        return look(by=by, at=at, of=self.of, text=text) if text else None

    def chosen(self, name: str) -> str:
        """Return what was chosen to confirm names."""
        return sent_reason(self.request, name)


def guard_of(request: SeatRequest, of: UUID | None) -> FormGuard:
    """Return what a page with guarded fields gives its template as `guard`."""
    return FormGuard(request, of)


def sent_reason(request: SeatRequest, name: str) -> str:
    """Return what the radios of a guarded field sent: why the names in it may stay."""
    return request.POST.get(f"{name}_confirm", "")


@page_for(has_seat)
@require_POST
@never_cache
def found(request: SeatRequest) -> HttpResponse:
    """Say what the guard finds in a field that is being typed."""
    name = request.POST.get("guarded", "")
    text = request.POST.get(name, "")[:LONGEST]
    seen = glance(by=request.seat, at=request.at, of=_record(request), text=text)
    context = {"seen": seen, "name": name, "chosen": sent_reason(request, name)}
    return page(request, "vault/parts/found.html", context)


def _record(request: SeatRequest) -> UUID | None:
    sent = request.POST.get("guarded_of", "")
    try:
        return UUID(sent) if sent else None
    except ValueError:
        raise SuspiciousOperation("a guarded field of no record") from None
