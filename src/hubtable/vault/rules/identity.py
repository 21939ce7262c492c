"""What is sealed of a person (or place): name, birth date, address (process.md, identifying)."""

from dataclasses import asdict, dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who somebody is. Never printed: its representation is empty of content."""

    name: str
    birth_date: str = ""
    """ISO 8601 date, or empty when it is not known."""
    address: str = ""

    def __repr__(self) -> str:
        """Say only that there is one."""
        return "Identity(…)"

    def fields(self) -> dict[str, str]:
        """Return the fields for sealing."""
        return asdict(self)


def binding(person: UUID) -> bytes:
    """Return what ties a ciphertext to its row and column, so that it cannot be moved."""
    return f"vault_sealed|body|1|{person}".encode()
