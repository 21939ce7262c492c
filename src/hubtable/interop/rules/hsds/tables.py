"""The tables of HSDS 3.1 as they are written: fields with their kinds, and what cannot be missing.

Source: HSDS 3.1.1, schemas of the tables and reference of fields (docs.openreferral.org). Order of
tables and fields is that of its tabular data package. What HSDS has no place for travels as further
fields and tables beside its own, as its profiles do (HSDS, Profiles: new optional fields, new
structures): whoever does not know them reads HSDS as it is.
"""

from dataclasses import dataclass, replace

KINDS: dict[str, dict[str, object]] = {
    "text": {"type": "string"},
    "id": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "dialed": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string"},
    "moment": {"type": "string", "format": "date-time"},
    "flag": {"type": "boolean"},
}
"""Kind of a field → its JSON schema."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `needed`: HSDS calls it required; a text is then written empty if not known."""

    name: str
    kind: str = "text"
    needed: bool = False
    own: bool = False
    """An addition of ours, written only where it says something."""
    allowed: tuple[str, ...] = ()
    column: str = ""
    """Name in the database."""

    @property
    def plain(self) -> bool:
        """Say whether a text is written as it stands."""
        return self.kind in ("text", "id") and not self.allowed


@dataclass(frozen=True, slots=True)
class Table:
    """One table of HSDS, `file` is its name in the tabular form."""

    name: str
    file: str
    fields: tuple[Field, ...]
    own: bool = False
    """An addition of ours, written only where it has a row."""
    kept: str = ""
    """The table whose rows these are, where it has another name; also to whoever reads it."""
    only: str = ""
    """Condition on the rows that may be told, in SQL on `t`."""

    @property
    def relation(self) -> str:
        """Return the table in the database."""
        return f"directory_{self.base.replace('_', '')}"

    @property
    def base(self) -> str:
        """Return the table by which a reader takes the rows in."""
        return self.kept or self.name


ALLOWED = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "location_type": ("physical", "postal", "virtual"),
    "address_type": ("physical", "postal", "virtual"),
    "freq": ("WEEKLY", "MONTHLY"),
    "wkst": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
}
OWN_ALLOWED = {
    "status": ("open", "waiting_list", "full"),
    "precision": ("exact", "zip", "town"),
    "holiday": ("closed", "open"),
}
"""Values of our additions; what means that nothing is known is not written."""
COLUMNS = {("taxonomy", "version"): "version_of_taxonomy"}


def _table(name: str, file: str, fields: str) -> Table:
    """Read `field:kind!` words: `!` is needed, `+` an addition of ours in a table of HSDS."""
    return Table(name, file, tuple(_field(name, word) for word in fields.split()))


def _field(table: str, word: str) -> Field:
    name, _, kind = word.rstrip("!+").partition(":")
    if not kind:
        kind = "id" if name == "id" or (name.endswith("_id") and name != "tax_id") else "text"
    return Field(
        name,
        kind,
        needed=word.endswith("!") or name == "id",
        own=word.endswith("+"),
        allowed=(OWN_ALLOWED if word.endswith("+") else ALLOWED).get(name, ()),
        column=COLUMNS.get((table, name), name),
    )


ORDERED: tuple[Table, ...] = (
    _table(
        "organization",
        "organizations",
        "id name! alternate_name description! email:email website:uri tax_status tax_id"
        " year_incorporated:number legal_status logo uri:uri parent_organization_id",
    ),
    _table("program", "programs", "id organization_id name! alternate_name description!"),
    _table(
        "service",
        "services",
        "id organization_id program_id name! alternate_name description url:uri email:email status!"
        " interpretation_services application_process fees_description wait_time fees"
        " accreditations eligibility_description minimum_age:number maximum_age:number"
        " assured_date:date assurer_email:email licenses alert last_modified:moment",
    ),
    _table(
        "attribute",
        "attributes",
        "id link_id taxonomy_term_id link_type link_entity value label",
    ),
    _table("service_at_location", "service_at_location", "id service_id location_id description"),
    _table(
        "location",
        "locations",
        "id location_type! url:uri organization_id name alternate_name description transportation"
        " latitude:number longitude:number external_identifier external_identifier_type"
        " confidential:flag+ precision+ time_zone+",
    ),
    _table(
        "phone",
        "phones",
        "id location_id service_id organization_id contact_id service_at_location_id number!"
        " extension:dialed type description",
    ),
    _table(
        "contact",
        "contacts",
        "id organization_id service_id service_at_location_id location_id name title department"
        " email:email",
    ),
    _table(
        "address",
        "addresses",
        "id location_id attention address_1! address_2 city! region state_province! postal_code!"
        " country! address_type!",
    ),
    _table(
        "schedule",
        "schedules",
        "id service_id location_id service_at_location_id valid_from:date valid_to:date"
        " dtstart:date timezone:number until:date count:number wkst freq interval:number byday"
        " byweekno bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri"
        " attending_type notes holiday+ by_appointment:flag+ given+",
    ),
    _table("funding", "funding", "id organization_id service_id source"),
    _table(
        "service_area",
        "service_areas",
        "id service_id service_at_location_id name description extent extent_type uri",
    ),
    _table("required_document", "required_documents", "id service_id document uri:uri"),
    _table("language", "languages", "id service_id location_id phone_id name code note"),
    _table("accessibility", "accessibility", "id location_id description details url:uri"),
    _table(
        "taxonomy_term",
        "taxonomy_terms",
        "id code name! description! parent_id taxonomy language taxonomy_id term_uri:uri",
    ),
    _table(
        "metadata",
        "metadata",
        "id resource_id resource_type last_action_date:date! last_action_type! field_name!"
        " previous_value! replacement_value! updated_by!",
    ),
    _table("meta_table_description", "meta_table_descriptions", "id name language character_set"),
    _table(
        "cost_option",
        "cost_options",
        "id service_id valid_from:date valid_to:date option currency amount:number"
        " amount_description",
    ),
    _table(
        "organization_identifier",
        "organization_identifiers",
        "id organization_id identifier_scheme identifier_type! identifier!",
    ),
    _table("taxonomy", "taxonomies", "id name! description! uri:uri version"),
    _table(
        "service_capacity",
        "service_capacity",
        "id service_id unit_id available:number! maximum:number description updated:moment!"
        " status+ told_at:moment+",
    ),
    _table("unit", "units", "id name! scheme identifier uri:uri"),
    _table("url", "url", "id label url:uri! organization_id service_id"),
    replace(
        _table(
            "opening",
            "openings",
            "id service_id unit_id available:number maximum:number description updated:moment"
            " status+ told_at:moment+",
        ),
        own=True,
        kept="service_capacity",
    ),
    replace(
        _table("insurance_accepted", "insurance_accepted", "id service_id code name!"), own=True
    ),
    replace(_table("contact_way", "contact_ways", "id service_id way! note"), own=True),
    replace(
        _table(
            "translation",
            "translations",
            "id record:id kind! field! language! text! of! translated_on:date! reviewed_at:moment",
        ),
        own=True,
        only="t.reviewed_at IS NOT NULL",
    ),
)
"""Openings are capacities HSDS cannot hold: it knows none without unit, number and date."""
TABLES: dict[str, Table] = {table.name: table for table in ORDERED}
HSDS: tuple[Table, ...] = tuple(table for table in ORDERED if not table.own)
