"""A service and what it is tied to: its places, and the categories it is sorted under.

A tie that was taken away is made anew, not taken up again: its history stays whole.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.actions.editing import add, note_added, relist
from hubtable.directory.models import Attribute, Location, Service, ServiceAtLocation, TaxonomyTerm
from hubtable.directory.rules.editing import may_keep
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@recorded
def tie(*, by: Seat, at: datetime, service: UUID, location: UUID) -> UUID:
    """Say that a service is given at a place; return the id of the tie.

    :raises Refused: for whoever is no steward, at a place it is tied to or that is not there.
    """
    may_keep(by.steward).or_refuse()
    _standing(service)
    if not Location.objects.filter(pk=location, ended_at=None).exists():
        raise Refused("no_place", "This place is not in the directory any more.")
    if ServiceAtLocation.objects.filter(service=service, location=location, ended_at=None).exists():
        raise Refused("tied_already", "The service is there already.")
    parents = {"service": service, "location": location}
    made = add(by=by, at=at, kind="service_at_location", parents=parents, values={})
    record("service_placed", service)
    return made


@recorded
def place(*, by: Seat, at: datetime, service: UUID, name: str, address: Mapping[str, Any]) -> UUID:
    """Make a new place of the service's organization with an address, and tie the service to it.

    :raises Refused: for whoever is no steward.
    """
    may_keep(by.steward).or_refuse()
    owner = {"organization": _standing(service).organization_id}
    values = {"name": name, "location_type": "physical"}
    location = add(by=by, at=at, kind="location", parents=owner, values=values)
    add(by=by, at=at, kind="address", parents={"location": location}, values=address)
    made = tie(by=by, at=at, service=service, location=location)
    record("place_made", location)
    return made


@recorded
def sort(*, by: Seat, at: datetime, service: UUID, term: UUID) -> UUID:
    """Sort a service under a term of any taxonomy; return the id of the attribute.

    :raises Refused: for whoever is no steward, under a term it stands under or that is not there.
    """
    may_keep(by.steward).or_refuse()
    _standing(service)
    known = TaxonomyTerm.objects.filter(pk=term, ended_at=None).first()
    if known is None:
        raise Refused("no_term", "This category is not in the directory any more.")
    if Attribute.objects.filter(link_id=service, taxonomy_term=term, ended_at=None).exists():
        raise Refused("sorted_already", "The service stands under this category already.")
    made = Attribute.objects.create(
        id=uuid4(), added_at=at, changed_at=at, link_id=service, link_entity="service",
        taxonomy_term=known,
    )  # fmt: skip
    note_added(by, at, "attribute", made.pk, {"term": known.name})
    record("service_sorted", service)
    relist(by, at, "attribute", made.pk)
    return UUID(str(made.pk))


def _standing(service: UUID) -> Service:
    found = Service.objects.filter(pk=service, ended_at=None).first()
    if found is None:
        raise Refused("no_service", "This service is not in the directory any more.")
    return found
