"""Cells of a table that is opened in a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Return text a spreadsheet shows instead of running (OWASP, CSV Injection)."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
