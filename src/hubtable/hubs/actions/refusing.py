"""Leaving a trace of what was refused, after everything else was rolled back."""

from datetime import datetime

from hubtable.audit.actions.recording import record, recorded


@recorded
def note_refusal(*, at: datetime, code: str, page: str) -> None:
    """Record that something was refused: the verdict's code and the name of the page."""
    record("refused", None, code=code, page=page)
