"""Forms that come twice, late, or from the wrong seat; and the one way a form page answers.

Every form carries a stamp (`ui.stamp.Stamp`): a request id new for each page, the version of the
record it was opened on, and the seat that opened it. `@form_act` reads it:

- the same request id again leads to where the first sending led, and nothing happens twice;
- a form opened as one seat and sent while another acts is asked about (409), nothing done;
- a view that answers a POST with a redirect has acted; any other answer has not.

`Sheet` with `answer` shows a form, checks it, acts, and gives back what was typed when it could
not act: 422 with what is wrong, 409 with what somebody else saved meanwhile. An example:

    @page_for(administers)
    @form_act
    def change(request: SeatRequest, pk: UUID) -> HttpResponse:
        card = agency(pk)
        form = AgencyForm(request.POST or None, initial=card.values)

        def act(sent: Sent) -> str:
            change_agency(by=request.seat, at=request.at, agency=pk, version=sent.version,
                          **sent.values)
            say(request, _("Saved."))
            return reverse("hubs:agency", args=[pk])

        return answer(request, Sheet("hubs/form.html", form, act, {...}, version=card.version))

`initial` must be what is saved now: it is what the second of two editors is shown. The template
draws the form with `stamp`, and `conflict` (`changes` and `drop_url`) when it is there. A form
without fields (end, undo) is a `forms.Form()`.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hubtable.hubs.actions.receiving import earlier_answer, keep_answer
from hubtable.hubs.queries.acting import my_seats
from hubtable.hubs.web.choosing import SWITCH
from hubtable.hubs.web.gates import PersonRequest, SeatRequest, View
from hubtable.kernel.verdict import Refused, Stale
from hubtable.ui.pages import error, page
from hubtable.ui.stamp import Stamp

Asked = PersonRequest | SeatRequest
NUMBER = re.compile(r"[0-9]{1,9}")
"""Not every digit is one `int` reads, and not every number fits into a row."""
STAMP_FIELDS = frozenset({"csrfmiddlewaretoken", "seat", SWITCH})


@dataclass(frozen=True, slots=True)
class Sent:
    """What came: the cleaned values of the form, and the version it was opened on."""

    values: dict[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """One field that somebody else saved differently, for `ui.conflict`."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with one form. `act` does it and returns the address to go on to."""

    template: str
    form: forms.Form
    act: Callable[[Sent], str]
    context: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0


def form_act(view: View) -> View:
    """Hold a view's POST to the stamp its form carries."""

    @functools.wraps(view)
    def receive(request: Asked, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        request_id = _request_id(request)
        if asked := other_seat(request):
            return asked
        actor = request.seat.id if request.seat else UUID(str(request.user.pk))
        if earlier := earlier_answer(actor=actor, request_id=request_id):
            return _go(request, earlier)
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            keep_answer(actor=actor, at=request.at, request_id=request_id, location=response.url)
            return _go(request, response.url)
        return response

    receive.before_the_gate = other_seat  # type: ignore[attr-defined]
    return receive


def _go(request: Asked, location: str) -> HttpResponse:
    """Lead on; a page that sent the form without leaving hears where to, and goes there itself."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"Hub-Go": location})
    return HttpResponseRedirect(location)


def stamp(request: Asked, version: int = 0) -> Stamp:
    """Return the stamp of a form on the page that is being made."""
    return Stamp(request_id=str(uuid4()), seat=_acting_id(request), version=str(version or ""))


def sent_version(request: Asked) -> int:
    """Return the version a sent form was opened on; 0 when it names none."""
    return _number(request.POST.get("version", ""))


def page_number(request: Asked) -> int:
    """Return which page of a list an address asks for; the first where it names none."""
    return _number(request.GET.get("page", "")) or 1


def _number(text: str) -> int:
    return int(text) if NUMBER.fullmatch(text) else 0


def answer(request: Asked, sheet: Sheet) -> HttpResponse:
    """Show the form of a sheet, or act on what was sent."""
    if request.method != "POST":
        return _show(request, sheet, 200)
    if not sheet.form.is_valid():
        return _show(request, sheet, 422)
    try:
        return HttpResponseRedirect(
            sheet.act(Sent(dict(sheet.form.cleaned_data), sent_version(request)))
        )
    except Stale:
        return _show(request, sheet, 409, changes(sheet.form))
    except Refused as refused:
        if refused.code == "lock":
            raise
        sheet.form.add_error(None, refused.sentence)
        return _show(request, sheet, 422)


def changes(form: forms.Form) -> tuple[Change, ...]:
    """Return the fields where what is saved now differs from what was typed."""
    rows = (
        Change(
            str(bound.label),
            _words(bound.field, form.get_initial_for_field(bound.field, bound.name)),
            _words(bound.field, form.cleaned_data.get(bound.name)),
        )
        for bound in form.visible_fields()
    )
    return tuple(row for row in rows if row.theirs != row.yours)


def _show(
    request: Asked, sheet: Sheet, status: int, conflict: tuple[Change, ...] | None = None
) -> HttpResponse:
    context = {
        "form": sheet.form,
        "stamp": stamp(request, sheet.version),
        "conflict": conflict,
        "here": request.path,
        **sheet.context,
    }
    return page(request, sheet.template, context, status=status)


def _words(asked: forms.Field, value: Any) -> str:
    """Return a value as the page says it."""
    if isinstance(asked, forms.MultipleChoiceField):
        return ", ".join(sorted(_choice(asked, item) for item in value or ()))
    if isinstance(asked, forms.ChoiceField):
        return _choice(asked, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _choice(asked: forms.ChoiceField, value: Any) -> str:
    labels: dict[str, str] = {}
    for code, label in cast(Iterable[tuple[Any, Any]], asked.choices):
        inner = label if isinstance(label, list | tuple) else [(code, label)]
        labels |= {str(key): str(words) for key, words in inner}
    return labels.get(str(value), "" if value is None else str(value))


def _request_id(request: Asked) -> UUID:
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError:
        raise SuspiciousOperation("a form without its request id") from None


def _acting_id(request: Asked) -> str:
    return str(request.seat.id) if request.seat else ""


def other_seat(request: Asked) -> HttpResponse | None:
    """Ask which seat sends a form that was opened as another one; nothing when it is the same.

    Asked before the gate: the seat that opened the form may enter where the acting one may not.
    """
    if request.method != "POST" or request.POST.get("seat", "") == _acting_id(request):
        return None
    held = {str(card.id): card for card in my_seats()}
    opened = held.get(request.POST.get("seat", ""))
    acting = held.get(_acting_id(request))
    if opened is None or acting is None:
        return error(
            request, 409, _("This form was opened from a seat that does not act here now.")
        )
    return page(
        request,
        "hubs/other_seat.html",
        {
            "opened": opened,
            "acting": acting,
            "kept": _kept(request),
            "action": request.get_full_path(),
        },
        status=409,
    )


def _kept(request: Asked) -> list[tuple[str, str]]:
    pairs = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in STAMP_FIELDS
        for value in values
    ]
    return [*pairs, (SWITCH, "1")]
