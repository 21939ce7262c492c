"""What the finder tells of services: cards of a list, one service with all its words, translations.

Everything here is read as anybody: of a confidential place there is town and state.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from hubtable.directory.models import (
    Accessibility,
    ContactWay,
    CostOption,
    InsuranceAccepted,
    Language,
    Listing,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceCapacity,
    Translation,
)
from hubtable.directory.queries.cards import Card, cards
from hubtable.directory.queries.matching import Hit
from hubtable.directory.rules.pins import Point

OTHER_PLACES = 20
"""Places of the same service that its page names."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a record. `language` is that of the words; `on`: when they were translated."""

    words: str
    language: str = "en"
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number: what can be dialed, what it is for."""

    number: str
    extension: str
    about: str


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of opening hours: HSDS's codes of days and times, or the source's own words."""

    days: str
    opens: time | None
    closes: time | None
    words: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """Hours of some days, or closed where there are none. Without a day: all public holidays."""

    first: date | None
    last: date | None
    opens: time | None
    closes: time | None


@dataclass(frozen=True, slots=True)
class Told:
    """One service at one place, all that may be told of it. Empty where nothing is known."""

    card: Card
    parts: tuple[tuple[str, Text], ...]
    """Key of the heading, and the text below it."""
    phones: tuple[Number, ...]
    hours: tuple[Hours, ...]
    holidays: tuple[Holiday, ...]
    """Those that are still to come."""
    ways: tuple[str, ...]
    """Codes of how one may come to it."""
    languages: tuple[str, ...]
    insurance: tuple[str, ...]
    web: str
    capacity: tuple[str, date | None] | None
    others: tuple[Card, ...]


def listed(listings: Iterable[UUID], *, now: datetime, zone: str) -> tuple[Card, ...]:
    """Return the cards of some listings in that order; what is gone is left out."""
    return cards([_hit(one) for one in listings], wanted_at=now, zone=zone, spot=None)


def told(listing: UUID, *, now: datetime, zone: str, language: str) -> Told | None:
    """Return one service at one place; None where it is not here any more."""
    row = Listing.objects.select_related("service", "location").filter(pk=listing).first()
    if row is None:
        return None
    siblings = Listing.objects.filter(service_id=row.service_id).exclude(pk=listing)
    others = siblings.order_by("town", "id").values_list("id", flat=True)[:OTHER_PLACES]
    found = listed([listing, *others], now=now, zone=zone)
    return Told(
        card=found[0],
        parts=tuple(_parts(row, language)),
        phones=_phones(row),
        hours=_hours(row),
        holidays=_holidays(row, now.astimezone(ZoneInfo(zone)).date()),
        ways=_names(ContactWay.objects.filter(service_id=row.service_id), "way"),
        languages=_names(Language.objects.filter(_here(row)), "name"),
        insurance=_names(InsuranceAccepted.objects.filter(service_id=row.service_id), "name"),
        web=row.service.url if row.service.url.startswith(("http://", "https://")) else "",
        capacity=_capacity(row),
        others=found[1:],
    )


def translations(
    records: Collection[UUID], language: str
) -> Mapping[tuple[UUID, str], tuple[str, str, date]]:
    """Return reviewed translations by record and field: the English text, ours, and its day."""
    if language == "en":
        return {}
    found = Translation.objects.filter(
        record__in=records, language=language, reviewed_at__isnull=False, ended_at=None
    ).order_by(F("source").desc(nulls_last=True), "id")  # the last one of a field holds: ours
    return {(one.record, one.field): (one.of, one.text, one.translated_on) for one in found}


def descriptions(found: Collection[Card], language: str) -> Mapping[UUID, Text]:
    """Return the description of each card's service, translated where somebody reviewed it."""
    known = translations({card.service for card in found}, language)
    return {
        card.id: _text(card.service, "description", card.description, known, language)
        for card in found
    }


def points(found: Iterable[Card]) -> tuple[Point, ...]:
    """Return where the cards stand, numbered as in the list; a confidential place is its town."""
    return tuple(
        Point(number, *card.point, approximate=card.approximate)
        for number, card in enumerate(found, start=1)
        if card.point
    )


def _hit(listing: UUID) -> Hit:
    return Hit(listing, None, 0.0)


def _text(
    record: UUID,
    field: str,
    words: str,
    known: Mapping[tuple[UUID, str], tuple[str, str, date]],
    language: str,
) -> Text:
    """Return the translation of a text where it is one of these very words."""
    of, text, on = known.get((record, field), ("", "", None))
    return Text(text, language, on) if text and of == words else Text(words)


def _parts(row: Listing, language: str) -> Iterator[tuple[str, Text]]:
    one = row.service
    known = translations([one.id], language)
    for key, field in (
        ("alert", "alert"),
        ("about_service", "description"),
        ("who_can", "eligibility_description"),
        ("how_to", "application_process"),
        ("cost", "fees_description"),
    ):
        if words := getattr(one, field):
            yield key, _text(one.id, field, words, known, language)
    yield from _short_parts(row)


def _short_parts(row: Listing) -> Iterator[tuple[str, Text]]:
    costs = CostOption.objects.filter(service_id=row.service_id)
    documents = RequiredDocument.objects.filter(service_id=row.service_id)
    for key, names in (
        ("cost", _names(costs, "amount_description")),
        ("bring", _names(documents, "document")),
    ):
        if names:
            yield key, Text("; ".join(names))
    if row.location and not row.confidential:
        access = Accessibility.objects.filter(location_id=row.location.id)
        if names := _names(access, "description"):
            yield "access", Text("; ".join(names))
        if row.location.transportation:
            yield "transport", Text(row.location.transportation)


def _here(row: Listing) -> Q:
    return Q(service_id=row.service_id) | Q(location_id=row.location_id or row.service_id)


def _near(row: Listing) -> tuple[dict[str, UUID], ...]:
    """Return conditions from what is nearest to the service at its place to what is farthest."""
    levels: list[tuple[str, UUID | None]] = [
        ("service_at_location_id", row.id),
        ("service_id", row.service_id),
        ("location_id", row.location_id),
        ("organization_id", row.organization_id),
    ]
    return tuple({name: pk} for name, pk in levels if pk)


def _phones(row: Listing) -> tuple[Number, ...]:
    found: dict[str, Number] = {}
    for level in _near(row):
        rows = Phone.objects.filter(**level, ended_at=None).exclude(type="fax").order_by("id")
        for one in rows:
            number = Number(one.number, one.extension, one.description)
            found.setdefault(one.number + one.extension, number)
    return tuple(found.values())[:4]


def _hours(row: Listing) -> tuple[Hours, ...]:
    for level in _near(row)[:-1]:
        rows = Schedule.objects.filter(**level, ended_at=None, holiday="")
        rows = rows.order_by("opens_at", "id")
        if lines := tuple(_line(one) for one in rows):
            return tuple(dict.fromkeys(lines))
    return ()


def _holidays(row: Listing, today: date) -> tuple[Holiday, ...]:
    for level in _near(row)[:-1]:
        rows = Schedule.objects.filter(**level, ended_at=None).exclude(holiday="")
        coming = rows.exclude(valid_to__lt=today).order_by("valid_from", "id")
        if found := tuple(
            Holiday(one.valid_from, one.valid_to, one.opens_at, one.closes_at) for one in coming
        ):
            return tuple(dict.fromkeys(found))
    return ()


def _line(row: Schedule) -> Hours:
    """Return the source's own words where it gave some: nothing is lost in them."""
    words = row.given or row.description or row.notes
    return Hours(row.byday, row.opens_at, row.closes_at, words)


def _capacity(row: Listing) -> tuple[str, date | None] | None:
    rows = ServiceCapacity.objects.filter(service_id=row.service_id, ended_at=None)
    newest = rows.exclude(status="unknown").order_by("-told_at", "id").first()
    if newest is None:
        return None
    return newest.status, newest.told_at.date() if newest.told_at else None


def _names(rows: object, field: str) -> tuple[str, ...]:
    found = rows.filter(ended_at=None).order_by("id").values_list(field, flat=True)  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(name for name in found if name))
