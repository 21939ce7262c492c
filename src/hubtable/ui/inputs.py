"""Widgets for days and times that browsers show with their own picker."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day, in the browser's own calendar; the value travels as `2026-11-24`."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeOfDayInput(forms.TimeInput):
    """A time of day, in the browser's own clock; the value travels as `14:05`."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day with its time; the value travels as `2026-11-24T14:05`."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
