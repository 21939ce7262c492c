"""A partner that asks again hears what changed, removals included, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.directory.records import as_feed, made
from tests.interop.hsds.asking import get, lines
from tests.interop.hsds.invented import Invented
from tests.material import needs_material
from tests.world import NOW

LATER = NOW + timedelta(days=1)


def changes(since: str = "") -> tuple[list[Any], str]:
    """Lines, and the next cursor."""
    found = lines("changes/", **({"since": since} if since else {}))
    return found[:-1], found[-1]["cursor"]


def briefly(found: list[Any]) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["id"], one["action"]) for one in found]


def test_at_first_all_there_is(invented: Invented) -> None:
    found, _ = changes()
    assert sorted(briefly(found)) == sorted(
        (kind, getattr(invented, name), "changed")
        for kind, names in {
            "taxonomy": ("taxonomy",),
            "taxonomy_term": ("food", "bread"),
            "organization": ("pantries", "refuge"),
            "service": ("bags", "loaves", "beds"),
        }.items()
        for name in names
    )


def test_then_nothing(invented: Invented) -> None:
    _, cursor = changes()
    found, again = changes(cursor)
    assert found == []
    assert changes(again)[0] == []


@pytest.mark.parametrize(
    ("model", "kind", "name"),
    [
        ("Language", "service", "bags"),
        ("ServiceArea", "service", "loaves"),
        ("Unit", "service", "beds"),
        ("Program", "service", "bags"),
        ("Url", "service", "bags"),
        ("TaxonomyTerm", "taxonomy_term", "bread"),
        ("Organization", "organization", "refuge"),
        ("Program", "organization", "pantries"),
    ],
)
def test_what_belongs_to_a_record_is_part_of_it(
    invented: Invented, model: str, kind: str, name: str
) -> None:
    from hubtable.directory import models

    _, cursor = changes()
    with as_feed(LATER):
        getattr(models, model).objects.update(changed_at=LATER)
    assert (kind, getattr(invented, name), "changed") in briefly(changes(cursor)[0])


def test_a_place_changes_the_services_given_there(invented: Invented) -> None:
    from hubtable.directory.models import Address, Attribute

    _, cursor = changes()
    with as_feed(LATER):
        Address.objects.filter(location_id=invented.hall).update(address_2="Back door")
    found, cursor = changes(cursor)
    assert briefly(found) == [("service", invented.bags, "changed")]
    assert "Back door" in str(found[0]["record"])
    with as_feed(LATER):
        made(
            Attribute,
            link_id=invented.hall,
            link_entity="location",
            label_of_attribute="parking",
            value="yes",
        )
    assert briefly(changes(cursor)[0]) == [("service", invented.bags, "changed")]


def test_what_was_removed_is_said(invented: Invented) -> None:
    from hubtable.directory.models import Service

    _, cursor = changes()
    with as_feed(LATER):
        Service.objects.filter(id=invented.loaves).update(ended_at=LATER)
        Service.objects.filter(id=invented.bags).update(missing_since=LATER)
    gone, missing = sorted(changes(cursor)[0], key=lambda one: one["action"], reverse=True)
    assert gone == {
        "kind": "service",
        "id": invented.loaves,
        "action": "removed",
        "at": "2026-11-25T15:00:00.000Z",
    }
    assert missing["missing_since"] == "2026-11-25T15:00:00.000Z"
    assert missing["record"]["name"] == "Bags"
    assert invented.loaves not in {one["id"] for one in changes()[0]}


def test_what_was_being_written_is_told_next_time(cluster: Cluster, invented: Invented) -> None:
    """A feed that takes long carries the time at which it began: asked meanwhile, none is lost."""
    from django.db import connection

    database = connection.settings_dict["NAME"]
    with cluster.as_superuser(database) as other:
        other.autocommit = False
        other.execute("UPDATE directory_service SET alert = 'x' WHERE id = %s", [invented.beds])
        found, cursor = changes()
        assert "alert" not in str(found)
        other.commit()
    assert briefly(changes(cursor)[0]) == [("service", invented.beds, "changed")]


@pytest.mark.parametrize("cursor", ["1-1", "ffff-ffffffffffff", "x", "-", "0"])
def test_a_cursor_of_another_database_is_refused(invented: Invented, cursor: str) -> None:
    answer = get("changes/", since=cursor)
    assert answer.status_code in (400, 404)
    assert answer.json()["errors"][0]["parameter"] == "since"


@needs_material
def test_a_whole_directory_is_told_in_order(published: str) -> None:
    found, cursor = changes()
    kinds = [one["kind"] for one in found]
    assert kinds == sorted(
        kinds, key=["taxonomy", "taxonomy_term", "organization", "service"].index
    )
    assert changes(cursor)[0] == []
