"""A steward adds, changes and ends records and takes it back: every field has its history."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import translated
from hubtable.directory.actions.listing import list_services
from hubtable.directory.models import Change, Service, ServiceAtLocation
from hubtable.directory.models.kinds import OF_KIND
from hubtable.directory.queries.keeping import kept_apart
from hubtable.directory.rules.editing import (
    COVERED,
    PARENTS,
    changed,
    completed,
    consistent,
    may_keep,
)
from hubtable.directory.rules.reading_fees import read_fees
from hubtable.directory.rules.specials import told_of_fees
from hubtable.directory.rules.typed import as_read, readable
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused, Stale

ONE_SITTING = timedelta(minutes=10)
"""Savings of a field by one seat within it are one line of history: forms save themselves."""

NAMED_BY = {
    "service_at_location": "location__name",
    "attribute": "taxonomy_term__name",
    "phone": "number",
    "contact_way": "way",
    "address": "city",
}
"""By what the history calls records that have no name."""


@recorded
def add(
    *, by: Seat, at: datetime, kind: str, parents: Mapping[str, UUID], values: Mapping[str, Any]
) -> UUID:
    """Add a record, and return its id. `parents`: kind → id of what it belongs to.

    :raises Refused: for whoever is no steward, and when the values do not fit together.
    """
    may_keep(by.steward).or_refuse()
    whole = _fitting(kind, {}, values, by, at)
    links = {f"{parent}_id": pk for parent, pk in parents.items()}
    whole |= _follows(kind, {}, whole)
    made = rows(kind).create(id=uuid4(), added_at=at, changed_at=at, **links, **whole)
    note_added(by, at, kind, made.pk, values)
    record("record_added", made.pk)
    relist(by, at, kind, made.pk)
    return UUID(str(made.pk))


@recorded
def change(
    *, by: Seat, at: datetime, kind: str, pk: UUID, version: int, values: Mapping[str, Any],
    how: str = "edit",
) -> UUID | None:  # fmt: skip
    """Change fields of a record. Return the act to undo, or None when nothing differs.

    :raises Refused: for whoever is no steward, and when the values do not fit together.
    :raises Stale: when somebody changed it since it was read.
    """
    may_keep(by.steward).or_refuse()
    found = rows(kind).filter(pk=pk, ended_at=None).first()
    if found is None or found.version != version:
        raise Stale
    before = {field.attname: getattr(found, field.attname) for field in found._meta.fields}
    before |= kept_apart(kind, found)
    fresh = changed(kind, before, _fitting(kind, before, values, by, at))
    if not fresh:
        record("record_looked_through", pk)
        return None
    act = uuid4()
    follows = _follows(kind, before, fresh)
    fresh |= {name: one for name, one in follows.items() if one != before[name]}
    _save(kind, pk, version, fresh, at)
    _note(by, at, (kind, pk, act, how), {name: (before[name], fresh[name]) for name in fresh})
    record("record_changed", pk)
    relist(by, at, kind, pk)
    return act


@recorded
def end(*, by: Seat, at: datetime, kind: str, pk: UUID, version: int) -> UUID:
    """Take a record out of the directory; it is kept, and can be taken back.

    :raises Refused: for whoever is no steward.
    :raises Stale: when somebody changed it since it was read.
    """
    may_keep(by.steward).or_refuse()
    services = touched(kind, pk)
    _save(kind, pk, version, {"ended_at": at}, at)
    act = uuid4()
    _note(by, at, (kind, pk, act, "edit"), {"": ({"name": _called(kind, pk)}, None)})
    record("record_ended", pk)
    list_services(by=by, at=at, services=services)
    return act


@recorded
def undo(*, by: Seat, at: datetime, act: UUID) -> None:
    """Take back one saving, as long as nobody changed the same fields since.

    :raises Refused: for whoever is no steward, when there is nothing to take back, and when the
        history may not say what stood there.
    :raises Stale: when a field has another value by now.
    """
    may_keep(by.steward).or_refuse()
    done = list(Change.objects.filter(act=act).exclude(field__contains=":"))  # no translation
    if not done:
        raise Refused("nothing_to_undo", "There is nothing to take back.")
    kind, pk = done[0].table, done[0].record
    found = rows(kind).filter(pk=pk).first()
    if found is None:
        raise Refused("nothing_to_undo", "There is nothing to take back.")
    values = _back(done, found, at)
    _save(kind, pk, found.version, values, at, ended=True)
    back = {one.field: (one.after, one.before) for one in done}
    _note(by, at, (kind, pk, uuid4(), "undo"), back)
    record("change_undone", pk)
    relist(by, at, kind, pk)


def _back(done: list[Change], found: Any, at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in done:
        if one.field == "":
            values["ended_at"] = at if one.before is None else None
            continue
        if one.before in COVERED or one.after in COVERED:
            raise Refused("covered", "The history does not say where a confidential place was.")
        if stored(getattr(found, one.field)) != one.after:
            raise Stale
        values[one.field] = found._meta.get_field(one.field).to_python(one.before)
    return values


def rows(kind: str) -> Any:
    """Return the rows of a kind of record."""
    return OF_KIND[kind].objects


def stored(value: Any) -> Any:
    """Return a value as the history keeps it."""
    if isinstance(value, dict):
        return {name: stored(one) for name, one in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def _fitting(
    kind: str, before: Mapping[str, Any], values: Mapping[str, Any], by: Seat, at: datetime
) -> dict[str, Any]:
    """Return the values as they are kept.

    :raises Refused: when they do not fit together, or were told after today.
    """
    readable(kind, {**before, **values}).or_refuse()
    whole = completed(kind, before, as_read(kind, before, values), at, by.time_zone)
    consistent(kind, {**before, **whole}).or_refuse()
    if kind == "service_capacity" and whole["told_at"] > at:
        raise Refused("told_later", "“Told on” cannot be after today.")
    return whole


def _follows(kind: str, before: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changes along: the point a steward types is exact, fees say whether it is free.

    They are read as a feed's are, all that is said of them together. Amounts (cost options) stand
    above both where they are listed (`listing.sql`), and are not changed by hand.
    """
    if kind == "location" and "latitude" in fresh:
        return {"precision": "exact" if fresh["latitude"] is not None else "none"}
    if kind == "service" and "fees_description" in fresh:
        said = told_of_fees(before.get("fees"), fresh["fees_description"])
        return {"free": read_fees(said).free}
    return {}


def _save(
    kind: str, pk: UUID, version: int, values: Mapping[str, Any], at: datetime, *,
    ended: bool = False,
) -> None:  # fmt: skip
    standing = Q() if ended else Q(ended_at=None)
    with translated():
        done = (
            rows(kind)
            .filter(standing, pk=pk, version=version)
            .update(**values, changed_at=at, version=version + 1)
        )
    if not done:
        raise Stale


def _called(kind: str, pk: UUID) -> str:
    """Return what the history calls a record that is taken out."""
    name = NAMED_BY.get(kind, "name")
    if "__" not in name and name not in {field.name for field in OF_KIND[kind]._meta.fields}:
        return ""
    return str(rows(kind).filter(pk=pk).values_list(name, flat=True).first() or "")


def note_added(seat: Seat, at: datetime, kind: str, pk: UUID, values: Mapping[str, Any]) -> None:
    """Write into the history that a record was added."""
    _note(seat, at, (kind, pk, uuid4(), "edit"), {"": (None, stored(dict(values)))})


def _note(
    by: Seat, at: datetime, what: tuple[str, UUID, UUID, str], fields: Mapping[str, tuple[Any, Any]]
) -> None:
    kind, pk, act, how = what
    for name, (before, after) in fields.items():
        earlier = Change.objects.filter(
            record=pk, field=name, seat=by.id, how="edit", at__gt=at - ONE_SITTING
        ).order_by("-at").first()  # fmt: skip
        if how == "edit" and name and earlier and earlier.after == stored(before):
            Change.objects.filter(pk=earlier.pk).update(after=stored(after), at=at, act=act)
            continue
        Change.objects.create(
            act=act, record=pk, table=kind, field=name, before=stored(before),
            after=stored(after), at=at, seat=by.id, how=how,
        )  # fmt: skip


def touched(kind: str, pk: UUID) -> set[UUID]:
    """Return the services whose listing tells of a record."""
    if kind == "service":
        return {pk}
    found = rows(kind).filter(pk=pk).values().first() or {}
    own = {"organization": "organization_id", "location": "location_id"}.get(kind, "")
    link = found | ({own: pk} if own else {})
    if kind == "attribute":
        whose = found.get("link_entity")
        return touched(whose, found["link_id"]) if whose in PARENTS[kind] else set()
    services = {link["service_id"]} if link.get("service_id") else set()
    if kind in ("organization", "phone", "contact") and link.get("organization_id"):
        mine = Service.objects.filter(organization=link["organization_id"])
        services |= set(mine.values_list("pk", flat=True))
    if link.get("location_id"):
        there = ServiceAtLocation.objects.filter(location=link["location_id"])
        services |= set(there.values_list("service_id", flat=True))
    return services


def relist(seat: Seat, at: datetime, kind: str, pk: UUID) -> None:
    """Make the listings that tell of a record anew."""
    list_services(by=seat, at=at, services=touched(kind, pk))
