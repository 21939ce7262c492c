"""Someone of the cast with a browser, and what a form on a page carries."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

from django.test import Client

from hubtable.kernel.seat import Seat


def browser_of(seat: Seat, *, choose: bool = True) -> Client:
    """A browser signed in as the person of a seat; `choose` takes the seat, too."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from hubtable.accounts.models import User
    from hubtable.accounts.web.second_factor import PROVEN
    from hubtable.accounts.web.sessions import SessionStore

    user = User.objects.filter(pk=seat.user).first() or _account(seat)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[PROVEN] = str(user.pk)
    if choose:
        session["seat"] = str(seat.id)
    session.create()
    client = Client(**{"wsgi.url_scheme": "https"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def _account(seat: Seat) -> Any:
    from hubtable.accounts.models import User

    email = f"{seat.user}@example.org"
    return User.objects.create(
        id=seat.user, email=email, password="!", is_active=True, created_at="2026-09-01T14:00Z"
    )


def hidden(html: str) -> dict[str, str]:
    """The stamp of the first form of a page that has one."""
    fields = re.findall(
        r'<input type="hidden" name="(request_id|version|seat)" value="([^"]*)">', html
    )
    return {name: unescape(value) for name, value in reversed(fields)}


def send(client: Client, path: str, stamp_of: str = "", **fields: Any) -> Any:
    """Open a form's page and send it with these fields."""
    shown = client.get(stamp_of or path)
    assert shown.status_code == 200, (path, shown.status_code)
    return client.post(path, {**hidden(shown.content.decode()), **fields})


def again(fields: dict[str, str]) -> dict[str, str]:
    """The same stamp with a new request id."""
    return {**fields, "request_id": str(uuid4())}
