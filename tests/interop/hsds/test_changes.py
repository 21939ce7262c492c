"""A partner that asks again hears what changed, removals included, and nothing else."""

import re
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


def changes(since: str = "", per_page: int = 1000) -> tuple[list[Any], str]:
    """Lines of all pages, and the cursor for the next time."""
    told = []
    while True:
        page, since, more = one_page(since, per_page)
        told += page
        if not more:
            return told, since


def one_page(since: str, per_page: int) -> tuple[list[Any], str, bool]:
    """Lines of one page, the next cursor, and whether there is more."""
    found = lines("changes/", per_page=per_page, **({"since": since} if since else {}))
    return found[:-1], found[-1]["cursor"], found[-1]["more"]


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


@pytest.mark.parametrize("per_page", [1, 2, 3, 8])
def test_pages_are_bounded_and_leave_nothing_out(invented: Invented, per_page: int) -> None:
    from hubtable.directory.models import Service

    whole, cursor = changes()
    told, again = changes(per_page=per_page)
    assert (told, again) == (whole, cursor)
    assert len(one_page("", per_page)[0]) == per_page
    with as_feed(LATER):
        Service.objects.update(ended_at=LATER)
    removed, _ = changes(cursor, per_page)
    assert [one["action"] for one in removed] == ["removed"] * 3


def test_what_changes_between_two_pages_is_told_in_the_next_round(invented: Invented) -> None:
    from hubtable.directory.models import Organization, Service

    cursor, told = "", []
    for number in range(20):
        page, cursor, more = one_page(cursor, 1)
        told += page
        if number == 4:
            with as_feed(LATER):
                Organization.objects.filter(id=invented.pantries).update(legal_status="Later")
                Service.objects.filter(id=invented.bags).update(ended_at=LATER)
        if not more:
            break
    found = briefly(changes(cursor)[0])
    assert ("organization", invented.pantries, "changed") in found
    assert ("service", invented.bags, "removed") in found


def test_where_much_was_written_all_is_told_with_its_removals(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.directory.models import Service
    from hubtable.interop.queries.hsds import changes as module

    _, cursor = changes()
    with as_feed(LATER):
        Service.objects.filter(id=invented.loaves).update(ended_at=LATER)
    monkeypatch.setattr(module, "FEW", 0)
    found = briefly(changes(cursor, 2)[0])
    assert ("service", invented.loaves, "removed") in found
    assert ("organization", invented.refuge, "changed") in found


@pytest.mark.parametrize("spoil", ["-0-0", "-f-0-3", "ffffff", "-{until}-4-{last}", "-0-0-{last}"])
def test_a_spoiled_cursor_is_refused(invented: Invented, spoil: str) -> None:
    cursor = one_page("", 2)[1]
    begin, until, _, last = cursor.rsplit("-", 3)
    answer = get("changes/", since=begin + spoil.format(until=until, last=last))
    assert answer.status_code in (400, 404)
    forward = f"{begin}-ffffffffff-0-{last}"
    assert get("changes/", since=forward).status_code == 404


def test_records_know_the_transaction_that_wrote_them(invented: Invented) -> None:
    """Every table of records, whoever writes: else a feed of changes would leave something out."""
    from django.apps import apps

    from hubtable.directory.models import Record, Service

    kinds = [
        one for one in apps.get_app_config("directory").get_models() if issubclass(one, Record)
    ]
    assert len(kinds) == 27
    for kind in kinds:
        assert not kind._default_manager.filter(written=None).exists(), kind
    before = Service.objects.get(pk=invented.bags).written
    with as_feed(LATER):
        Service.objects.filter(pk=invented.bags).update(alert="Closed on Monday")
    assert Service.objects.get(pk=invented.bags).written > before


MANY = 60_000
FILL = """
INSERT INTO directory_organization SELECT n.* FROM directory_organization x,
    generate_series(1, {few}) g, jsonb_populate_record(x, jsonb_build_object('id', md5('o' || g))) n
    WHERE x.id = (SELECT id FROM directory_organization LIMIT 1);
INSERT INTO directory_service SELECT n.* FROM directory_service x, directory_organization o,
    generate_series(1, 10) g, jsonb_populate_record(x, jsonb_build_object(
        'id', md5(o.id::text || g), 'organization_id', o.id)) n
    WHERE x.id = (SELECT id FROM directory_service LIMIT 1);
INSERT INTO directory_location SELECT n.* FROM directory_location x, directory_service s,
    jsonb_populate_record(x, jsonb_build_object('id', s.id)) n
    WHERE x.id = (SELECT id FROM directory_location WHERE NOT confidential LIMIT 1);
INSERT INTO directory_serviceatlocation SELECT n.* FROM directory_serviceatlocation x,
    directory_service s, jsonb_populate_record(x, jsonb_build_object(
        'id', md5('a' || s.id), 'service_id', s.id, 'location_id', s.id)) n
    WHERE x.id = (SELECT id FROM directory_serviceatlocation LIMIT 1);
INSERT INTO directory_phone SELECT n.* FROM directory_phone x, directory_service s,
    jsonb_populate_record(x, jsonb_build_object('id', md5('p' || s.id), 'service_id', s.id)) n
    WHERE x.id = (SELECT id FROM directory_phone LIMIT 1);
ANALYZE
"""
"""As many services as a large state has, each with a place of its own and a phone."""


def test_nothing_is_scanned_at_sixty_thousand(cluster: Cluster, invented: Invented) -> None:
    """The plan of every page of every kind reads indexes; only small tables are read whole."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hubtable.directory.models import Phone

    with cluster.as_superuser(connection.settings_dict["NAME"]) as other:
        other.execute("SET session_replication_role = replica")
        for one in FILL.format(few=MANY // 10).split(";"):
            other.execute(one.encode())
    _, cursor, _ = one_page("", 1)
    begin = "-".join([*cursor.split("-")[:1], cursor.split("-")[2]])
    with as_feed(LATER):
        phone = Phone.objects.exclude(service=None).first()
        Phone.objects.filter(pk=phone.pk).update(description="Later")
    scanned = set()
    with CaptureQueriesContext(connection) as caught:
        told = briefly(changes(begin)[0])
    with CaptureQueriesContext(connection) as whole:
        one_page("", 50)
    pages = [query for query in whole if "SELECT r.id" in query["sql"]]
    assert pages
    with connection.cursor() as cursor_:
        for query in [*caught, *pages]:
            cursor_.execute(f"EXPLAIN {query['sql']}")
            plan = "\n".join(row[0] for row in cursor_.fetchall())
            scanned |= set(re.findall(r"Seq Scan on (directory_\w+)", plan))
    assert ("service", str(phone.service_id), "changed") in told
    assert len(told) <= 2, "itself, and the service of its contact"
    big = ("organization", "service", "location", "serviceatlocation", "phone")
    assert scanned & {f"directory_{one}" for one in big} == set()


@needs_material
def test_a_whole_directory_is_told_in_order(published: str) -> None:
    found, cursor = changes()
    kinds = [one["kind"] for one in found]
    assert kinds == sorted(
        kinds, key=["taxonomy", "taxonomy_term", "organization", "service"].index
    )
    assert changes(cursor)[0] == []
