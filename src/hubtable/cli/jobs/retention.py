"""Forgets what is over its time: offers records, deletes names, forgets, sweeps keys.

Each situation and each name in a transaction of its own, so that one that fails stops no other and
two workers harm nothing: who comes second finds nothing to do. Names and contents never leave here.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from hubtable.table.actions.forgetting import Due

T = TypeVar("T")
logger = logging.getLogger("hubtable.retention")


@dataclass(slots=True)
class Done:
    """What a round did, or would do: counts, and references of what was forgotten."""

    offered: int = 0
    names: int = 0
    forgotten: list[str] = field(default_factory=list)
    keys: int = 0
    failed: int = 0


def run(now: Callable[[], datetime]) -> Done:
    """Do everything that is due, in this order: a record is offered before anything goes."""
    from hubtable.table.actions import forgetting

    done = Done()
    done.offered = _step(now, done, lambda at: forgetting.offer_filing(at=at)) or 0
    _delete_names(now, done)
    _forget(now, done)
    done.keys = _step(now, done, lambda at: forgetting.sweep(at=at)) or 0
    return done


def plan(now: Callable[[], datetime]) -> Done:
    """Return what `run` would do now, and do nothing."""
    from django.db import transaction

    from hubtable.base.acting import acting, call
    from hubtable.table.actions import forgetting

    with acting("job", "retention", at=now()), transaction.atomic():
        done = Done(
            offered=int(str(call("offer_filing")[0][0])),
            names=len(forgetting.expired_names()),
            forgotten=[one.reference for one in forgetting.forgettable()],
        )
        transaction.set_rollback(True)
    return done


def _delete_names(now: Callable[[], datetime], done: Done) -> None:
    from hubtable.table.actions import forgetting

    for person in _step(now, done, lambda _: forgetting.expired_names()) or []:
        done.names += bool(_step(now, done, partial(_deleted, person)))


def _deleted(person: UUID, at: datetime) -> bool:
    from hubtable.table.actions import forgetting

    return forgetting.delete_name(at=at, person=person)


def _forget(now: Callable[[], datetime], done: Done) -> None:
    from hubtable.table.actions import forgetting

    for due in _step(now, done, lambda _: forgetting.forgettable()) or []:
        forget = partial(_forgotten, due)
        done.forgotten += [due.reference] * bool(_step(now, done, forget))


def _forgotten(due: "Due", at: datetime) -> bool:
    """Forget one; what another worker forgot meanwhile is refused, and no failure."""
    from hubtable.table.actions import forgetting

    forgetting.forget(at=at, of=due.id, seen=due.version)
    return True


def _step(now: Callable[[], datetime], done: Done, act: Callable[[datetime], T]) -> T | None:
    """Do one thing in a transaction of its own; nothing when it could not be done."""
    from hubtable.base.acting import acting
    from hubtable.kernel.verdict import Refused, Stale

    try:
        with acting("job", "retention", at=(at := now())):
            return act(at)
    except (Stale, Refused):
        return None
    except Exception:
        done.failed += 1
        logger.warning("retention step failed", exc_info=True)
        return None
