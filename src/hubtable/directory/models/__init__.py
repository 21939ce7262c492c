"""What is kept of the directory: HSDS 3.1, and around it what its care needs."""

from hubtable.directory.models.counting import SearchCount
from hubtable.directory.models.delivering import Delivery, DeliveryPart
from hubtable.directory.models.describing import (
    Attribute,
    Metadata,
    MetaTableDescription,
    Taxonomy,
    TaxonomyTerm,
    Translation,
)
from hubtable.directory.models.importing import Import, Original, Quarantine
from hubtable.directory.models.locations import (
    Accessibility,
    Address,
    ConfidentialPlace,
    Location,
)
from hubtable.directory.models.organizations import (
    Organization,
    OrganizationIdentifier,
    Program,
)
from hubtable.directory.models.reaching import Contact, Language, Phone, Schedule, Url
from hubtable.directory.models.records import Record, Source
from hubtable.directory.models.searching import Listing, Place, Word
from hubtable.directory.models.services import (
    ContactWay,
    CostOption,
    Funding,
    InsuranceAccepted,
    RequiredDocument,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Unit,
)
from hubtable.directory.models.verifying import Change, Merging, Mistake, Proposal, Verification

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Change",
    "ConfidentialPlace",
    "Contact",
    "ContactWay",
    "CostOption",
    "Delivery",
    "DeliveryPart",
    "Funding",
    "Import",
    "InsuranceAccepted",
    "Language",
    "Listing",
    "Location",
    "Merging",
    "MetaTableDescription",
    "Metadata",
    "Mistake",
    "Organization",
    "OrganizationIdentifier",
    "Original",
    "Phone",
    "Place",
    "Program",
    "Proposal",
    "Quarantine",
    "Record",
    "RequiredDocument",
    "Schedule",
    "SearchCount",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Source",
    "Taxonomy",
    "TaxonomyTerm",
    "Translation",
    "Unit",
    "Url",
    "Verification",
    "Word",
]
