"""Every action records what happened, last, in the transaction of the change itself."""

import functools
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connections, transaction
from psycopg.types.json import Jsonb

from hubtable.base.acting import at_the_end, call

P = ParamSpec("P")
R = TypeVar("R")
Pending = list[tuple[str, UUID | None, dict[str, str]]]

_pending: ContextVar[Pending | None] = ContextVar("pending", default=None)


class NothingRecorded(RuntimeError):
    """An action finished without saying what happened; it is rolled back."""


def recorded(action: Callable[P, R]) -> Callable[P, R]:
    """Run an action in a savepoint that holds only if the action recorded something.

    Actions may call actions, and go on when an inner one refuses: entries are appended once, when
    the outermost one ends, because the chain's head stays locked until commit.

    :raises NothingRecorded: when the action recorded nothing.
    """

    @functools.wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _pending.get()
        if outer is not None:
            with transaction.atomic():
                return _counted(action, outer, *args, **kwargs)
        pending: Pending = []
        mark = _pending.set(pending)
        try:
            with transaction.atomic():
                answer = _counted(action, pending, *args, **kwargs)
                _append(pending)
                return answer
        finally:
            _pending.reset(mark)

    run.records = True  # type: ignore[attr-defined]
    return run


def _counted(action: Callable[P, R], pending: Pending, *args: P.args, **kwargs: P.kwargs) -> R:
    before = len(pending)
    try:
        answer = action(*args, **kwargs)
    except BaseException:
        del pending[before:]  # its changes are undone; what it noted did not happen
        raise
    if len(pending) == before:
        raise NothingRecorded(action.__qualname__)
    return answer


def record(verb: str, of: UUID | None = None, **ids: object) -> None:
    """Note what happens: a verb, the record, and ids or codes. Never a name, never free text.

    :raises RuntimeError: outside a recorded action.
    """
    pending = _pending.get()
    if pending is None:
        raise RuntimeError("record() belongs inside a @recorded action")
    pending.append((verb, of, {key: str(value) for key, value in ids.items()}))


def _append(pending: Pending) -> None:
    for verb, of, detail in pending:
        call("record", verb, of, Jsonb(detail))


def seen(record_id: UUID, sight: str) -> None:
    """Leave the row that the acting seat opened a record, before its page is sent."""
    at_the_end(functools.partial(call, "seen", record_id, sight, savepoint=False))


def seen_each(record_ids: Iterable[UUID], sight: str) -> None:
    """Leave such a row for every record of a list, in one call."""
    wanted = sorted(set(record_ids))
    at_the_end(functools.partial(call, "seen_each", wanted, sight, savepoint=False))


def record_account(
    *, verb: str, user: UUID | None, at: datetime, detail: Mapping[str, str] | None = None
) -> None:
    """Note what happens to an account, on the sign-in role's own chain and connection."""
    values: list[Any] = [verb, user, at, Jsonb(dict(detail or {}))]
    with connections["auth"].cursor() as cursor:
        cursor.execute(
            "SELECT lock.record_account(%s, %s, %s, %s)",
            values,
        )
