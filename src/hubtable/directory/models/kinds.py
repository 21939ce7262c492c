"""The records a steward keeps by hand, by their HSDS table."""

from collections.abc import Mapping
from typing import Any

from hubtable.directory.models.describing import Attribute
from hubtable.directory.models.locations import Address, Location
from hubtable.directory.models.organizations import Organization
from hubtable.directory.models.reaching import Contact, Language, Phone, Schedule
from hubtable.directory.models.services import (
    ContactWay,
    InsuranceAccepted,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
)

OF_KIND: Mapping[str, Any] = {
    "organization": Organization,
    "service": Service,
    "location": Location,
    "address": Address,
    "phone": Phone,
    "schedule": Schedule,
    "language": Language,
    "contact": Contact,
    "service_area": ServiceArea,
    "service_capacity": ServiceCapacity,
    "service_at_location": ServiceAtLocation,
    "holiday_hours": Schedule,
    "insurance_accepted": InsuranceAccepted,
    "contact_way": ContactWay,
    "attribute": Attribute,
}
"""Hours of holidays are schedules with `holiday`; a form of their own asks for them."""
