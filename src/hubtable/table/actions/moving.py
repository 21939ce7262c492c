"""Moving a discussion from one state to the next, by compare-and-swap on its version."""

from uuid import UUID

from hubtable.base.acting import call
from hubtable.table.rules.moves import State


def move(*, of: UUID, seen: int, to: State, reason: str = "") -> int:
    """Move a discussion and return its new version; the lock checks who, when and from where.

    :raises Refused: when the lock refuses.
    :raises Stale: when it moved since version `seen`.
    """
    rows = call("move", of, seen, to.value, reason)
    return int(str(rows[0][0]))
