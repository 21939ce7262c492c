"""Which account an address belongs to."""

from uuid import UUID

from hubtable.accounts.models import User


def user_with(email: str) -> UUID | None:
    """Return the account's id; nothing when there is none."""
    return User.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()
