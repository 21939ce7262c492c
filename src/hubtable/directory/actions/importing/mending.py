"""A steward mends a row of the quarantine and takes it in, or drops it."""

from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.actions.importing.quarantining import DROPPED, MENDED
from hubtable.directory.actions.importing.quarantining import Quarantine as Putting
from hubtable.directory.actions.importing.report import Counts, Report
from hubtable.directory.actions.importing.statements import MODELS
from hubtable.directory.actions.importing.taking_in import Taking, put_one
from hubtable.directory.actions.listing import list_outdated
from hubtable.directory.models import Quarantine
from hubtable.directory.rules.editing import may_keep
from hubtable.directory.rules.identity import natural_key, record_id
from hubtable.directory.rules.quarantine import Reason
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
    known = MODELS[waiting.table]._default_manager.filter(pk=made).first()
    if known is not None and (waiting.reason in ANEW or known.source_id != source):
        raise Refused("taken", "There is a record with this id. Give it another one.")
    mark = bytes(waiting.fingerprint or b"").hex()
    report = Report(waiting.run.format, "")
    taking = Taking(source, at, Putting(run=waiting.run_id, source=source), report, whole=False)
    line = (waiting.row, key, made, mark, 0, cells)
    left = put_one(taking, waiting.table, columns, line, Counts())
    if left is not None:
        why = Reason(left.reason)
        raise Refused("still", f"{why.sentence} {why.advice}")
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
