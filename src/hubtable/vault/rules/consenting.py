"""What a person can agree to, and who may agree for it (process.md, Minors)."""

from hubtable.hubs.rules.policies import Choice
from hubtable.kernel.verdict import YES, Verdict, no


class Form(Choice):
    """How a consent was given."""

    WRITTEN = "written"
    VERBAL = "verbal"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {"written": "Written and signed", "verbal": "Verbal"}


class Purpose(Choice):
    """What somebody may be told for."""

    TABLE = "table"
    CARE = "care"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "table": "To be helped together, in this situation",
            "care": "To go on helping afterward",
        }


def may_give(giver: str, consenter: str) -> Verdict:
    """Whether this giver may consent, where it is noted who may (`consenter`, empty: not noted)."""
    if consenter and giver != consenter:
        return no("not_the_consenter", "Your agency noted that somebody else consents here.")
    return YES
