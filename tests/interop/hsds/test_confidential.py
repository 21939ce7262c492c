"""Where a shelter is cannot be had from the API, its feeds or its files; nor found by asking."""

import json
from pathlib import Path
from typing import Any

import pytest

from hubtable.interop.rules.hsds.writing import covered
from tests.directory.records import as_feed
from tests.interop.hsds.asking import get, ids, told
from tests.interop.hsds.invented import CANARY, HIDDEN_POINT, Invented
from tests.interop.hsds.walking import COLLECTIONS
from tests.world import NOW

TELLTALES = (CANARY, "01760", "parcel-77", *(str(one) for one in HIDDEN_POINT))
"""Street, ZIP code, parcel and point of the shelter."""


def everything(invented: Invented) -> str:
    """All that the API tells, in lists and whole."""
    found = []
    for collection in COLLECTIONS:
        ways: list[dict[str, str]] = [{}, {"full": "true"}, {"full_service": "true"}]
        for parameters in ways:
            answer = get(collection, format="ndjson", **parameters)
            if answer.status_code == 200:
                found.append(b"".join(answer.streaming_content))
        found += [get(f"{collection}/{one}").content for one in ids(collection)]
    found.append(b"".join(get("changes/").streaming_content))
    return b"".join(found).decode()


def test_the_api_tells_town_and_state_alone(invented: Invented) -> None:
    text = everything(invented)
    assert [one for one in TELLTALES if one in text] == []
    location = told(f"service_at_locations/{invented.beds_at_shelter}")["location"]
    (address,) = location["addresses"]
    assert (address["city"], address["state_province"], address["address_1"]) == (
        "Natick",
        "MA",
        "",
    )
    assert location["confidential"] is True
    assert "latitude" not in location


def test_it_cannot_be_found_by_its_street_or_point(invented: Invented) -> None:
    from hubtable.directory.actions.listing import list_everything
    from hubtable.directory.models import Place

    at_the_door = {"latitude": HIDDEN_POINT[0], "longitude": HIDDEN_POINT[1]}
    with as_feed():
        Place.objects.create(
            id="zip:99999", name="99999", shown="", town="", state="", **at_the_door
        )
        list_everything(by=None, at=NOW)
    assert ids("services", search=CANARY) == set()
    assert ids("services", search="beds") == {invented.beds}
    assert invented.beds not in ids("services", postcode="99999", proximity=1000)


def test_the_files_tell_town_and_state_alone(invented: Invented, tmp_path: Path) -> None:
    from hubtable.cli.exporting import export

    for form in ("hsds-json", "hsds-ndjson", "hsds-csv"):
        export(tmp_path / form, form, lambda *_: None)
    text = "".join(
        path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()
    )
    assert "Safe house" in text
    assert [one for one in TELLTALES if one in text] == []


def test_the_second_wall_holds_without_the_first() -> None:
    """Had the database kept more of it, the mapping would still not tell."""
    location: dict[str, Any] = {
        "id": "x",
        "name": "Safe house",
        "confidential": True,
        "latitude": HIDDEN_POINT[0],
        "longitude": HIDDEN_POINT[1],
        "description": CANARY,
        "transportation": CANARY,
        "external_identifier": "parcel-77",
        "addresses": [{"id": "y", "address_1": CANARY, "city": "Natick", "postal_code": "01760"}],
        "accessibility": [{"description": CANARY}],
        "attributes": [{"value": CANARY}],
    }
    text = json.dumps(covered(location))
    assert [one for one in TELLTALES if one in text] == []
    assert "Natick" in text


@pytest.mark.parametrize("path", ["services", "locations/{shelter}", "changes/?since=1"])
def test_errors_tell_nothing(invented: Invented, path: str) -> None:
    answer = get(path.format(shelter=invented.shelter), search="x" * 500)
    assert answer.status_code in (400, 404)
    assert [one for one in TELLTALES if one in answer.content.decode()] == []
