"""Invites someone by mail, and lets them in by the link."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connections, transaction
from django.urls import reverse

from hubtable.accounts.actions import mailing
from hubtable.accounts.actions.enrolling import make_user
from hubtable.accounts.models import Invitation, User
from hubtable.accounts.rules.inviting import VALID_FOR, Standing, usable
from hubtable.audit.actions.recording import record_account
from hubtable.kernel.seat import Seat


@dataclass(frozen=True, slots=True)
class Invited:
    """The account's id. `link` is given only to whoever runs the installation, by no seat."""

    user: UUID
    link: str
    already_active: bool


def invite(*, by: Seat | None, at: datetime, email: str, hub: UUID, hub_name: str) -> Invited:
    """Send a link to a mailbox; an older link stops working.

    Somebody who has an account gets a note and keeps it. A seat never gets the link: the same
    person may be invited by another Hub, and whoever holds the link becomes that person.
    """
    to = email.strip().lower()
    facts = {"hub": str(hub), "by": str(by.id) if by else "installation"}
    with transaction.atomic(using="auth"):
        one_at_a_time(to)
        known = User.objects.filter(email=to).first()
        if known:
            mailing.send("added", to, hub=hub_name, link=mailing.address("/"))
            record_account(verb="added_to_hub", user=known.pk, at=at, detail=facts)
            return Invited(known.pk, "", already_active=True)
        user, token = _reserved(to), secrets.token_urlsafe(32)
        _replace(to, at)
        Invitation.objects.create(
            email=to,
            user=user,
            token_hash=_hash(token),
            created_at=at,
            expires_at=at + VALID_FOR,
            invited_by=by.id if by else None,
            hub=hub,
        )
        link = mailing.address(reverse("account_invitation", args=[token]))
        mailing.send("invitation", to, hub=hub_name, link=link)
        record_account(verb="invitation_made", user=user, at=at, detail=facts)
    return Invited(user, "" if by else link, already_active=False)


def accept(*, at: datetime, token: str, password: str) -> UUID:
    """Use an invitation up: make its account with this password; return the account's id.

    :raises Refused: when the link was used, replaced, expired, or never existed.
    """
    with transaction.atomic(using="auth"):
        rows = Invitation.objects.select_for_update().filter(token_hash=_hash(token))
        row = rows.first()
        usable(_standing(row), at).or_refuse()
        assert row is not None  # noqa: S101 - the rule refused what does not exist
        make_user(id=row.user, email=row.email, password=password, at=at)
        rows.update(used_at=at)
        record_account(verb="invitation_used", user=row.user, at=at)
    return row.user


def accept_by_address(*, at: datetime, email: str) -> UUID:
    """Use up the open invitation of a mailbox that the city's provider verified: make its account.

    It has no password: its person signs in at the provider.

    :raises Refused: when there is no open invitation.
    """
    with transaction.atomic(using="auth"):
        rows = Invitation.objects.select_for_update().filter(email=email, revoked_at=None)
        row = rows.filter(used_at=None).first()
        usable(_standing(row), at).or_refuse()
        assert row is not None  # noqa: S101 - the rule refused what does not exist
        make_user(id=row.user, email=row.email, password=None, at=at)
        Invitation.objects.filter(pk=row.pk).update(used_at=at)
        record_account(verb="invitation_used", user=row.user, at=at)
    return row.user


def is_invited(*, at: datetime, email: str) -> bool:
    """Say whether a mailbox has an open invitation."""
    row = Invitation.objects.filter(email=email, used_at=None, revoked_at=None).first()
    return bool(usable(_standing(row), at))


def invited_address(*, at: datetime, token: str) -> str:
    """Return the mailbox an invitation went to. Looking does not use it up.

    :raises Refused: when the link cannot be used.
    """
    row = Invitation.objects.filter(token_hash=_hash(token)).first()
    usable(_standing(row), at).or_refuse()
    return row.email if row else ""


def _standing(row: Invitation | None) -> Standing | None:
    if row is None:
        return None
    return Standing(
        row.expires_at, used=row.used_at is not None, revoked=row.revoked_at is not None
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _reserved(email: str) -> UUID:
    """Return the id that earlier invitations promised: seats may already stand on it."""
    earlier = Invitation.objects.filter(email=email, used_at=None).order_by("-created_at").first()
    return earlier.user if earlier else uuid4()


def _replace(email: str, at: datetime) -> None:
    Invitation.objects.filter(email=email, used_at=None, revoked_at=None).update(revoked_at=at)


def one_at_a_time(email: str) -> None:
    """Wait until nobody else makes an invitation or an account for the same mailbox."""
    with connections["auth"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"invite {email}"])
