"""How much of the published sets is understood: figures that may rise and not fall."""

import csv
import json
from collections.abc import Iterator

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_hours import hours_in, read_hours
from hubtable.directory.rules.reading_phone import read_phones
from hubtable.directory.rules.reading_place import read_postal_code
from hubtable.directory.rules.reading_point import read_point
from hubtable.directory.rules.reading_schedule import read_schedule
from tests.material import MATERIAL, needs_material

SETS = MATERIAL / "directory"
pytestmark = needs_material


def food() -> list[dict[str, str]]:
    lines = (SETS / "ma-food" / "sites.ndjson").read_text().splitlines()
    return [json.loads(line)["input"] for line in lines]


def courts() -> Iterator[dict[str, str]]:
    for path in sorted((SETS / "ma-courts").glob("*.json")):
        if path.stem != "ma_zip_codes":
            yield from json.loads(path.read_text())


def washington(table: str) -> list[dict[str, str]]:
    with (SETS / "dc-2021-10" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_hours_of_food_sites() -> None:
    texts = {site["hours"] for site in food() if site.get("hours")}
    assert len(texts) == 96
    assert [text for text in texts if not read_hours(text).understood] == []


def test_hours_inside_descriptions_of_food_sites() -> None:
    texts = {site["description"] for site in food() if site.get("description")}
    telling = [text for text in texts if hours_in(text).schedules]
    understood = [text for text in telling if hours_in(text).understood]
    assert len(telling) == 170
    assert len(understood) >= 137


def test_hours_of_courts() -> None:
    texts = {court["hours"] for court in courts() if court.get("hours")}
    assert len(texts) == 6
    assert sum(read_hours(text).understood for text in texts) == 5


def test_schedules_of_washington() -> None:
    reads = [read_schedule(row) for row in washington("schedules")]
    empty = [read for read in reads if read.problems == (Problem.NO_HOURS,)]
    odd = {read.given for read in reads if not read.understood} - {read.given for read in empty}
    assert len(empty) == 59
    assert odd == {"Nights - Mornings", "Following church service"}


def test_phones() -> None:
    texts = {row["number"] for row in washington("phones")}
    without = {text for text in texts if not read_phones(text)[0].number}
    assert without == {"234", "4356", "23"}
    assert all(read_phones(c["phone"])[0].number for c in courts() if c.get("phone"))


def test_zip_codes_and_points() -> None:
    codes = {row["postal_code"] for row in washington("physical_addresses")}
    assert {code for code in codes if not read_postal_code(code).code} == {"383345"}
    points = [read_point(str(site["latitude"]), str(site["longitude"])) for site in food()]
    assert [read.problems for read in points if read.problems] == [(Problem.IN_METERS,)]
