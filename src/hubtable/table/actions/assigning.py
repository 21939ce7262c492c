"""Assigning: the chair records who leads and who assists, and thereby widens nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.table.models import Discussion, Gathering
from hubtable.table.rules.assigning import ALOUD, may_assign, may_gather, may_reassign
from hubtable.table.rules.later_words import GatheringKind
from hubtable.table.rules.meeting import may_run
from hubtable.table.rules.moves import State
from hubtable.vault.actions.guarding import clear_text


@recorded
def assign(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    seen: int,
    lead: UUID,
    assisting: Sequence[UUID],
    told: Sequence[UUID] = (),
    basis: str = "",
    reason: str = "",
) -> int:
    """Record lead and assisting agencies; whoever is assigned was told before.

    With a `basis` those not told on their own device, and `told`, are recorded as told aloud by the
    originating agency: that opens no name. `reason` is the code of why, when others were assigned
    already.

    :raises Refused: when one of them was not told by the originating agency, or may not be.
    """
    may_run(by).or_refuse()
    may_assign(lead, assisting).or_refuse()
    may_reassign(_state(of), reason).or_refuse()
    helping = list(assisting)
    if basis:
        found = call("assign_aloud", of, seen, list(told), lead, helping, basis, ALOUD)
    else:
        found = call("assign", of, seen, lead, helping)
    version = int(str(found[0][0]))
    others = ",".join(map(str, assisting))
    heard = {"basis": basis, "told": ",".join(map(str, told))} if basis else {}
    record("assigned", of, lead=lead, assisting=others, reason=reason, seat=by.id, **heard)
    return version


@recorded
def assign_proposed(*, by: Seat, at: datetime, of: UUID, seen: int, reason: str = "") -> int:
    """Record what the originating agency proposed; protected programs stay unnamed.

    :raises Refused: when nothing is proposed.
    """
    may_run(by).or_refuse()
    may_reassign(_state(of), reason).or_refuse()
    version = int(str(call("assign_proposed", of, seen)[0][0]))
    record("assigned", of, reason=reason, seat=by.id)
    return version


def _state(of: UUID) -> State:
    """Return where the situation stands; one that is hidden is nobody's to assign."""
    row = Discussion.objects.filter(pk=of).first()
    return State(row.state) if row else State.IDENTIFYING


@recorded
def gather(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    kind: GatheringKind,
    meets_at: datetime | None = None,
    place: str = "",
    confirm: str = "",
    interpreter: bool = False,
) -> None:
    """Say when and where the small group meets before it goes: the desk or who is assigned.

    :raises Refused: when a place says who it is about; `confirm` says why a name may stay.
    """
    may_gather(kind, meets_at).or_refuse()
    clear_text(by=by, at=at, of=of, field="Place", text=place, confirm=confirm)
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
