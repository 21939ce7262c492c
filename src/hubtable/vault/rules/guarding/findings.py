"""What the guard finds in a text, what a person is advised, and what the answer is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from hubtable.kernel.verdict import YES, Verdict, no


class Kind(StrEnum):
    """What a stretch of text looks like."""

    IDENTITY = "identity"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    SSN = "ssn"
    PLATE = "plate"
    NUMBER = "number"

    @property
    def label(self) -> str:
        """The plain word on pages."""
        return LABELS[self]

    @property
    def advice(self) -> str:
        """One sentence: what to write instead."""
        return ADVICE[self]


LABELS = {
    Kind.IDENTITY: "part of a sealed name, birth date or address",
    Kind.NAME: "may be a name",
    Kind.PHONE: "phone number",
    Kind.EMAIL: "e-mail address or account",
    Kind.BIRTH_DATE: "birth date",
    Kind.ADDRESS: "address",
    Kind.SSN: "Social Security number",
    Kind.PLATE: "license plate",
    Kind.NUMBER: "docket, case or other number",
}
ADVICE = {
    Kind.IDENTITY: "Take it out: it is kept sealed, and only those who were told may know it.",
    Kind.NAME: "Take it out, or say why it is no person of this situation.",
    Kind.PHONE: "Take it out: whoever is told gets it from the agency that knows the person.",
    Kind.EMAIL: "Take it out: whoever is told gets it from the agency that knows the person.",
    Kind.BIRTH_DATE: "Take it out: the age group says enough.",
    Kind.ADDRESS: "Take it out: the town says enough.",
    Kind.SSN: "Take it out: no Hub needs it.",
    Kind.PLATE: "Take it out: a plate names its owner.",
    Kind.NUMBER: "Take it out: it leads to a file with a name on it.",
}


class Reason(StrEnum):
    """Why something that looks like a name may stay."""

    IS_AGENCY = "is_agency"
    IS_PLACE = "is_place"
    IS_STAFF = "is_staff"
    COMMON_WORD = "common_word"

    @property
    def label(self) -> str:
        """The plain words on pages."""
        return REASONS[self]


REASONS = {
    Reason.IS_AGENCY: "It is an agency, a program or a service",
    Reason.IS_PLACE: "It is a town or a public place",
    Reason.IS_STAFF: "It is somebody who works for an agency",
    Reason.COMMON_WORD: "It is an ordinary word",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One stretch `text[start:end]`. What is blocked cannot be confirmed, only taken out."""

    kind: Kind
    start: int
    end: int
    blocked: bool


def blocked(kind: Kind, spans: Iterable[tuple[int, int]]) -> tuple[Finding, ...]:
    """Return findings that have to be taken out."""
    return tuple(Finding(kind, start, end, blocked=True) for start, end in spans)


def likely(spans: Iterable[tuple[int, int]], kind: Kind = Kind.NAME) -> tuple[Finding, ...]:
    """Return findings that can be confirmed: names, and addresses only the model sees."""
    return tuple(Finding(kind, start, end, blocked=False) for start, end in spans)


def together(*groups: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what several searches found, in reading order.

    Of two that overlap the earlier group stays, and takes in what the other adds when both are of
    one kind, blocked if either is; a name beside something blocked loses only the part they share.
    """
    kept: list[Finding] = []
    for group in groups:
        for found in group:
            kept = _added(kept, found)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _added(kept: list[Finding], new: Finding) -> list[Finding]:
    touching = [one for one in kept if one.start < new.end and new.start < one.end]
    if not touching:
        return [*kept, new]
    if any(one.kind is not new.kind for one in touching):
        return [*kept, *_left(new, touching)]
    first, last = min(one.start for one in touching), max(one.end for one in touching)
    stays = new.blocked or any(one.blocked for one in touching)
    joined = Finding(new.kind, min(first, new.start), max(last, new.end), stays)
    return [*(one for one in kept if one not in touching), joined]


def _left(new: Finding, taken: list[Finding]) -> list[Finding]:
    """Return what stands before and behind what was found already; one sign lies between."""
    first, last = min(one.start for one in taken), max(one.end for one in taken)
    pieces = ((new.start, first - 1), (last + 1, new.end))
    return [replace(new, start=start, end=end) for start, end in pieces if end - start > 1]


@dataclass(frozen=True, slots=True, repr=False)
class Guarded:
    """A text with what was found in it. Its representation is empty of content."""

    text: str
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        """Say only how much there is."""
        return f"Guarded({len(self.findings)})"

    @property
    def blocked(self) -> tuple[Finding, ...]:
        """What has to be taken out."""
        return tuple(one for one in self.findings if one.blocked)

    @property
    def names(self) -> tuple[Finding, ...]:
        """What can be confirmed."""
        return tuple(one for one in self.findings if not one.blocked)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What a person chooses from to confirm the names: what is sent, and its words."""
        return tuple((self.confirmation(one), one.label) for one in Reason)

    def quoted(self, finding: Finding) -> str:
        """Return the stretch of a finding, for the page of whoever typed it."""
        return self.text[finding.start : finding.end]

    @property
    def quoted_names(self) -> tuple[str, ...]:
        """What can be confirmed, each once, in quotation marks."""
        return tuple(dict.fromkeys(f"“{self.quoted(one)}”" for one in self.names))

    def confirmation(self, reason: Reason) -> str:
        """Return what confirms exactly these names: with another name in the text it is void."""
        words = "\n".join(self.text[one.start : one.end].casefold() for one in self.names)
        return f"{reason}.{hashlib.sha256(words.encode()).hexdigest()[:16]}"

    def reason(self, confirm: str) -> Reason | None:
        """Return the reason a sent confirmation gives for these names; none when it fits not."""
        return next((one for one in Reason if confirm == self.confirmation(one)), None)

    def verdict(self, field: str, confirm: str = "") -> Verdict:
        """Say whether the text may be kept; the sentence names kind and place, not the text."""
        if self.blocked:
            return no("guarded", f"{field}: take out what identifies. {self._said(self.blocked)}.")
        if self.names and not self.reason(confirm):
            words = "take out the name, or choose why it may stay."
            return no("guarded", f"{field}: {words} {self._said(self.names)}.")
        return YES

    def _said(self, findings: tuple[Finding, ...]) -> str:
        return "; ".join(
            f"{one.kind.label} (word {word_of(self.text, one.start)})" for one in findings
        ).capitalize()


def word_of(text: str, at: int) -> int:
    """Return which word of a text stands at a character, counted from one."""
    inside = at > 0 and not text[at - 1].isspace()
    return len(text[:at].split()) + (0 if inside else 1)
