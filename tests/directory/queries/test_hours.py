"""Open at a time: what the index answers is what the rules say of the schedules."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings

from hubtable.directory.rules.opening import State, clocks_stand
from hubtable.directory.rules.public_holidays import is_holiday_somewhere
from tests.directory.queries.conftest import NOW, add, relist, weekly
from tests.directory.queries.scheduling import CASES, CLASSES, LEVELS, ZONE, Place
from tests.directory.records import made

pytestmark = pytest.mark.usefixtures("directory")
TODAY = date(2026, 11, 24)


def place(schedules: Sequence[tuple[str, dict[str, Any]]], zone: str) -> UUID:
    """Write a service with its schedules; return its id."""
    from hubtable.directory import models as m

    service = add("Odd Hours", "Natick", place={"time_zone": zone})
    site = m.ServiceAtLocation.objects.get(service=service)
    owners = {"service": service, "location": site.location_id, "service_at_location": site.id}
    for level, values in schedules:
        made(m.Schedule, **{f"{level}_id": owners[level]}, **values)
    return service


def remove(services: list[UUID]) -> None:
    """Take them out of what is searched."""
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_services

    m.Service.objects.filter(pk__in=services).update(ended_at=NOW)
    list_services(by=None, at=NOW, services=services)


def told_apart(places: Sequence[Place], moments: Iterable[datetime]) -> list[str]:
    """Return where index and rules disagree. What the index leaves to the rules is no answer."""
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_services
    from hubtable.directory.queries.hours import states
    from hubtable.directory.queries.searching import Wanted, best

    services = [place(*one) for one in places]
    list_services(by=None, at=NOW, services=services)
    ids = set(m.Listing.objects.filter(service__in=services).values_list("id", flat=True))
    assert len(ids) == len(services)
    found = []
    for moment in moments:
        wanted = Wanted(now=NOW, zone=ZONE, text="odd hours", open_at=moment, size=100)
        index = {hit.id: hit.opening for hit in best(wanted)[2].hits}
        rules = states(ids, moment, ZONE)
        told = {one: index.get(one, "closed") for one in ids}
        found += [
            f"{moment}: {told[one]}, by the rules {rules[one]}"
            for one in ids
            if told[one] not in ("ask", rules[one])
        ]
    remove(services)
    return found


def classed(test: Any) -> Any:
    """Try one of each class first."""
    for one in (*CLASSES.values(), LEVELS):
        test = example(one)(test)
    return test


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@classed
@given(CASES)
def test_the_index_says_what_the_rules_say(
    case: tuple[Sequence[Place], Iterable[datetime]],
) -> None:
    assert told_apart(*case) == []


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_found_is_what_the_rules_leave_in(name: str) -> None:
    from hubtable.directory import models as m
    from hubtable.directory.queries.hours import states
    from hubtable.directory.queries.searching import Wanted, search

    (one,), moments = CLASSES[name]
    place(*one)
    relist()
    ids = set(m.Listing.objects.filter(service__name="Odd Hours").values_list("id", flat=True))
    for moment in moments[::5]:
        wanted = Wanted(now=NOW, zone=ZONE, text="odd hours", open_at=moment, size=100)
        shut = states(ids, moment, ZONE) == dict.fromkeys(ids, State.CLOSED)
        assert ({card.id for card in search(wanted).cards} & ids == ids) is not shut


@pytest.mark.parametrize(
    ("hours", "opening"),
    [
        ([weekly("TU", 9, 17)], "open"),
        ([weekly("TU", 9, 17), weekly("SA", 9, 12)], "open"),
        ([weekly("TU", 9, 17), {"holiday": "closed"}], "open"),
        ([], "unknown"),
        ([weekly("1TU", 9, 17)], "ask"),
        ([weekly("TU", 9, 17) | {"by_appointment": True}], "ask"),
        ([weekly("TU", 9, 17), {"holiday": "closed", "valid_from": TODAY}], "ask"),
        *(
            ([weekly("TU", 9, 17) | odd], "ask")
            for odd in (
                *({"valid_from": TODAY}, {"valid_to": TODAY}, {"dtstart": TODAY}),
                *({"until": TODAY}, {"count": 3}, {"interval": 2}, {"freq": "MONTHLY"}),
                *({"bymonthday": "24"}, {"byday": "Tuesday"}, {"byday": "1MO,TU"}),
                *({"opens_at": None}, {"closes_at": None}),
            )
        ),
    ],
)
def test_an_ordinary_week_is_answered_by_the_index(
    hours: list[dict[str, Any]], opening: str
) -> None:
    from hubtable.directory.queries.searching import Wanted, best

    place([("service", one) for one in hours], "")
    relist()
    found = best(Wanted(now=NOW, zone=ZONE, text="odd hours", open=True))[2]
    assert [hit.opening for hit in found.hits] == [opening]


def test_an_extra_day_is_open_though_the_week_is_not() -> None:
    from hubtable.directory.queries.searching import Wanted, search

    extra = {"holiday": "open", "valid_from": TODAY, "valid_to": TODAY}
    extra |= {"opens_at": time(9), "closes_at": time(12)}
    place([("service", weekly("SA", 9, 12)), ("service", extra)], "")
    relist()
    (card,) = search(Wanted(now=NOW, zone=ZONE, text="odd hours", open=True)).cards
    assert card.opening.state is State.OPEN


def test_holidays_and_changes_of_the_clock_are_known() -> None:
    assert is_holiday_somewhere(date(2026, 4, 20)), "Patriots' Day, in Massachusetts"
    assert not is_holiday_somewhere(TODAY)
    change = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    assert not clocks_stand(change, ZONE)
    assert not clocks_stand(change + timedelta(hours=36), ZONE)
    assert clocks_stand(change + timedelta(days=4), ZONE)
    assert clocks_stand(change, "America/Phoenix")
