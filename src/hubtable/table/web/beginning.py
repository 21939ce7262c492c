"""Before a meeting: the desk chooses its kind, confirms the opening card, or calls one for later.

Who is asked to a small session besides the agencies the desk chose, the lock decides: the agency
that brought the situation hears of it on its own first page, and nobody here does.
"""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hubtable.hubs.rules.entering import runs_the_meeting
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.table.actions import meeting as step
from hubtable.table.queries.clock import overdue
from hubtable.table.queries.meeting import Agenda, agenda, called, meeting_on
from hubtable.table.queries.pulse import pulse
from hubtable.table.queries.wording import TableCard, agencies_at, sitting, table_of
from hubtable.table.rules.meeting import MeetingKind, today_at
from hubtable.table.rules.opening import Opening
from hubtable.table.web.acts import carry_out
from hubtable.ui.inputs import TimeOfDayInput
from hubtable.ui.pages import page
from hubtable.ui.saying import say

MEETING = "table:meeting"


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


class SmallForm(OpeningForm):
    """The opening card of a small session, with its situation and the agencies asked."""

    about = forms.TypedChoiceField(
        label=gettext_lazy("The situation"),
        widget=forms.RadioSelect,
        coerce=UUID,
        help_text=gettext_lazy("Nothing else can be presented at a small session."),
    )
    asked = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ask two or three agencies"),
        widget=forms.CheckboxSelectMultiple,
        coerce=UUID,
        help_text=gettext_lazy(
            "Whoever brought the situation is asked as well; you need not know who that is."
        ),
    )
    field_order = ("about", "asked", "confirmed")

    def offer(self, seat_agenda: Agenda, agencies: dict[UUID, str]) -> "SmallForm":
        """Give the choices: what is on the agenda, the agencies that sit at the table."""
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (row.id, f"{row.reference} · {row.type.label} · {row.sector}")
            for row in seat_agenda.waiting
        ]
        self.fields["asked"].choices = list(agencies.items())  # type: ignore[attr-defined]
        return self


class CallForm(forms.Form):
    """When an emergency session begins today."""

    begins = forms.TimeField(label=gettext_lazy("Begins today at"), widget=TimeOfDayInput)


def not_begun(request: SeatRequest, table: TableCard, number: int) -> HttpResponse:
    """Show what is needed to begin a meeting of the kind that is looked at.

    A page that follows gets nothing: it loads anew, and what there is to say is said there.
    """
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)
    context = _before(request, table, number, _kind(request.GET.get("kind", "")))
    form = _form(request, context) if request.seat.desk else None
    return page(request, "table/meeting_begin.html", context | {"form": form})


def _kind(text: str) -> MeetingKind:
    return MeetingKind(text) if text in set(MeetingKind) else MeetingKind.REGULAR


def _before(
    request: SeatRequest, table: TableCard, number: int, kind: MeetingKind
) -> dict[str, object]:
    """Return what the page shows; `number` is the pulse, read before all of it."""
    seat, at = request.seat, request.at
    return {
        "pulse": number,
        "table": table,
        "kind": kind,
        "kinds": [(k.label, f"{reverse(MEETING)}?kind={k.value}", k is kind) for k in MeetingKind],
        "agenda": agenda(by=seat),
        "called": called(by=seat, at=at),
        "seat": seat,
        "agencies": _agencies(request),
        "late": overdue(by=seat) if seat.desk else (),
        "now": at,
        "zone": seat.time_zone,
        "stamp": stamp(request),
    }


def _agencies(request: SeatRequest) -> dict[UUID, str]:
    now_sitting = sitting(by=request.seat, at=request.at)
    names = agencies_at(by=request.seat)
    return {pk: name for pk, name in names.items() if pk in now_sitting}


def _form(request: SeatRequest, context: dict[str, object]) -> OpeningForm:
    typed = request.POST or None
    if context["kind"] is not MeetingKind.CONVENED:
        return OpeningForm(typed)
    return SmallForm(typed).offer(context["agenda"], context["agencies"])  # type: ignore[arg-type]


@page_for(runs_the_meeting)
@require_POST
@form_act
def begin(request: SeatRequest) -> HttpResponse:
    """Begin the meeting; the chair's own agency is checked in with it, where it may come."""
    kind = _kind(request.POST.get("kind", ""))
    number = pulse(by=request.seat)
    context = _before(request, table_of(by=request.seat), number, kind)

    def act(sent: Sent) -> str:
        step.begin_meeting(
            by=request.seat,
            at=request.at,
            kind=kind,
            asked=sent.values.get("asked", ()),
            about=sent.values.get("about"),
        )
        _come_in(request)
        say(request, _("It has begun. Check in the agencies in the room."))
        return reverse(MEETING)

    return answer(request, Sheet("table/meeting_begin.html", _form(request, context), act, context))


def _come_in(request: SeatRequest) -> None:
    seat, card = request.seat, meeting_on(by=request.seat, at=request.at)
    if card and seat.delegation and card.asked and not card.ours:
        step.check_in(by=seat, at=request.at, meeting=card.id, delegation=seat.delegation)


@page_for(runs_the_meeting)
@form_act
def call_session(request: SeatRequest) -> HttpResponse:
    """Call an emergency session for later today."""

    def act(sent: Sent) -> str:
        begins = today_at(sent.values["begins"], request.at, request.seat.time_zone)
        step.call_session(by=request.seat, at=request.at, begins_at=begins)
        say(request, _("Called. Everyone at the table gets a mail, and sees it on the first page."))
        return reverse(MEETING)

    context = {"called": called(by=request.seat, at=request.at), "zone": request.seat.time_zone}
    form = CallForm(request.POST or None)
    return answer(request, Sheet("table/meeting_call.html", form, act, context))


@page_for(runs_the_meeting)
@require_POST
@form_act
def call_off(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Call it off."""

    def act() -> str:
        step.call_off(by=request.seat, at=request.at, called=pk)
        say(request, _("Called off. Everyone at the table gets a mail."))
        return reverse(MEETING)

    return carry_out(request, reverse(MEETING), act)
