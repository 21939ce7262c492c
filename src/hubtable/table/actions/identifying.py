"""Identifying: the names round. Identity is given by who brought it, to few, one by one."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.actions.moving import move
from hubtable.table.rules.meeting import may_run
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import AnswerKind


@recorded
def open_round(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Open the names round of one accepted discussion."""
    may_run(by).or_refuse()
    version = move(of=of, seen=seen, to=State.IDENTIFYING)
    record("names_round_opened", of, seat=by.id)
    return version


@recorded
def tell(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    person: UUID,
    delegation: UUID,
    manner: str,
    basis: str,
    reason: str,
    consent: UUID | None = None,
) -> None:
    """Disclose one person to one picked agency; `manner`: screen, spoken, paper or phone."""
    call("tell", of, person, delegation, manner, basis, reason, consent)
    record("told", of, person=person, delegation=delegation, manner=manner, basis=basis)


@recorded
def answer(*, by: Seat, at: datetime, of: UUID, person: UUID, kind: AnswerKind) -> None:
    """A picked agency answers about one person."""
    call("answer", of, person, kind.value)
    record("answered", of, person=person, kind=kind.value, seat=by.id)


@recorded
def close_round(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Close the round without an assignment: every picked agency loses sight at once."""
    may_run(by).or_refuse()
    version = move(of=of, seen=seen, to=State.ACCEPTED)
    record("names_round_closed", of, seat=by.id)
    return version
