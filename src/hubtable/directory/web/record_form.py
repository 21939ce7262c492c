"""The form of one record, made from what a steward can change of its kind."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.directory.rules.editing import KINDS, WEEK, Field
from hubtable.ui.inputs import DayInput
from hubtable.ui.wording import date_words

LINE, TEXT = 300, 4000
"""Letters of a line and of a text."""
Named = tuple[tuple[date, str], ...]
"""Public holidays by day."""


class RecordForm(forms.Form):
    """Fields of one kind of record; empty numbers, days and times are not known."""

    def __init__(
        self, kind: str, *args: Any, only: Iterable[str] = (), named: Named = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        wanted = set(only)
        for field in KINDS[kind]:
            if not wanted or field.name in wanted:
                self.fields[field.name] = _field(field, self.initial.get(field.name))
        self._named = {day.isoformat(): name for day, name in named}
        if named:
            self.fields["named"] = _holidays(named)
            self.order_fields(["holiday", "named"])

    def clean(self) -> dict[str, Any]:
        """Fill in the day of a holiday that was chosen by its name."""
        cleaned = self.cleaned_data
        if day := cleaned.pop("named", ""):
            cleaned["valid_from"] = cleaned["valid_to"] = date.fromisoformat(day)
            cleaned["description"] = cleaned.get("description") or self._named[day]
        return cleaned


def _holidays(named: Named) -> forms.Field:
    days = [(day.isoformat(), f"{date_words(day)}: {name}") for day, name in named]
    return forms.ChoiceField(
        label=gettext_lazy("Public holiday"),
        choices=[("", gettext_lazy("None of these: the days below")), *days],
        required=False,
        help_text=gettext_lazy("Fills in the day."),
    )


class DaysField(forms.CharField):
    """Days of the week as boxes; they are kept as HSDS writes them: `MO,TU`."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said, widget=forms.CheckboxSelectMultiple(choices=list(WEEK.items())))

    def to_python(self, value: Any) -> str:
        """Return the days in the order of the week."""
        chosen = value if isinstance(value, list) else _days(value)
        if not set(chosen) <= set(WEEK):
            raise forms.ValidationError(_("Choose days of the week."))
        return ",".join(day for day in WEEK if day in chosen)

    def prepare_value(self, value: Any) -> Any:
        """Return the days whose boxes are ticked."""
        return value if isinstance(value, list) else _days(value)


def _days(value: Any) -> list[str]:
    return [day.strip() for day in str(value or "").split(",") if day.strip()]


def _field(field: Field, begun: Any) -> forms.Field:
    said: dict[str, Any] = {
        "label": field.label,
        "help_text": field.help,
        "required": field.required,
    }
    if field.kind == "choice":
        return forms.ChoiceField(choices=list((field.choices or {}).items()), **said)
    if field.kind == "days":  # *every second Tuesday* has no box: it is written out
        plain = set(_days(begun)) <= set(WEEK)
        return DaysField(**said) if plain else MADE["line"](**said)
    return MADE[field.kind](**said)


MADE: Mapping[str, Callable[..., forms.Field]] = {
    "line": partial(forms.CharField, max_length=LINE),
    "text": partial(forms.CharField, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4})),
    "mail": partial(forms.EmailField, max_length=LINE),
    "web": partial(forms.URLField, max_length=LINE, assume_scheme="https"),
    "number": forms.FloatField,
    "time": partial(forms.TimeField, input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p"]),
    "day": partial(forms.DateField, widget=DayInput),
    "yes": forms.BooleanField,
}


def initial(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record as its form begins with them; of a moment its day."""
    return {name: _begun(value) for name, value in values.items()}


def _begun(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return "" if value is None else value
