"""How private a field is; from the label come scrubbing, what audit may quote, documentation."""

from enum import StrEnum


class Label(StrEnum):
    """Privacy label of a field (architecture.md, Shape)."""

    PUBLIC = "public"
    HUB = "hub"
    AGENCY = "agency"
    SEALED = "sealed"
