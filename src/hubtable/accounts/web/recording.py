"""Hears what the libraries did and has it recorded; every address stays out of the trail."""

from typing import Any
from uuid import UUID

from allauth.account import signals as account_signals
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth_signals
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from hubtable.accounts.actions import ending
from hubtable.accounts.actions.sealing import key_hash
from hubtable.accounts.queries.factors import has_factor
from hubtable.accounts.queries.users import user_with
from hubtable.accounts.web.clock import now
from hubtable.accounts.web.second_factor import forget_proof, mark_proven
from hubtable.audit.actions.recording import record_account

CODES = Authenticator.Type.RECOVERY_CODES


def connect() -> None:
    """Begin to listen."""
    pairs = (
        (auth_signals.user_logged_in, signed_in),
        (auth_signals.user_logged_out, signed_out),
        (auth_signals.user_login_failed, sign_in_failed),
        (account_signals.password_changed, password_changed),
        (account_signals.password_reset, password_reset),
        (factor_signals.authenticator_added, factor_added),
        (factor_signals.authenticator_removed, factor_removed),
        (factor_signals.authenticator_reset, codes_renewed),
        (factor_signals.authenticator_used, factor_used),
        (factor_signals.authentication_failed, factor_failed),
    )
    for signal, receiver in pairs:
        signal.connect(receiver, dispatch_uid=f"hubtable {receiver.__name__}")


def signed_in(request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """Record a sign-in and by what: `password,totp`, `socialaccount,provider_second_factor`."""
    records = get_authentication_records(request, user)
    means = [str(record.get("type", record["method"])) for record in records]
    if getattr(request, "second_factor_by_provider", False):
        mark_proven(request, user)
        means.append("provider_second_factor")
    came_by = getattr(request, "came_by", "invitation")
    _record("signed_in", user, by=",".join(means) or came_by)


def signed_out(user: AbstractBaseUser | None, **_: Any) -> None:
    """Record a sign-out."""
    if user is not None:
        _record("signed_out", user)


def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Record a failed sign-in: of which account if there is one, never what was typed."""
    record_account(
        verb="sign_in_failed", user=user_with(str(credentials.get("email", ""))), at=now()
    )


def password_changed(request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """Record a new password and end the account's other sessions."""
    _record("password_changed", user)
    key = key_hash(request.session.session_key or "")
    ending.end_others(at=now(), user=_id(user), key_hash=key)


def password_reset(user: AbstractBaseUser, **_: Any) -> None:
    """Record a new password set by a mailed link and end all sessions of the account."""
    _record("password_reset", user)
    ending.end_all(at=now(), user=_id(user))


def factor_added(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **_: Any
) -> None:
    """Record a new second factor; setting it up showed that the person holds it."""
    if authenticator.type != CODES:
        mark_proven(request, user)
    _record("factor_added", user, kind=authenticator.type)


def factor_removed(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **_: Any
) -> None:
    """Record that a second factor is gone."""
    if not has_factor(_id(user)):
        forget_proof(request)
    _record("factor_removed", user, kind=authenticator.type)


def codes_renewed(user: AbstractBaseUser, authenticator: Authenticator, **_: Any) -> None:
    """Record new recovery codes."""
    _record("codes_renewed", user, kind=authenticator.type)


def factor_used(request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """Note in the session that the second step was shown."""
    mark_proven(request, user)


def factor_failed(user: AbstractBaseUser, authenticator: Authenticator, **_: Any) -> None:
    """Record a wrong code."""
    _record("factor_failed", user, kind=authenticator.type)


def _record(verb: str, user: AbstractBaseUser, **detail: str) -> None:
    record_account(verb=verb, user=_id(user), at=now(), detail=detail)


def _id(user: AbstractBaseUser) -> UUID:
    return UUID(str(user.pk))
