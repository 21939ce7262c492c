"""What files and columns of HSDS 1.1, 2.x and of the hybrids in use mean in HSDS 3.1."""

import re

FILES: dict[str, str] = {
    "accessibility": "accessibility",
    "accessibility_for_disabilities": "accessibility",
    "addresses": "address",
    "address": "address",
    "physical_addresses": "address",
    "postal_addresses": "address",
    "mail_addresses": "address",
    "attributes": "attribute",
    "service_attributes": "attribute",
    "services_attributes": "attribute",
    "service_attribute": "attribute",
    "services_taxonomy": "attribute",
    "service_taxonomy": "attribute",
    "other_attributes": "attribute",
    "eligibility": "attribute",
    "eligibilities": "attribute",
    "payments_accepted": "attribute",
    "payment_accepted": "attribute",
    "contacts": "contact",
    "cost_options": "cost_option",
    "cost_option": "cost_option",
    "contact_ways": "contact_way",
    "details": "attribute",
    "fundings": "funding",
    "holiday_schedules": "schedule",
    "holiday_schedule": "schedule",
    "regular_schedules": "schedule",
    "regular_schedule": "schedule",
    "schedules": "schedule",
    "languages": "language",
    "locations": "location",
    "meta_table_descriptions": "meta_table_description",
    "metadata": "metadata",
    "openings": "service_capacity",
    "organizations": "organization",
    "organization_identifiers": "organization_identifier",
    "phones": "phone",
    "programs": "program",
    "required_documents": "required_document",
    "service_areas": "service_area",
    "service_capacities": "service_capacity",
    "services": "service",
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy": "taxonomy",
    "taxonomy_types": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "translations": "translation",
    "units": "unit",
    "urls": "url",
}
"""Name of a file without its ending → table. A table's own name stands for itself."""

FIXED: dict[str, dict[str, str]] = {
    "physical_addresses": {"address_type": "physical"},
    "postal_addresses": {"address_type": "postal"},
    "mail_addresses": {"address_type": "postal"},
    "regular_schedules": {"freq": "WEEKLY"},
    "regular_schedule": {"freq": "WEEKLY"},
    "service_attributes": {"link_entity": "service"},
    "services_attributes": {"link_entity": "service"},
    "service_attribute": {"link_entity": "service"},
    "services_taxonomy": {"link_entity": "service"},
    "service_taxonomy": {"link_entity": "service"},
    "eligibility": {"link_entity": "service", "link_type": "eligibility"},
    "eligibilities": {"link_entity": "service", "link_type": "eligibility"},
    "payments_accepted": {"link_entity": "service", "link_type": "payment_accepted"},
    "payment_accepted": {"link_entity": "service", "link_type": "payment_accepted"},
}
"""What the name of a file says of every row in it."""

EVERYWHERE: dict[str, str] = {
    "recordid": "id",
    "record_id": "id",
    "uuid": "id",
    "organisation_id": "organization_id",
    "organization": "organization_id",
    "service": "service_id",
    "location": "location_id",
    "contact": "contact_id",
    "program": "program_id",
    "services": "service_id",
    "locations": "location_id",
    "contacts": "contact_id",
    "x_id": "id",
}
"""Columns that mean the same in every table that has the field."""

COLUMNS: dict[str, dict[str, str]] = {
    "accessibility": {"accessibility": "description"},
    "address": {
        "address": "address_1",
        "address1": "address_1",
        "address2": "address_2",
        "street": "address_1",
        "state": "state_province",
        "province": "state_province",
        "zip": "postal_code",
        "zip_code": "postal_code",
        "zipcode": "postal_code",
        "postcode": "postal_code",
        "type": "address_type",
    },
    "attribute": {
        "service_id": "link_id",
        "taxonomy_id": "taxonomy_term_id",
        "taxonomy_term": "taxonomy_term_id",
        "taxonomy_detail": "value",
        "eligibility": "value",
        "payment": "value",
    },
    "contact": {"phone": "phones"},
    "funding": {"funding_source": "source"},
    "language": {
        "language": "name",
        "language_code": "code",
        "language_recordid": "id_of_language",
    },
    "location": {"lat": "latitude", "lon": "longitude", "lng": "longitude", "long": "longitude"},
    "metadata": {},
    "organization": {"url": "website", "org_name": "name", "parent_id": "parent_organization_id"},
    "phone": {"phone": "number", "phone_number": "number", "ext": "extension"},
    "required_document": {"required_document": "document"},
    "schedule": {
        "weekdays": "byday",
        "open_at": "opens_at",
        "close_at": "closes_at",
    },
    "service": {
        "taxonomy": "taxonomy_ids",
        "taxonomies": "taxonomy_ids",
        "application": "application_process",
        "eligibility": "eligibility_description",
        "website": "url",
    },
    "service_area": {"service_area": "name"},
    "service_at_location": {},
    "taxonomy_term": {
        "term": "name",
        "x_description": "description",
        "parent_name": "parent_id",
        "parent_recordid": "parent_id",
        "vocabulary": "taxonomy",
    },
    "taxonomy": {"type_recordid": "id", "reference_url": "uri", "notes": "description"},
}
"""Column of an older form, without the table's prefix → field of HSDS 3.1."""

OWN_KEYS = frozenset(
    "holiday_schedules holiday_schedule postal_addresses mail_addresses eligibility eligibilities"
    " payments_accepted payment_accepted".split()
)
"""Files whose ids count for themselves: another file fills the same table and may use them too."""

SPREAD: dict[tuple[str, str], tuple[str, str]] = {
    ("service", "location_id"): ("service_at_location", "location_id"),
    ("service", "location_ids"): ("service_at_location", "location_id"),
    ("service", "taxonomy_ids"): ("attribute", "taxonomy_term_id"),
    ("service", "taxonomy_term_id"): ("attribute", "taxonomy_term_id"),
    ("phone", "language"): ("language", "name"),
    ("location", "language"): ("language", "name"),
}
"""A column that lists others → the table of link rows made from it, and their field."""

MORE: dict[str, dict[str, tuple[str, ...]]] = {
    "address": {"address_2": ("address_3", "address_4")},
    "phone": {"description": ("department",)},
    "schedule": {"byday": ("weekday",)},
}
"""Columns of older forms that are added to a field which stands beside them."""


def plain(name: str) -> str:
    """Return a file's or column's name in small letters with underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lstrip("\ufeff").lower()).strip("_")
