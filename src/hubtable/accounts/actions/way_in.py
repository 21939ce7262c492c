"""A link that signs one account in, once: for when single sign-on is the only way and fails."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse

from hubtable.accounts.actions.inviting import accept_by_address, is_invited, one_at_a_time
from hubtable.accounts.actions.mailing import address
from hubtable.accounts.models import User
from hubtable.audit.actions.recording import record_account
from hubtable.kernel.verdict import Refused


class _Tokens(PasswordResetTokenGenerator):
    """Tokens that end with the next sign-in, or after an hour (`PASSWORD_RESET_TIMEOUT`)."""

    key_salt = "hubtable way in"


def make_way_in(*, at: datetime, email: str) -> str:
    """Return the link of an account, or of an open invitation, which it uses up.

    For whoever runs the installation; nobody gets it by mail or on a page.

    :raises Refused: when there is neither.
    """
    to = email.strip().lower()
    with transaction.atomic(using="auth"):
        one_at_a_time(to)
        user = User.objects.filter(email=to, is_active=True).first()
        if user is None and is_invited(at=at, email=to):
            user = User.objects.get(pk=accept_by_address(at=at, email=to))
        if user is None:
            raise Refused("no_account", "This address has neither an account nor an invitation.")
        record_account(verb="way_in_made", user=user.pk, at=at, detail={"by": "installation"})
    return address(reverse("account_way_in", args=[f"{user.pk.hex}-{_Tokens().make_token(user)}"]))


def account_of(*, key: str) -> UUID | None:
    """Return whose link this is; nothing when it is over. Looking does not use it up."""
    account, _, token = key.partition("-")
    try:
        user = User.objects.filter(pk=UUID(account), is_active=True).first()
    except ValueError:
        return None
    return user.pk if user and _Tokens().check_token(user, token) else None
