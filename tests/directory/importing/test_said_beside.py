"""A point or a ZIP code in what is said beside a confidential place is kept with the place.

HSDS says in metadata what a source changed: the latitude that was, the ZIP code that is. Attributes
and translations can tell of a place in the same way. No street in them gives them away.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.directory.actions.test_hiding import HIDDEN, tells
from tests.directory.importing.feeds import AT, balanced, bring, current, rows, write
from tests.directory.importing.test_confidential import KEPT, relist, shown, standing
from tests.directory.records import as_feed, made
from tests.world import World, as_seat

SECRETS = ("42.98761", "42.98765", "71.12349", "01985-4321", "01985-4320", "87jc-x2", "puerta roja")
"""Points, ZIP codes, a code that stands for a point, a way there."""
PLACE = {"id": "L1", "name": "House", "location_type": "physical", "latitude": 42.98765,
         "longitude": -71.12349, "transportation": "The red door"}  # fmt: skip
ADDRESS = {"id": "A1", "address_1": "3 Wexmoor Row", "city": "Natick", "state_province": "MA",
           "postal_code": "01985-4321", "country": "US", "address_type": "physical"}  # fmt: skip
HALL = {"id": "L2", "name": "Hall", "location_type": "physical", "latitude": 42.98,
        "longitude": -71.12}  # fmt: skip
OPEN = {"id": "A2", "address_1": "5 Elm Street", "city": "Natick", "state_province": "MA",
        "postal_code": "01985", "country": "US", "address_type": "physical"}  # fmt: skip
SAID: dict[str, list[dict[str, Any]]] = {
    "L1": [{"id": "m1", "field_name": "latitude", "previous_value": "42.98761",
            "replacement_value": "42.98765"},
           {"id": "m2", "field_name": "Lon.", "previous_value": "<b>-71.12349</b>",
            "replacement_value": ""}],
    "A1": [{"id": "m3", "field_name": "postal_code", "previous_value": "01985-4320",
            "replacement_value": "01985-4321"}],
    "L2": [{"id": "m4", "field_name": "latitude", "previous_value": "42.97",
            "replacement_value": "42.98"}],
    "A2": [{"id": "m5", "field_name": "postal_code", "previous_value": "01984",
            "replacement_value": "01985"}],
}  # fmt: skip
"""What is said in metadata of the place, its address, and an open place in the same town."""
TAG = {"id": "t1", "label": "Plus code", "value": "87JC-X2"}
WORDS = {"id": "w1", "field": "transportation", "language": "es", "text": "La puerta roja",
         "of": "The red door", "translator": "M. Rey", "translated_on": "2026-01-02",
         "reviewed_at": "2026-01-02T10:00:00Z"}  # fmt: skip
OPENLY = [("42.97", "42.98"), ("01984", "01985")]
"""What stands in metadata of the open place, whatever becomes of the other."""
FORMS = ["csv", "json", "ndjson", "json without ids"]
Feed = Callable[..., Path]


def flat(folder: Path, *, hidden: bool, new: str, twice: bool) -> Path:
    """The feed as files, a table each; `twice`: with a further row of an id that is taken."""
    places = [{**PLACE, "confidential": str(hidden)}, {**HALL, "confidential": ""}]
    about = {"L1": "location", "A1": "address", "L2": "location", "A2": "address"}
    said = [
        {"resource_id": key, "resource_type": about[key], "last_action_type": "update" + new, **one}
        for key, many in SAID.items() for one in many
    ]  # fmt: skip
    if twice:
        said.append({**said[2], "previous_value": "01985-4320", "replacement_value": ""})
    tables: dict[str, list[dict[str, Any]]] = {
        "organizations": [{"id": "O", "name": "Quiet House", "description": "Beds."}],
        "services": [{"id": "S", "organization_id": "O", "name": "Beds", "status": "active"}],
        "locations": places,
        "service_at_locations": [{"id": key, "service_id": "S", "location_id": one["id"]}
                                 for key, one in zip("xy", places, strict=True)],
        "addresses": [{**ADDRESS, "location_id": "L1"}, {**OPEN, "location_id": "L2"}],
        "metadata": said,
        "attributes": [{**TAG, "link_id": "L1", "link_entity": "location", "link_type": new}],
        "translations": [{**WORDS, "record": "L1", "kind": "location", "translator": "X" + new}],
    }  # fmt: skip
    return write(folder / "feed", **{
        name: [list(many[0]), *([str(value) for value in one.values()] for one in many)]
        for name, many in tables.items()
    })  # fmt: skip


def nested(*, ids: bool, hidden: bool, new: str) -> list[dict[str, Any]]:
    """The feed as objects in which all that belongs to them stands."""

    def said(key: str) -> list[dict[str, Any]]:
        return [{**one, "last_action_type": "update" + new} for one in SAID[key]]

    def place(one: dict[str, Any], address: dict[str, Any], **more: Any) -> dict[str, Any]:
        inner = [{**address, "metadata": said(address["id"])}]
        return {**one, **more, "addresses": inner, "metadata": said(one["id"])}

    shelter = place(PLACE, ADDRESS, confidential=hidden, attributes=[{**TAG, "link_type": new}],
                    translations=[{**WORDS, "translator": "X" + new}])  # fmt: skip
    service = {
        "id": "S", "name": "Beds", "status": "active",
        "organization": {"id": "O", "name": "Quiet House", "description": "Beds."},
        "service_at_locations": [{"id": "x", "location": shelter},
                                 {"id": "y", "location": place(HALL, OPEN)}],
    }  # fmt: skip
    return [service if ids else json.loads(json.dumps(service), object_hook=_without_id)]


def _without_id(one: dict[str, Any]) -> dict[str, Any]:
    named = one.get("id") in ("O", "S", "x", "y")
    return {key: value for key, value in one.items() if named or key != "id"}


def feed(
    folder: Path, form: str, *, hidden: bool = True, new: str = "", twice: bool = False
) -> Path:
    """Write the feed; with `new` it says something else."""
    if form == "csv":
        return flat(folder, hidden=hidden, new=new, twice=twice)
    objects = nested(ids="without" not in form, hidden=hidden, new=new)
    lines = form == "ndjson"
    path = folder / ("feed.ndjson" if lines else "feed.json")
    path.write_text("\n".join(map(json.dumps, objects)) if lines else json.dumps(objects))
    return path


def openly() -> list[tuple[str, str]]:
    """Return what metadata tells, as everybody reads it."""
    from hubtable.directory.models import Metadata

    found = Metadata.objects.exclude(previous_value="").values_list(
        "previous_value", "replacement_value"
    )
    return sorted(set(found), reverse=True)


def said_there(cluster: Cluster) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is said beside records, and what was given and changed of that."""
    names = ("metadata", "attribute", "translation", "original", "change")
    select = "SELECT to_jsonb(t) - 'written' FROM directory_{0} t ORDER BY t.id"
    return {name: rows(cluster, current(), select.format(name)) for name in names}


def by_steward(world: World, act: str) -> None:
    from hubtable.directory.actions import hiding
    from hubtable.directory.models import Location

    with as_seat(world["steward"], AT):
        place = Location.objects.get(name="House")
        getattr(hiding, act)(by=world["steward"], at=AT, location=place.pk, version=place.version)


@pytest.mark.parametrize("form", FORMS)
def test_of_a_place_that_is_hidden_nothing_beside_it_tells(
    cluster: Cluster, world: World, tmp_path: Path, form: str
) -> None:
    for new in ("", "", "d"):
        report = bring(feed(tmp_path, form, new=new), source="quiet")
        assert balanced(report)
        relist()
        assert standing(cluster, *SECRETS) == KEPT
        assert openly() == OPENLY
    again = bring(feed(tmp_path, form, new="d"), source="quiet")
    assert [one for one in again.tables.values() if one.new or one.changed] == []
    marks = "SELECT count(*) FROM directory_metadata WHERE fingerprint = '\\x00'"
    assert rows(cluster, current(), marks)[0][0] >= 3, "by such a hash a point can be guessed"
    keys = (
        "SELECT source_key FROM directory_{0} WHERE fingerprint = '\\x00' AND source_key LIKE '~%'"
    )
    for table in ("metadata", "attribute", "translation"):
        assert rows(cluster, current(), keys.format(table)) == []


@pytest.mark.parametrize("form", FORMS)
def test_hidden_later_it_tells_no_more_and_shown_again_it_says_the_same(
    cluster: Cluster, world: World, tmp_path: Path, form: str
) -> None:
    bring(feed(tmp_path, form, hidden=False), source="quiet")
    bring(feed(tmp_path, form, hidden=False, new="d"), source="quiet")
    before = said_there(cluster)
    assert {"directory_metadata", "directory_attribute"} <= standing(cluster, *SECRETS)
    by_steward(world, "hide")
    assert standing(cluster, *SECRETS) == KEPT
    assert openly() == OPENLY
    assert said_there(cluster) != before
    by_steward(world, "unhide")
    assert said_there(cluster) == before
    again = bring(feed(tmp_path, form, hidden=False, new="d"), source="quiet")
    assert [one for one in again.tables.values() if one.new or one.changed] == []


@pytest.mark.parametrize("form", FORMS)
def test_stewards_alone_can_read_it(world: World, tmp_path: Path, form: str) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "out").mkdir()
    bring(feed(tmp_path / "given", form), source="quiet")
    relist()
    for who in ("chair", "coordinator", "police", "admin", "agency_lead", "analyst", "community"):
        with as_seat(world[who], AT):
            assert tells(*SECRETS) == {}, who
    with as_feed(AT):
        assert tells(*SECRETS) == {}
    assert tells(*SECRETS) == {}, "a stranger"
    with as_seat(world["steward"], AT):
        assert tells(*SECRETS).keys() == {HIDDEN}
    text = shown(tmp_path / "out")
    assert "01984" in text
    assert [one for one in SECRETS if one in text] == []


def test_a_double_that_waits_and_what_changed_tell_nothing(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    for hidden in (False, True):
        report = bring(feed(tmp_path, "csv", hidden=hidden, twice=True), source="quiet")
        assert report.tables["metadata"].quarantined == 1
    assert standing(cluster, *SECRETS) == KEPT
    report = bring(feed(tmp_path, "csv", twice=True, new="d"), source="quiet")
    assert report.tables["metadata"].quarantined == 1
    assert standing(cluster, *SECRETS) == KEPT


def test_an_address_that_comes_to_a_hidden_place_takes_it_along(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.models import Address, Location, Metadata

    bring(feed(tmp_path, "csv"), source="quiet")
    with as_feed(AT):
        free = made(Location, name="Shed")
        address = made(Address, location=free, city="Natick", postal_code="01999-8765")
        made(Metadata, resource_id=address.pk, field_name="zip", previous_value="01999-8764")
    assert standing(cluster, "01999-876") == {"directory_address", "directory_metadata"}
    with as_feed(AT):
        house = Location.objects.get(name="House")
        Address.objects.filter(pk=address.pk).update(location=house)
    assert standing(cluster, "01999-876") == KEPT
    with as_feed(AT):
        made(Metadata, resource_id=address.pk, field_name="zip", previous_value="01999-8763")
        Metadata.objects.filter(resource_id=address.pk).update(replacement_value="01999-8762")
    assert standing(cluster, "01999-876") == KEPT


def test_what_a_feed_takes_back_is_not_shown_again(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.models import Metadata

    bring(feed(tmp_path, "csv"), source="quiet")
    lines = (tmp_path / "feed" / "metadata.csv").read_text()
    (tmp_path / "feed" / "metadata.csv").write_text(lines.replace("42.98761", ""))
    bring(tmp_path / "feed", source="quiet")
    by_steward(world, "unhide")
    assert Metadata.objects.get(source_key="m1").previous_value == ""
    assert Metadata.objects.get(source_key="m1").replacement_value == "42.98765"


NOTHING = " LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN {0} END $$"
FAULTS = {
    "what is written": "DROP TRIGGER cover_said_insert ON directory_metadata",
    "what is tagged": "DROP TRIGGER cover_said_insert ON directory_attribute",
    "what is translated": "DROP TRIGGER cover_said_insert ON directory_translation",
    "what stood there": "CREATE OR REPLACE FUNCTION lock.cover_beside(records uuid[]) RETURNS void"
    + NOTHING.format(""),
    "what waits": "CREATE OR REPLACE FUNCTION lock.place_named(given jsonb, feed uuid) RETURNS uuid"
    + NOTHING.format("RETURN NULL;"),
    "what changed": "CREATE OR REPLACE FUNCTION lock.place_of(rec uuid) RETURNS uuid"
    + NOTHING.format(
        "RETURN (SELECT c.location_id FROM public.directory_confidentialplace c"
        " WHERE c.location_id = rec);"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_wall_is_needed(cluster: Cluster, world: World, tmp_path: Path, fault: str) -> None:
    with cluster.as_superuser(current()) as past:
        past.execute(FAULTS[fault].encode())
    for hidden in (False, True) if fault in ("what stood there", "what changed") else (True,):
        bring(feed(tmp_path, "csv", hidden=hidden, twice=True), source="quiet")
    assert standing(cluster, *SECRETS) - KEPT


def test_a_row_given_as_before_is_seen_by_what_is_kept(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    with cluster.as_superuser(current()) as past:
        past.execute("DROP TRIGGER keep_said ON directory_metadata")
    bring(feed(tmp_path, "csv"), source="quiet")
    again = bring(feed(tmp_path, "csv"), source="quiet")
    assert again.tables["metadata"].changed == 3
