"""Closes an account: what is left is an id that signs nobody in."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction

from hubtable.accounts.models import Invitation, SessionRow, User
from hubtable.audit.actions.recording import record_account
from hubtable.kernel.seat import Seat


def close_account(*, by: Seat | None, at: datetime, user: UUID) -> None:
    """Remove all that signs an account in: address, password, factors, sign-on, sessions."""
    with transaction.atomic(using="auth"):
        for rows in (
            EmailAddress.objects.filter(user_id=user),
            Authenticator.objects.filter(user_id=user),
            SocialAccount.objects.filter(user_id=user),
            SessionRow.objects.filter(user=user),
            Invitation.objects.filter(user=user),
        ):
            rows.delete()
        User.objects.filter(pk=user).update(
            email=None, password=make_password(None), is_active=False, last_login=None
        )
        record_account(
            verb="account_closed",
            user=user,
            at=at,
            detail={"by": str(by.id) if by else "installation"},
        )
