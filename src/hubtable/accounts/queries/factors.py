"""A person's second factors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.app_settings import RECOVERY_CODE_COUNT
from allauth.mfa.models import Authenticator

Kind = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Step:
    """One second step, as the page lists it. An app has no name."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account has besides its password."""

    app: Step | None
    passkeys: tuple[Step, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second step; recovery codes alone are none."""
        return self.app is not None or bool(self.passkeys)


def has_factor(user: UUID) -> bool:
    """Say whether an account has a second step."""
    return bool(_steps(user).exists())


def other_factors(user: UUID, factor: int) -> int:
    """Return how many second steps an account has besides this one."""
    return int(_steps(user).exclude(pk=factor).count())


def factors_of(user: UUID) -> Factors:
    """Return an account's second factors; secrets stay sealed."""
    rows = list(Authenticator.objects.filter(user_id=user).order_by("created_at"))
    app = next((_step(row) for row in rows if row.type == Kind.TOTP), None)
    codes = next((row for row in rows if row.type == Kind.RECOVERY_CODES), None)
    keys = tuple(_step(row) for row in rows if row.type == Kind.WEBAUTHN)
    return Factors(app, keys, _codes_left(codes))


def _step(row: Authenticator) -> Step:
    return Step(row.pk, row.data.get("name", ""), row.created_at, row.last_used_at)


def _codes_left(codes: Authenticator | None) -> int:
    if codes is None:
        return 0
    used: int = codes.data["used_mask"]
    return int(RECOVERY_CODE_COUNT) - used.bit_count()


def _steps(user: UUID) -> Any:
    return Authenticator.objects.filter(user_id=user).exclude(type=Kind.RECOVERY_CODES)
