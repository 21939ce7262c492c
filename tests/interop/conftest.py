"""Browsers of the cast for the calendar page."""

from tests.hubs.conftest import as_, clock

__all__ = ["as_", "clock"]
