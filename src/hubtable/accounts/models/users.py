"""The account: an address, a password, nothing about the person."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class Users(BaseUserManager["User"]):
    """Finds accounts by their address, in whatever case it was typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account with this e-mail address."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, Row):
    """Someone who signs in. Names stand in `hubs`, which this side never sees.

    A closed account has no address, no usable password, and is not active.
    """

    label = Label.SEALED
    labels: ClassVar[dict[str, Label]] = {
        "id": Label.HUB,
        "is_active": Label.HUB,
        "created_at": Label.HUB,
    }
    email = models.EmailField(unique=True, null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="email_is_lower_case", condition=models.Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="active_has_email",
                condition=models.Q(is_active=False) | models.Q(email__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Return the id: an address must not slip into a log or an error."""
        return str(self.pk)
