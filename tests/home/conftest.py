"""Browsers of the cast for the start page."""

from tests.hubs.conftest import as_, clock

__all__ = ["as_", "clock"]
