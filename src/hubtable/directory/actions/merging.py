"""Two records that were one: everything of the one goes to the other, and there is a way back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.directory.actions.editing import rows, touched
from hubtable.directory.actions.listing import list_services
from hubtable.directory.models import (
    Accessibility,
    Attribute,
    CostOption,
    Funding,
    Location,
    Merging,
    OrganizationIdentifier,
    Program,
    RequiredDocument,
    Url,
)
from hubtable.directory.models.kinds import OF_KIND
from hubtable.directory.rules.editing import may_keep
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused, Stale

FURTHER: dict[str, Any] = {
    "program": Program,
    "funding": Funding,
    "organization_identifier": OrganizationIdentifier,
    "accessibility": Accessibility,
    "cost_option": CostOption,
    "required_document": RequiredDocument,
    "url": Url,
}
MERGED = ("organization", "service", "location")


@recorded
def merge(*, by: Seat, at: datetime, kind: str, kept: UUID, ended: UUID, version: int) -> UUID:
    """Let what points to `ended` point to `kept`, and end it. `version` is that of `ended`.

    :raises Refused: for whoever is no steward, or when the two cannot be one.
    :raises Stale: when `ended` changed since it was read.
    """
    may_keep(by.steward).or_refuse()
    if kept == ended or kind not in MERGED or not rows(kind).filter(pk=kept, ended_at=None):
        raise Refused("not_two", "Choose two different records of one kind.")
    services = touched(kind, ended) | touched(kind, kept)
    if kind == "location" and not rows(kind).filter(pk=ended, version=version, ended_at=None):
        raise Stale
    version += _hide_both(kind, kept, ended)
    moved = _point(kind, ended, kept)
    done = rows(kind).filter(pk=ended, version=version, ended_at=None)
    if not done.update(ended_at=at, changed_at=at, version=version + 1):
        raise Stale
    made = Merging.objects.create(
        table=kind, kept=kept, ended=ended, moved=moved, at=at, seat=by.id
    )
    record("records_merged", kept)
    list_services(by=by, at=at, services=services)
    return made.pk


@recorded
def unmerge(*, by: Seat, at: datetime, merging: UUID) -> None:
    """Take a merge back: what pointed to the ended record points to it again.

    :raises Refused: for whoever is no steward, or when it was taken back already.
    """
    may_keep(by.steward).or_refuse()
    found = Merging.objects.filter(pk=merging, undone_at=None).first()
    if found is None:
        raise Refused("not_merged", "This was taken back already.")
    rows(found.table).filter(pk=found.ended).update(ended_at=None, changed_at=at)
    stayed = _stayed(found.kept)
    for table, pk, column in found.moved:
        there = _model(table).objects.filter(pk=pk, **{f"{column}__in": stayed})
        there.update(**{column: found.ended})
    Merging.objects.filter(pk=merging).update(undone_at=at)
    record("merge_undone", found.kept)
    services = touched(found.table, found.ended) | touched(found.table, stayed[-1])
    list_services(by=by, at=at, services=services)


def _stayed(kept: UUID) -> list[UUID]:
    """Return the record that stayed, and those into which it was merged later."""
    found = [kept]
    while more := Merging.objects.filter(ended=found[-1], undone_at=None).first():
        found.append(more.kept)
    return found


def _hide_both(kind: str, *pair: UUID) -> int:
    """Hide where two places are, if one of them is hidden; return how often the last one changed.

    They are one place: what the open one tells would tell where the other is.
    """
    if kind != "location" or not Location.objects.filter(pk__in=pair, confidential=True).exists():
        return 0
    before = Location.objects.get(pk=pair[-1]).version
    call("hide_told", list(pair))
    return int(Location.objects.get(pk=pair[-1]).version - before)


def _model(table: str) -> Any:
    return {**OF_KIND, **FURTHER}[table]


def _point(kind: str, old: UUID, new: UUID) -> list[tuple[str, str, str]]:
    """Point everything from one record to another; return table, id and column of each row."""
    column, moved = f"{kind}_id", []
    for table, model in [*OF_KIND.items(), *FURTHER.items()]:
        if column not in {field.attname for field in model._meta.fields}:
            continue
        found = model.objects.filter(**{column: old})
        moved += [(table, str(pk), column) for pk in found.values_list("pk", flat=True)]
        found.update(**{column: new})
    tags = Attribute.objects.filter(link_id=old)
    moved += [("attribute", str(pk), "link_id") for pk in tags.values_list("pk", flat=True)]
    tags.update(link_id=new)
    return moved
