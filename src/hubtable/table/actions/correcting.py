"""Corrections are new revisions with a reason, never silent edits."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call, translated
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Stale
from hubtable.table.actions.screening import Described, PersonCodes
from hubtable.table.models import DescribedPerson, Description, Worksheet, Writer
from hubtable.table.queries.wording import regimes_of, unknown_codes
from hubtable.table.rules.schools import is_school, may_enter
from hubtable.table.rules.screening import may_describe
from hubtable.table.rules.words import CorrectionReason


@recorded
def correct(
    *,
    by: Seat,
    at: datetime,
    of: UUID,
    seen: int,
    described: Described,
    people: Mapping[UUID, PersonCodes],
    reason: CorrectionReason,
) -> int:
    """Add a revision after `seen` and return its number; the earlier ones stay.

    :raises Refused: when a code is none of the vocabulary, or closed to school records.
    :raises Stale: when there is a newer revision than `seen`.
    """
    unknown = unknown_codes(by=by, codes=described.codes)
    may_describe(unknown, described.language, people.values()).or_refuse()
    sheet = Worksheet.objects.filter(pk=of).first()
    may_enter(
        described.codes,
        school=is_school(sheet.regimes if sheet else (), regimes_of(by=by)),
        consent=sheet.consent if sheet else "",
        emergency=bool(sheet and sheet.emergency),
    ).or_refuse()
    latest = Description.objects.filter(discussion_id=of).order_by("-revision").first()
    if latest is None or latest.revision != seen:
        raise Stale
    with translated():
        revision = _add_revision(by, at, of, seen + 1, described, reason)
        _say_of_people(revision, people)
    record("corrected", of, revision=seen + 1, reason=reason.value, seat=by.id)
    return seen + 1


def _add_revision(  # noqa: PLR0917 - the row's columns
    by: Seat,
    at: datetime,
    of: UUID,
    number: int,
    described: Described,
    reason: CorrectionReason,
) -> Description:
    key = uuid4()
    Writer.objects.create(pk=key, discussion_id=of, delegation_id=by.own_delegation, by_seat=by.id)
    return Description.objects.create(
        pk=key,
        discussion_id=of,
        revision=number,
        interpreter=described.interpreter,
        language=described.language,
        risk_factors=list(described.risk_factors),
        protective_factors=list(described.protective_factors),
        flags=list(described.flags),
        reason=reason.value,
        made_at=at,
    )


def _say_of_people(revision: Description, people: Mapping[UUID, PersonCodes]) -> None:
    for place, (subject, codes) in enumerate(people.items()):
        DescribedPerson.objects.create(
            discussion_id=revision.discussion_id,
            description=revision,
            subject_id=subject,
            position=place,
            role=codes.role,
            sex=codes.sex,
            age_group=codes.age_group,
        )


@recorded
def correct_presence(*, by: Seat, at: datetime, of: UUID, delegation: UUID) -> None:
    """Note that a delegation was not in the room after all: its sight closes at once."""
    call("was_absent", of, delegation)
    record("presence_corrected", of, delegation=delegation, seat=by.id)
