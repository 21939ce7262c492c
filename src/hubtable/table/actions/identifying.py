"""Identifying: the names round. Identity is given by who brought it, to few, one by one."""

from collections.abc import Sequence
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
def answer(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    person: UUID,
    kind: AnswerKind,
    delegation: UUID | None = None,
) -> None:
    """A picked agency answers about one person; or the originating agency records what it heard.

    `delegation` is the agency that answers, its own when it is not given.

    :raises Refused: when that agency was not told, or a protected program would say more than
        that it could help or not.
    """
    who = delegation or by.own_delegation
    call("answer", of, person, who, kind.value)
    record("answered", of, person=person, kind=kind.value, delegation=who, seat=by.id)


@recorded
def propose(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    lead: UUID,
    assisting: Sequence[UUID],
    interpreter: bool = False,
) -> None:
    """The originating agency says who should lead and who assist; the desk assigns.

    :raises Refused: when one of them was not told.
    """
    call("propose", of, lead, list(assisting), interpreter)
    record("proposed", of, seat=by.id)


@recorded
def close_round(*, by: Seat, at: datetime, of: UUID, seen: int) -> int:
    """Close the round without an assignment: every picked agency loses sight at once."""
    may_run(by).or_refuse()
    version = move(of=of, seen=seen, to=State.ACCEPTED)
    record("names_round_closed", of, seat=by.id)
    return version
