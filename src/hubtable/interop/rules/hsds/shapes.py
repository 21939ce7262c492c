"""How deep an object goes: what stands inside a list item, and what inside a full object.

Source: HSDS API reference: lists carry only what stands in a one-to-one relation; a record asked
for by its id, or with `full`, carries everything that belongs to it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands at `key` of an object: records of `table` with their own shape.

    Many: those whose column `link` names the object. One: that which the object's `link` names.
    """

    key: str
    table: str
    link: str
    many: bool
    shape: "tuple[Branch, ...]" = ()


def inside(key: str, table: str, link: str, *shape: Branch) -> Branch:
    """Return the branch of what belongs to an object."""
    return Branch(key, table, link, many=True, shape=shape)


def above(key: str, table: str, link: str, *shape: Branch) -> Branch:
    """Return the branch of what an object belongs to."""
    return Branch(key, table, link, many=False, shape=shape)


def _reached(link: str) -> tuple[Branch, Branch]:
    """Return the phones and contacts of something."""
    phones = inside("phones", "phone", link, LANGUAGES_OF_PHONE)
    of_contact = inside("phones", "phone", "contact_id", LANGUAGES_OF_PHONE)
    return phones, inside("contacts", "contact", link, of_contact)


LANGUAGES_OF_PHONE = inside("languages", "language", "phone_id")

LOCATION = (
    inside("languages", "language", "location_id"),
    inside("addresses", "address", "location_id"),
    inside("accessibility", "accessibility", "location_id"),
    *_reached("location_id"),
    inside("schedules", "schedule", "location_id"),
)
AT_LOCATION = (
    inside("service_areas", "service_area", "service_at_location_id"),
    *_reached("service_at_location_id"),
    inside("schedules", "schedule", "service_at_location_id"),
    above("location", "location", "location_id", *LOCATION),
)
ORGANIZATION = (
    inside("additional_websites", "url", "organization_id"),
    inside("funding", "funding", "organization_id"),
    *_reached("organization_id"),
    inside("programs", "program", "organization_id"),
    inside("organization_identifiers", "organization_identifier", "organization_id"),
)
OF_SERVICE = (
    inside("additional_urls", "url", "service_id"),
    *_reached("service_id"),
    inside("schedules", "schedule", "service_id"),
    inside("service_areas", "service_area", "service_id"),
    inside("languages", "language", "service_id"),
    inside("funding", "funding", "service_id"),
    inside("cost_options", "cost_option", "service_id"),
    inside("required_documents", "required_document", "service_id"),
    inside("capacities", "service_capacity", "service_id", above("unit", "unit", "unit_id")),
    inside("openings", "opening", "service_id", above("unit", "unit", "unit_id")),
    inside("insurance_accepted", "insurance_accepted", "service_id"),
    inside("contact_ways", "contact_way", "service_id"),
    above("program", "program", "program_id"),
)
SERVICE = (
    *OF_SERVICE,
    above("organization", "organization", "organization_id", *ORGANIZATION),
    inside("service_at_locations", "service_at_location", "service_id", *AT_LOCATION),
)
TERM = (above("taxonomy_detail", "taxonomy", "taxonomy_id"),)

LIST: dict[str, tuple[Branch, ...]] = {
    "service": (
        above("organization", "organization", "organization_id"),
        above("program", "program", "program_id"),
    ),
    "organization": (),
    "service_at_location": (
        above("location", "location", "location_id"),
        above(
            "service",
            "service",
            "service_id",
            above("organization", "organization", "organization_id"),
        ),
    ),
    "taxonomy": (),
    "taxonomy_term": (),
}
"""Table → what stands inside an item of a list."""

FULL: dict[str, tuple[Branch, ...]] = {
    "service": SERVICE,
    "organization": (
        *ORGANIZATION,
        inside("locations", "location", "organization_id", *LOCATION),
    ),
    "service_at_location": (
        *AT_LOCATION,
        above(
            "service",
            "service",
            "service_id",
            *OF_SERVICE,
            above("organization", "organization", "organization_id", *ORGANIZATION),
        ),
    ),
    "taxonomy": (),
    "taxonomy_term": TERM,
    "location": LOCATION,
    "unit": (),
    "meta_table_description": (),
}
"""Table → what stands inside a full object."""

SERVICES_IN_BRIEF = inside("services", "service", "organization_id")
SERVICES_IN_FULL = inside("services", "service", "organization_id", *OF_SERVICE, SERVICE[-1])
"""What a full organization says of its services: the fields alone, or all (`full_service`)."""
