"""The one `acting(…)` block of a request: who acts, signed, for the length of one transaction."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from hubtable.kernel.verdict import Refused, Stale

KINDS = frozenset({"seat", "person", "room", "link", "feed", "partner", "job"})
LIFETIME = timedelta(minutes=10)
"""How long a token holds by the server's clock: longer than any request, shorter than a visit."""

_inside: ContextVar[list[Callable[[], object]] | None] = ContextVar("acting", default=None)
"""What the open block does last; None outside of one."""


def token(kind: str, subject: str, at: datetime, *, expires: datetime | None = None) -> str:
    """Return the signed token `kind|subject|at|exp|mac`; times are microseconds since 1970.

    :raises ValueError: for a kind that does not exist or a subject that could break the form.
    """
    if kind not in KINDS or "|" in subject:
        raise ValueError("no such kind or subject")
    until = expires or datetime.now(UTC) + LIFETIME
    message = f"{kind}|{subject}|{_microseconds(at)}|{_microseconds(until)}"
    mac = hmac.new(settings.KEYS.get("actor"), message.encode(), hashlib.sha256).hexdigest()
    return f"{message}|{mac}"


def seat_subject(seat: UUID, user: UUID) -> str:
    """Return the subject of a seat: its id, and the account that must own it."""
    return f"{seat}/{user}"


@contextmanager
def acting(kind: str, subject: str, *, at: datetime) -> Iterator[None]:
    """Open the transaction in which somebody acts; empties the settings at its end.

    :raises RuntimeError: when nested: one request acts from one seat.
    """
    if _inside.get() is not None:
        raise RuntimeError("an acting block is open already")
    last: list[Callable[[], object]] = []
    mark = _inside.set(last)
    try:
        with transaction.atomic():
            _set(token(kind, subject, at))
            yield
            for act in last:
                act()
            _forget()
    finally:
        _inside.reset(mark)


def at_the_end(act: Callable[[], object]) -> None:
    """Do something last in the open block, before it commits; at once where none is open.

    For what locks the trail: held while a page is made, it would keep all other pages waiting, and
    two requests could wait for each other (lock.md, Traps: append last).
    """
    last = _inside.get()
    if last is None:
        act()
    else:
        last.append(act)


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock.act(%s)", [value])


def _forget() -> None:
    """Empty the settings for the session too.

    A statement slipped into the block could have kept the token for the connection's next user;
    what it sets in a block that is rolled back goes with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('hubtable.actor', '', false),"
            " set_config('hubtable.found', '', false)"
        )


def _microseconds(at: datetime) -> int:
    return round((at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))


def call(function: str, *values: Any, savepoint: bool = True) -> list[tuple[object, ...]]:
    """Call one function of the lock and return its rows.

    Without a savepoint, two statements fewer: for what refuses nobody. Its errors stay the
    database's own, and nothing can be read after one.

    :raises Refused: when the lock refuses.
    :raises Stale: when the record changed since it was read.
    """
    places = ", ".join(["%s"] * len(values))
    guard = translated() if savepoint else nullcontext()
    with guard, connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM lock.{function}({places})", values)
        return list(cursor.fetchall())


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's refusals into ours, inside a savepoint so that reading can go on."""
    try:
        with transaction.atomic():
            yield
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42501":
            raise Refused("lock", "This is not open to your seat.") from None
        raise
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == "40001":
            raise Stale from None
        raise
