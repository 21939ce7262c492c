"""How long names stay after closing (decision record 11)."""

REOPEN_DAYS = 30
"""Days after closing in which a situation can be reopened; names stay that long."""
