"""A member's own photo and languages: a picture is drawn anew, and nothing else of it is kept."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.hubs.actions.people import agency_of
from hubtable.hubs.actions.picturing import redrawn
from hubtable.hubs.actions.swapping import absent
from hubtable.hubs.models import Photo
from hubtable.hubs.rules.administering import may_keep_agency
from hubtable.kernel.seat import Seat


@recorded
def show_yourself(
    *, by: Seat, at: datetime, version: int, languages: Iterable[str], photo: bytes | None = None
) -> None:
    """Say which languages one speaks besides English; keep a photo in place of an earlier one.

    :raises Refused: when the photo is too large, no JPEG, PNG or WebP, or cannot be read.
    :raises Stale: when somebody changed the own entry since it was read.
    """
    drawn = redrawn(photo) if photo is not None else None
    call("speak", list(languages), version)
    record("member_changed", by.person)
    if drawn is not None:
        Photo.objects.filter(person=by.person).delete()
        Photo.objects.create(hub_id=by.hub, person_id=by.person, body=drawn, made_at=at)
        record("photo_put", by.person)


@recorded
def remove_photo(*, by: Seat, at: datetime, person: UUID) -> None:
    """Remove one's own photo; or, as an administrator or the agency's lead, somebody else's.

    :raises Refused: when there is none.
    """
    if person != by.person:
        may_keep_agency(by, agency_of(person)).or_refuse()
    if not Photo.objects.filter(person=person).delete()[0]:
        raise absent()
    record("photo_removed", person)
