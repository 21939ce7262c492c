"""The first row of a Hub, by the owner; and what a Hub is called afterwards."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.swapping import distinct, here, swap
from hubtable.hubs.models import Hub, Town
from hubtable.hubs.rules.administering import may_administer, may_lift
from hubtable.kernel.seat import Role, Seat
from hubtable.kernel.verdict import Refused


def found_hub(
    cursor: Any,
    *,
    at: datetime,
    slug: str,
    name: str,
    time_zone: str,
    admin_name: str,
    admin_email: str,
    admin_user: UUID,
) -> Seat:
    """Make a Hub with its first administrator, on the owner's cursor; return that seat.

    The seat holds once its person signed the confidentiality agreement (`people`).
    """
    hub, person, seat = uuid4(), uuid4(), uuid4()
    cursor.execute(
        "SELECT lock.found(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [hub, slug, name, time_zone, person, admin_user, admin_name, admin_email.lower(), seat, at],
    )
    return Seat(
        id=seat,
        role=Role.ADMIN,
        person=person,
        user=admin_user,
        hub=hub,
        person_name=admin_name,
        hub_name=name,
        time_zone=time_zone,
    )


@recorded
def change_hub(*, by: Seat, at: datetime, name: str, time_zone: str, version: int) -> None:
    """Change what the Hub is called and by whose clock its days end."""
    may_administer(by).or_refuse()
    swap(Hub.objects.filter(pk=by.hub), version, name=name, time_zone=time_zone)
    record("hub_changed", by.hub)


@recorded
def add_town(*, by: Seat, at: datetime, name: str, state: str) -> UUID:
    """Add a town the Hub serves; one that ended is served again."""
    may_administer(by).or_refuse()
    ended = Town.objects.filter(hub=by.hub, name=name, state=state, ends_at__isnull=False)
    town = ended.values_list("pk", flat=True).first()
    if town:
        ended.update(ends_at=None)
    else:
        town = uuid4()
        with distinct():
            Town.objects.create(id=town, hub_id=by.hub, name=name, state=state)
    record("town_added", town)
    return town


@recorded
def end_town(*, by: Seat, at: datetime, town: UUID) -> None:
    """Stop serving a town from now on."""
    may_administer(by).or_refuse()
    here(Town, pk=town)
    if not Town.objects.filter(pk=town, ends_at=None).update(ends_at=at):
        raise Refused("ended", "This town was taken off the list already.")
    record("town_ended", town)


@recorded
def lift_end_of_town(*, by: Seat, at: datetime, town: UUID) -> None:
    """Serve a town again that was taken off the list today."""
    may_administer(by).or_refuse()
    ended_at = Town.objects.filter(pk=town).values_list("ends_at", flat=True).first()
    if ended_at is None:
        raise Refused("not_ended", "This town is on the list.")
    may_lift(ended_at, at, by.time_zone).or_refuse()
    Town.objects.filter(pk=town).update(ends_at=None)
    record("town_added", town)
