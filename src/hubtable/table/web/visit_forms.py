"""Forms of the visiting page: codes of the vocabulary, and the few fields the guard reads."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hubtable.table.rules.intervening import Known, PlaceOutcome
from hubtable.table.rules.languages import Language
from hubtable.table.rules.later_words import (
    AttemptKind,
    Consenter,
    ContactAnswer,
    GatheringKind,
)
from hubtable.table.rules.words import ConsentGiven
from hubtable.ui.inputs import DayInput, MomentInput

TEXT, NAME = 300, 120
"""Characters of a plan's sentence, of a service's name."""
CONSENTED_FOR = timedelta(days=365)
"""How long a consent holds when the person names no other day."""


def _radios(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, choices=choices)


class EntryForm(forms.Form):
    """One entry of a plan. `guarded` are the fields whose text the guard reads."""

    guarded: tuple[str, ...] = ()


class PlanForm(EntryForm):
    """What will be done, in one sentence."""

    guarded = ("text",)
    text = forms.CharField(label=_("What will be done"), max_length=TEXT)

    def __init__(self, data: Any = None, *, known: Known) -> None:  # noqa: ARG002 - as the others
        super().__init__(data)


class AttemptForm(EntryForm):
    """How the person was tried to be reached."""

    guarded = ("text",)
    code = _radios(_("How"), AttemptKind.choices())
    text = forms.CharField(label=_("What came of it"), max_length=TEXT, required=False)

    def __init__(self, data: Any = None, *, known: Known) -> None:  # noqa: ARG002 - as the others
        super().__init__(data)


class ServiceForm(EntryForm):
    """A service that was mobilized: its kind, how far it came, its name."""

    guarded = ("name",)
    service = forms.ChoiceField(label=_("Kind of service"))
    code = _radios(_("How far it came"), [])
    name = forms.CharField(label=_("Name of the service"), max_length=NAME, required=False)

    def __init__(self, data: Any = None, *, known: Known) -> None:
        super().__init__(data)
        self.fields["service"].choices = [("", _("Choose")), *known.services.items()]  # type: ignore[attr-defined]
        self.fields["code"].choices = list(known.mobilized.items())  # type: ignore[attr-defined]


class OutcomeForm(EntryForm):
    """What became of a place."""

    guarded = ("name",)
    code = _radios(_("What became of it"), PlaceOutcome.choices())
    name = forms.CharField(label=_("Handed to whom"), max_length=NAME, required=False)

    def __init__(self, data: Any = None, *, known: Known) -> None:  # noqa: ARG002 - as the others
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        """Ask to whom, where a place was handed over."""
        sent = super().clean() or self.cleaned_data
        if sent.get("code") == PlaceOutcome.HANDED_OVER and not sent.get("name"):
            self.add_error("name", _("Say to whom it was handed."))
        return sent


class ContactForm(forms.Form):
    """What the person answered at the first visit."""

    said = _radios(_("What came of it"), [])

    def __init__(self, data: Any = None, *, answers: tuple[ContactAnswer, ...]) -> None:
        super().__init__(data)
        self.fields["said"].choices = [(one.value, one.label) for one in answers]  # type: ignore[attr-defined]


class ConsentForm(forms.Form):
    """What a person agreed to at the door: which agencies may be told, how long."""

    form = _radios(
        _("How it was given"),
        [one for one in ConsentGiven.choices() if one[0] != ConsentGiven.NONE],
    )
    recipients = forms.MultipleChoiceField(
        label=_("Agencies that may be told who the person is"),
        widget=forms.CheckboxSelectMultiple,
    )
    giver = forms.ChoiceField(label=_("Who gave it"), choices=Consenter.choices())
    until = forms.DateField(label=_("Until"), widget=DayInput)
    language = forms.ChoiceField(
        label=_("Language it was explained in"),
        choices=[("english", "English"), *Language.choices()],
    )

    def __init__(
        self, data: Any = None, *, agencies: Mapping[str, str], chosen: list[str], today: date
    ) -> None:
        super().__init__(
            data, initial={"recipients": chosen, "until": today + CONSENTED_FOR, "form": "written"}
        )
        self.today = today
        self.fields["recipients"].choices = list(agencies.items())  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        """Refuse a day that is over."""
        day: date = self.cleaned_data["until"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day to come."))
        return day


class GatherForm(forms.Form):
    """When and where the small group meets before it goes."""

    kind = _radios(_("When"), GatheringKind.choices())
    meets_at = forms.DateTimeField(label=_("Day and time"), widget=MomentInput, required=False)
    place = forms.CharField(label=_("Place"), max_length=NAME, required=False)
    interpreter = forms.BooleanField(label=_("An interpreter comes along"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the time, where one is to be set."""
        sent = super().clean() or self.cleaned_data
        if sent.get("kind") == GatheringKind.AT and not sent.get("meets_at"):
            self.add_error("meets_at", _("Say when the group meets."))
        return sent
