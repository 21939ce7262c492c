"""Every record of every published set, in a list and whole, is what the schemas of HSDS ask for."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.interop.hsds.asking import get, lines, told
from tests.interop.hsds.invented import Invented
from tests.interop.hsds.schemas import faults
from tests.interop.hsds.walking import COLLECTIONS
from tests.material import MATERIAL, needs_material

KINDS = {
    "services": [{}, {"full": "true"}],
    "organizations": [{}, {"full": "true"}, {"full_service": "true"}],
    "service_at_locations": [{}, {"full": "true"}],
    "taxonomies": [{}],
    "taxonomy_terms": [{}],
}


def wrong(collection: str, parameters: dict[str, str]) -> Counter[str]:
    """Count what is wrong with the records of a collection, by the rule that is broken."""
    table = COLLECTIONS[collection]
    records = lines(collection, format="ndjson", **parameters)
    assert records
    return Counter(fault for one in records for fault in faults(table, one))


@needs_material
@pytest.mark.parametrize("collection", KINDS)
def test_every_published_record_is_valid(published: str, collection: str) -> None:
    for parameters in KINDS[collection]:
        assert wrong(collection, parameters) == {}


@needs_material
def test_what_feeds_seldom_have_is_valid_too(invented: Invented) -> None:
    for collection, ways in KINDS.items():
        for parameters in ways:
            assert wrong(collection, parameters) == {}


@needs_material
def test_the_check_finds_what_is_wrong() -> None:
    """Formats are checked, inside nested objects as well."""
    path = MATERIAL / "hsds" / "3.1.1" / "examples" / "correct_example" / "service_full.json"
    example = json.loads(path.read_text(encoding="utf-8"))
    assert faults("service", example) == []
    example["organization"]["website"] = "www.example.org"
    example["phones"][0]["id"] = "7"
    example["service_at_locations"][0]["location"]["location_type"] = "somewhere"
    example["last_modified"] = "yesterday"
    del example["name"]
    assert sorted(faults("service", example)) == [
        ": required",
        "last_modified: format",
        "organization/website: format",
        "phones/0/id: format",
        "service_at_locations/0/location/location_type: enum",
    ]


def test_a_full_service_holds_everything_that_belongs_to_it(invented: Invented) -> None:
    one = told(f"services/{invented.bags}")
    (contact,) = one["contacts"]
    (phone,) = contact["phones"]
    assert phone["languages"][0]["code"] == "es"
    assert phone["extension"] == 7
    assert "email" not in contact, "it is none"
    assert one["program"]["name"] == "Winter"
    assert one["organization"]["year_incorporated"] == 1971
    assert one["additional_urls"][0]["label"] == "Bags"
    assert one["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["version"] == "2"
    assert {each["location"]["id"] for each in one["service_at_locations"]} == {
        invented.hall,
        invented.far,
    }
    assert {each.get("opens_at") for each in one["schedules"]} == {"09:30:00", None}
    assert one["metadata"][0]["previous_value"] == ""
    assert "capacities" not in one, "HSDS knows no capacity without a number"
    (beds,) = told(f"services/{invented.beds}")["capacities"]
    assert (beds["unit"]["name"], beds["available"]) == ("Beds", 3)


def test_an_organization_names_its_services_briefly_or_in_full(invented: Invented) -> None:
    brief = told(f"organizations/{invented.pantries}")["services"]
    assert {one["id"] for one in brief} == {invented.bags, invented.loaves}
    assert not any("schedules" in one for one in brief)
    full = told(f"organizations/{invented.pantries}", full_service="true")["services"]
    assert any("schedules" in one for one in full)


def test_the_number_of_queries_does_not_follow_the_number_of_records(invented: Invented) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(**parameters: Any) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert get("services", full="true", **parameters).status_code == 200
        return len(caught)

    assert queries(per_page=3) - queries(per_page=1, search="bags") <= 6
