"""Assigning: the chair records who leads and who assists, and thereby widens nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import Gathering
from hubtable.table.rules.later_words import GatheringKind
from hubtable.table.rules.meeting import may_run


@recorded
def assign(
    *, by: Seat, at: datetime, of: UUID, seen: int, lead: UUID, assisting: Sequence[UUID]
) -> int:
    """Record lead and assisting agencies; whoever is assigned was told before.

    :raises Refused: when one of them was not told by the originating agency.
    """
    may_run(by).or_refuse()
    version = int(str(call("assign", of, seen, lead, list(assisting))[0][0]))
    record("assigned", of, lead=lead, assisting=",".join(map(str, assisting)), seat=by.id)
    return version


@recorded
def assign_proposed(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Record what the originating agency proposed; protected programs stay unnamed.

    :raises Refused: when nothing is proposed.
    """
    may_run(by).or_refuse()
    version = int(str(call("assign_proposed", of, seen)[0][0]))
    record("assigned", of, seat=by.id)
    return version


@recorded
def gather(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    kind: GatheringKind,
    meets_at: datetime | None = None,
    place: str = "",
    interpreter: bool = False,
) -> None:
    """Say when and where the small group meets before it goes: the desk or who is assigned."""
    with translated():
        Gathering.objects.create(
            discussion_id=of,
            kind=kind.value,
            meets_at=meets_at,
            place=place,
            interpreter=interpreter,
            by_seat=by.id,
            at=at,
        )
    record("gathering_set", of, kind=kind.value, seat=by.id)
