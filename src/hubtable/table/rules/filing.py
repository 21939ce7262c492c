"""The record of disclosures an agency takes into its own file before the Hub forgets."""

from dataclasses import dataclass
from datetime import datetime

COLUMNS = ("Person", "When", "What", "Told by", "Told", "How", "On what basis", "Why")
STEPS = {
    "tell": "Told",
    "heard": "Told aloud, recorded by the chair",
    "send": "Sent to another Hub",
    "break_glass": "Emergency look",
}


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """One disclosure, in words; `person` is the number of the person in this record."""

    person: int
    act: str
    teller: str
    told: str
    manner: str
    basis: str
    reason: str
    at: datetime

    def cells(self, when: str) -> tuple[str, ...]:
        """Return the cells of `COLUMNS`; `when` is the moment in words of the reader's clock."""
        return (
            str(self.person),
            when,
            self.act,
            self.teller,
            self.told,
            self.manner,
            self.basis,
            self.reason,
        )


def act_words(step: str) -> str:
    """Return what a step of the ledger is called."""
    return STEPS.get(step, "Told")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
