"""A row of a feed beside the record it would change, which was changed or merged here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Max

from hubtable.directory.models import Change, ConfidentialPlace, Merging, Quarantine
from hubtable.directory.models.kinds import OF_KIND
from hubtable.directory.queries.keeping import kept_apart
from hubtable.directory.rules.feeds.splitting import may_be_several, split
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.identity import record_id
from hubtable.directory.rules.specials import SPECIAL
from hubtable.directory.rules.understanding import plan, understand


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one record: what stands here, and what the feed says now."""

    field: str
    ours: Any
    feeds: Any
    changed_at: datetime | None
    """When it was changed here; null where only the feed changed it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One record of a row."""

    id: UUID
    name: str
    ended: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Survivor:
    """The record that stayed when two were merged."""

    kind: str
    id: UUID
    name: str


def beside(entry: UUID) -> tuple[Beside, ...]:
    """Return what differs, record by record; nothing of a row that is kept from this seat."""
    one = Quarantine.objects.select_related("run").filter(pk=entry).first()
    given = given_of(one) if one else {}
    if one is None or one.table not in OF_KIND or not given:
        return ()
    found = []
    for pk, feeds in _understood(one, given):
        record = OF_KIND[one.table].objects.filter(pk=pk).first()
        if record is not None:
            found.append(_beside(one.table, record, feeds))
    return tuple(found)


def given_of(one: Quarantine) -> dict[str, str]:
    """Return a row as the feed gave it; one that tells of a confidential place to stewards only."""
    if one.given:
        return dict(one.given)
    mine = [{"table": "quarantine", "row": {"id": str(one.pk)}}]
    kept = ConfidentialPlace.objects.filter(originals__contains=mine).first()
    aside = [row["row"] for row in (kept.originals if kept else ()) if row["table"] == "quarantine"]
    return next((dict(row["given"]) for row in aside if row["id"] == str(one.pk)), {})


def survivor(entry: UUID) -> Survivor | None:
    """Return the record that stands for the one a row is about, where it was merged."""
    one = Quarantine.objects.filter(pk=entry).first()
    kept = one.record if one else None
    if one is None or kept is None:
        return None
    while (more := _stayed(kept)) is not None:
        kept = more
    record = OF_KIND[one.table].objects.filter(pk=kept).first() if kept != one.record else None
    return None if record is None else Survivor(one.table, kept, _name(record))


def _understood(
    one: Quarantine, given: dict[str, str]
) -> Iterator[tuple[UUID, dict[str, str | None]]]:
    """Yield the records a row is made into, with what it says of each."""
    key, namespace = given.pop("id", ""), one.run.source_id.bytes
    columns, cells = tuple(given), tuple(given.values())
    how = plan(one.table, columns, namespace, SPECIAL.get(one.table))
    several = may_be_several(one.table, columns)
    parts = split(one.table, columns, cells) if several else [("", cells)]
    for name, part in parts:
        row = understand(how, part, f"{key}{name}")
        yield UUID(record_id(namespace, one.table, f"{key}{name}")), row.values


def _beside(kind: str, record: Any, feeds: dict[str, str | None]) -> Beside:
    changed, apart = _changed(record.pk), kept_apart(kind, record)
    found = []
    for field in record._meta.local_fields:
        name = field.attname
        if name not in feeds or name == "id":
            continue
        ours, theirs = apart.get(name, getattr(record, name)), _value(field, feeds[name])
        link = name in TABLES[kind].links
        if link:
            theirs = _standing(theirs)
        if ours != theirs:
            if link:
                ours, theirs = _called(field, ours), _called(field, theirs)
            found.append(Difference(field.name, ours, theirs, changed.get(name)))
    return Beside(record.pk, _name(record), record.ended_at is not None, tuple(found))


def _value(field: Any, given: str | None) -> Any:
    """Return what a field would be."""
    if given in (None, ""):
        return field.get_default()
    return given == "true" if isinstance(field, BooleanField) else field.to_python(given)


def _changed(record: UUID) -> dict[str, datetime]:
    """Return the fields stewards changed since the feed's row was last taken, and when."""
    settled = Quarantine.objects.filter(record=record, settled_how="taken")
    taken = settled.aggregate(at=Max("settled_at"))
    found = Change.objects.filter(record=record).exclude(how__in=("import", "taken"))
    since = found.filter(at__gt=taken["at"]) if taken["at"] else found
    return dict(since.order_by("at").values_list("field", "at"))


def _standing(pk: UUID | None) -> UUID | None:
    """Return the record that stands for one, where it was merged."""
    while pk is not None and (more := _stayed(pk)) is not None:
        pk = more
    return pk


def _stayed(pk: UUID) -> UUID | None:
    found = Merging.objects.filter(ended=pk, undone_at=None)
    return found.values_list("kept", flat=True).first()


def _called(field: Any, pk: UUID | None) -> str:
    """Return the name of the record a link leads to."""
    model = getattr(field, "related_model", None)
    found = model.objects.filter(pk=pk).first() if model and pk else None
    return _name(found) if found else ""


def _name(record: Any) -> str:
    for name in ("name", "number", "address_1", "city", "description"):
        if value := getattr(record, name, ""):
            return str(value)
    return str(record.source_key)
