"""Two originating agencies: the coordinator asks both, and joins what both agree is one."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.kernel.seat import Seat
from hubtable.table.rules.meeting import may_run


@recorded
def ask_joining(*, by: Seat, at: datetime, older: UUID, newer: UUID) -> UUID:
    """Ask both agencies whether theirs may be one; return the pair.

    :raises Refused: when one of them is closed, or the pair was settled.
    """
    may_run(by).or_refuse()
    match = UUID(str(call("ask_joining", older, newer)[0][0]))
    record("joining_asked", older, other=newer, seat=by.id)
    return match


@recorded
def answer_joining(*, by: Seat, at: datetime, of: UUID, question: UUID, agreed: bool) -> None:
    """An originating agency answers for its own situation."""
    call("answer_joining", question, agreed)
    record("joining_answered", of, agreed=agreed, seat=by.id)


@recorded
def join(*, by: Seat, at: datetime, match: UUID) -> None:
    """Make one of two; each agency goes on seeing only the persons it brought.

    :raises Refused: before both agreed, or when the later one is decided already.
    """
    may_run(by).or_refuse()
    call("join", match)
    record("joined", match, seat=by.id)


@recorded
def set_apart(*, by: Seat, at: datetime, match: UUID) -> None:
    """Note that the two are not one; the coordinator is not told of them again."""
    may_run(by).or_refuse()
    call("set_apart", match)
    record("set_apart", match, seat=by.id)
