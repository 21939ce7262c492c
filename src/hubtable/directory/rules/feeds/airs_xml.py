"""AIRS XML (XSD 3.0): an agency with its sites and their services as rows of HSDS.

Agency → organization, Site → location, SiteService → service and service at location. An element
in which nothing stands (`<PhoneNumber />`) is no row. Source: AIRS XSD 3.0; HSDS 3.1.
"""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from hubtable.directory.rules.feeds.found import Gathering, Standing

AIRS_CODE = re.compile(r"[A-Z]{1,2}(?:-\d{4}(?:\.\d{4}(?:-\d{3})?)?)?(?:[.-]\d+)*")
QUOTED = re.compile(r"'([^']*)'")
HIDDEN = "confidential"
"""Stands in a row the feed marks as confidential, instead of its value."""


def take_agency(into: Gathering, agency: Element, taxonomy_version: str = "") -> None:
    """Put one agency with all that belongs to it into rows."""
    key = _said(agency, "Key")
    location = agency.find("AgencyLocation")
    values = {
        "name": _said(agency, "Name"),
        "alternate_name": _also(agency),
        "description": _said(agency, "AgencyDescription"),
        "email": _address_of(agency, "Email"),
        "website": _address_of(agency, "URL"),
        "tax_status": _said(agency, "IRSStatus"),
        "legal_status": agency.get("LegalStatus", ""),
        "year_incorporated": _said(agency, "YearIncorporated"),
        "tax_id": _said(agency, "FEIN"),
        "assured_date": _checked(agency),
    }
    into.add("organization", values, key)
    link = {"organization_id": key}
    _reached(into, agency, link)
    sites = agency.findall("Site")
    if location is not None:
        _head_office(into, location, key, sites)
    for site in sites:
        _take_site(into, site, key, taxonomy_version)


def _take_site(into: Gathering, site: Element, agency: str, version: str) -> None:
    key = _said(site, "Key")
    place = site.find("SpatialLocation")
    hidden = any(_hidden(one) for one in site.findall("PhysicalAddress"))
    point = {} if place is None else _point(place)
    values = {
        "organization_id": agency,
        "location_type": "physical" if site.find("PhysicalAddress") is not None else "postal",
        "name": _said(site, "Name"),
        "alternate_name": _also(site),
        "description": _said(site, "SiteDescription"),
        "transportation": _said(site, "BusServiceAccess"),
        "url": _address_of(site, "URL"),
        "confidential": "true" if hidden else "",
        "assured_date": _checked(site),
        **point,
    }
    into.add("location", values, key)
    link = {"location_id": key}
    for tag, kind in (("PhysicalAddress", "physical"), ("MailingAddress", "postal")):
        for nth, one in enumerate(site.findall(tag), 1):
            _address(into, one, kind, key, f"{key}:{kind}:{nth}" if hidden else "")
    text = _said(site, "DisabilitiesAccess")
    if text:
        into.add("accessibility", {**link, "description": text})
    _reached(into, site, link, urls=False)
    _prose(into, site, link)
    for service in site.findall("SiteService"):
        _take_service(into, service, agency, key, version)


def _take_service(into: Gathering, one: Element, agency: str, site: str, version: str) -> None:
    key = _said(one, "Key")
    values = {
        "organization_id": agency,
        "name": _said(one, "Name"),
        "alternate_name": _also(one),
        "description": _said(one, "Description"),
        "url": _address_of(one, "URL"),
        "email": _address_of(one, "Email"),
        "status": "active",
        "application_process": _first(one, "ApplicationProcess", "ApplicationProcess/Description"),
        "fees_description": _said(one, "FeeStructure") or _said(one, "Fee"),
        "eligibility_description": _said(one, "Eligibility") or _said(one, "Requirements"),
        "minimum_age": _said(one, "AgeRequirements/MinimumAge"),
        "maximum_age": _said(one, "AgeRequirements/MaximumAge"),
        "assured_date": _checked(one),
    }
    into.add("service", values, key)
    at = f"{key}@{site}"
    into.add("service_at_location", {"service_id": key, "location_id": site}, at)
    link = {"service_id": key}
    _reached(into, one, link, urls=False)
    _prose(into, one, {"service_at_location_id": at})
    for code in one.findall("Taxonomy/Code"):
        _term(into, _text(code), key, version)
    for area in one.findall("GeographicAreaServed"):
        _area(into, area, key)
    for language in (*one.findall("Languages/Language"), *one.findall("LanguagesOffered/Language")):
        name = _said(language, "Name") or _text(language)
        if name:
            into.add("language", {**link, "name": name})
    for document in one.findall("DocumentsRequired"):
        if _text(document):
            into.add("required_document", {**link, "document": _text(document)})


def _term(into: Gathering, code: str, service: str, version: str) -> None:
    """A code becomes a term that is known by it; what the code means stands in no feed."""
    if not code:
        return
    ours = AIRS_CODE.fullmatch(code)
    taxonomy = "211HSIS" if ours else "local"
    name = code if ours else " · ".join(QUOTED.findall(code)) or code
    about = {"name": taxonomy, "version": version if ours else ""}
    into.add("taxonomy", about, taxonomy, Standing.LISTED)
    term = {"code": code, "name": name, "taxonomy_id": taxonomy}
    into.add("taxonomy_term", term, code, Standing.LISTED)
    said = {"link_id": service, "link_entity": "service", "taxonomy_term_id": code}
    into.add("attribute", said)


def _area(into: Gathering, area: Element, service: str) -> None:
    parts = [_text(one) for one in area if _text(one)]
    if parts:
        kind = area[0].tag.lower() if len(area) else ""
        values = {"service_id": service, "name": ", ".join(parts), "extent_type": kind}
        into.add("service_area", values)


def _reached(into: Gathering, one: Element, link: dict[str, str], *, urls: bool = True) -> None:
    """Phones, people and further web addresses of an agency, site or service."""
    _phones(into, one.findall("Phone"), link)
    if urls:
        for url in one.findall("URL")[1:]:
            if _hidden(url):
                continue
            said = {**link, "url": _said(url, "Address"), "label": _said(url, "Note")}
            if said["url"]:
                into.add("url", said)
    for number, contact in enumerate(one.findall("ResourceInfo/Contact"), 1):
        values = {
            **link,
            "name": _said(contact, "Name"),
            "title": _said(contact, "Title"),
            "department": contact.get("Type", ""),
            "email": _address_of(contact, "Email"),
        }
        if _hidden(contact) or not (values["name"] or values["title"] or values["email"]):
            continue
        key = f"{'/'.join(link.values())}:{next(iter(link))}:contact:{number}"
        into.add("contact", values, key)
        _phones(into, contact.findall("Phone"), {"contact_id": key})


def _phones(into: Gathering, phones: Iterable[Element], link: dict[str, str]) -> None:
    for phone in phones:
        number = _said(phone, "PhoneNumber")
        if not number:
            continue
        kind, hidden = _said(phone, "Type"), _hidden(phone)
        said = "" if hidden else _said(phone, "Description")
        values = {
            **link,
            "number": HIDDEN if hidden else number,
            "extension": "" if hidden else _said(phone, "Extension"),
            "type": "fax" if "fax" in kind.lower() else "voice" if kind else "",
            "description": ", ".join(filter(None, (kind, said))),
        }
        into.add("phone", values)


def _address(into: Gathering, one: Element, kind: str, location: str, key: str) -> None:
    """Take an address; all of a confidential place's own goes where stewards alone read it.

    Those have a `key`, which tells no street. A confidential address of a place that is not has
    nowhere to be kept: its street is not even read.
    """
    hidden = _hidden(one) and not key
    lines = [""] * 4 if hidden else [_said(one, f"Line{i}") for i in range(1, 5)]
    values = {
        "location_id": location,
        "attention": "" if hidden else _said(one, "PreAddressLine"),
        "address_1": lines[0],
        "address_2": ", ".join(filter(None, lines[1:])),
        "city": _said(one, "City"),
        "region": _said(one, "County"),
        "state_province": _said(one, "State"),
        "postal_code": "" if hidden else _said(one, "ZipCode"),
        "country": _said(one, "Country"),
        "address_type": kind,
    }
    if any(values[name] for name in ("address_1", "city", "postal_code")):
        into.add("address", values, key)


def _head_office(into: Gathering, location: Element, agency: str, sites: Iterable[Element]) -> None:
    """Keep the agency's own address where none of its sites has it: HSDS gives it no place.

    Where one of its sites is confidential it is not kept: often they are the same door.
    """
    one = location.find("PhysicalAddress")
    others = [other for site in sites for other in site.findall("PhysicalAddress")]
    if one is None or any(_hidden(other) for other in (one, *others)):
        return
    lines = [_text(part) for part in one if _text(part)]
    if not lines or any(lines == [_text(p) for p in other if _text(p)] for other in others):
        return
    said = {"link_id": agency, "link_entity": "organization", "link_type": "address"}
    into.add("attribute", {**said, "label": "Head office", "value": ", ".join(lines)})


def _prose(into: Gathering, one: Element, link: dict[str, str]) -> None:
    text = _said(one, "TimeOpen") or _said(one, "TimeOpen/Notes")
    season = _said(one, "Seasonal/Description")
    begins, ends = _said(one, "Seasonal/StartDate"), _said(one, "Seasonal/EndDate")
    if text or season or begins:
        said = {"description": text, "notes": season, "valid_from": begins, "valid_to": ends}
        into.add("schedule", {**link, **said})


def _point(place: Element) -> dict[str, str]:
    return {"latitude": _said(place, "Latitude"), "longitude": _said(place, "Longitude")}


def _address_of(one: Element, tag: str) -> str:
    """Return a mail or web address that may be told."""
    found = one.find(tag)
    return "" if found is None or _hidden(found) else _said(found, "Address")


def _checked(one: Element) -> str:
    """Return the day somebody last confirmed it."""
    info = one.find("ResourceInfo")
    return "" if info is None else info.get("DateLastVerified", "")


def _also(one: Element) -> str:
    names = (_said(aka, "Name") for aka in one.findall("AKA") if not _hidden(aka))
    return "; ".join(filter(None, names))


def _hidden(one: Element) -> bool:
    said = one.get("Confidential") or _said(one, "Confidential")
    return said.strip().lower() in {"true", "1", "yes"}


def _first(one: Element, *paths: str) -> str:
    return next(filter(None, (_said(one, path) for path in paths)), "")


def _said(one: Element, path: str) -> str:
    return (one.findtext(path) or "").strip()


def _text(one: Element) -> str:
    return (one.text or "").strip()
