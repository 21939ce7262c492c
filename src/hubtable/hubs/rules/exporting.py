"""Cells of a table that is opened in a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""What spreadsheets take for the beginning of a formula, full-width signs included."""


def safe_cell(text: str) -> str:
    """Return text a spreadsheet shows instead of running (OWASP, CSV Injection).

    `plain_cell` gives back what it was: an apostrophe at the beginning is doubled.
    """
    runs = text.lstrip(" ").startswith(FORMULA)
    return f"'{text}" if runs or text.startswith("'") else text


def plain_cell(text: str) -> str:
    """Return what `safe_cell` made safe."""
    return text.removeprefix("'")
