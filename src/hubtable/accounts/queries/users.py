"""Which account an address belongs to."""

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import is_password_usable

from hubtable.accounts.models import User


def user_with(email: str) -> UUID | None:
    """Return the account's id; nothing when there is none."""
    return User.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()


def has_password(user: UUID) -> bool:
    """Say whether an account has a password that could open it."""
    return is_password_usable(User.objects.values_list("password", flat=True).get(pk=user))


def user_of(user: UUID) -> AbstractBaseUser:
    """Return what signs in by the library."""
    return User.objects.get(pk=user)
