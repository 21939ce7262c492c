"""The tables of HSDS 3.1 as a feed fills them: fields, links, and what a row cannot be without.

Source: HSDS 3.1.1 schemas and datapackage (docs.openreferral.org). Where those ask for a field that
hardly any feed fills (a program's description), a row is taken in without it. What HSDS does not
have and our own exports carry (docs/how-to/exchange-the-directory.md) stands among the others.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `links` are fields that name a row of another table."""

    name: str
    fields: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    """Links without which a row is an orphan."""
    any_of: tuple[str, ...] = ()
    """Links of which one at least must hold."""
    filled: tuple[str, ...] = ()
    """Texts that must not be empty: one of each group, groups written `a|b`."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All fields but the id, in the order in which a row is hashed."""
        return tuple(sorted({*self.fields, *self.links}))


def _table(
    name: str,
    fields: str,
    links: str = "",
    *,
    needs: str = "",
    any_of: str = "",
    filled: str = "",
) -> Table:
    linked = dict(one.split(">") for one in links.split())
    return Table(
        name, tuple(fields.split()), linked, tuple(needs.split()), tuple(any_of.split()),
        tuple(filled.split()),
    )  # fmt: skip


ORG, SERVICE, PLACE = (
    "organization_id>organization",
    "service_id>service",
    "location_id>location",
)
AT = "service_at_location_id>service_at_location"

ORDERED: tuple[Table, ...] = (
    _table("taxonomy", "name description uri version", filled="name"),
    _table(
        "taxonomy_term",
        "code name description taxonomy language term_uri",
        "parent_id>taxonomy_term taxonomy_id>taxonomy",
        filled="name|code",
    ),
    _table("unit", "name scheme identifier uri", filled="name"),
    _table(
        "organization",
        "name alternate_name description email website tax_status tax_id year_incorporated"
        " legal_status logo uri assured_date",
        "parent_organization_id>organization",
        filled="name",
    ),
    _table(
        "organization_identifier",
        "identifier_scheme identifier_type identifier",
        ORG,
        needs="organization_id",
        filled="identifier",
    ),
    _table(
        "program", "name alternate_name description", ORG, needs="organization_id", filled="name"
    ),
    _table(
        "service",
        "name alternate_name description url email status interpretation_services"
        " application_process fees_description wait_time fees accreditations"
        " eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert"
        " last_modified",
        f"{ORG} program_id>program",
        needs="organization_id",
        filled="name",
    ),
    _table(
        "location",
        "location_type url name alternate_name description transportation latitude longitude"
        " external_identifier external_identifier_type confidential precision time_zone"
        " assured_date",
        ORG,
    ),
    _table(
        "service_at_location",
        "description",
        f"{SERVICE} {PLACE}",
        needs="service_id location_id",
    ),
    _table(
        "address",
        "attention address_1 address_2 city region state_province postal_code country address_type",
        PLACE,
        needs="location_id",
        filled="address_1|address_2|city|postal_code|state_province",
    ),
    _table(
        "accessibility",
        "description details url",
        PLACE,
        needs="location_id",
        filled="description|details|url",
    ),
    _table(
        "contact",
        "name title department email",
        f"{ORG} {SERVICE} {AT} {PLACE}",
        any_of="organization_id service_id service_at_location_id location_id",
        filled="name|title|department|email",
    ),
    _table(
        "phone",
        "number extension type description",
        f"{PLACE} {SERVICE} {ORG} contact_id>contact {AT}",
        any_of="location_id service_id organization_id contact_id service_at_location_id",
        filled="number",
    ),
    _table(
        "schedule",
        "valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno"
        " bymonthday byyearday description opens_at closes_at schedule_link attending_type notes"
        " holiday by_appointment given",
        f"{SERVICE} {PLACE} {AT}",
        any_of="service_id location_id service_at_location_id",
        filled="description|opens_at|closes_at|byday|freq|holiday|notes|schedule_link|bymonthday"
        "|byyearday|dtstart|until|valid_from|valid_to|given|by_appointment",
    ),
    _table(
        "service_area",
        "name description extent extent_type uri",
        f"{SERVICE} {AT}",
        any_of="service_id service_at_location_id",
        filled="name|description|extent|uri",
    ),
    _table(
        "language",
        "name code note",
        f"{SERVICE} {PLACE} phone_id>phone",
        any_of="service_id location_id phone_id",
        filled="name|code|note",
    ),
    _table(
        "funding",
        "source",
        f"{ORG} {SERVICE}",
        any_of="organization_id service_id",
        filled="source",
    ),
    _table("required_document", "document uri", SERVICE, needs="service_id", filled="document|uri"),
    _table(
        "cost_option",
        "valid_from valid_to option currency amount amount_description",
        SERVICE,
        needs="service_id",
        filled="option|amount|amount_description",
    ),
    _table(
        "service_capacity",
        "available maximum description updated status told_at",
        f"{SERVICE} unit_id>unit",
        needs="service_id",
        filled="available|maximum|description|status",
    ),
    _table("insurance_accepted", "code name", SERVICE, needs="service_id", filled="name"),
    _table("contact_way", "way note", SERVICE, needs="service_id", filled="way"),
    _table(
        "url",
        "label url",
        f"{ORG} {SERVICE}",
        any_of="organization_id service_id",
        filled="url",
    ),
    _table(
        "attribute",
        "link_type link_entity value label",
        "link_id>* taxonomy_term_id>taxonomy_term",
        needs="link_id",
        filled="taxonomy_term_id|value|label",
    ),
    _table(
        "metadata",
        "resource_type last_action_date last_action_type field_name previous_value"
        " replacement_value updated_by",
        "resource_id>*",
        needs="resource_id",
    ),
    _table(
        "translation",
        "kind field language text of translated_on reviewed_at",
        "record>*",
        needs="record",
        filled="text field language translated_on",
    ),
    _table(
        "meta_table_description",
        "name language character_set",
        filled="name|language|character_set",
    ),
)
"""In the order in which they are taken in: what is pointed at comes first."""

TABLES: dict[str, Table] = {table.name: table for table in ORDERED}
