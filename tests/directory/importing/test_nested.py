"""What stands in several objects of a nested feed is one record, of all of them, however often."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.directory.importing.feeds import bring

PHONE = {"number": "508-555-0142", "languages": [{"name": "Spanish"}]}
CONTACT = {"name": "The desk", "phones": [{"number": "508-555-0143"}]}


def objects(*, ids: bool) -> list[dict[str, Any]]:
    """An organization with two services at one place; phone and contact stand in all of them."""

    def one(what: dict[str, Any], key: str) -> dict[str, Any]:
        return {**what, **({"id": key} if ids else {})}

    desk = one({**CONTACT, "phones": [one(CONTACT["phones"][0], "p2")]}, "c1")
    reached = {"phones": [one(PHONE, "p1")], "contacts": [desk]}
    organization = {"id": "o1", "name": "Mill Street Pantry", "description": "Food.", **reached}
    place = {"id": "l1", "location_type": "physical", "name": "Hall", **reached}
    services = [
        {
            "id": key, "name": f"Bags {key}", "status": "active", "organization": organization,
            "service_at_locations": [{"id": f"{key}-l1", "location": place, **reached}], **reached,
        }
        for key in ("s1", "s2")
    ]  # fmt: skip
    return [{"table": "organization", **organization},
            *({"table": "service", **each} for each in services)]  # fmt: skip


def feed(tmp_path: Path, *, ids: bool) -> Path:
    path = tmp_path / "feed.ndjson"
    path.write_text("\n".join(json.dumps(one) for one in objects(ids=ids)))
    return path


def links(one: Any) -> tuple[bool, ...]:
    """Whether it belongs to an organization, a service, a place, a service at a place."""
    names = ("organization_id", "service_id", "location_id", "service_at_location_id")
    return tuple(getattr(one, name) is not None for name in names)


def test_a_record_with_an_id_is_one_and_belongs_to_all(database: str, tmp_path: Path) -> None:
    from hubtable.directory.models import Contact, Language, Phone

    report = bring(feed(tmp_path, ids=True), source="mill")
    assert len(report.problems) == 0
    first = Phone.objects.get(number__endswith="0142")
    assert links(first) == (True, True, True, True)
    contact = Contact.objects.get()
    assert links(contact) == (True, True, True, True)
    assert Phone.objects.get(number__endswith="0143").contact_id == contact.id
    assert Language.objects.get().phone_id == first.id
    again = bring(feed(tmp_path, ids=True), source="mill")
    assert (again.tables["phone"].new, again.tables["phone"].changed) == (0, 0)
    assert links(Phone.objects.get(number__endswith="0142")) == (True, True, True, True)
    assert (Phone.objects.count(), Contact.objects.count()) == (2, 1)


def test_without_ids_each_belongs_to_what_it_stands_in(database: str, tmp_path: Path) -> None:
    """By what they say and where they stand: once an object, not once a mention."""
    from hubtable.directory.models import Contact, Language, Phone

    for _ in range(2):
        report = bring(feed(tmp_path, ids=False), source="mill")
        assert [(one.table, one.reason) for one in report.problems] == []
        owners = [links(one) for one in Phone.objects.filter(number__endswith="0142")]
        assert sorted(owners) == sorted(
            [(True, False, False, False), (False, False, True, False)]
            + [(False, True, False, False), (False, False, False, True)] * 2
        )
        assert Contact.objects.count() == 6
        desks = Phone.objects.filter(number__endswith="0143")
        assert {one.contact_id for one in desks} == set(
            Contact.objects.values_list("id", flat=True)
        )
        assert Language.objects.count() == 6, "one for each phone"


def test_ids_made_from_what_a_row_says_cannot_be_tried_outside(
    database: str, tmp_path: Path
) -> None:
    """They are hashes under the source's id: that is drawn, not made from its word."""
    from hubtable.directory.models import Phone, Source
    from hubtable.directory.rules.identity import record_id

    bring(feed(tmp_path, ids=False), source="mill")
    source = Source.objects.get(key="mill")
    assert source.id.version == 4
    phone = Phone.objects.filter(source_id=source.id, source_key__startswith="~").first()
    assert phone is not None
    assert str(phone.pk) == record_id(source.id.bytes, "phone", phone.source_key)


@pytest.mark.parametrize("ids", [True, False])
def test_out_and_in_again_nothing_is_twice(database: str, tmp_path: Path, ids: bool) -> None:
    from hubtable.cli.exporting import export
    from hubtable.directory.models import Contact, Phone

    bring(feed(tmp_path, ids=ids), source="mill")
    before = (Phone.objects.count(), Contact.objects.count())
    for form, name in (("hsds-json", "a.json"), ("hsds-ndjson", "a.ndjson"), ("hsds-csv", "a")):
        export(tmp_path / name, form, lambda *_: None)
        report = bring(tmp_path / name, source="mill")
        assert report.tables["phone"].new == report.tables["contact"].new == 0
        assert (Phone.objects.count(), Contact.objects.count()) == before


def test_the_api_names_it_wherever_it_belongs(database: str, tmp_path: Path) -> None:
    from tests.interop.hsds.asking import told

    bring(feed(tmp_path, ids=True), source="mill")
    (one, *_) = told("services", full="true")["contents"]
    where = [one, one["organization"], *one["service_at_locations"]]
    with_phone = [each for each in where if "508" in str(each.get("phones", ""))]
    assert len(with_phone) >= 2
    (organization,) = told("organizations", full="true")["contents"]
    assert len(organization["phones"]) == 1
