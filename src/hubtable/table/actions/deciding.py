"""Deciding: the table agrees that the risk is acutely elevated, or does not (filter 2)."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.moving import move
from hubtable.table.models import Stance
from hubtable.table.queries.deciding import (
    is_described,
    present_at,
    rejection_reasons,
    said_about,
    way_of,
)
from hubtable.table.queries.wording import table_of
from hubtable.table.rules.deciding import may_accept, may_hear, may_reject, may_say
from hubtable.table.rules.meeting import may_run
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import StanceKind


@recorded
def say(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    delegation: UUID,
    kind: StanceKind,
    criterion: str = "",
) -> None:
    """Note what an agency says: itself, or by the chair for one that spoke.

    :raises Refused: when the agency was not in the room, or the situation is not on now.
    """
    if by.delegation != delegation:
        may_run(by).or_refuse()
    if delegation not in present_at(of=of):
        raise Refused("not_present", "That agency is not in the room for this situation.")
    may_say(kind, criterion, way_of(by=by)).or_refuse()
    with translated():
        Stance.objects.create(
            discussion_id=of,
            delegation_id=delegation,
            kind=kind.value,
            criterion=criterion,
            recorded_by_chair=by.delegation != delegation,
            by_seat=by.id,
            at=at,
        )
    record("said", of, delegation=delegation, kind=kind.value, seat=by.id)


@recorded
def accept(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Record the agreement of everyone who did not object or abstain; a Hub number is given."""
    may_run(by).or_refuse()
    may_hear(described=is_described(of=of)).or_refuse()
    may_accept(said_about(of=of), present_at(of=of), way_of(by=by)).or_refuse()
    version = move(of=of, seen=seen, to=State.ACCEPTED)
    record("accepted", of, seat=by.id)
    return version


@recorded
def reject(*, by: Seat, at: datetime, of: UUID, seen: int, reason: str) -> int:
    """Record that the table does not take the situation; nothing more is shared."""
    may_run(by).or_refuse()
    reasons = rejection_reasons(vocabulary=table_of(by=by).vocabulary)
    may_reject(reason, reasons).or_refuse()
    version = move(of=of, seen=seen, to=State.REJECTED, reason=reason)
    record("rejected", of, seat=by.id)
    return version


@recorded
def undo_decision(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Take a decision back before anything followed from it."""
    may_run(by).or_refuse()
    version = move(of=of, seen=seen, to=State.PRESENTED)
    record("decision_undone", of, seat=by.id)
    return version
