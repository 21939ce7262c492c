"""Open at a time: what the index answers is what the rules say of the schedules."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubtable.directory.rules.opening import State, clocks_stand
from hubtable.directory.rules.public_holidays import is_holiday_somewhere
from tests.directory.queries.conftest import NOW, add, relist, weekly
from tests.directory.records import made

pytestmark = pytest.mark.usefixtures("directory")
ZONE = "America/New_York"
TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2026, 10, 20), date(2026, 12, 31))
CLOCK = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30, 59)))
PLAIN = {
    "byday": st.sampled_from(("MO,TU,WE,TH,FR", "MO,TU,WE,TH,FR,SA,SU", "SU", "TU,TH")),
    "freq": st.sampled_from(("WEEKLY", "")),
    "opens_at": st.just(time(0)) | CLOCK,
    "closes_at": st.just(time(23, 59)) | CLOCK,
}
ODD = {
    "byday": st.sampled_from(("", "1TU,3TU", "2MO,2WE", "1MO,TU", "-1FR", "Monday", "TU, TH")),
    "freq": st.sampled_from(("WEEKLY", "", "MONTHLY")),
    "opens_at": st.none() | CLOCK,
    "closes_at": st.none() | CLOCK,
    "bymonthday": st.sampled_from(("", "24", "-1")),
    "interval": st.sampled_from((None, 0, 1, 2)),
    "count": st.sampled_from((None, 3)),
    "dtstart": st.none() | DAYS,
    "until": st.none() | DAYS,
    "valid_from": st.none() | DAYS,
    "valid_to": st.none() | DAYS,
    "by_appointment": st.booleans(),
    "holiday": st.sampled_from(("", "closed", "open")),
}
SOME_ODD: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=ODD)
ONE_ODD = st.one_of(*(st.fixed_dictionaries({name: value}) for name, value in ODD.items()))
SCHEDULE = st.one_of(
    st.fixed_dictionaries(PLAIN),
    st.tuples(st.fixed_dictionaries(PLAIN), ONE_ODD).map(lambda parts: {**parts[0], **parts[1]}),
    st.tuples(st.fixed_dictionaries(PLAIN), SOME_ODD).map(lambda parts: {**parts[0], **parts[1]}),
    SOME_ODD.map(lambda odd: {**odd, "holiday": "closed"}),
)
LEVEL = st.sampled_from(("service", "service", "location", "service_at_location"))
PLACES = st.lists(
    st.tuples(
        st.lists(st.tuples(LEVEL, SCHEDULE), max_size=3),
        st.sampled_from(("", "", "", ZONE, "America/Chicago")),
    ),
    min_size=5,
    max_size=5,
)
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 10, 25), datetime(2026, 12, 31)),  # noqa: DTZ001 - UTC below
    st.sampled_from(
        (
            datetime(2026, 11, 1, 5, 45),  # noqa: DTZ001 - the hour that comes twice
            datetime(2026, 11, 1, 6, 15),  # noqa: DTZ001
            datetime(2026, 11, 26, 15, 0),  # noqa: DTZ001 - Thanksgiving
            datetime(2026, 11, 27, 6, 0),  # noqa: DTZ001 - and the night after it
        )
    ),
).map(lambda moment: moment.replace(tzinfo=UTC))


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


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(PLACES, st.lists(MOMENTS, min_size=3, max_size=3))
def test_the_index_says_what_the_rules_say(
    places: list[tuple[list[tuple[str, dict[str, Any]]], str]], moments: list[datetime]
) -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_services
    from hubtable.directory.queries.hours import states
    from hubtable.directory.queries.searching import Wanted, best, search

    services = [place(*one) for one in places]
    list_services(by=None, at=NOW, services=services)
    ids = set(m.Listing.objects.filter(service__in=services).values_list("id", flat=True))
    assert len(ids) == len(services)
    for moment in moments:
        wanted = Wanted(now=NOW, zone=ZONE, text="odd hours", open_at=moment, size=100)
        rules = states(ids, moment, ZONE)
        for hit in best(wanted)[2].hits:
            if hit.id in ids:
                assert hit.opening in ("ask", rules[hit.id])
        shown = {card.id for card in search(wanted).cards} & ids
        assert shown == {one for one, state in rules.items() if state is not State.CLOSED}
    remove(services)


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
