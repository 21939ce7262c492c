"""The forms of the names round: whom to tell, consent, who must not be told, whom to propose."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hubtable.hubs.rules.bases import Basis
from hubtable.hubs.rules.days import end_of
from hubtable.table.actions.telling import LONGEST, Pair, Said
from hubtable.table.queries.picking import PersonCard, RoundCard
from hubtable.table.rules.languages import Language
from hubtable.table.rules.later_words import Consenter, Manner, Told
from hubtable.table.rules.picking import Hearer
from hubtable.ui.inputs import DayInput
from hubtable.vault.actions.consenting import Agreed
from hubtable.vault.rules.consenting import Form, Purpose

A_YEAR = timedelta(days=365)


class TellForm(forms.Form):
    """One form for all agencies and persons: what is said once holds for all that is picked."""

    def __init__(
        self,
        data: Any = None,
        *,
        card: RoundCard,
        manners: Iterable[Manner],
        bases: Iterable[Basis],
        first: Manner,
        picked: Iterable[str] = (),
    ) -> None:
        super().__init__(data)
        pairs = [pair_code(person, who) for person, who in card.cells]
        self.people = card.people
        self.fields["picks"] = forms.MultipleChoiceField(
            label=_("Who is told of whom"),
            choices=[(code, code) for code in pairs],
            widget=forms.CheckboxSelectMultiple,
            initial=list(picked),
            error_messages={"required": _("Choose at least one agency.")},
        )
        self.fields |= _how(manners, bases, first)
        for person in card.people:
            if person.consents:
                self.fields[f"consent_{person.id}"] = _consent_of(person, several=len(card.people))

    @property
    def chosen(self) -> set[str]:
        """The picks as they stand in the form now."""
        return set(self["picks"].value() or ())

    @property
    def picks(self) -> list[Pair]:
        """Who is told of whom."""
        return [_pair(code) for code in self.cleaned_data["picks"]]

    def said(self, confirm: str) -> Said:
        """Return what was said of all of it."""
        sent = self.cleaned_data
        chosen = {person.id: sent.get(f"consent_{person.id}", "") for person in self.people}
        return Said(
            manner=Manner(sent["manner"]),
            basis=sent["basis"],
            reason=sent["reason"],
            confirm=confirm,
            consents={person: UUID(text) for person, text in chosen.items() if text},
        )


def _how(
    manners: Iterable[Manner], bases: Iterable[Basis], first: Manner
) -> dict[str, forms.Field]:
    return {
        "manner": forms.ChoiceField(
            label=_("How"),
            choices=[(one.value, one.label) for one in manners],
            widget=forms.RadioSelect,
            initial=first.value,
        ),
        "basis": forms.ChoiceField(
            label=_("On what basis"),
            choices=[(one.code, one.label) for one in bases],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a basis.")},
        ),
        "reason": forms.CharField(
            label=_("Reason"),
            max_length=LONGEST,
            widget=forms.Textarea,
            error_messages={"required": _("Say why, in one sentence.")},
        ),
    }


def pair_code(person: UUID, who: UUID) -> str:
    """Return how a pick travels in a form."""
    return f"{person}:{who}"


def _pair(code: str) -> Pair:
    person, _colon, who = code.partition(":")
    return UUID(person), UUID(who)


def _consent_of(person: PersonCard, *, several: int) -> forms.ChoiceField:
    label = _("Consent on file")
    choices = [(str(one.agreement.id), one.words) for one in person.consents]
    return forms.ChoiceField(
        label=label if several == 1 else f"{label}: {person.words}",
        choices=[("", _("Do not rest it on a consent")), *choices],
        initial=choices[0][0],
        required=False,
    )


class ConsentForm(forms.Form):
    """What was agreed: the paper stays in the agency's own file."""

    people = forms.MultipleChoiceField(label=_("For whom"), widget=forms.CheckboxSelectMultiple)
    form = forms.ChoiceField(
        label=_("How it was given"), choices=Form.choices(), widget=forms.RadioSelect
    )
    giver = forms.ChoiceField(
        label=_("Who gave it"), choices=Consenter.choices(), widget=forms.RadioSelect
    )
    recipients = forms.MultipleChoiceField(
        label=_("Which agencies it names"), widget=forms.CheckboxSelectMultiple
    )
    purposes = forms.MultipleChoiceField(
        label=_("What for"),
        choices=Purpose.choices(),
        widget=forms.CheckboxSelectMultiple,
        initial=[Purpose.TABLE.value],
    )
    until = forms.DateField(
        label=_("Until and including"),
        widget=DayInput,
        help_text=_("Sight that rests on it ends then."),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=[("English", _("English")), *Language.choices()],
    )
    text_version = forms.CharField(
        label=_("Version of the text"),
        max_length=20,
        initial="1",
        help_text=_("As it stands on your form, such as 2026-1."),
        validators=[RegexValidator(r"^[0-9A-Za-z.-]+$", _("Letters, digits, dots and dashes."))],
    )

    def __init__(
        self,
        data: Any = None,
        *,
        people: Iterable[PersonCard],
        agencies: Iterable[Hearer],
        today: date,
        zone: str,
    ) -> None:
        who = [(str(one.id), one.words) for one in people]
        chosen = [code for code, _words in who] if len(who) == 1 else []
        super().__init__(data, initial={"people": chosen, "until": today + A_YEAR})
        self.zone = zone
        self._choices("people").choices = who
        self._choices("recipients").choices = [(str(one.id), one.name) for one in agencies]
        self._choices("giver").choices = Consenter.choices()

    def _choices(self, name: str) -> forms.ChoiceField:
        found = self.fields[name]
        assert isinstance(found, forms.ChoiceField)  # noqa: S101 - declared above
        return found

    @property
    def chosen(self) -> list[UUID]:
        """For whom it holds."""
        return [UUID(text) for text in self.cleaned_data["people"]]

    @property
    def agreed(self) -> Agreed:
        """What was sent, as the action takes it; it holds to the end of the last day."""
        sent = self.cleaned_data
        return Agreed(
            form=sent["form"],
            recipients=[UUID(text) for text in sent["recipients"]],
            giver=sent["giver"],
            until=end_of(sent["until"], self.zone),
            purposes=sent["purposes"],
            language=sent["language"],
            text_version=sent["text_version"],
        )


class SafeguardForm(forms.Form):
    """Who may consent for one person, who may be told, who must not be told."""

    consenter = forms.ChoiceField(
        label=_("Who may consent"),
        choices=[("", _("Not noted")), *Consenter.choices()],
        required=False,
    )
    must_not = forms.MultipleChoiceField(
        label=_("Who must not be told"),
        choices=Told.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Police, school and child welfare agencies named here cannot be picked. The others "
            "are shown to whoever visits, and get no notice."
        ),
    )
    may_tell = forms.MultipleChoiceField(
        label=_("Who may be told"),
        choices=Told.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ProposeForm(forms.Form):
    """Who should lead and who assist, among the agencies that were told."""

    lead = forms.ChoiceField(label=_("Lead"), widget=forms.RadioSelect)
    assisting = forms.MultipleChoiceField(
        label=_("Assisting"), widget=forms.CheckboxSelectMultiple, required=False
    )
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["lead"] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
        self.fields["assisting"] = forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, required=False
        )
