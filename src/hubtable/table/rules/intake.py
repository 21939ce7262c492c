"""What was found in a file that somebody brings in, as it is kept and shown."""

import json
from dataclasses import asdict, dataclass

SHOWN = 200
"""Problems a page lists; the file of rows set aside has them all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem: line and column of the file, and what is wrong."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Found:
    """Counts (every row read is in exactly one of new, unchanged, quarantined), first problems."""

    read: int
    new: int
    unchanged: int
    quarantined: int
    faults: tuple[Fault, ...]
    more: int
    """Problems beyond those listed."""

    @property
    def right(self) -> bool:
        """Whether no row is wrong."""
        return not self.quarantined

    def text(self) -> bytes:
        """Return what `found` reads back."""
        return json.dumps(asdict(self)).encode()


def found(text: bytes) -> Found:
    """Return what `Found.text` wrote."""
    said = json.loads(text)
    return Found(**said | {"faults": tuple(Fault(**fault) for fault in said["faults"])})
