"""What stewards typed goes out, into an empty Hub, and out again the same."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.cluster import Cluster
from tests.directory.importing.feeds import bring, current
from tests.interop.hsds.test_export import FORMS, contents, empty_hub, write
from tests.world import NOW, World, as_seat

STATES = (
    {"state_province": "Mass.", "postal_code": "1702"},
    {"state_province": "massachusetts", "country": "usa", "postal_code": "01702"},
    {"state_province": "N.H."},
    {"state_province": "ontario", "postal_code": "k1a0b1"},
    {"state_province": "Bavaria", "country": "DE", "postal_code": "80331"},
    {"state_province": "Somewhere"},
)
LANGUAGES = (
    {"name": "spanish (limited)"},
    {"name": "Creole"},
    {"name": "ht"},
    {"name": "French", "note": "Tuesdays"},
    {"name": "Signs", "code": "ase"},
    {"name": "any language"},
)


def typed(world: World) -> None:
    """Write an organization, a service and a place as a steward does, field by field."""
    from hubtable.directory.actions.editing import add

    by = world["steward"]

    def put(kind: str, parents: dict[str, UUID], **values: Any) -> UUID:
        return add(by=by, at=NOW, kind=kind, parents=parents, values=values)

    with as_seat(by):
        one = {"organization": put("organization", {}, name="Elm Table")}
        soup = {"service": put("service", one, name="Soup", status="active")}
        point = {"latitude": 42.28314, "longitude": -71.41722}  # else the import finds it one
        hall = {"location": put("location", one, name="Hall", location_type="physical", **point)}
        put("service_at_location", soup | hall)
        for address in STATES:
            put("address", hall, address_1="3 Elm Street", city="Elm", **address)
        for language in LANGUAGES:
            put("language", soup, **language)


@pytest.mark.parametrize("form", FORMS)
def test_typed_states_and_languages_come_back(
    cluster: Cluster, world: World, tmp_path: Path, form: str
) -> None:
    typed(world)
    first, second = tmp_path / "1" / FORMS[form], tmp_path / "2" / FORMS[form]
    for folder in (first, second):
        folder.parent.mkdir()
    write(first, form)
    with empty_hub(cluster, current()):
        report = bring(first)
        assert report.tables["language"].new == len(LANGUAGES)
        assert [one.as_json() for one in report.problems] == []
        write(second, form)
    assert contents(first) == contents(second)
    told = b"".join(contents(first).values()).decode()
    assert "Mass." not in told
    assert "Spanish" in told
