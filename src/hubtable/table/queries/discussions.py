"""One discussion, as far as the acting seat sees it: skeleton, report, who was told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hubtable.hubs.rules.vocabularies import LEGAL_BASIS
from hubtable.kernel.seat import Seat
from hubtable.table.models import Announcement, Discussion, Origin, Report
from hubtable.table.queries.situations import PROTECTED_AGENCY, lead_words
from hubtable.table.queries.wording import REASON, agencies_at, texts_of
from hubtable.table.rules.moves import State
from hubtable.table.rules.standing import Standing, standing_of
from hubtable.table.rules.words import DiscussionType
from hubtable.vault.queries.sight import who_was_told


@dataclass(frozen=True, slots=True)
class Reported:
    """What the whole table hears. Names of protected programs are not among `assisting`."""

    number: str
    lead: str
    assisting: tuple[str, ...]
    reason: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class DiscussionCard:
    """The skeleton of a discussion, and of the other classes what is open."""

    id: UUID
    reference: str
    type: DiscussionType
    state: State
    version: int
    presented_at: datetime | None
    decided_at: datetime | None
    concluded_at: datetime | None
    ours: bool
    sector: str
    reported: Reported | None

    @property
    def standing(self) -> Standing:
        """Where it stands, in words."""
        return standing_of(self.state)

    @property
    def name(self) -> str:
        """The reference, or for a draft that has none yet the word for it."""
        return self.reference or "Draft"


@dataclass(frozen=True, slots=True)
class ToldCard:
    """One disclosure of identity: who came to know, how, on what basis, from when until when."""

    who: str
    manner: str
    basis: str
    since: datetime
    until: datetime | None


def discussion(*, of: UUID, by: Seat, vocabulary: UUID) -> DiscussionCard | None:
    """Return a discussion; nothing when it does not exist or nothing of it is open to the seat."""
    row = Discussion.objects.filter(pk=of, table_id=by.own_table).first()
    if row is None:
        return None
    sector = Announcement.objects.filter(pk=of).values_list("sector", flat=True).first()
    return DiscussionCard(
        id=row.pk,
        reference=row.reference,
        type=DiscussionType(row.type),
        state=State(row.state),
        version=row.version,
        presented_at=row.presented_at,
        decided_at=row.decided_at,
        concluded_at=row.concluded_at,
        ours=Origin.objects.filter(discussion_id=of).exists(),
        sector=sector or "",
        reported=_reported(of, by, vocabulary),
    )


def _reported(of: UUID, by: Seat, vocabulary: UUID) -> Reported | None:
    row = Report.objects.filter(pk=of).first()
    if row is None:
        return None
    names = agencies_at(by=by) if row.lead or row.assisting else {}
    assisting = [names[one] for one in row.assisting if one in names]
    protected = [PROTECTED_AGENCY] * row.assisting_protected
    reasons = texts_of(vocabulary=vocabulary, kind=REASON)
    return Reported(
        number=row.number,
        lead=lead_words(row, names),
        assisting=(*sorted(assisting), *protected),
        reason=reasons.get(row.reason, ""),
        overdue=row.overdue,
    )


def told_to(*, of: UUID, by: Seat, vocabulary: UUID) -> tuple[ToldCard, ...]:
    """Return everyone who was told who it is, spoken and paper included, for the originator."""
    rows = [row for row in who_was_told(of=of) if row.viewer != by.delegation]
    if not rows:
        return ()
    names = agencies_at(by=by)
    bases = texts_of(vocabulary=vocabulary, kind=LEGAL_BASIS)
    return tuple(
        ToldCard(
            who=names.get(row.viewer, "One person, in an emergency look"),
            manner=MANNERS.get(row.manner, ""),
            basis=bases.get(row.basis, BASES.get(row.basis, row.basis)),
            since=row.since,
            until=row.until,
        )
        for row in rows
    )


MANNERS = {"screen": "On screen", "spoken": "Spoken", "paper": "On paper", "phone": "By phone"}
BASES = {"table_agreement": "Agreement of the table", "serious_harm": "To prevent serious harm"}
"""Bases of the ledger that are no word of the vocabulary."""
