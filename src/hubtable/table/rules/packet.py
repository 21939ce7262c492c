"""What a sealed packet to another Hub carries, and for whom (process.md, Moving).

Codes of the description, and where names are kept who the persons are. No plan, no attempts, no
answers, nothing about agencies. The code words of two Hubs can differ: what the other Hub's edition
does not know is left out there, and said.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hubtable.vault.rules.identity import Identity

MOST_BYTES = 200_000
"""A packet larger than this is none of ours."""
MOST_PEOPLE = 20


class NotOurs(ValueError):
    """The content is not what a packet carries."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One agency at one Hub, by their names."""

    hub: str
    agency: str

    @property
    def words(self) -> str:
        """As a consent names it."""
        return f"{self.agency}, {self.hub}"

    def is_(self, other: "Addressee") -> bool:
        """Whether both are one; spaces and capitals do not matter."""
        return _plain(self.words) == _plain(other.words)


def addressee(words: str) -> Addressee:
    """Return whom a consent names by `Agency, Hub`; the last comma parts them."""
    agency, _, hub = words.rpartition(", ")
    return Addressee(hub, agency)


@dataclass(frozen=True, slots=True)
class PacketPerson:
    """One person: codes, and who it is where that was kept."""

    role: str = ""
    sex: str = ""
    age_group: str = ""
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed."""

    type: str
    interpreter: bool | None
    language: str
    risk_factors: tuple[str, ...]
    protective_factors: tuple[str, ...]
    flags: tuple[str, ...]
    people: tuple[PacketPerson, ...]

    @property
    def codes(self) -> frozenset[str]:
        """All codes of a vocabulary."""
        return frozenset((*self.risk_factors, *self.protective_factors, *self.flags))


def written(content: Content) -> bytes:
    """Return the content as bytes to seal."""
    return json.dumps(asdict(content), ensure_ascii=False, sort_keys=True).encode()


def read(plain: bytes) -> Content:
    """Return the content of an opened packet.

    :raises NotOurs: when it is not what `written` makes.
    """
    try:
        found: Mapping[str, Any] = json.loads(plain)
        content = Content(
            type=_text(found["type"]),
            interpreter=None if found["interpreter"] is None else bool(found["interpreter"]),
            language=_text(found["language"]),
            risk_factors=_texts(found["risk_factors"]),
            protective_factors=_texts(found["protective_factors"]),
            flags=_texts(found["flags"]),
            people=tuple(_person(one) for one in found["people"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotOurs("not a packet's content") from None
    if not 1 <= len(content.people) <= MOST_PEOPLE:
        raise NotOurs("nobody, or too many, in a packet")
    return content


def _person(found: Mapping[str, Any]) -> PacketPerson:
    who = found["identity"]
    fields = ("name", "birth_date", "address")
    return PacketPerson(
        role=_text(found["role"]),
        sex=_text(found["sex"]),
        age_group=_text(found["age_group"]),
        identity=Identity(*(_text(who[field]) for field in fields)) if who else None,
    )


def _texts(found: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in found)


def _text(found: Any) -> str:
    if not isinstance(found, str) or len(found) > 300:
        raise NotOurs("a text that is none, or too long")
    return found


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
