"""The words a table uses: its vocabulary, what it offers, the agencies at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hubtable.hubs.models import Agreement, Delegation, Program, Table, Term, Town
from hubtable.hubs.rules.policies import AgreementKind, Deciding, Keeping, NamesRound, Regime
from hubtable.hubs.rules.vocabularies import (
    FLAG,
    PROTECTIVE_CATEGORY,
    PROTECTIVE_FACTOR,
    RISK_CATEGORY,
    RISK_FACTOR,
)
from hubtable.kernel.seat import Seat
from hubtable.table.rules.presenting import Item

CRITERION = "aer_criterion"
REASON = "conclusion_reason"
SECTOR = "sector"


class Word(NamedTuple):
    """One word of the vocabulary."""

    kind: str
    code: str
    text: str
    category: str


@dataclass(frozen=True, slots=True)
class TableCard:
    """How the seat's table works, as far as its pages need it. Hours are elapsed hours."""

    id: UUID
    name: str
    weekday: int
    deciding: Deciding
    keeping: Keeping
    names_round: NamesRound
    offering_hours: int
    contact_limit_hours: int
    vocabulary: UUID
    offered_categories: frozenset[str]
    offered_factors: frozenset[str]


def table_of(*, by: Seat) -> TableCard:
    """Return the table the seat sits at."""
    return table_card(Table.objects.get(pk=by.own_table))


def table_card(row: Table) -> TableCard:
    """Return a table as its pages need it."""
    return TableCard(
        id=row.pk,
        name=row.name,
        weekday=row.weekday,
        deciding=Deciding(row.deciding),
        keeping=Keeping(row.keeping),
        names_round=NamesRound(row.names_round),
        offering_hours=row.offering_hours,
        contact_limit_hours=row.contact_limit_hours,
        vocabulary=row.vocabulary_id,
        offered_categories=frozenset(row.offered_categories),
        offered_factors=frozenset(row.offered_factors),
    )


@lru_cache(maxsize=64)
def _edition(vocabulary: UUID) -> tuple[Word, ...]:
    rows = Term.objects.filter(vocabulary_id=vocabulary).values_list(
        "kind", "code", "text", "category"
    )
    words = tuple(Word(*row) for row in rows)
    if not words:
        raise LookupError("an edition without words, or none of the acting seat's Hub")
    return words


def words_of(*, vocabulary: UUID, kind: str) -> tuple[Word, ...]:
    """Return the words of one list in order. An edition never changes, so it is read once.

    :raises LookupError: when the edition is not open to the acting seat.
    """
    return tuple(word for word in _edition(vocabulary) if word.kind == kind)


def texts_of(*, vocabulary: UUID, kind: str) -> dict[str, str]:
    """Return code → words of one list, in order."""
    return {word.code: word.text for word in words_of(vocabulary=vocabulary, kind=kind)}


def risks_offered(*, table: TableCard) -> tuple[Item, ...]:
    """Return what a worksheet offers as risk factors: factors where the table named any.

    A category stands alone where none of its factors is offered (tables in the United States
    start with categories only).
    """
    categories = texts_of(vocabulary=table.vocabulary, kind=RISK_CATEGORY)
    factors = words_of(vocabulary=table.vocabulary, kind=RISK_FACTOR)
    offered = [word for word in factors if word.code in table.offered_factors]
    detailed = {word.category for word in offered}
    return tuple(
        item
        for code, text in categories.items()
        for item in (
            [Item(w.code, w.text, text) for w in offered if w.category == code]
            if code in detailed
            else [Item(code, text)] * (code in table.offered_categories)
        )
    )


def risk_items(*, vocabulary: UUID) -> dict[str, Item]:
    """Return code → item of every risk category and factor: also of what is offered no more."""
    categories = texts_of(vocabulary=vocabulary, kind=RISK_CATEGORY)
    return {code: Item(code, text) for code, text in categories.items()} | {
        item.code: item for item in _items(vocabulary, RISK_CATEGORY, RISK_FACTOR)
    }


def protective_items(*, vocabulary: UUID) -> dict[str, Item]:
    """Return code → item of every protective factor."""
    return {item.code: item for item in _items(vocabulary, PROTECTIVE_CATEGORY, PROTECTIVE_FACTOR)}


def flag_items(*, vocabulary: UUID) -> dict[str, Item]:
    """Return code → item of every flag."""
    return {
        word.code: Item(word.code, word.text) for word in words_of(vocabulary=vocabulary, kind=FLAG)
    }


@dataclass(frozen=True, slots=True)
class Offered:
    """What a worksheet offers to choose from, in the table's own words."""

    risks: tuple[Item, ...]
    protective: tuple[Item, ...]
    flags: tuple[Item, ...]
    criteria: Mapping[str, str]
    regimes: tuple[Regime, ...]


def offered(*, by: Seat, chosen: Iterable[str] = ()) -> Offered:
    """Return what a worksheet offers; what was `chosen` before stays among it."""
    table = table_of(by=by)
    kept = frozenset(chosen)
    risks = risks_offered(table=table)
    known = {item.code for item in risks}
    added = (
        item
        for code, item in risk_items(vocabulary=table.vocabulary).items()
        if code in kept - known
    )
    return Offered(
        risks=(*risks, *added),
        protective=tuple(protective_items(vocabulary=table.vocabulary).values()),
        flags=tuple(flag_items(vocabulary=table.vocabulary).values()),
        criteria=texts_of(vocabulary=table.vocabulary, kind=CRITERION),
        regimes=regimes_of(by=by) or tuple(Regime),
    )


def unknown_codes(*, by: Seat, codes: frozenset[str]) -> frozenset[str]:
    """Return the codes that no description at the seat's table can be made of."""
    vocabulary = Table.objects.values_list("vocabulary_id", flat=True).get(pk=by.own_table)
    described = {RISK_CATEGORY, RISK_FACTOR, PROTECTIVE_FACTOR, FLAG}
    return codes - {word.code for word in _edition(vocabulary) if word.kind in described}


def _items(vocabulary: UUID, categories: str, factors: str) -> tuple[Item, ...]:
    headings = texts_of(vocabulary=vocabulary, kind=categories)
    return tuple(
        Item(word.code, word.text, headings[word.category])
        for word in words_of(vocabulary=vocabulary, kind=factors)
    )


def agencies_at(*, by: Seat) -> dict[UUID, str]:
    """Return delegation → name of the agency (and program) for everyone at the seat's table."""
    rows = Delegation.objects.filter(table_id=by.own_table).order_by(
        "agency__name", "program__name"
    )
    names = rows.values_list("pk", "agency__name", "program__name")
    return {pk: agency_words(agency, program) for pk, agency, program in names}


def agency_words(agency: str, program: str | None) -> str:
    """Return how an agency is called, with the program that sits for it."""
    return " · ".join(part for part in (agency, program) if part)


def sitting(*, by: Seat, at: datetime) -> frozenset[UUID]:
    """Return the delegations that have a place at the seat's table at `at`.

    An agency without a current information sharing agreement has none (process.md, Agreements).
    """
    rows = Delegation.objects.filter(has_place(at), table_id=by.own_table)
    return frozenset(rows.values_list("pk", flat=True))


def has_place(at: datetime) -> Q:
    """Return the condition that a delegation has a place at its table at `at`."""
    open_end = Q(ends_at=None) | Q(ends_at__gt=at)
    agreed = Agreement.objects.filter(
        agency_id=OuterRef("agency_id"),
        kind=AgreementKind.INFORMATION_SHARING,
        starts_at__lte=at,
        ends_at__gt=at,
    )
    return Q(starts_at__lte=at) & open_end & Q(Exists(agreed))


def states_of(*, by: Seat) -> tuple[str, ...]:
    """Return the US states (or provinces) of the Hub's towns."""
    towns = Town.objects.filter(hub_id=by.hub, ends_at=None)
    return tuple(towns.order_by("state").values_list("state", flat=True).distinct())


def regimes_of(*, by: Seat) -> tuple[Regime, ...]:
    """Return the privacy regimes the seat's agency works under."""
    rows = Program.objects.filter(agency__delegations=by.own_delegation, ends_at=None).values_list(
        "regimes", flat=True
    )
    codes = {code for regimes in rows for code in regimes}
    return tuple(regime for regime in Regime if regime.value in codes)
