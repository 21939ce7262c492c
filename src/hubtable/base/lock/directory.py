"""What the web's role may do with the directory: everybody reads, stewards and its job write.

The directory is no case data: it belongs to the installation, not to one Hub. What must not be read
by everybody, the street of a confidential place first, stands in tables of its own.
"""

from hubtable.base.lock.conditions import Guarded

KEEPS = "(SELECT lock.keeps_directory())"
"""Asked once a statement, not once a row: an import writes a million."""
STEWARD = "(SELECT lock.is_steward())"

PUBLIC = (
    *("organization", "organizationidentifier", "program", "service", "serviceatlocation"),
    *("location", "address", "phone", "contact", "schedule", "servicearea", "language"),
    *("accessibility", "funding", "requireddocument", "costoption", "servicecapacity", "unit"),
    *("url", "attribute", "taxonomy", "taxonomyterm", "metadata", "metatabledescription"),
    *("insuranceaccepted", "contactway", "source", "listing"),
)
"""Tables everybody reads: HSDS's, our additions to it, and what is searched."""

INSIDE = ("import", "quarantine", "original", "verification", "change", "merging")
"""Read by those who keep the directory: they name people, or hold what was given unread."""


def _kept(name: str, *, select: str) -> Guarded:
    return Guarded(
        f"directory_{name}", select=select, insert=KEEPS, update=KEEPS, delete=KEEPS, whole=True
    )


DIRECTORY = (
    *(_kept(name, select="true") for name in PUBLIC),
    *(_kept(name, select=KEEPS) for name in INSIDE),
    _kept("translation", select=f"(reviewed_at IS NOT NULL OR {KEEPS})"),
    Guarded(
        "directory_proposal",
        select=STEWARD,
        insert=STEWARD,
        update=STEWARD,
        columns=("state", "decided_at", "decided_by"),
    ),
    Guarded(
        "directory_mistake",
        select=STEWARD,
        update=STEWARD,
        columns=("settled_at", "settled_by", "settled_how"),
    ),
    Guarded("directory_confidentialplace", select=STEWARD),
)

DIRECTORY_FUNCTIONS = ("keeps_directory", "is_steward")
"""Those of the directory that the web's role may call."""
