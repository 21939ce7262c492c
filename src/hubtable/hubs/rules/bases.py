"""What an agency may rely on when it tells another who somebody is, by its privacy regime.

Source: vocabulary/legal_bases.csv; every entry is for the Hub's counsel to confirm. The table's
agreement on acutely elevated risk is no legal authority (process.md, identifying).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hubtable.hubs.rules.policies import PROTECTED, Regime

ANY, UNPROTECTED = "any", "none"
"""Open to every agency; open for what does not come from a protected record."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One basis: who may use it, to whom, whether a written consent must be on file."""

    code: str
    label: str
    regime: str
    to_whom: str
    written: bool
    reason_states: str


BASES: tuple[Basis, ...] = (
    Basis(
        "own_observation",
        "Own observation, not from a protected record",
        UNPROTECTED,
        "table as agreed",
        written=False,
        reason_states="what was observed",
    ),
    Basis(
        "hipaa_authorization",
        "Written authorization",
        Regime.HIPAA,
        "those named",
        written=True,
        reason_states="what was authorized",
    ),
    Basis(
        "hipaa_threat",
        "Serious and imminent threat",
        Regime.HIPAA,
        "those able to prevent or lessen it",
        written=False,
        reason_states="the threat and how the recipient can lessen it",
    ),
    Basis(
        "hipaa_treatment",
        "Treatment",
        Regime.HIPAA,
        "health care providers",
        written=False,
        reason_states="the treatment",
    ),
    Basis(
        "child_abuse_report",
        "Child-abuse report",
        ANY,
        "the child protection agency",
        written=False,
        reason_states="that the report itself is made there",
    ),
    Basis(
        "ferpa_consent",
        "Parent or eligible student consent",
        Regime.FERPA,
        "those named",
        written=True,
        reason_states="what was agreed",
    ),
    Basis(
        "ferpa_emergency",
        "Health or safety emergency",
        Regime.FERPA,
        "appropriate parties",
        written=False,
        reason_states="the emergency and its period",
    ),
    Basis(
        "part2_consent",
        "Part 2 consent",
        Regime.PART2,
        "those named",
        written=True,
        reason_states="consent on file, copy attached",
    ),
    Basis(
        "part2_medical_emergency",
        "Medical emergency",
        Regime.PART2,
        "medical personnel",
        written=False,
        reason_states="the emergency",
    ),
    Basis(
        "victim_release",
        "Written, time-limited release",
        Regime.VICTIM,
        "those named",
        written=True,
        reason_states="scope and end date",
    ),
    Basis(
        "clinician_danger",
        "Clinician danger exception",
        Regime.CLINICIAN,
        "as the rule allows",
        written=False,
        reason_states="the danger",
    ),
    Basis(
        "other",
        "Other, in words",
        ANY,
        "as stated",
        written=False,
        reason_states="the basis itself",
    ),
)


def rows() -> frozenset[tuple[str, str, bool]]:
    """Return (code, regime, written consent needed) for the database."""
    return frozenset((b.code, str(b.regime), b.written) for b in BASES)


def usable(regimes: Iterable[str]) -> tuple[Basis, ...]:
    """Return the bases open to an agency under these regimes."""
    held = set(regimes)
    protected = bool(held & PROTECTED)
    return tuple(
        basis
        for basis in BASES
        if basis.regime == ANY
        or basis.regime in held
        or (basis.regime == UNPROTECTED and not protected)
    )


def aloud() -> tuple[Basis, ...]:
    """Return the bases on which an agency may tell aloud and the chair records it.

    Neither what needs a written consent, nor what must be said in words of its own.
    """
    return tuple(one for one in BASES if not one.written and one.code != "other")


def basis(code: str) -> Basis | None:
    """Return the basis of a code; nothing for a code there is not."""
    return next((b for b in BASES if b.code == code), None)
