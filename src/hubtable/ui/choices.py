"""What a template needs to know of a form field to draw it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

# Asked in this order: some widgets are kinds of others.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "check"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.PasswordInput, "password"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One box or radio of a field."""

    id: str
    name: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under one heading; the heading is empty where the field has no groups."""

    label: str
    choices: tuple[Choice, ...]


def kind(bound: BoundField) -> str:
    """Return how a field is drawn: `hidden`, `check`, `radios`, … or `input`."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    return next((name for cls, name in KINDS if isinstance(widget, cls)), "input")


def choice_groups(bound: BoundField) -> tuple[ChoiceGroup, ...]:
    """Return the choices of a radio or checkbox field, by their groups.

    Raises TypeError for a field without choices.
    """
    widget = bound.field.widget
    if not isinstance(widget, forms.RadioSelect):
        raise TypeError(f"{bound.html_name} has no list of choices")
    value = widget.format_value(bound.value())
    groups: list[ChoiceGroup] = []
    for heading, options, _ in widget.optgroups(bound.html_name, value, {"id": bound.auto_id}):
        drawn = tuple(_choice(option) for option in options)
        if heading is None and groups and not groups[-1].label:
            groups[-1] = ChoiceGroup("", groups[-1].choices + drawn)
        else:
            groups.append(ChoiceGroup(str(heading or ""), drawn))
    return tuple(groups)


def _choice(option: dict[str, Any]) -> Choice:
    """Turn Django's description of an option into ours."""
    return Choice(
        id=option["attrs"]["id"],
        name=option["name"],
        value=str(option["value"]),
        label=str(option["label"]),
        checked=bool(option["selected"]),
    )


def anchor(bound: BoundField) -> str:
    """Return the id an error summary links to: the control, or the first of its choices."""
    if kind(bound) in {"radios", "checkboxes"}:
        for group in choice_groups(bound):
            return group.choices[0].id
    return bound.id_for_label or bound.auto_id


def control(bound: BoundField, described: Iterable[str] = (), **attrs: Any) -> SafeString:
    """Render the control of a field with our class and the ids that describe it.

    A text area loses `maxlength`: a browser cuts off what is pasted beyond it without a word.
    """
    own = bound.field.widget.attrs.get("class", "")
    given: dict[str, Any] = {"aria-describedby": " ".join(described) or False, **attrs}
    if kind(bound) != "check":
        given["class"] = f"ctl {own}".strip()
    if kind(bound) == "textarea":
        given["maxlength"] = False
    return bound.as_widget(attrs=given)
