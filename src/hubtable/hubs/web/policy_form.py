"""The whole policy of a table as a form in plain words (process.md, The table)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hubtable.hubs.queries.tables import WEEKDAYS, TableCard
from hubtable.hubs.queries.vocabularies import Edition, EditionRow
from hubtable.hubs.rules.places import ZONES
from hubtable.hubs.rules.policies import Deciding, Keeping, NamesRound, Rhythm
from hubtable.hubs.rules.table_policy import TablePolicy, sound
from hubtable.hubs.rules.vocabularies import (
    FLAG,
    ONLY_IF_ADDED,
    PROTECTIVE_CATEGORY,
    PROTECTIVE_FACTOR,
    RISK_CATEGORY,
    RISK_FACTOR,
    Word,
)
from hubtable.ui.inputs import DayInput, TimeOfDayInput

WHEN = ("name", "weekday", "starts", "time_zone", "vocabulary")
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("When the table meets"), ("name", "weekday", "starts", "minutes", "rhythm", "time_zone")),
    (_("How it decides"), ("deciding", "note_allowed", "offering_hours")),
    (_("Names"), ("names_round", "keeping")),
    (_("The first visit"), ("contact_target_hours", "contact_limit_hours")),
    (
        _("How long records are kept"),
        ("retention_days", "retention_approved_by", "retention_approved_on"),
    ),
    (_("Words"), ("vocabulary",)),
)
"""The fields under their headings."""


class PolicyForm(forms.Form):
    """When a table meets and how it works."""

    name = forms.CharField(max_length=120, label=_("Name of the table"))
    weekday = forms.TypedChoiceField(
        choices=list(enumerate(WEEKDAYS)), coerce=int, label=_("Day of the week")
    )
    starts = forms.TimeField(widget=TimeOfDayInput, label=_("Begins at"))
    minutes = forms.IntegerField(min_value=15, max_value=480, label=_("Minutes a meeting lasts"))
    rhythm = forms.TypedChoiceField(choices=Rhythm.choices(), coerce=Rhythm, label=_("How often"))
    time_zone = forms.ChoiceField(choices=list(ZONES.items()), label=_("Time zone"))
    deciding = forms.TypedChoiceField(
        choices=Deciding.choices(),
        coerce=Deciding,
        widget=forms.RadioSelect,
        label=_("How the table agrees that the risk is acute"),
        help_text=_(
            "With objections, every agency present counts as agreeing unless it objects or "
            "abstains. It is the quickest."
        ),
    )
    note_allowed = forms.BooleanField(
        required=False,
        label=_("Allow one short note beside the codes"),
        help_text=_(
            "At most 300 characters, on members' own screens only: never in the room, in an "
            "export or in the record. It is destroyed when the situation is closed."
        ),
    )
    offering_hours = forms.IntegerField(
        min_value=0,
        max_value=168,
        label=_("Hours in which an agency can still offer a service"),
        help_text=_("Counted from the decision. Those present can read the codes until then."),
    )
    names_round = forms.TypedChoiceField(
        choices=NamesRound.choices(),
        coerce=NamesRound,
        widget=forms.RadioSelect,
        label=_("How names are given to the few agencies that are picked"),
        help_text=_("Silent tells the fewest people."),
    )
    keeping = forms.TypedChoiceField(
        choices=Keeping.choices(),
        coerce=Keeping,
        widget=forms.RadioSelect,
        label=_("Whether names are kept here"),
        help_text=_(
            "Leave names out until the Hub's counsel decides otherwise: then each agency keeps "
            "the name in its own file, and the Hub records only who was told, and why."
        ),
    )
    contact_target_hours = forms.IntegerField(
        min_value=1,
        max_value=720,
        label=_("Hours to the first visit: target"),
        help_text=_("Elapsed hours since the table agreed, nights and weekends included."),
    )
    contact_limit_hours = forms.IntegerField(
        min_value=1,
        max_value=720,
        label=_("Hours to the first visit: limit"),
        help_text=_("After this the situation is shown as overdue."),
    )
    retention_days = forms.IntegerField(
        min_value=1,
        max_value=36500,
        required=False,
        label=_("Days after closing until names and plans are destroyed"),
        help_text=_(
            "Leave empty until the Hub's records schedule is approved: until then nothing is "
            "destroyed. It needs the approval below."
        ),
    )
    retention_approved_by = forms.CharField(
        max_length=160,
        required=False,
        label=_("Approved by"),
        help_text=_("The office and the schedule, for example: Records board, schedule 12."),
    )
    retention_approved_on = forms.DateField(widget=DayInput, required=False, label=_("Approved on"))

    def __init__(self, editions: tuple[EditionRow, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vocabulary"] = forms.TypedChoiceField(
            label=_("Edition of the word lists"),
            choices=[(row.id, f"{row.number}") for row in editions],
            coerce=UUID,
            help_text=_("What was recorded before keeps the words it was recorded with."),
        )
        self.grouped = [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean(self) -> dict[str, Any]:
        """Refuse a policy that does not hold together."""
        values = self.cleaned_data
        if not self.errors:
            verdict = sound(policy_of(values, TablePolicy()))
            if not verdict:
                self.add_error(BESIDE.get(verdict.code), verdict.sentence)
        return values


class OpeningForm(PolicyForm):
    """A new table: what is asked besides is decided now and never again."""

    practice = forms.BooleanField(
        required=False,
        label=_("This is a practice table: all people here are invented"),
        help_text=_(
            "Every page, sheet and mail of it says so, and it counts nowhere. It cannot become a "
            "real table later, nor a real one a practice table."
        ),
    )

    def __init__(self, editions: tuple[EditionRow, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(editions, *args, **kwargs)
        self.grouped = [(_("For practice"), [self["practice"]]), *self.grouped]


BESIDE = {
    "target": "contact_target_hours",
    "approval": "retention_approved_by",
    "retention": "retention_days",
}
"""At which field a verdict of `table_policy.sound` is shown."""


class WordsForm(forms.Form):
    """Which words of its edition a table offers."""

    categories = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Risk categories"),
        help_text=_("A situation is described with these."),
    )
    factors = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Risk factors"),
        help_text=_(
            "Tables in the United States begin with categories alone. A factor is offered when "
            "its category is."
        ),
    )
    strengths = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Protective factors"),
        help_text=_("Their categories are always offered."),
    )
    flags = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Study flags to add"),
        help_text=_("All other study flags are always offered."),
    )

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        risks = {word.code: word.text for word in edition.of(RISK_CATEGORY)}
        strengths = {word.code: word.text for word in edition.of(PROTECTIVE_CATEGORY)}
        self._choose("categories", list(risks.items()))
        self._choose("factors", _grouped(edition.of(RISK_FACTOR), risks))
        self._choose("strengths", _grouped(edition.of(PROTECTIVE_FACTOR), strengths))
        kept_out = [word for word in edition.of(FLAG) if word.code in ONLY_IF_ADDED]
        self._choose("flags", [(word.code, word.text) for word in kept_out])

    def over(self, before: TablePolicy) -> TablePolicy:
        """Return a policy that offers what was chosen."""
        values = self.cleaned_data
        return replace(
            before,
            offered_categories=tuple(values["categories"]),
            offered_factors=(*values["factors"], *values["strengths"], *values["flags"]),
        )

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = choices


def policy_of(values: Mapping[str, Any], before: TablePolicy) -> TablePolicy:
    """Return the policy a form says; what it does not ask stays as before."""
    asked = {key: value for key, value in values.items() if key not in (*WHEN, "practice")}
    return replace(before, **asked)


def initial_of(card: TableCard) -> dict[str, Any]:
    """Return what the form shows for a table as it is saved."""
    when = {key: getattr(card, key) for key in WHEN}
    names = [name for _title, group in GROUPS for name in group if name not in WHEN]
    return when | {name: getattr(card.policy, name) for name in names}


def offered_by(card: TableCard, edition: Edition) -> dict[str, list[str]]:
    """Return what the form of words shows for a table as it is saved."""
    added = set(card.policy.offered_factors)
    return {
        "categories": list(card.policy.offered_categories or ()),
        "factors": _of(edition, RISK_FACTOR, added),
        "strengths": _of(edition, PROTECTIVE_FACTOR, added),
        "flags": _of(edition, FLAG, added),
    }


def _of(edition: Edition, kind: str, added: set[str]) -> list[str]:
    return [word.code for word in edition.of(kind) if word.code in added]


def _grouped(words: tuple[Word, ...], names: Mapping[str, str]) -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for word in words:
        groups.setdefault(word.category, []).append((word.code, word.text))
    return [(names.get(category) or category, pairs) for category, pairs in groups.items()]
