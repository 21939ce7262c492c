"""How much of real feeds is understood, and how long a value takes: `python benchmarks/reading.py`.

Distinct texts of the published sets (HUBTABLE_TEST_MATERIAL names their folder). A text counts as
understood where all it says was; "times only" means the feed itself does not say on which days.
The last column is the time of one text read for the first time; repeated texts come from a cache.
"""

import csv
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.material import MATERIAL

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_email import read_emails
from hubtable.directory.rules.reading_hours import hours_in, read_hours
from hubtable.directory.rules.reading_phone import read_phones
from hubtable.directory.rules.reading_place import read_postal_code
from hubtable.directory.rules.reading_schedule import read_schedule
from hubtable.directory.rules.reading_text import read_text
from hubtable.directory.rules.reading_url import read_urls

SETS = MATERIAL / "directory"
CELLS = (
    "weekday", "valid_from", "valid_to", "dtstart", "until", "freq", "byday", "opens_at",
    "closes_at", "description",
)  # fmt: skip


def courts() -> Iterator[dict[str, str]]:
    """Yield the courts of Massachusetts."""
    for path in sorted((SETS / "ma-courts").glob("*.json")):
        if path.stem != "ma_zip_codes":
            yield from json.loads(path.read_text())


def food() -> Iterator[dict[str, str]]:
    """Yield the food sites of Massachusetts."""
    for line in (SETS / "ma-food" / "sites.ndjson").read_text().splitlines():
        yield json.loads(line)["input"]


def washington(folder: str, table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of Washington's inventory."""
    with (SETS / folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def distinct(rows: Iterable[dict[str, str]], column: str) -> list[str]:
    """Return the texts of a column, each once."""
    return list(dict.fromkeys(row[column] for row in rows if (row.get(column) or "").strip()))


def line(name: str, values: list, read: Callable, good: Callable, beside: Callable) -> None:
    """Print one line of figures."""
    begin = time.perf_counter()
    reads = [read(value) for value in values]
    micros = (time.perf_counter() - begin) / max(1, len(values)) * 1e6
    fine, other = sum(map(bool, map(good, reads))), sum(map(bool, map(beside, reads)))
    share = fine / max(1, len(values))
    print(f"{name:42} {len(values):6} {fine:6} {share:6.1%} {other:6} {micros:8.0f}")


def hours() -> None:
    """Print what is understood of hours."""
    print(f"{'hours':42} {'texts':>6} {'underst':>6} {'share':>6} {'times':>6} {'µs':>8}")
    no_days = lambda read: Problem.NO_DAYS in read.problems  # noqa: E731
    told = lambda read: read.understood  # noqa: E731
    line("courts, hours", distinct(courts(), "hours"), read_hours, told, no_days)
    line("food, hours", distinct(food(), "hours"), read_hours, told, no_days)
    saying = [t for t in distinct(food(), "description") if hours_in(t).schedules]
    hours_in.cache_clear()
    line("food, descriptions that tell hours", saying, hours_in, told, no_days)
    for folder in ("dc-2021-10", "dc-2022-07"):
        rows = {
            tuple(row.get(cell) or "" for cell in CELLS) for row in washington(folder, "schedules")
        }
        texts = [dict(zip(CELLS, row, strict=True)) for row in sorted(rows) if any(row)]
        line(f"{folder}, schedules", texts, read_schedule, told, no_days)


def others() -> None:
    """Print what is understood of phones, postal codes, addresses and texts."""
    print(f"\n{'others':42} {'texts':>6} {'underst':>6} {'share':>6} {'odd':>6} {'µs':>8}")
    odd = lambda reads: any(read.problems for read in reads)  # noqa: E731
    for name, rows in (("courts", courts()), ("food", food())):
        line(f"{name}, phone", distinct(rows, "phone"), read_phones, lambda r: r[0].number, odd)
    for folder in ("dc-2021-10", "dc-2022-07"):
        numbers = distinct(washington(folder, "phones"), "number")
        line(f"{folder}, phones", numbers, read_phones, lambda r: r[0].number, odd)
        codes = distinct(washington(folder, "physical_addresses"), "postal_code")
        line(
            f"{folder}, ZIP codes", codes, read_postal_code, lambda r: r.code, lambda r: r.problems
        )
        mails = distinct(washington(folder, "contacts"), "email")
        line(f"{folder}, mail", mails, read_emails, lambda r: r[0].address, odd)
        urls = distinct(washington(folder, "organizations"), "url")
        line(f"{folder}, web", urls, read_urls, lambda r: r[0].url, odd)
    texts = distinct(washington("dc-2021-10", "services"), "description")
    line("dc-2021-10, descriptions", texts, read_text, lambda r: r.text, lambda r: r.problems)


if __name__ == "__main__":
    hours()
    others()
