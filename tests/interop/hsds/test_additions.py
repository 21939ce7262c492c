"""What HSDS has no place for travels with it: out, into an empty Hub, and out again the same.

The directory is the practice Hub's own, with every addition on it, a confidential shelter included.
"""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import NAME, Cluster
from tests.conftest import _own, _point
from tests.directory.importing.feeds import bring
from tests.directory.records import as_feed, made
from tests.interop.hsds.asking import lines, told
from tests.interop.hsds.schemas import faults
from tests.interop.hsds.test_export import FORMS, contents, empty_hub, write
from tests.interop.hsds.walking import COLLECTIONS
from tests.material import needs_material
from tests.world import NOW, World, as_seat

TOLD = datetime(2026, 11, 20, 16, 5, 7, 123_000, tzinfo=UTC)
STREET = "Whimbrel"
"""Of the practice shelter: never told."""


@pytest.fixture(scope="session")
def practice_template(cluster: Cluster, cast: tuple[World, str]) -> str:
    """The practice directory with every addition, made once and cloned."""
    world, before = cast
    template = cluster.clone(before, f"{NAME}_practice_directory")
    _point(cluster, template)
    from hubtable.cli.practice.directory import _fill

    with as_seat(world["steward"]):
        _fill(world["steward"], NOW)
    with as_feed():
        add()
    _point(cluster, NAME)
    return template


def add() -> None:
    """Write every addition to some service."""
    from hubtable.directory import models as m

    one, two, three = m.Service.objects.exclude(name="Safe house").order_by("name", "id")[:3]
    place = m.Location.objects.filter(confidential=False).order_by("name", "id")[0]
    for code, name in (("", "MassHealth"), ("medicare", "Medicare")):
        made(m.InsuranceAccepted, service=one, code=code, name=name)
    for way in ("phone", "walk_in", "online", "email", "referral"):
        made(m.ContactWay, service=one, way=way, note="Ask for the desk." * (way == "phone"))
    beds = made(m.Unit, name="Beds")
    capacity(m, one, status="waiting_list", told_at=TOLD, description="Three weeks, about.")
    capacity(m, two, status="full", told_at=TOLD, unit=beds, available=0.0, updated=TOLD)
    capacity(m, three, status="open", unit=beds, maximum=12.0)
    schedules(m, one, two)
    place.__class__.objects.filter(pk=place.pk).update(precision="zip", time_zone="America/Chicago")
    translate(m, one, "description", "es", "Texto en español.")
    translate(m, one, "name", "ht", "Non an")
    translate(m, one.organization, "description", "pt-br", "Texto.")
    translate(m, two, "name", "es", "Nunca visto", reviewed=False)


def capacity(m: Any, service: Any, **values: Any) -> None:
    made(m.ServiceCapacity, service=service, **values)


def schedules(m: Any, one: Any, two: Any) -> None:
    made(m.Schedule, service=one, holiday="closed", valid_from=date(2026, 12, 25),
         valid_to=date(2026, 12, 25))  # fmt: skip
    made(m.Schedule, service=one, holiday="closed", given="closed on public holidays")
    made(m.Schedule, service=one, holiday="open", valid_from=date(2026, 12, 24),
         valid_to=date(2026, 12, 24), opens_at=time(9), closes_at=time(12, 30))  # fmt: skip
    made(m.Schedule, service=one, by_appointment=True)
    made(m.Schedule, service=two, description="Mondays 9 to 12, and by luck", notes="Ring twice.")
    made(m.Schedule, service=two, given="Mo and Tu 9 to 5", freq="WEEKLY", byday="MO,TU",
         opens_at=time(9), closes_at=time(17), by_appointment=True)  # fmt: skip
    made(m.Schedule, service=two, given="First Monday", freq="MONTHLY", byday="1MO", wkst="MO",
         interval=2, count=5, dtstart=date(2026, 1, 5), until=date(2027, 1, 5),
         timezone=-5.0)  # fmt: skip


def translate(
    m: Any, one: Any, field: str, language: str, text: str, *, reviewed: bool = True
) -> None:
    m.Translation.objects.create(
        record=one.pk, kind=one._meta.model_name, field=field, language=language, text=text,
        of=getattr(one, field), translator="M. Rey", translated_on=date(2026, 5, 1),
        reviewed_at=TOLD if reviewed else None,
    )  # fmt: skip


@pytest.fixture
def practice(cluster: Cluster, practice_template: str) -> Iterator[str]:
    """The practice directory in a database of its own; its name."""
    yield from _own(cluster, practice_template)


def standing() -> dict[str, list[Any]]:
    """Return what stands in the tables of our additions, without what is of one Hub alone."""
    from hubtable.directory import models as m

    insured = ("id", "service_id", "code", "name")
    translated = ("id", "record", "kind", "field", "language", "text", "of", "translated_on")
    hours = [field.attname for field in m.Schedule._meta.local_fields][1:]
    beside = ("source_id", "source_key", "fingerprint", "missing_since", "added_at", "changed_at",
              "version", "written")  # fmt: skip
    return {
        "insurance": rows(m.InsuranceAccepted, *insured),
        "ways": rows(m.ContactWay, "id", "service_id", "way", "note"),
        "openings": rows(m.ServiceCapacity, "id", "service_id", "unit_id", "available", "maximum",
                         "status", "told_at", "updated", "description"),
        "hours": rows(m.Schedule, "id", *(one for one in hours if one not in beside)),
        "places": rows(m.Location, "id", "name", "latitude", "precision", "time_zone",
                       "confidential"),
        "translations": rows(m.Translation.objects.exclude(reviewed_at=None), *translated),
    }  # fmt: skip


def rows(of: Any, *names: str) -> list[Any]:
    """Return rows by their ids; a town's point is of no precision where none is told."""
    return list(getattr(of, "objects", of).order_by("pk").values_list(*names))


@pytest.mark.parametrize("form", FORMS)
def test_every_addition_comes_back_the_same(
    cluster: Cluster, practice: str, tmp_path: Path, form: str
) -> None:
    from hubtable.directory.models import ConfidentialPlace, Location, Service

    assert Service.objects.count() == 59
    before, first, second = standing(), tmp_path / "1" / FORMS[form], tmp_path / "2" / FORMS[form]
    for folder in (first, second):
        folder.parent.mkdir()
    counts = write(first, form)
    with empty_hub(cluster, practice):
        report = bring(first)
        assert [one.as_json() for one in report.problems] == []
        assert write(second, form) == counts
        after = standing()
        assert ConfidentialPlace.objects.count() == 0, "nobody but a steward sees what is kept"
        assert Location.objects.filter(confidential=True).count() == 1
    assert after == before
    told_once, told_again = contents(first), contents(second)
    assert told_once.keys() == told_again.keys()
    assert [name for name in told_once if told_once[name] != told_again[name]] == []
    whole = b"".join(told_once.values()).decode()
    assert STREET not in whole
    assert "Nunca visto" not in whole, "nobody has reviewed it"
    assert "M. Rey" not in whole, "who translated is no open data"


@needs_material
def test_hsds_stays_valid_with_them(practice: str, tmp_path: Path) -> None:
    from frictionless import Package, system

    write(tmp_path / "out", "hsds-csv")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.flatten(["type", "title", "fieldName"]) == []
    assert len(report.tasks) == 28
    write(tmp_path / "out.ndjson", "hsds-ndjson")
    found = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text("utf-8").splitlines()]
    assert [faults(one["table"], one) for one in found if faults(one["table"], one)] == []
    for collection, table in COLLECTIONS.items():
        for parameters in ({}, {"full": "true"} if "service" in collection else {}):
            for one in lines(collection, format="ndjson", **parameters):
                assert faults(table, one) == []


def test_the_api_tells_them_where_they_belong(practice: str) -> None:
    from hubtable.directory.models import InsuranceAccepted, ServiceCapacity

    service = InsuranceAccepted.objects.get(code="medicare").service_id
    one = told(f"services/{service}")
    assert {each["name"] for each in one["insurance_accepted"]} >= {"MassHealth", "Medicare"}
    assert {each["way"] for each in one["contact_ways"]} == {
        *("phone", "walk_in", "online", "email", "referral")
    }
    (opening,) = [each for each in one["openings"] if "description" in each]
    assert (opening["status"], opening["told_at"]) == ("waiting_list", "2026-11-20T16:05:07.123Z")
    assert "capacities" not in one, "HSDS knows no capacity without a number"
    assert {each["language"] for each in one["translations"]} == {"es", "ht"}
    assert "translator" not in one["translations"][0]
    full = ServiceCapacity.objects.exclude(updated=None).get().service_id
    (beds,) = told(f"services/{full}")["capacities"]
    assert (beds["available"], beds["status"], beds["unit"]["name"]) == (0, "full", "Beds")


def test_files_tell_no_more_of_a_shelter_than_the_api(practice: str, tmp_path: Path) -> None:
    """What is said of a place would tell where it is: how one gets in, what it once was called."""
    from hubtable.directory import models as m

    place = m.Location.objects.get(confidential=True)
    address = m.Address.objects.get(location=place)
    with as_feed():
        made(m.Accessibility, location=place, description="Ramp behind the telltale station")
        made(m.Attribute, link_id=place.pk, link_entity="location", label_of_attribute="telltale",
             value="telltale")  # fmt: skip
        made(m.Metadata, resource_id=address.pk, field_name="postal_code", updated_by="X",
             previous_value="telltale")  # fmt: skip
        made(m.Schedule, location=place, description="telltale hours")
        kept = made(m.Contact, location=place, name="Telltale desk")
        made(m.Phone, contact=kept, number="555-0100", description="telltale")
        translate(m, place, "transportation", "es", "telltale")
    for form, name in FORMS.items():
        write(tmp_path / name, form)
    told_ = "".join(
        path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()
    )
    assert "telltale" not in told_.lower()
    assert "Safe house" in told_


def test_a_feed_that_says_confidential_hides(
    cluster: Cluster, practice: str, tmp_path: Path
) -> None:
    """And it stays hidden when a later edition of the feed tells the street after all."""
    from hubtable.directory.models import Address, Location

    folder = tmp_path / "feed"
    folder.mkdir()
    files = {
        "organizations": "id,name\n1,Lantern\n",
        "services": "id,organization_id,name,status\n1,1,Beds,active\n",
        "locations": "id,name,location_type,latitude,longitude,confidential\n"
        "1,House,physical,42.3601,-71.0589,{said}\n",
        "addresses": "id,location_id,address_1,city,state_province,postal_code,country\n"
        "1,1,9 Tellingham Row,Natick,MA,01760,US\n",
    }
    for said in ("true", ""):
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text.format(said=said))
        bring(folder, source="lantern")
        place = Location.objects.get(name="House")
        assert (place.confidential, place.latitude) == (True, None)
        address = Address.objects.get(location=place)
        assert (address.address_1, address.postal_code, address.city) == ("", "", "Natick")


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("contact_ways", {"way": "by pigeon"}, "unreadable"),
        ("contact_ways", {"way": ""}, "empty"),
        ("insurance_accepted", {"code": "x"}, "empty"),
        ("openings", {"status": ""}, "empty"),
        ("translations", {"text": "x"}, "unlinked"),
    ],
)
def test_an_addition_that_says_nothing_is_put_aside(
    practice: str, tmp_path: Path, table: str, row: dict[str, str], reason: str
) -> None:
    write(tmp_path / "out", "hsds-csv")
    path = tmp_path / "out" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        given = next(csv.DictReader(file))
    blank = dict.fromkeys(given, "") | {"id": "11111111-1111-4111-8111-111111111111"}
    if "service_id" in given:
        blank["service_id"] = given["service_id"]
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, given).writerow(blank | row)
    problems = bring(tmp_path / "out", dry_run=True).problems
    mine = [one.reason for one in problems if one.id.startswith("11111111")]
    assert mine == [reason]
