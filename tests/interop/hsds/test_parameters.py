"""Filters narrow, all of them together; what cannot be understood is refused by name."""

import json
from datetime import timedelta
from typing import Any

import pytest

from hubtable.interop.rules.hsds.parameters import OF_LIST, understood
from tests.directory.records import as_feed
from tests.interop.hsds.asking import get, ids, lines, post, told
from tests.interop.hsds.invented import Invented
from tests.world import NOW


def named(invented: Invented, *names: str) -> set[str]:
    return {getattr(invented, name) for name in names}


def test_words_are_searched_by_their_stems(invented: Invented) -> None:
    assert ids("services", search="bag") == named(invented, "bags")
    assert ids("service_at_locations", search="bag") == named(
        invented, "bags_at_hall", "bags_at_far"
    )
    assert ids("organizations", search="pantry") == named(invented, "pantries")
    assert ids("taxonomy_terms", search="breads") == named(invented, "bread")
    assert ids("taxonomies", search="needs -needs") == set()


def test_what_is_sorted_under_a_term(invented: Invented) -> None:
    food = {"taxonomy_term_id": invented.food}
    assert ids("services", **food) == named(invented, "bags")
    assert ids("organizations", **food) == named(invented, "pantries")
    assert ids("service_at_locations", **food) == named(invented, "bags_at_hall", "bags_at_far")
    both = ids("services", taxonomy_id=invented.taxonomy)
    assert both == named(invented, "bags", "loaves")


def test_filters_add_up(invented: Invented) -> None:
    theirs = {"organization_id": invented.pantries}
    assert ids("services", **theirs) == named(invented, "bags", "loaves")
    assert ids("services", search="loaves", **theirs) == named(invented, "loaves")
    assert ids("services", search="loaves", taxonomy_term_id=invented.food, **theirs) == set()


def test_terms_above_and_below(invented: Invented) -> None:
    assert ids("taxonomy_terms", top_only="true") == named(invented, "food")
    assert ids("taxonomy_terms", parent_id=invented.food) == named(invented, "bread")
    assert ids("taxonomy_terms", parent_id=invented.food, top_only="true") == set()
    assert ids("taxonomy_terms", taxonomy_id=invented.taxonomy) == named(invented, "food", "bread")


def test_what_changed_shows_in_services_with_what_belongs_to_them(invented: Invented) -> None:
    later = NOW + timedelta(hours=1)
    after = {"modified_after": later.isoformat()}
    assert ids("services", **after) == set()
    with as_feed(later):
        from hubtable.directory.models import ServiceArea

        ServiceArea.objects.update(name="Natick", changed_at=later)
    assert ids("services", **after) == named(invented, "loaves")
    (one,) = told("services", minimal="true", **after)["contents"]
    assert one == {"id": invented.loaves, "last_modified": "2026-11-24T16:00:00.000Z"}
    assert ids("services", modified_after="2026-11-24") == named(invented, "bags", "loaves", "beds")


@pytest.fixture
def near(invented: Invented) -> Invented:
    """The invented directory beside the ZIP codes of the country."""
    from hubtable.directory.actions.listing import list_everything
    from hubtable.directory.actions.placing import know_places

    with as_feed():
        know_places(by=None, at=NOW)
        list_everything(by=None, at=NOW)
    return invented


def test_near_to_a_zip_code(near: Invented) -> None:
    close = {"postcode": "01702", "proximity": 4000}
    assert ids("service_at_locations", **close) == named(near, "bags_at_hall")
    wide = {"postcode": "01702", "proximity": 40_000.5}
    assert ids("service_at_locations", **wide) == named(
        near, "bags_at_hall", "bags_at_far", "beds_at_shelter"
    )
    assert ids("services", **close) == named(near, "bags")


def test_who_serves_elsewhere_only_is_left_out(near: Invented) -> None:
    assert ids("services", postcode="01702") == named(near, "bags", "beds")
    assert ids("services", postcode="01760") == named(near, "bags", "beds", "loaves")


def test_a_zip_code_nobody_knows_is_near_to_nothing(near: Invented) -> None:
    answer = get("services", postcode="00000", proximity=5)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["parameter"] == "postcode"


def test_pages_do_not_overlap_and_leave_nothing_out(invented: Invented) -> None:
    first, second = (told("services", per_page=2, page=page) for page in (1, 2))
    found = [one["id"] for page in (first, second) for one in page["contents"]]
    assert sorted(found) == found
    assert set(found) == named(invented, "bags", "loaves", "beds")
    del first["contents"], second["contents"]
    page = {"total_items": 3, "total_pages": 2, "empty": False}
    assert first == page | {"page_number": 1, "size": 2, "first_page": True, "last_page": False}
    assert second == page | {"page_number": 2, "size": 1, "first_page": False, "last_page": True}
    assert told("services", search="zeppelin") == {
        "total_items": 0,
        "total_pages": 0,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


def test_a_stream_has_all_without_pages(invented: Invented) -> None:
    assert len(lines("services", format="ndjson", per_page=1, page=7)) == 3


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_the_same_can_be_asked_out_of_sight(invented: Invented, content_type: str) -> None:
    given = {"search": "bags", "per_page": 1, "full": "true"}
    body = json.dumps(given) if "json" in content_type else "search=bags&per_page=1&full=true"
    assert post("services", body, content_type).json() == told("services", **given)


REFUSED = [
    ("page", "0"),
    ("page", "two"),
    ("page", "9" * 30),
    ("per_page", "1001"),
    ("per_page", "1000000000"),
    ("per_page", "-1"),
    ("per_page", "1e9"),
    ("per_page", "٣"),
    ("format", "xml"),
    ("minimal", "perhaps"),
    ("modified_after", "yesterday"),
    ("modified_after", "2026-13-01"),
    ("taxonomy_term_id", "F"),
    ("organization_id", "x" * 36),
    ("postcode", "'; DROP"),
    ("proximity", "-5"),
    ("proximity", "nan"),
    ("search", "a\0b"),
    ("search", "x" * 201),
    ("taxonomy_term", "F"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_refusal_names_the_parameter(invented: Invented, name: str, value: str) -> None:
    answer = get("services", **{name: value})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    (error,) = [one for one in answer.json()["errors"] if one["parameter"] == name][:1]
    assert error["message"].endswith(".")


def test_nothing_is_guessed() -> None:
    twice = understood([("page", "1"), ("page", "2")], OF_LIST["services"])
    assert [one.parameter for one in twice[1]] == ["page"]
    alone = understood([("proximity", "5")], OF_LIST["services"])
    assert "postcode" in alone[1][0].message
    asked, wrong = understood([("search", ""), ("taxonomy_id", "")], OF_LIST["services"])
    assert (asked.search, [one.parameter for one in wrong]) == ("", ["taxonomy_id"])


@pytest.mark.parametrize("body", ["{", "[]", "7", '{"page": [1]}', '{"search": {"a": 1}}', "\x00"])
def test_a_body_that_is_no_request_is_refused(invented: Invented, body: Any) -> None:
    answer = post("services", body)
    assert answer.status_code == 400
    assert answer.json()["errors"]
