"""The walk finds what is wrong with a recorded API, and nothing wrong with ours."""

import json
from collections import Counter
from typing import Any

from tests.interop.hsds.asking import told
from tests.interop.hsds.invented import Invented
from tests.interop.hsds.walking import COLLECTIONS, Fetch, NotHeld, walk
from tests.material import MATERIAL, needs_material

pytestmark = needs_material


def recorded(name: str) -> Fetch:
    """An API of which one page of each list and one record of each kind was kept."""
    folder = MATERIAL / "hsds" / f"oruk-V3.0-UK-{name}"

    def fetch(path: str, parameters: dict[str, Any]) -> Any:
        kind = COLLECTIONS[path.split("/", maxsplit=1)[0]] if path else ""
        full = kind if kind.startswith("taxonomy") else f"{kind}_full"
        if path and "/" not in path and parameters["page"] != 1:
            raise NotHeld
        file = "api_details" if not path else full if "/" in path else f"{kind}_list"
        return json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))

    return fetch


MISCOUNTED = ["/services?page=1: size is not the number of items", "/services?page=1: total_items"]
"""Both recordings say 31 services, and hold more or fewer."""


def test_the_good_recording_passes() -> None:
    assert list(walk(recorded("Test"))) == MISCOUNTED


def test_the_bad_recording_does_not() -> None:
    found = Counter(fault.partition(": ")[0] for fault in walk(recorded("Fail")))
    assert found == {
        "/": 2,
        "/services?page=1": 13,
        "/services/{id}": 8,
        "/service_at_locations/{id}": 1,
        "/taxonomy_terms/{id}": 3,
    }


def ours(per_page: int) -> Fetch:
    return lambda path, parameters: told(
        path, **({"per_page": per_page} if "page" in parameters else {}), **parameters
    )


def test_a_small_directory_passes(invented: Invented) -> None:
    assert list(walk(ours(2))) == []


def test_all_published_sets_pass(published: str) -> None:
    assert list(walk(ours(40))) == []
