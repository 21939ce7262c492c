"""A steward works a row of the quarantine off: mends it, drops it, or says which text stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.actions.editing import stored
from hubtable.directory.actions.importing.quarantining import DROPPED, KEPT, MENDED, TAKEN
from hubtable.directory.actions.importing.quarantining import Quarantine as Putting
from hubtable.directory.actions.importing.report import Counts, Report
from hubtable.directory.actions.importing.spooling import PART, Line, lines_of
from hubtable.directory.actions.importing.statements import MODELS, Who
from hubtable.directory.actions.importing.survivors import survivors
from hubtable.directory.actions.importing.taking_in import Taking, put_one
from hubtable.directory.actions.listing import list_outdated
from hubtable.directory.models import Change, Quarantine
from hubtable.directory.queries.held import given_of
from hubtable.directory.rules.editing import may_keep
from hubtable.directory.rules.feeds.found import Batch
from hubtable.directory.rules.identity import natural_key, record_id
from hubtable.directory.rules.quarantine import HELD, Reason
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused, Stale

ANEW = frozenset({Reason.DUPLICATE, Reason.REPEATED, Reason.ELSEWHERE})
"""Reasons for which a row needs an id no record has."""


@recorded
def mend(*, by: Seat, at: datetime, entry: UUID, values: dict[str, str]) -> UUID:
    """Take a row in with mended values; return its record. The same row, come again, is known.

    :raises Refused: for whoever is no steward, and when it still cannot be taken in.
    :raises Stale: when somebody settled it meanwhile.
    """
    may_keep(by.steward).or_refuse()
    waiting = _waiting(entry)
    source = waiting.run.source_id
    columns = tuple(name for name in values if name != "id")
    cells = tuple(values[name] for name in columns)
    key = values.get("id", "").strip() or natural_key(cells)
    made = record_id(source.bytes, waiting.table, key)
    known = _records(waiting).filter(pk=made).first()
    if known is not None and (waiting.reason in ANEW or known.source_id != source):
        raise Refused("taken", "There is a record with this id. Give it another one.")
    taking = _taking(at, waiting, (by.id, "quarantine"))
    _put(taking, waiting, columns, [(waiting.row, key, made, "", 0, cells)])
    if known is None:
        _note(by, at, waiting, UUID(made), values)
    _settle(waiting, at, MENDED, UUID(made))
    list_outdated(by=by, at=at)
    record("row_mended", entry, record=made)
    return UUID(made)


@recorded
def drop(*, by: Seat, at: datetime, entry: UUID) -> None:
    """Leave a row out for good: it comes no more to this page while it stays as it is.

    :raises Refused: for whoever is no steward.
    :raises Stale: when somebody settled it meanwhile.
    """
    may_keep(by.steward).or_refuse()
    _settle(_waiting(entry), at, DROPPED, None)
    record("row_dropped", entry)


@recorded
def take(*, by: Seat, at: datetime, entry: UUID) -> None:
    """Let what the feed says stand in place of what was changed here.

    A record that was taken out here stands in the directory again.

    :raises Refused: for whoever is no steward, when the row does not wait for this, or cannot be
        taken in.
    :raises Stale: when somebody settled it meanwhile.
    """
    may_keep(by.steward).or_refuse()
    waiting = _waiting(entry)
    columns, lines = _lines(waiting)
    taking = _taking(at, waiting, (by.id, "taken"))
    ids = [line[2] for line in lines]
    if waiting.reason != Reason.EDITED or not ids or taking.survivors.stayed.keys() & {*ids}:
        raise Refused("not_held", "What the feed says of it cannot be taken as it is.")
    _put(taking, waiting, columns, lines)
    _records(waiting).filter(pk__in=ids, ended_at__isnull=False).update(ended_at=None)
    _settle(waiting, at, TAKEN, waiting.record)
    list_outdated(by=by, at=at)
    record("feeds_row_taken", entry, record=waiting.record)


@recorded
def keep(*, by: Seat, at: datetime, entry: UUID) -> None:
    """Let what was changed or merged here stand: the row, as it is, does not ask again.

    :raises Refused: for whoever is no steward, when the row does not wait for this.
    :raises Stale: when somebody settled it meanwhile.
    """
    may_keep(by.steward).or_refuse()
    waiting = _waiting(entry)
    if waiting.reason not in HELD:
        raise Refused("not_held", "This row waits for something else.")
    _ours(waiting).update(fingerprint=waiting.fingerprint)
    _settle(waiting, at, KEPT, waiting.record)
    record("our_record_kept", entry, record=waiting.record)


@recorded
def ask_again(*, by: Seat, at: datetime, entry: UUID) -> None:
    """Take back that ours was kept: the row waits again.

    :raises Refused: for whoever is no steward.
    :raises Stale: when nothing was kept, and when the feed has said something else since.
    """
    may_keep(by.steward).or_refuse()
    kept = Quarantine.objects.select_related("run__source").filter(pk=entry, settled_how=KEPT)
    waiting = kept.first()
    if waiting is None:
        raise Stale
    # Without a fingerprint the row is a changed one, should it come again as it is.
    if not _ours(waiting).filter(fingerprint=waiting.fingerprint).update(fingerprint=None):
        raise Stale
    kept.update(settled_at=None, settled_how="")
    record("row_asked_again", entry, record=waiting.record)


def _lines(waiting: Quarantine) -> tuple[tuple[str, ...], list[Line]]:
    """Return the columns of a row as the feed gave it, and its records."""
    given = given_of(waiting)
    key = given.pop("id", "")
    columns = tuple(given)
    batch = Batch(waiting.table, columns, numbers=[waiting.row], keys=[key])
    batch.cells.append(tuple(given.values()))
    return columns, lines_of(batch, waiting.run.source_id.bytes) if given else []


def _ours(waiting: Quarantine) -> Any:
    """Return the records a row is about."""
    ids = {str(waiting.record), *(line[2] for line in _lines(waiting)[1])}
    return _records(waiting).filter(pk__in=ids, source_id=waiting.run.source_id)


def _taking(at: datetime, waiting: Quarantine, who: Who) -> Taking:
    source = waiting.run.source_id
    putting = Putting(run=waiting.run_id, source=source)
    report = Report(waiting.run.format, "")
    return Taking(source, at, putting, report, whole=False, survivors=survivors(), who=who)


def _put(taking: Taking, waiting: Quarantine, columns: tuple[str, ...], lines: list[Line]) -> None:
    """Put the records of a row with its fingerprint, so that it is known when it comes again.

    :raises Refused: when it cannot be taken in.
    """
    mark = bytes(waiting.fingerprint or b"").hex()
    for number, key, made, _, standing, cells in lines:
        line = (number, key, made, mark, standing, cells)
        left = put_one(taking, waiting.table, columns, line, Counts())
        if left is not None and standing != PART:
            why = Reason(left.reason)
            raise Refused("still", f"{why.sentence} {why.advice}")
    taking.survivors.note()


def _records(waiting: Quarantine) -> Any:
    return MODELS[waiting.table]._default_manager


def _note(
    by: Seat, at: datetime, waiting: Quarantine, made: UUID, values: Mapping[str, str]
) -> None:
    """Write what was mended into the history: a feed does not put something else over it."""
    found, act = _records(waiting).get(pk=made), uuid4()
    texts = {field.attname for field in found._meta.fields if isinstance(field, models.TextField)}
    Change.objects.bulk_create(
        Change(
            act=act, record=made, table=waiting.table, field=name,
            before=waiting.given.get(name, ""), after=stored(getattr(found, name)), at=at,
            seat=by.id, how="quarantine",
        )
        for name, value in values.items()
        if name in texts and value != waiting.given.get(name, "")
    )  # fmt: skip


def _waiting(entry: UUID) -> Quarantine:
    found = Quarantine.objects.select_related("run__source").filter(pk=entry, settled_at=None)
    waiting = found.first()
    if waiting is None:
        raise Stale
    return waiting


def _settle(waiting: Quarantine, at: datetime, how: str, made: UUID | None) -> None:
    rows = Quarantine.objects.filter(pk=waiting.pk, settled_at=None)
    if not rows.update(settled_at=at, settled_how=how, record=made):
        raise Stale
