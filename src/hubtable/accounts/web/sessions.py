"""Django's session store over our sessions: the limits hold wherever a session is read."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError

from hubtable.accounts.actions import keeping
from hubtable.accounts.actions.sealing import key_hash, open_content
from hubtable.accounts.queries import sessions
from hubtable.accounts.rules.browsers import family
from hubtable.accounts.rules.limits import Limits, alive
from hubtable.accounts.web.clock import now
from hubtable.kernel.verdict import YES, Verdict


def limits() -> Limits:
    """Return the limits of this installation."""
    return Limits(
        timedelta(minutes=settings.IDLE_MINUTES), timedelta(hours=settings.ABSOLUTE_HOURS)
    )


class SessionStore(SessionBase):
    """One browser's session. `verdict` says, once it was read, why it no longer holds."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.verdict: Verdict = YES
        self.found: sessions.Found | None = None
        self.user_agent = ""
        self._owner: str | None = None
        self._began: datetime | None = None

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing once a limit is passed."""
        key = self.session_key or ""
        self.found = sessions.find(key_hash(key))
        plain = open_content(key, self.found.sealed) if self.found else None
        if self.found is None or plain is None:
            self._session_key = None
            return {}
        self.verdict = alive(self.found.lifetime, limits(), now())
        if not self.verdict:
            keeping.drop(key=key)
            self._session_key = None
            return {}
        content: dict[str, Any] = self.serializer().loads(plain)
        self._owner, self._began = content.get(SESSION_KEY), self.found.lifetime.created_at
        return content

    def exists(self, session_key: str) -> bool:
        """Say whether there is a session with this key."""
        return sessions.find(key_hash(session_key)) is not None

    def create(self) -> None:
        """Begin a session under a new key."""
        self._session_key = secrets.token_urlsafe(32)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature
        """Write the session.

        :raises UpdateError: when it was ended elsewhere while this request ran.
        """
        if self.session_key is None:
            self.create()
            return
        at = now()
        content = self._content(self._get_session(no_load=must_create), at)  # type: ignore[attr-defined]
        if must_create:
            keeping.begin(at=at, key=self.session_key, content=content)
        elif not keeping.rewrite(key=self.session_key, content=content):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session, or another one by its key."""
        key = session_key or self.session_key
        if key:
            keeping.drop(key=key)

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions that no longer hold."""
        keeping.sweep(at=now(), limits=limits())

    def _content(self, data: dict[str, Any], at: datetime) -> keeping.Content:
        """Return what is written; the absolute limit counts from when the person signed in."""
        owner = data.get(SESSION_KEY)
        if owner != self._owner or self._began is None:
            self._owner, self._began = owner, at
        return keeping.Content(
            user=UUID(owner) if owner else None,
            browser=family(self.user_agent),
            created_at=self._began,
            plain=self.serializer().dumps(data),
        )
