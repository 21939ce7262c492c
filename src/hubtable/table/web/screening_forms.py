"""The forms of screening: boxes and lists only; there is no field for free text."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hubtable.hubs.rules.policies import Regime
from hubtable.table.actions.screening import Answers, Described, PersonCodes
from hubtable.table.queries.screening import Draft, DraftPerson
from hubtable.table.queries.wording import Offered
from hubtable.table.rules.languages import Language
from hubtable.table.rules.presenting import Item
from hubtable.table.rules.words import (
    AgeGroup,
    ConsentGiven,
    CorrectionReason,
    DiscussionType,
    PersonRole,
    Sex,
    Tried,
)
from hubtable.ui.inputs import DayInput

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
PARTS = ("role", "sex", "age_group")
PARTS_OF_ONE = ("sex", "age_group")
"""What is asked of the one person of a situation: the role is plain."""


class TypeForm(forms.Form):
    """What a situation is about, and of which closed one of the own agency it is the return."""

    type = forms.ChoiceField(choices=DiscussionType.choices())
    earlier = forms.ChoiceField(label=_("Did one your agency brought come back?"), required=False)

    def __init__(self, data: Any = None, *, returns: Mapping[UUID, str]) -> None:
        super().__init__(data)
        self.fields["earlier"].choices = [  # type: ignore[attr-defined]
            ("", _("No, it is new")),
            *((str(pk), reference) for pk, reference in returns.items()),
        ]


class DangerForm(forms.Form):
    """The first question."""

    danger = forms.ChoiceField(
        label=_("Is anyone in danger right now?"), widget=forms.RadioSelect, choices=YES_NO
    )


class DescriptionForm(forms.Form):
    """The codes the table will hear. A draft may be saved with anything still open.

    Fields are marked as asked for (`ask`) only when drawn: a form that is sent may be incomplete.
    """

    asked: tuple[str, ...] = ("interpreter", "risk_factors")

    def __init__(self, data: Any = None, *, draft: Draft, offered: Offered) -> None:
        super().__init__(data, initial=values_of(draft))
        self.people = draft.people
        self.parts = PARTS if draft.type is DiscussionType.FAMILY else PARTS_OF_ONE
        for number, person in enumerate(draft.people, 1):
            self.fields |= _person_fields(person, number, self.parts)
        self.fields |= {
            "interpreter": _yes_no(_("Is an interpreter needed?")),
            "language": _pick(_("Language of the interpreter"), Language.choices()),
            "risk_factors": _boxes(_("Risk factors"), _grouped(offered.risks)),
            "protective_factors": _boxes(_("What protects"), _grouped(offered.protective)),
            "flags": _boxes(_("Flags"), _grouped(offered.flags)),
        }

    def ask(self) -> None:
        """Mark what must be answered before submitting, so that only the rest says optional."""
        names = [f"{person.id}_{part}" for person in self.people for part in self.parts]
        for name in (*self.asked, *names):
            self.fields[name].required = True

    def person(self, person: DraftPerson) -> list[BoundField]:
        """Return the three fields of one affected person."""
        return [self[f"{person.id}_{part}"] for part in self.parts]

    @property
    def described(self) -> Described:
        """What was sent, as the action takes it."""
        sent = self.cleaned_data
        return Described(
            interpreter=truth(sent["interpreter"]),
            language=sent["language"] if sent["interpreter"] == "yes" else "",
            risk_factors=tuple(sent["risk_factors"]),
            protective_factors=tuple(sent["protective_factors"]),
            flags=tuple(sent["flags"]),
        )

    @property
    def codes(self) -> dict[UUID, PersonCodes]:
        """What was sent of each affected person."""
        sent = self.cleaned_data
        only = {} if "role" in self.parts else {"role": PersonRole.MAIN.value}
        return {
            person.id: PersonCodes(
                **only, **{part: sent[f"{person.id}_{part}"] for part in self.parts}
            )
            for person in self.people
        }


class WorksheetForm(DescriptionForm):
    """The whole worksheet but the first question, which has a page of its own."""

    asked = (*DescriptionForm.asked, "abuse_suspected", "criteria", "tried", "consent", "regimes")

    def __init__(self, data: Any = None, *, draft: Draft, offered: Offered) -> None:
        super().__init__(data, draft=draft, offered=offered)
        self.danger_now = draft.danger_now
        self.fields |= {
            "abuse_suspected": _yes_no(
                _("Might a child, an elder or a person with a disability be abused or neglected?")
            ),
            "criteria": _boxes(_("All four must hold"), list(offered.criteria.items())),
            "tried": _boxes(_("What your agency has tried"), Tried.choices()),
            "consent": forms.ChoiceField(
                label=_("Does the person agree that the table hears of it?"),
                widget=forms.RadioSelect,
                choices=ConsentGiven.choices(),
                required=False,
            ),
            "emergency": forms.BooleanField(
                label=_("It is a health or safety emergency, and our school records that it is"),
                help_text=_(
                    "Needed where school records say something about gangs, origin, religion, "
                    "neighborhood or immigration and nobody consented."
                ),
                required=False,
            ),
            "regimes": _boxes(
                _("Privacy rules your information is under"),
                [(regime.value, regime.label) for regime in offered.regimes],
            ),
        }
        if Regime.FERPA not in offered.regimes:
            del self.fields["emergency"]

    @property
    def answers(self) -> Answers:
        """What was sent, as the action takes it."""
        sent = self.cleaned_data
        return Answers(
            danger_now=self.danger_now,
            abuse_suspected=truth(sent["abuse_suspected"]),
            criteria=tuple(sent["criteria"]),
            tried=tuple(sent["tried"]),
            regimes=tuple(sent["regimes"]),
            consent=sent["consent"],
            emergency=sent.get("emergency", False),
        )


class CorrectionForm(DescriptionForm):
    """A new revision of a description that was submitted, and why."""

    def __init__(self, data: Any = None, *, draft: Draft, offered: Offered) -> None:
        super().__init__(data, draft=draft, offered=offered)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why it is corrected"),
            widget=forms.RadioSelect,
            choices=CorrectionReason.choices(),
        )


class SealedText(forms.TextInput):
    """A field whose value never goes back into a page."""

    def format_value(self, value: Any) -> None:
        """Return nothing, whatever was typed."""


class SealedDay(DayInput):
    """A day that never goes back into a page."""

    def format_value(self, value: Any) -> None:
        """Return nothing, whatever was typed."""


class IdentityForm(forms.Form):
    """Who an affected person (or which place) is: sealed at once, never filled in again."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=SealedText)
    birth_date = forms.DateField(label=_("Birth date"), widget=SealedDay, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False, widget=SealedText)

    def __init__(self, data: Any = None, *, today: date, place: bool) -> None:
        super().__init__(data)
        self.today = today
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        if place:
            del self.fields["birth_date"]
            self.fields["name"].label = _("Which place it is")

    def clean_birth_date(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["birth_date"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day


def truth(answer: str) -> bool | None:
    """Return yes or no as True or False, no answer as None."""
    return {"yes": True, "no": False}.get(answer)


def word(answer: bool | None) -> str:  # noqa: FBT001 - an answer, not a switch
    """Return what `truth` came from."""
    return "" if answer is None else "yes" if answer else "no"


def values_of(draft: Draft) -> dict[str, Any]:
    """Return what is saved now, by the names of the fields."""
    people = {
        f"{person.id}_{part}": getattr(person, part) for person in draft.people for part in PARTS
    }
    return people | {
        "interpreter": word(draft.interpreter),
        "language": draft.language,
        "risk_factors": list(draft.risk_factors),
        "protective_factors": list(draft.protective_factors),
        "flags": list(draft.flags),
        "abuse_suspected": word(draft.abuse_suspected),
        "criteria": list(draft.criteria),
        "tried": list(draft.tried),
        "consent": draft.consent,
        "emergency": draft.emergency,
        "regimes": list(draft.regimes),
    }


def _person_fields(
    person: DraftPerson, number: int, parts: tuple[str, ...]
) -> dict[str, forms.Field]:
    asked = {
        "role": (_("Role"), PersonRole.choices()),
        "sex": (_("Sex"), Sex.choices()),
        "age_group": (_("Age group"), AgeGroup.choices()),
    }
    several = "role" in parts
    return {
        f"{person.id}_{part}": _pick(
            _of(asked[part][0], number) if several else asked[part][0],
            asked[part][1],
        )
        for part in parts
    }


def _of(label: Any, number: int) -> str:
    """Return a label that says whose it is to those who cannot see the group it stands in."""
    return format_html('{}<span class="vh">, {} {}</span>', label, gettext("person"), number)


def _pick(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("Choose one")), *choices], required=False)


def _yes_no(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, choices=YES_NO, required=False)


def _boxes(label: Any, choices: Iterable[Any]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, choices=list(choices), required=False
    )


def _grouped(items: Iterable[Item]) -> list[tuple[str, Any]]:
    """Return choices, those of one category under its heading."""
    plain: list[tuple[str, Any]] = []
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        if item.category:
            groups.setdefault(item.category, []).append((item.code, item.text))
        else:
            plain.append((item.code, item.text))
    return [*plain, *groups.items()]
