"""What people looked for: from five up, by month and town, what found nothing first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import NOW, World, as_seat

As = Callable[..., Client]
PAGE = "/directory/searches/"
READERS = ("steward", "coordinator", "analyst")


@pytest.fixture
def searched(world: World, clock: object) -> None:
    """Food in Framingham, shelter that nobody finds, too few for rent, and some a month ago."""
    from hubtable.base.acting import acting
    from hubtable.directory.actions.counting import count_search
    from hubtable.directory.actions.placing import know_places
    from tests.directory.records import as_feed

    with as_feed():
        know_places(by=None, at=NOW)
    month = timedelta(days=31)
    lines: tuple[tuple[int, Any, str, str, bool], ...] = (
        (9, NOW, "food", "Framingham", False),
        (6, NOW, "shelter", "Natick", True),
        (4, NOW, "rent_help", "Natick", True),
        (5, NOW, "", "", False),
        (7, NOW - month, "dental", "Natick", False),
        (4, NOW - month, "rent_help", "Natick", True),
    )
    with acting("job", "finder", at=NOW):
        for times, at, category, town, nothing in lines:
            for _ in range(times):
                count_search(at=at, category=category, town=town, state="MA" if town else "",
                             nothing=nothing)  # fmt: skip


def text(client: Client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_gaps_come_first_and_small_numbers_not_at_all(as_: As, searched: None) -> None:
    shown = text(as_("steward"))
    assert shown.index("A place to sleep tonight") < shown.index(">Food<")
    assert "Natick, MA" in shown
    assert "None we know" in shown
    assert "No place named" in shown
    assert "Help with rent" not in shown, "four this month and four before are not eight"
    assert "Dentists" not in shown


def test_months_and_towns_narrow_it(as_: As, searched: None) -> None:
    client = as_("coordinator")
    before = text(client, "?month=2026-10-01")
    assert "Dentists" in before
    assert "Help with rent" not in before
    town = text(client, "?town=Natick,+MA")
    assert "A place to sleep tonight" in town
    assert ">Food<" not in town
    assert "Nothing to show for this month" in text(client, "?month=2025-03-01")
    for query in ("?month=x", "?month=1999-01-01", "?town=Nowhere"):
        text(client, query)


def test_the_file_has_the_same_lines(as_: As, searched: None) -> None:
    answer = as_("analyst").get(f"{PAGE}file/?town=Natick,+MA")
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["A place to sleep tonight,Natick,MA,6,6"]


def test_nobody_searched(as_: As, clock: object) -> None:
    assert "Nothing to show for this month" in text(as_("steward"))


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}file/"])
def test_who_opens_it(as_: As, searched: None, path: str) -> None:
    for who in READERS:
        assert as_(who).get(path).status_code == 200, who
    for who in ("chair", "admin", "agency_lead", "community"):
        assert as_(who).get(path).status_code == 403, who
    assert Client(**{"wsgi.url_scheme": "https"}).get(path).status_code == 302


def test_the_database_tells_nobody_else(world: World, searched: None) -> None:
    from hubtable.directory.queries.searches import counted

    for who in READERS:
        with as_seat(world[who]):
            assert [one.searches for one in counted(NOW.date())] == [6, 9, 5], who
    for who in ("chair", "admin"):
        with as_seat(world[who]):
            assert counted(NOW.date()) == (), who
