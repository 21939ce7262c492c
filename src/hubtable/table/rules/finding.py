"""What somebody may have meant who looks for a situation by its number."""

import re

REFERENCE = re.compile(r"(?:d[-\s]*)?0*(\d{1,7})", re.IGNORECASE)
NUMBER = re.compile(r"(20\d\d)\s*[-/\s]\s*0*(\d{1,6})")


def reference_or_number(text: str) -> str:
    """Return `D-0141` for `141`, `d141`, `D-0141`; `2026-014` for `2026-14`; else the text.

    References have four digits and Hub numbers three, or as many as they need.
    """
    text = text.strip()
    if found := NUMBER.fullmatch(text):
        return f"{found[1]}-{int(found[2]):03}"
    if found := REFERENCE.fullmatch(text):
        return f"D-{int(found[1]):04}"
    return text[:12]
