"""Signs every member in, as somebody who showed the second factor and chose the seat."""

from datetime import UTC, datetime
from uuid import UUID

from tests.world import World


def cookies_of(world: World) -> list[str]:
    """Return the cookies of every seat's browser, the chair's first."""
    return [_cookies(seat.user, seat.id, name) for name, seat in world.seats.items()]


def _cookies(user: UUID, seat: UUID, name: str) -> str:
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    from hubtable.accounts.actions.enrolling import make_user
    from hubtable.accounts.models import User
    from hubtable.accounts.web.second_factor import PROVEN
    from hubtable.accounts.web.sessions import SessionStore

    at = datetime.now(UTC)
    make_user(id=user, email=f"{name}@example.org", password="never-typed-by-anyone", at=at)
    store = SessionStore()
    store["_auth_user_id"] = str(user)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = User.objects.get(pk=user).get_session_auth_hash()
    store[PROVEN], store["seat"] = str(user), str(seat)
    store.create()
    csrf = _get_new_csrf_string()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {settings.CSRF_COOKIE_NAME}={csrf}"
