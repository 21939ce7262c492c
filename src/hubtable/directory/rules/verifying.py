"""When a record is to be confirmed again, and what an agency may answer by its link.

At least once a year (Inform USA Standards, resource database maintenance; California PUC: the 211
database is updated at least annually).
"""

from datetime import date, timedelta

YEAR = timedelta(days=365)
LINK_HOLDS = timedelta(days=30)
"""How long an agency can answer by the link of a mail."""
PROPOSABLE = {
    "organization": ("name", "description", "email", "website"),
    "service": (
        *("name", "status", "description", "eligibility_description", "application_process"),
        *("fees_description", "wait_time", "minimum_age", "maximum_age"),
    ),
    "phone": ("number", "extension", "description"),
    "schedule": ("description",),
}
"""What an agency can propose to change, by kind of record."""


def overdue(today: date) -> date:
    """Return the day before which a record was checked too long ago."""
    return today - YEAR
