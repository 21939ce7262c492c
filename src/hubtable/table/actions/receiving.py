"""A file between the look at it and the decision: sealed, for the seat that sent it alone.

Its key lies in the key store without a sealed identity: the sweep takes it as an orphan after an
hour, and what is kept here cannot be read any more.
"""

import io
import tempfile
import zlib
from datetime import datetime
from typing import IO, BinaryIO
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.keys import KeysMissing
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused
from hubtable.table.actions.importing import NotAll, Outcome, look, take_in
from hubtable.table.models import Intake
from hubtable.table.rules.intake import SHOWN, Fault, Found, found
from hubtable.vault.actions.key_store import decrypt, destroy_key, encrypt, key_for, key_of

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of rows set aside that are held in memory; more go to an unnamed file."""


@recorded
def receive(*, by: Seat, at: datetime, file: BinaryIO) -> UUID:
    """Look at a file and keep it, sealed, until its sender decides. An earlier one goes.

    :raises Refused: when it is no file of ours as a whole; then nothing of it is kept.
    """
    outcome = look(by=by, at=at, file=file)
    for earlier in Intake.objects.filter(by_seat=by.id).values_list("pk", flat=True):
        _drop(earlier)
    file.seek(0)
    made = uuid4()
    Intake.objects.create(
        pk=made,
        table_id=by.own_table,
        by_seat=by.id,
        at=at,
        body=_sealed(made, file.read()),
        found=_sealed(made, _told(outcome).text()),
    )
    record("file_received", made, rows=outcome.read, seat=by.id)
    return made


@recorded
def decide(*, by: Seat, at: datetime, of: UUID, whole: bool) -> Found:
    """Bring the file in: all of it (`whole`) or nothing, or all but the rows that are wrong.

    The rows set aside are kept in its place. A `whole` file with a wrong row changes nothing.

    :raises Refused: when it is not kept any more, or was brought in already.
    """
    row = _kept(of)
    if row.taken_at is not None:
        raise Refused("taken", "This file was brought in already.")
    with _unnamed() as aside:
        text = io.TextIOWrapper(aside, encoding="utf-8", newline="")
        body = io.BytesIO(_opened(of, row.body))
        try:
            outcome, taken = take_in(by=by, at=at, file=body, whole=whole, aside=text), at
        except NotAll as refused:
            record("file_refused", of, seat=by.id)
            told = _told(refused.outcome)
            Intake.objects.filter(pk=of).update(found=_sealed(of, told.text()))
            return told
        text.flush()
        aside.seek(0)
        told = _told(outcome)
        Intake.objects.filter(pk=of, taken_at=None).update(
            body=_sealed(of, aside.read()), found=_sealed(of, told.text()), taken_at=taken
        )
        text.detach()
    record("file_taken_in", of, seat=by.id)
    return told


@recorded
def discard(*, by: Seat, at: datetime, of: UUID) -> None:
    """Throw a file away, with what was found in it."""
    _drop(_kept(of).pk)
    record("file_discarded", of, seat=by.id)


def found_in(*, of: UUID) -> tuple[Found, bool] | None:
    """Return what was found in a file the acting seat sent, and whether it was brought in."""
    row = Intake.objects.filter(pk=of).first()
    if row is None:
        return None
    return found(_opened(of, row.found)), row.taken_at is not None


def set_aside(*, of: UUID) -> bytes:
    """Return the file of the rows that were set aside, each with its line and what is wrong.

    :raises Refused: when it was not brought in yet, or is not kept any more.
    """
    row = _kept(of)
    if row.taken_at is None:
        raise Refused("not_taken", "This file was not brought in yet.")
    return _opened(of, row.body)


def _told(outcome: Outcome) -> Found:
    listed = outcome.faults[:SHOWN]
    return Found(
        read=outcome.read,
        new=outcome.new,
        unchanged=outcome.unchanged,
        quarantined=outcome.quarantined,
        faults=tuple(Fault(line, one.column, one.sentence) for line, one in listed),
        more=len(outcome.faults) - len(listed) + outcome.untold,
    )


def _kept(of: UUID) -> Intake:
    row = Intake.objects.filter(pk=of).first()
    if row is None:
        raise Refused("gone", GONE)
    return row


GONE = "This file is not kept any more. Choose it again."


def _sealed(of: UUID, plain: bytes) -> bytes:
    return encrypt(key_for(of), zlib.compress(plain), of.bytes)


def _opened(of: UUID, body: bytes | memoryview) -> bytes:
    try:
        return zlib.decompress(decrypt(key_of(of), bytes(body), of.bytes))
    except KeysMissing:
        raise Refused("gone", GONE) from None


def _drop(of: UUID) -> None:
    Intake.objects.filter(pk=of).delete()
    destroy_key(of)


def _unnamed() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)
