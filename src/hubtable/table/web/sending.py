"""Moving to another Hub: the lead makes one sealed packet, on a consent that names where."""

import base64
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.base.keys import KeysMissing
from hubtable.hubs.rules.days import end_of
from hubtable.hubs.rules.entering import sits_at_table
from hubtable.hubs.web.forms import Sent, Sheet, answer, form_act, stamp
from hubtable.hubs.web.gates import SeatRequest, page_for
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.sending import seal_packet
from hubtable.table.queries.discussions import DiscussionCard
from hubtable.table.queries.sending import Movable, movable, sent
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.later_words import Consenter
from hubtable.table.rules.packet import Addressee
from hubtable.table.rules.words import AgeGroup, PersonRole, Sex
from hubtable.table.web.record_panel import may_move_away
from hubtable.table.web.situations import visible
from hubtable.ui.inputs import DayInput
from hubtable.ui.pages import page
from hubtable.ui.saying import say
from hubtable.vault.actions.consenting import Agreed, consent
from hubtable.vault.actions.guarding import clear_text
from hubtable.vault.actions.packets import Made
from hubtable.vault.rules.guarding.findings import Reason

LONGEST = timedelta(days=366)
"""A consent to move holds for a year at most."""


class PacketForm(forms.Form):
    """To whom, and who moves."""

    to = forms.ChoiceField(label=gettext_lazy("To which agency"), widget=forms.RadioSelect)
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who moves"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, people: tuple[Movable, ...]) -> None:
        super().__init__(data)
        agreed = [one for one in people if one.consents]
        places = dict.fromkeys(given.to for one in agreed for given in one.consents)
        self.addressees = {to.words: to for to in places}
        where: forms.ChoiceField = self.fields["to"]  # type: ignore[assignment]
        where.choices = [(words, words) for words in self.addressees]
        who: forms.MultipleChoiceField = self.fields["people"]  # type: ignore[assignment]
        who.choices = [(str(one.id), words_of(one)) for one in agreed]


class ElsewhereForm(forms.Form):
    """A written consent that names one agency at another Hub."""

    person = forms.ChoiceField(label=gettext_lazy("Who agrees"), widget=forms.RadioSelect)
    agency = forms.CharField(
        label=gettext_lazy("Agency there"),
        help_text=gettext_lazy("As it stands on the signed form."),
        max_length=110,
    )
    hub = forms.CharField(label=gettext_lazy("Name of the other Hub"), max_length=110)
    giver = forms.ChoiceField(
        label=gettext_lazy("Who signed"), widget=forms.RadioSelect, choices=Consenter.choices()
    )
    until = forms.DateField(label=gettext_lazy("Holds until"), widget=DayInput)
    signed = forms.BooleanField(
        label=gettext_lazy("The signed form is in our file, and names this agency and this Hub.")
    )

    def __init__(self, data: Any, *, people: tuple[Movable, ...], today: date) -> None:
        super().__init__(data, initial={"until": today + timedelta(days=30)})
        self.today = today
        who: forms.ChoiceField = self.fields["person"]  # type: ignore[assignment]
        who.choices = [(str(one.id), words_of(one)) for one in people]

    def clean_hub(self) -> str:
        """Refuse a comma: it parts agency and Hub."""
        name: str = self.cleaned_data["hub"].strip()
        if "," in name:
            raise forms.ValidationError(_("Write the Hub's name without a comma."))
        return name

    def clean_until(self) -> date:
        """Refuse a day that is over, or too far."""
        day: date = self.cleaned_data["until"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day


@page_for(sits_at_table)
@form_act
def sending(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Choose who moves and where, and make the packet; its code is shown once."""
    card, people = _led(request, pk)
    form = PacketForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        to = form.addressees[form.cleaned_data["to"]]
        chosen = [one for one in people if str(one.id) in form.cleaned_data["people"]]
        try:
            made = seal_packet(
                by=request.seat,
                at=request.at,
                of=pk,
                to=to,
                people=chosen,
                id=UUID(request.POST["request_id"]),
            )
            return _made(request, card, to, made)
        except Refused as refused:
            if refused.code == "lock":
                raise
            form.add_error(None, refused.sentence)
        except KeysMissing:
            form.add_error(None, _("The key of a name is gone. Load the page again."))
    context = {
        "card": card,
        "form": form,
        "people": people,
        "agreed": any(one.consents for one in people),
        "sent": sent(of=pk),
        "stamp": stamp(request),
        "zone": request.seat.time_zone,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "table/sending.html", context, status=status)


def _made(request: SeatRequest, card: DiscussionCard, to: Addressee, made: Made) -> HttpResponse:
    context = {
        "card": card,
        "to": to,
        "code": made.code,
        "file": f"data:application/json;base64,{base64.b64encode(made.body).decode()}",
        "file_name": f"packet-{timezone.localdate(request.at).isoformat()}.hubpacket",
    }
    return page(request, "table/sending_made.html", context)


@page_for(sits_at_table)
@form_act
def elsewhere(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Keep a written consent that names one agency at another Hub."""
    card, people = _led(request, pk)
    today = timezone.localdate(request.at)
    form = ElsewhereForm(request.POST or None, people=people, today=today)

    def act(sent_: Sent) -> str:
        values = sent_.values
        to = Addressee(hub=values["hub"], agency=values["agency"].strip())
        clear_text(
            by=request.seat,
            at=request.at,
            of=pk,
            field=_("Agency there"),
            text=to.words,
            confirm=Reason.IS_AGENCY,
        )
        agreed = Agreed(
            form="written",
            recipients=(),
            giver=values["giver"],
            until=end_of(values["until"], request.seat.time_zone),
            purposes=("moving",),
            elsewhere=to.words,
        )
        person = UUID(values["person"])
        consent(by=request.seat, at=request.at, of=pk, person=person, agreed=agreed)
        say(request, _("Kept. The packet can be made now."))
        return reverse("table:sending", args=[pk])

    return answer(request, Sheet("table/sending_consent.html", form, act, {"card": card}))


def _led(request: SeatRequest, pk: UUID) -> tuple[DiscussionCard, tuple[Movable, ...]]:
    """Return a situation the own agency leads, and whom it acts for; 404 alike for all else."""
    card = visible(request, pk, table_of(by=request.seat))
    people = movable(of=pk, at=request.at) if may_move_away(request, card) else ()
    if not people:
        raise Http404
    return card, people


def words_of(one: Movable) -> str:
    """Return who it is in codes."""
    codes = (PersonRole.labels().get(one.role, ""), Sex.labels().get(one.sex, "").lower())
    said = ", ".join(word for word in (*codes, AgeGroup.labels().get(one.age_group, "")) if word)
    number = _("Person %(number)s") % {"number": one.place}
    return f"{number}: {said}" if said else number
