"""Which database role serves which table (lock.md, Roles)."""

from typing import Any

AUTH_APPS = frozenset(
    {
        "accounts",
        "auth",
        "contenttypes",
        "sessions",
        "account",
        "mfa",
        "socialaccount",
        "django_cache",
    }
)
"""Apps whose tables only the role `auth` can read: sign-in lives behind a connection of its own."""


class ByRole:
    """Accounts go through `auth`, everything else through `default`; only `owner` migrates."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return the alias that reads this model."""
        if hints.get("instance") is not None and hints["instance"]._state.db == "owner":
            return "owner"
        return "auth" if model._meta.app_label in AUTH_APPS else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Allow relations on one side of the wall only."""
        apps = {one._meta.app_label in AUTH_APPS, other._meta.app_label in AUTH_APPS}
        return len(apps) == 1

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the owner migrates."""
        return db == "owner"
