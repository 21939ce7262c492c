"""The form of one record, made from what a steward can change of its kind."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django import forms

from hubtable.directory.rules.editing import KINDS, Field

LINE, TEXT = 300, 4000
"""Letters of a line and of a text."""


class RecordForm(forms.Form):
    """Fields of one kind of record; empty numbers and times are not known."""

    def __init__(self, kind: str, *args: Any, only: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = set(only)
        for field in KINDS[kind]:
            if not wanted or field.name in wanted:
                self.fields[field.name] = _field(field)


def _field(field: Field) -> forms.Field:
    said: dict[str, Any] = {
        "label": field.label,
        "help_text": field.help,
        "required": field.required,
    }
    if field.kind == "choice":
        return forms.ChoiceField(choices=list((field.choices or {}).items()), **said)
    return MADE[field.kind](**said)


MADE: Mapping[str, Callable[..., forms.Field]] = {
    "line": partial(forms.CharField, max_length=LINE),
    "text": partial(forms.CharField, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4})),
    "mail": partial(forms.EmailField, max_length=LINE),
    "web": partial(forms.URLField, max_length=LINE, assume_scheme="https"),
    "number": forms.FloatField,
    "time": partial(forms.TimeField, input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p"]),
    "yes": forms.BooleanField,
}


def initial(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record as its form begins with them."""
    return {name: "" if value is None else value for name, value in values.items()}
