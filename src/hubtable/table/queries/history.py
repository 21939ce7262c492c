"""What the own agency did with a situation it brought, in order of time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.hubs.models import SeatRow
from hubtable.kernel.seat import Seat
from hubtable.table.models import Description, Discussion, Origin, Stance, Writer
from hubtable.table.queries.describing import one_of
from hubtable.table.rules.moves import State
from hubtable.table.rules.words import CorrectionReason, StanceKind
from hubtable.vault.models import Ledger


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened: when, in words, by which person of the own agency (or none)."""

    at: datetime
    words: str
    who: str = ""


def history_of(*, of: UUID, by: Seat) -> tuple[Act, ...]:
    """Return the acts on a discussion the acting seat's agency brought, oldest first."""
    row = Discussion.objects.filter(pk=of).first()
    if row is None:
        return ()
    acts = [*_begun(of), *_revisions(of), *_said(of, by)]
    last = LAST_STEP.get(row.state, "")
    moments = (
        (row.moved_at if last else None, last),
        (row.presented_at, "Presented"),
        (row.decided_at, "Decided"),
        (row.concluded_at, "Closed"),
    )
    acts += [(Act(at, words), None) for at, words in moments if at]
    names = _names({seat for _, seat in acts if seat})
    done = (
        Act(act.at, act.words, names.get(seat, "A former representative") if seat else "")
        for act, seat in acts
    )
    return tuple(sorted(done, key=lambda act: act.at))


def entered_by(*, of: UUID) -> Act | None:
    """Return when and by whom the desk entered it for the own agency; nothing when it did not."""
    origin = Origin.objects.filter(discussion_id=of).exclude(entered_at=None).first()
    if origin is None or origin.entered_at is None:
        return None
    who = _names({origin.by_seat}).get(origin.by_seat, "a former representative")
    return Act(origin.entered_at, "Entered for your agency", who)


LAST_STEP = {State.SUBMITTED.value: "Submitted", State.WITHDRAWN.value: "Withdrawn"}
"""States whose beginning stands nowhere but in the time of the last step."""
Found = list[tuple[Act, UUID | None]]


def _begun(of: UUID) -> Found:
    begun = (
        Ledger.objects.filter(record=of, kind="described", step="screening")
        .order_by("since")
        .values_list("since", flat=True)
        .first()
    )
    origin = Origin.objects.filter(discussion_id=of).first()
    if origin and origin.entered_at:
        return [(Act(origin.entered_at, "Entered for your agency"), origin.by_seat)]
    return [(Act(begun, "Screening begun"), origin.by_seat if origin else None)] if begun else []


def _revisions(of: UUID) -> Found:
    rows = Description.objects.filter(discussion_id=of, revision__gt=1).order_by("revision")
    writers = dict(Writer.objects.filter(discussion_id=of).values_list("pk", "by_seat"))
    return [
        (Act(row.made_at, f"Corrected: {_why(row.reason)}"), writers.get(row.pk)) for row in rows
    ]


def _why(code: str) -> str:
    reason = one_of(CorrectionReason, code)
    return reason.label.lower() if reason else ""


def _said(of: UUID, by: Seat) -> Found:
    rows = Stance.objects.filter(discussion_id=of, delegation_id=by.own_delegation).order_by("at")
    return [(Act(row.at, StanceKind(row.kind).label), row.by_seat) for row in rows]


def _names(seats: set[UUID]) -> dict[UUID, str]:
    return dict(SeatRow.objects.filter(pk__in=seats).values_list("pk", "person__name"))
