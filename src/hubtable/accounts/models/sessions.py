"""Sessions: whoever reads this table cannot sign in with it, nor read what a session holds."""

from typing import ClassVar

from django.db import models

from hubtable.accounts.models.users import User
from hubtable.base.models import Row
from hubtable.kernel.labels import Label


class SessionRow(Row):
    """One browser. `key_hash` is the SHA-256 of the cookie; `data` is sealed by the cookie."""

    label = Label.SEALED
    labels: ClassVar[dict[str, Label]] = {"id": Label.HUB, "user": Label.HUB}
    key_hash = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_session"
