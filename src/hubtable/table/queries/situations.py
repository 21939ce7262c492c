"""Lists of situations: what the acting seat sees, cut by the lock, in a stable order."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hubtable.kernel.seat import Seat
from hubtable.table.models import Announcement, Discussion, Origin, Report
from hubtable.table.queries.wording import agencies_at
from hubtable.table.rules.moves import State
from hubtable.table.rules.standing import Standing, standing_of
from hubtable.table.rules.words import DiscussionType

PAGE = 25
"""Situations a page."""
LIMIT = 50
"""Situations of one state in a list without pages."""
SORTS = {
    "newest": ("-moved_at", "pk"),
    "oldest": ("moved_at", "pk"),
    "reference": ("reference", "pk"),
}


@dataclass(frozen=True, slots=True)
class SituationCard:
    """One line of a list. `number`, `lead` are empty where they do not exist or are not open."""

    id: UUID
    reference: str
    type: DiscussionType
    state: State
    version: int
    moved_at: datetime
    presented_at: datetime | None = None
    decided_at: datetime | None = None
    number: str = ""
    lead: str = ""
    sector: str = ""
    ours: bool = False

    @property
    def standing(self) -> Standing:
        """Where it stands, in words."""
        return standing_of(self.state)

    @property
    def name(self) -> str:
        """The reference, or for a draft that has none yet the word for it."""
        return self.reference or "Draft"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list was asked for. `text` is a reference or a Hub number, as rules made it."""

    text: str = ""
    state: State | None = None
    type: DiscussionType | None = None
    ours: bool = False
    sort: str = "newest"
    page: int = 1


@dataclass(frozen=True, slots=True)
class SituationPage:
    """One page of a list, and whether there is another."""

    rows: tuple[SituationCard, ...]
    page: int
    more: bool


def situations(*, by: Seat, wanted: Wanted) -> SituationPage:
    """Return one page of the situations the seat sees. Four queries, however many rows."""
    start = (wanted.page - 1) * PAGE
    rows = _filtered(by, wanted).order_by(*SORTS.get(wanted.sort, SORTS["newest"]))
    found = list(rows[start : start + PAGE + 1])
    return SituationPage(cards(found[:PAGE], by=by), wanted.page, len(found) > PAGE)


def _filtered(by: Seat, wanted: Wanted) -> QuerySet[Discussion]:
    rows = Discussion.objects.filter(table_id=by.own_table)
    if wanted.text:
        numbered = Report.objects.filter(number=wanted.text).values_list("pk", flat=True)
        rows = rows.filter(reference=wanted.text) | rows.filter(pk__in=list(numbered[:PAGE]))
    if wanted.state:
        rows = rows.filter(state=wanted.state.value)
    if wanted.type:
        rows = rows.filter(type=wanted.type.value)
    if wanted.ours:
        rows = rows.filter(pk__in=_own(by))
    return rows


def in_state(
    *states: State, by: Seat, ours: bool = False, limit: int = LIMIT, since: datetime | None = None
) -> tuple[SituationCard, ...]:
    """Return situations in these states, the longest waiting first, at most `limit` of each.

    `ours`: only those of the own agency; `since`: only those that moved at or after it. Each state
    is read by its own index: what is closed does not slow down what is open.
    """
    rows = Discussion.objects.filter(table_id=by.own_table)
    if ours:
        rows = rows.filter(pk__in=_own(by))
    if since:
        rows = rows.filter(moved_at__gte=since)
    parts = [rows.filter(state=s.value).order_by("moved_at", "pk")[:limit] for s in states]
    return cards(list(parts[0].union(*parts[1:], all=True)), by=by)


def _own(by: Seat) -> QuerySet[Origin, UUID]:
    """Return what the own agency brought; named by its delegation, which the index knows."""
    rows = Origin.objects.filter(delegation_id=by.own_delegation)
    return rows.values_list("discussion_id", flat=True)


def cards(rows: list[Discussion], *, by: Seat) -> tuple[SituationCard, ...]:
    """Return the cards of discussions: three more queries, however many they are."""
    ids = [row.pk for row in rows]
    reports = {row.pk: row for row in Report.objects.filter(pk__in=ids)}
    sectors = dict(Announcement.objects.filter(pk__in=ids).values_list("pk", "sector"))
    own = frozenset(
        Origin.objects.filter(discussion_id__in=ids).values_list("discussion_id", flat=True)
    )
    names = agencies_at(by=by) if any(report.lead for report in reports.values()) else {}
    return tuple(
        card_of(
            row,
            reports.get(row.pk),
            names,
            sector=sectors.get(row.pk, ""),
            ours=row.pk in own,
        )
        for row in rows
    )


def card_of(
    row: Discussion, report: Report | None, names: dict[UUID, str], *, sector: str, ours: bool
) -> SituationCard:
    """Return one card of what was read; `names` are those of the agencies at the table."""
    return SituationCard(
        id=row.pk,
        reference=row.reference,
        type=DiscussionType(row.type),
        state=State(row.state),
        version=row.version,
        moved_at=row.moved_at,
        presented_at=row.presented_at,
        decided_at=row.decided_at,
        number=report.number if report else "",
        lead=lead_words(report, names),
        sector=sector,
        ours=ours,
    )


def lead_words(report: Report | None, names: dict[UUID, str]) -> str:
    """Return who leads; a protected program stands as "a protected agency"."""
    if report is None:
        return ""
    if report.lead_protected:
        return PROTECTED_AGENCY
    return names.get(report.lead, "") if report.lead else ""


PROTECTED_AGENCY = "A protected agency"
