"""Browsers of the cast for the table's pages."""

from tests.hubs.conftest import as_, clock

__all__ = ["as_", "clock"]
