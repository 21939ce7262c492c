"""Changing a row only as it was read: the second of two editors is told, and loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from hubtable.base.models import Row
from hubtable.hubs.rules.administering import may_lift
from hubtable.kernel.verdict import Refused, Stale


def swap(row: QuerySet[Any], version: int, **values: Any) -> None:
    """Write `values` into the one row of a query if it still has this version.

    :raises Stale: when somebody changed it since.
    :raises Refused: when there is no such row for the acting seat.
    """
    with distinct():
        changed = row.filter(version=version).update(**values, version=F("version") + 1)
    if not changed:
        raise Stale if row.exists() else absent()


def lift(row: QuerySet[Any], version: int, *, at: datetime, zone: str) -> None:
    """Take back the end of one row, on the day it was set.

    :raises Refused: when it has not ended, or ended on another day.
    """
    ended_at = row.values_list("ends_at", flat=True).first()
    if ended_at is None:
        raise Refused("not_ended", "This has not ended.")
    may_lift(ended_at, at, zone).or_refuse()
    swap(row, version, ends_at=None)


def here(model: type[Row], **which: Any) -> None:
    """Make sure that what a new row points to is of the acting seat's Hub.

    Foreign keys look past row security (lock.md, Principles, 6).

    :raises Refused: when the acting seat sees no such row.
    """
    if not model._default_manager.filter(**which).exists():
        raise absent()


def absent() -> Refused:
    """Return the refusal for what is not there, or not there for this seat: the same words."""
    return Refused("absent", "This is not in your Hub.")


@contextmanager
def distinct() -> Iterator[None]:
    """Turn a broken uniqueness into a refusal, inside a savepoint.

    :raises Refused: when another row of the Hub has the same name or address.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") == "23505":
            raise Refused("already", "This Hub already has one with the same name.") from None
        raise
