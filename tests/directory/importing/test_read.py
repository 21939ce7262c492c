"""What a feed means by ages, fees, addresses and places without a point; its words stay beside."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.cluster import Cluster
from tests.directory.importing.feeds import AT, balanced, bring, rows, state, write

SERVICE = ["id", "organization_id", "name", "status"]


def feed(folder: Path, **columns: str) -> Path:
    return write(
        folder / "feed",
        organizations=[["id", "name"], ["1", "Elm Table"]],
        services=[[*SERVICE, *columns], ["7", "1", "Pantry", "active", *columns.values()]],
    )


def service() -> Any:
    from hubtable.directory.models import Service

    return Service.objects.get(source_key="7")


def given(cluster: Cluster, database: str) -> dict[str, str]:
    found = rows(cluster, database, "SELECT field, text FROM directory_original")
    return dict(found)  # type: ignore[arg-type]


def test_ages_are_read_and_their_words_kept(
    cluster: Cluster, database: str, tmp_path: Path
) -> None:
    bring(feed(tmp_path, minimum_age="18+", maximum_age="6 months"))
    assert (service().minimum_age, service().maximum_age) == (18.0, 0.5)
    assert given(cluster, database) == {"minimum_age": "18+"}
    bring(feed(tmp_path, minimum_age="adults", maximum_age="64"))
    assert (service().minimum_age, service().maximum_age) == (None, 64.0)
    assert given(cluster, database) == {"minimum_age": "adults"}


def test_prose_tells_ages_where_the_form_has_no_field_for_them(
    cluster: Cluster, database: str, tmp_path: Path
) -> None:
    prose = "For people aged 60 and older"
    bring(feed(tmp_path, eligibility_description=prose))
    assert (service().minimum_age, service().maximum_age) == (60.0, None)
    assert service().eligibility_description == prose
    assert given(cluster, database) == {"minimum_age": prose}
    bring(feed(tmp_path, eligibility_description=prose, minimum_age="", maximum_age=""))
    assert service().minimum_age is None, "a form with the fields says it there"


def test_fees_say_free_or_not(cluster: Cluster, database: str, tmp_path: Path) -> None:
    from hubtable.base.acting import acting
    from hubtable.directory.actions.listing import list_outdated
    from hubtable.directory.models import Listing

    for nth, (text, free) in enumerate(
        (("Free", True), ("No cost", True), ("$20 per visit", False), ("Sliding scale", False),
         ("Free for members, others pay $5", None), ("Call us", None), ("", None))
    ):  # fmt: skip
        at = AT + timedelta(hours=nth)
        bring(feed(tmp_path, fees_description=text), at=at)
        assert (service().free, service().fees_description) == (free, text)
        with acting("job", "directory", at=at):
            list_outdated(by=None, at=at + timedelta(minutes=1))
        if text != "Free for members, others pay $5":
            assert Listing.objects.get().free is free, text


def test_mail_and_web_addresses_are_read(cluster: Cluster, database: str, tmp_path: Path) -> None:
    bring(feed(tmp_path, email="Mail: desk@Elm.example ", url="www.elm.example/food"))
    assert (service().email, service().url) == ("desk@elm.example", "https://www.elm.example/food")
    assert given(cluster, database) == {
        "email": "Mail: desk@Elm.example ", "url": "www.elm.example/food",
    }  # fmt: skip
    bring(feed(tmp_path, email="desk@elm.example (bounces)", url="see our page"))
    assert (service().email, service().url) == ("", "see our page"), "nobody writes there"
    bring(feed(tmp_path, email="Desk@elm.example", url="https://elm.example/Food?a=b"))
    assert (service().email, service().url) == ("Desk@elm.example", "https://elm.example/Food?a=b")
    assert given(cluster, database) == {}


PLACES = ["id", "organization_id", "name", "latitude", "longitude"]
STREETS = ["id", "location_id", "address_1", "city", "state_province", "postal_code"]


def places(folder: Path, *, code: str = "01702", point: tuple[str, str] = ("", "")) -> Path:
    return write(
        folder / "feed",
        organizations=[["id", "name"], ["1", "Elm Table"]],
        locations=[
            PLACES, ["1", "1", "No point", *point], ["2", "1", "Far off", "45.1", "-69.123"],
            ["3", "1", "Town", "0", "0"], ["4", "1", "Nowhere", "", ""],
            ["5", "1", "Near", "42.279", "-71.419"],
        ],
        addresses=[
            STREETS, ["1", "1", "3 Elm Street", "Framingham", "MA", code],
            ["2", "2", "4 Elm Street", "Framingham", "MA", "01702"],
            ["3", "3", "5 Elm Street", "Framingham", "MA", ""],
            ["4", "4", "6 Elm Street", "Elsewhere", "MA", ""],
            ["5", "5", "7 Elm Street", "Framingham", "MA", "01702"],
        ],
    )  # fmt: skip


def points() -> dict[str, tuple[str, bool]]:
    from hubtable.directory.models import Location

    found = Location.objects.values_list("source_key", "precision", "latitude")
    return {key: (precision, latitude is not None) for key, precision, latitude in found}


def test_a_place_without_a_point_gets_its_zip_codes(
    cluster: Cluster, database: str, tmp_path: Path
) -> None:
    from hubtable.directory.models import Location

    report = bring(places(tmp_path))
    assert balanced(report)
    assert points() == {
        "1": ("zip", True), "2": ("exact", True), "3": ("town", True), "4": ("none", False),
        "5": ("exact", True),
    }  # fmt: skip
    assert report.remarks["location", "latitude", "far_from_zip"] == 1
    first = Location.objects.get(source_key="1").latitude
    before = state(cluster, database)
    again = bring(places(tmp_path), at=AT + timedelta(hours=1))
    assert not any(c.new or c.changed for c in again.tables.values())
    assert state(cluster, database) == before
    moved = bring(places(tmp_path, code="01608"), at=AT + timedelta(hours=2))
    assert moved.tables["location"].changed == 0
    one = Location.objects.get(source_key="1")
    assert (one.precision, one.latitude == first) == ("zip", False), "another ZIP code, its middle"
    bring(places(tmp_path, code="01608", point=("42.2791", "-71.4191")), at=AT + timedelta(hours=3))
    assert Location.objects.get(source_key="1").precision == "exact"
