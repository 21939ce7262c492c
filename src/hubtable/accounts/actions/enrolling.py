"""Makes accounts."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hubtable.accounts.models import User
from hubtable.audit.actions.recording import record_account


def make_user(
    *,
    id: UUID,  # noqa: A002 - the id a seat already knows
    email: str,
    password: str | None,
    at: datetime,
) -> None:
    """Make an account whose address is known to be its person's; without password none fits."""
    with transaction.atomic(using="auth"):
        user = User.objects.create(
            id=id,
            email=email.strip().lower(),
            password=make_password(password),
            created_at=at,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        record_account(verb="account_made", user=id, at=at)


def weaknesses(*, email: str, password: str) -> tuple[str, ...]:
    """Return what is wrong with a chosen password, in sentences; nothing when it will do."""
    try:
        validate_password(password, User(email=email))
    except ValidationError as refusal:
        return tuple(refusal.messages)
    return ()
