"""Where a place is that a feed calls confidential is kept for stewards, and stands nowhere else.

Every column of every table is searched, as a superuser sees them; then all that anybody is shown.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.cluster import Cluster
from tests.directory.actions.test_hiding import tells
from tests.directory.importing.feeds import AT, balanced, bring, current, rows, write
from tests.directory.records import as_feed
from tests.interop.hsds.asking import get, ids
from tests.interop.hsds.walking import COLLECTIONS
from tests.world import World, as_seat

STREET = "14 Quillmere Lane"
SECRETS = ("quillmere", "42.31234", "71.41234", "door q7", "01705", "5550177", "555-0177", "box 77")
"""Street, point, door, ZIP code, the number of a confidential phone, the box for its mail."""
TOWNS = {"directory_place", "directory_word"}
"""They hold all ZIP codes and towns there are."""
KEPT = {"directory_confidentialplace"}
Feed = Callable[..., Path]


def airs(folder: Path, *, hidden: bool = True, street: str = STREET, said: str = "") -> Path:
    """An agency with a confidential site; many of its texts name the street."""
    yes = str(hidden).lower()
    path = folder / "agency.xml"
    path.write_text(f"""<Source TaxonomyVersion="1"><Agency><Key>1</Key><Name>Quiet House</Name>
      <AgencyDescription>Since 1980 at {street}.{said}</AgencyDescription>
      <AgencyLocation><PhysicalAddress><Line1>{street.upper()}</Line1><City>Framingham</City>
        <State>MA</State><ZipCode>01705</ZipCode></PhysicalAddress></AgencyLocation>
      <URL><Address>https://quiet.example/{street.replace(" ", "-")}</Address></URL>
      <Phone Confidential="true"><PhoneNumber>508-555-0177</PhoneNumber>
        <Description>Rings in Quillmere</Description></Phone>
      <Site><Key>2</Key><Name>House at {street}</Name><AKA><Name>{street}</Name></AKA>
        <SiteDescription>On {street.upper()}.{said}</SiteDescription>
        <PhysicalAddress Confidential="{yes}"><PreAddressLine>Door Q7</PreAddressLine>
          <Line1>{street}</Line1><City>Framingham</City><State>MA</State><ZipCode>01705</ZipCode>
          <Country>US</Country></PhysicalAddress>
        <MailingAddress><Line1>PO Box 77</Line1><City>Framingham</City><State>MA</State>
          <ZipCode>01705</ZipCode></MailingAddress>
        <SpatialLocation><Latitude>42.31234</Latitude><Longitude>-71.41234</Longitude>
        </SpatialLocation>
        <BusServiceAccess>Bus 7 to Quillmere</BusServiceAccess>
        <DisabilitiesAccess>Ramp behind {street}</DisabilitiesAccess>
        <Phone><PhoneNumber>508-555-0142</PhoneNumber><Description>Ring at {street}</Description>
        </Phone>
        <ResourceInfo><Contact><Name>Desk</Name><Title>Desk, {street}</Title></Contact>
        </ResourceInfo>
        <SiteService><Key>3</Key><Name>Beds</Name><Description>Ring at {street}.{said}</Description>
          <TimeOpen>Mon-Fri 9am-5pm at {street}</TimeOpen><Eligibility>See {street}</Eligibility>
          <ApplicationProcess>Come to {street}</ApplicationProcess>
          <FeeStructure>Free at {street}</FeeStructure>
          <DocumentsRequired>A letter to {street}</DocumentsRequired></SiteService></Site>
      </Agency></Source>""")
    return path


def hsds(folder: Path, *, hidden: bool = True, street: str = STREET, said: str = "") -> Path:
    """The same as files of HSDS with our additions; its addresses have no ids."""
    place = ["id", "organization_id", "name", "description", "latitude", "longitude",
             "transportation", "external_identifier", "confidential"]  # fmt: skip
    at = ["location_id", "attention", "address_1", "city", "state_province", "postal_code"]
    return write(
        folder / "feed",
        organizations=[["id", "name", "description"], ["1", "Quiet House", f"At {street}.{said}"]],
        services=[["id", "organization_id", "name", "description", "status"],
                  ["3", "1", "Beds", f"Ring at {street}.{said}", "active"]],
        locations=[place, ["2", "1", f"House at {street}", f"{street}.{said}", "42.31234",
                           "-71.41234", "Bus 7 to Quillmere", "Quillmere 9", str(hidden)]],
        service_at_locations=[["id", "service_id", "location_id"], ["4", "3", "2"]],
        addresses=[at, ["2", "Door Q7", street, "Framingham", "MA", "01705"],
                   ["2", "", "Quiet Building", "Framingham", "MA", ""]],
        phones=[["id", "location_id", "number", "description"],
                ["5", "2", "508-555-0142", f"Ring at {street}.{said}"]],
        metadata=[["id", "resource_id", "resource_type", "field_name", "previous_value",
                   "replacement_value"], ["6", "2", "location", "name", street, "House"],
                  ["7", "2", "location", "latitude", "42.31234", f"42.31235{said}"],
                  ["8", "2", "location", "longitude", "", "-71.41234"]],
        attributes=[["id", "link_id", "link_entity", "label", "value"],
                    ["9", "2", "location", f"ZIP{said}", "01705"]],
    )  # fmt: skip


FEEDS = pytest.mark.parametrize("feed", [airs, hsds])


def standing(cluster: Cluster, *secrets: str) -> set[str]:
    """Return the tables in which a secret stands, in whatever column, also as bytes."""
    words = secrets or SECRETS
    words = (*words, *(form.encode().hex() for one in words for form in (one, one.title())))
    names = rows(
        cluster, current(),
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )  # fmt: skip
    found = set()
    for (name,) in names:
        whole = rows(cluster, current(), f"SELECT lower(t::text) FROM {name} t")
        if any(word in text for (text,) in whole for word in words):
            found.add(name.removeprefix("public."))
    return found - TOWNS


def relist() -> None:
    from hubtable.directory.actions.listing import list_outdated

    with as_feed(AT):
        list_outdated(by=None, at=AT)


def shown(folder: Path) -> str:
    """All that anybody is shown: API in every form, files, the finder and what it suggests."""
    from hubtable.cli.exporting import export

    found = [b"".join(get("changes/").streaming_content)]
    for name in COLLECTIONS:
        for more in ({}, {"full": "true"}, {"full_service": "true"}):
            answer = get(name, format="ndjson", **more)
            found += [b"".join(answer.streaming_content)] if answer.status_code == 200 else []
    for form in ("hsds-json", "hsds-ndjson", "hsds-csv"):
        export(folder / form, form, lambda *_: None)
    found += [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    browser = Client()
    for asked in ({"q": "beds"}, {"q": "beds", "near": "Framingham"}, {"q": "quiet house"}):
        page = browser.post("/find/", asked).content
        services = _pages(browser, page)
        assert services
        found += [page, *services]
    return b"".join(found).decode().lower()


def _pages(browser: Client, page: bytes) -> list[bytes]:
    """The pages of the services that were found."""
    parts = page.decode().split('href="/find/at/')[1:]
    return [browser.get("/find/at/" + one.split('"')[0].split("?")[0]).content for one in parts]


def told(text: str) -> list[str]:
    return [one for one in SECRETS if one in text]


@FEEDS
def test_it_stands_where_stewards_read_it_and_nowhere_else(
    cluster: Cluster, world: World, tmp_path: Path, feed: Feed
) -> None:
    from hubtable.directory.models import Address, Location
    from hubtable.directory.queries.keeping import record_of

    for said in ("", "", " New beds."):
        assert balanced(bring(feed(tmp_path, said=said)))
        relist()
        assert standing(cluster) == KEPT
    place, address = Location.objects.get(), Address.objects.order_by("address_type").first()
    assert (place.confidential, place.latitude, place.precision) == (True, None, "town")
    assert place.name == "House at (address kept confidential)"
    assert address is not None
    assert (address.city, address.state_province, address.address_1) == ("Framingham", "MA", "")
    with as_seat(world["steward"], AT):
        cards = record_of("location", place.pk), record_of("address", address.pk)
        assert [one.values.get("latitude") for one in cards if one] == [42.31234, None]
        assert [one.values.get("address_1") for one in cards if one] == [None, STREET]
        assert tells(*SECRETS).keys() - TOWNS == KEPT
    for who in ("chair", "admin", "agency_lead", "analyst", "community"):
        with as_seat(world[who], AT):
            assert tells(*SECRETS).keys() <= TOWNS, who
    with as_feed(AT):
        assert tells(*SECRETS).keys() <= TOWNS


@FEEDS
def test_nobody_is_shown_it_and_nobody_finds_it_by_it(
    world: World, tmp_path: Path, feed: Feed
) -> None:
    (tmp_path / "given").mkdir()
    bring(feed(tmp_path / "given"))
    relist()
    (tmp_path / "out").mkdir()
    text = shown(tmp_path / "out")
    assert "framingham" in text
    assert "beds" in text
    assert told(text) == []
    assert len(ids("services", search="beds")) == 1
    for words in ("quillmere", STREET, "01705", "door q7"):
        assert ids("services", search=words) == set()


@FEEDS
def test_report_logs_and_folders_tell_nothing(
    world: World, tmp_path: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "given").mkdir()
    (tmp_path / "spool").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spool"))
    for street in (STREET, "9 Quillmere Court"):
        report = bring(feed(tmp_path / "given", street=street))
        said = json.dumps([report.kept(), *(one.as_json() for one in report.problems)]).lower()
        assert told(said) == []
    assert list((tmp_path / "spool").iterdir()) == []
    assert told((caplog.text + "".join(capfd.readouterr())).lower()) == []


@FEEDS
def test_a_site_that_becomes_confidential_tells_nothing_of_before(
    cluster: Cluster, world: World, tmp_path: Path, feed: Feed
) -> None:
    bring(feed(tmp_path, hidden=False))
    bring(feed(tmp_path, hidden=False, said=" Ask."))
    assert len(standing(cluster)) > 6
    for hidden in (True, False):
        bring(feed(tmp_path, hidden=hidden, said=" Ask."))
        relist()
        assert standing(cluster) == KEPT, "a feed never shows it again"


@FEEDS
def test_a_changed_street_is_kept_too(
    cluster: Cluster, world: World, tmp_path: Path, feed: Feed
) -> None:
    bring(feed(tmp_path))
    bring(feed(tmp_path, street="9 Thornquist Court"))
    relist()
    assert standing(cluster, *SECRETS, "thornquist") == KEPT


@FEEDS
def test_a_feed_taken_in_table_by_table_shows_it_at_no_time(
    cluster: Cluster, world: World, tmp_path: Path, feed: Feed
) -> None:
    from hubtable.directory.actions.importing.opening import feed_at
    from hubtable.directory.actions.importing.running import bring_in

    seen: list[set[str]] = []
    again: list[str] = []

    def look(step: str, _rows: int) -> None:
        again.append(step)
        seen.append(standing(cluster))

    for street in (STREET, "9 Quillmere Court"):
        given = feed_at(feed(tmp_path, street=street))
        bring_in(at=AT, feed=given, large=0, progress=look)
    assert len([one for one in again if "taking in" in one]) > 10
    assert set().union(*seen) == KEPT


def test_of_two_sites_with_one_key_one_is_confidential(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    text = airs(tmp_path).read_text()
    site = text[text.index("<Site>") : text.index("</Site>")] + "</Site>"
    plain = site.replace('Confidential="true"', "").replace("House at", "Our house at")
    for sites in (plain + site, site + plain):
        (tmp_path / "agency.xml").write_text(text.replace(site, sites))
        report = bring(tmp_path / "agency.xml")
        assert report.tables["location"].quarantined == 1
        assert standing(cluster) == KEPT
        assert told(json.dumps([one.as_json() for one in report.problems]).lower()) == []


def test_it_is_hidden_at_once_where_a_row_waits(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.actions.editing import change
    from hubtable.directory.models import Location

    bring(airs(tmp_path, hidden=False))
    with as_seat(world["steward"], AT):
        place = Location.objects.get()
        change(by=world["steward"], at=AT, kind="location", pk=place.pk, version=place.version,
               values={"name": "Ours"})  # fmt: skip
    report = bring(airs(tmp_path, hidden=True))
    assert [(one.table, one.reason) for one in report.problems if one.table == "location"] == [
        ("location", "edited_here")
    ]
    assert Location.objects.get().confidential
    assert Location.objects.get().name == "Ours"
    assert standing(cluster) == KEPT


def test_of_a_place_that_is_not_a_confidential_mailbox_is_not_read(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    path = airs(tmp_path, hidden=False)
    text = path.read_text().replace("<MailingAddress>", '<MailingAddress Confidential="true">')
    path.write_text(text)
    bring(path)
    assert standing(cluster, "box 77") == set()


NOTHING = "RETURNS {0} LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN {1} END $$"
FAULTS = {
    "texts written before": "CREATE OR REPLACE FUNCTION lock.cover_streets(places uuid[]) "
    + NOTHING.format("void", ""),
    "the guard of addresses": "DROP TRIGGER keep_addresses_insert ON directory_address",
    "texts of services": "DROP TRIGGER cover_texts_insert ON directory_phone",
    "a key that is a hash": "CREATE OR REPLACE FUNCTION lock.bare(x directory_address) "
    + NOTHING.format("directory_address", "x.address_1 := ''; RETURN x;"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_wall_is_needed(cluster: Cluster, world: World, tmp_path: Path, fault: str) -> None:
    with cluster.as_superuser(current()) as past:
        past.execute(FAULTS[fault].encode())
    bring(airs(tmp_path))
    assert standing(cluster) - KEPT
