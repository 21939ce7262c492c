"""Invented examples for the style guide, one of every kind of field and list."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.http import QueryDict

from hubtable.ui.inputs import DayInput, MomentInput, TimeOfDayInput
from hubtable.ui.saying import Said, Undo
from hubtable.ui.stamp import Stamp

NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)

GROUPED = [
    ("Housing", [("h1", "Notice to leave the home"), ("h2", "Sleeps in a car"), ("h3", "No heat")]),
    ("Health", [("m1", "Missed treatment"), ("m2", "No doctor"), ("m3", "Grief")]),
    ("Money", [("g1", "Lost a job"), ("g2", "Debt"), ("g3", "No income")]),
    ("School", [("s1", "Often absent"), ("s2", "Changed schools"), ("s3", "Dropped out")]),
    ("Family", [("f1", "Conflict at home"), ("f2", "Cares for others"), ("f3", "Alone")]),
]


class Example(forms.Form):
    """One field of every kind."""

    reference = forms.CharField(label="Reference", help_text="For example D-0141.", max_length=12)
    summary = forms.CharField(
        label="What worries you",
        widget=forms.Textarea,
        max_length=300,
        required=False,
        help_text="No names, birth dates or addresses.",
    )
    town = forms.ChoiceField(
        label="Town", choices=[("", "Choose one"), ("a", "Northfield"), ("b", "Millbrook")]
    )
    kind = forms.ChoiceField(
        label="What is it about",
        widget=forms.RadioSelect,
        choices=[("person", "A person"), ("family", "A family"), ("place", "A place")],
    )
    languages = forms.MultipleChoiceField(
        label="Languages you work in",
        widget=forms.CheckboxSelectMultiple,
        choices=[("en", "English"), ("es", "Spanish"), ("ht", "Haitian Creole")],
        required=False,
    )
    risks = forms.MultipleChoiceField(
        label="Risk factors",
        widget=forms.CheckboxSelectMultiple,
        choices=GROUPED,
        help_text="Choose all you know of.",
    )
    day = forms.DateField(label="Day", widget=DayInput)
    time = forms.TimeField(label="Time", widget=TimeOfDayInput, required=False)
    due = forms.DateTimeField(label="First visit by", widget=MomentInput, required=False)
    people = forms.IntegerField(label="People in the home", min_value=0, required=False)
    secret = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    agreed = forms.BooleanField(label="I have read the confidentiality agreement")
    origin = forms.CharField(widget=forms.HiddenInput, initial="styleguide")


@dataclass(frozen=True, slots=True)
class Change:
    """One field two people changed."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Sender:
    """A seat as the question of two seats shows it."""

    id: str
    words: str


WRONG = f"w-origin=x&w-summary={'word+' * 70}&w-risks=h1&w-risks=m2&w-languages=es"

STAMP = Stamp(request_id="00000000-0000-4000-8000-000000000001", seat="example", version="3")


ROWS = (
    ("D-0133", "Family", NOW - timedelta(hours=26), "Northfield Health Center", "Overdue", "bad"),
    ("D-0136", "Person", NOW + timedelta(minutes=45), "Millbrook Schools", "Due today", "warn"),
    ("D-0138", "Dwelling", NOW + timedelta(hours=30), "Housing authority", "On track", "ok"),
)


def icons() -> tuple[str, ...]:
    """Return the names of the icons that exist."""
    listed = tomllib.loads((Path(__file__).parent / "static/hub/VENDOR.toml").read_text())
    return tuple(listed["sprite"]["icons"])


def examples() -> dict[str, Any]:
    """Return the context of the style guide."""
    return {
        "empty_form": Example(),
        "wrong_form": Example(QueryDict(WRONG), prefix="w"),
        "stamp": STAMP,
        "now": NOW,
        "soon": NOW + timedelta(hours=5),
        "late": NOW - timedelta(hours=2),
        "rows": ROWS,
        "icons": icons(),
        "begun": NOW - timedelta(minutes=3, seconds=12),
        "said_items": (
            Said("The decision is recorded.", "ok", Undo("#", STAMP)),
            Said("The meeting starts in ten minutes.", "info"),
        ),
        "changes": (Change("Town", "Millbrook", "Northfield"), Change("Plan", "", "Call again")),
        "opened": Sender("s1", "Chair · Northfield Health Center · Tuesday table"),
        "acting": Sender("s2", "Representative · Millbrook Schools · Thursday table"),
    }
