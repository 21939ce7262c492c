"""Invitations: the only way in. The link's token is kept as a hash."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower

from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class Invitation(Row):
    """One link to a mailbox. `user` is the id the account will have."""

    label = Label.SEALED
    labels: ClassVar[dict[str, Label]] = {
        "id": Label.HUB,
        "user": Label.HUB,
        "hub": Label.HUB,
        "invited_by": Label.HUB,
    }
    email = models.EmailField(db_index=True)
    user = models.UUIDField(db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    invited_by = models.UUIDField(null=True)
    hub = models.UUIDField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="invitation_email_is_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
            models.UniqueConstraint(
                name="one_open_invitation",
                fields=["email"],
                condition=models.Q(used_at=None, revoked_at=None),
            ),
        ]
