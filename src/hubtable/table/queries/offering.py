"""Offers: what the own agency offered, and what was offered to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.table.models import Discussion, Offer, Origin, Presence
from hubtable.table.queries.situations import SituationCard
from hubtable.table.queries.wording import agencies_at, table_of
from hubtable.table.rules.later_words import OfferAnswer
from hubtable.table.rules.moves import State
from hubtable.table.rules.offering import Window, may_offer


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One offer, for the agency that made it and the one it is made to."""

    id: UUID
    of: UUID
    reference: str
    who: str
    mine: bool
    service: str
    at: datetime
    answer: OfferAnswer | None
    withdrawn: bool

    @property
    def open(self) -> bool:
        """Whether nobody has answered it and it was not taken back."""
        return self.answer is None and not self.withdrawn


def window_of(*, of: UUID, by: Seat) -> Window | None:
    """Return what an offer for one situation depends on, if anything of it is visible."""
    row = Discussion.objects.filter(pk=of, table_id=by.own_table).first()
    if row is None:
        return None
    mine = {"discussion_id": of, "delegation_id": by.own_delegation}
    return Window(
        state=State(row.state),
        presented_at=row.presented_at,
        hours=table_of(by=by).offering_hours,
        present=Presence.objects.filter(**mine).exists(),
        ours=Origin.objects.filter(**mine).exists(),
    )


def offers_end(*, on: SituationCard, hours: int, by: Seat, at: datetime) -> datetime | None:
    """Return until when the own agency can offer a service for what is on, if it can at `at`.

    Whether it was in the room is asked only where that is what is left to know.
    """
    window = Window(on.state, on.presented_at, hours, present=True, ours=on.ours)
    if not may_offer(window, at):
        return None
    mine = Presence.objects.filter(discussion_id=on.id, delegation_id=by.own_delegation)
    return window.ends_at if mine.exists() else None


def offers_on(*, of: UUID, by: Seat) -> tuple[OfferCard, ...]:
    """Return the offers for one situation the acting seat may see, oldest first."""
    return _cards(list(Offer.objects.filter(discussion_id=of).order_by("at", "pk")), by)


def offers_waiting(*, by: Seat) -> tuple[OfferCard, ...]:
    """Return the offers made to the own agency that it has not answered, oldest first."""
    mine = Origin.objects.filter(delegation_id=by.own_delegation)
    rows = Offer.objects.filter(
        discussion_id__in=list(mine.values_list("discussion_id", flat=True)),
        answer="",
        withdrawn_at=None,
    )
    return _cards(list(rows.order_by("at", "pk")), by)


def _cards(rows: list[Offer], by: Seat) -> tuple[OfferCard, ...]:
    if not rows:
        return ()
    names = agencies_at(by=by)
    ids = {row.discussion_id for row in rows}
    references = dict(Discussion.objects.filter(pk__in=ids).values_list("pk", "reference"))
    return tuple(
        OfferCard(
            id=row.pk,
            of=row.discussion_id,
            reference=references.get(row.discussion_id, ""),
            who=names.get(row.delegation_id, ""),
            mine=row.delegation_id == by.own_delegation,
            service=row.service,
            at=row.at,
            answer=OfferAnswer(row.answer) if row.answer else None,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in rows
    )
