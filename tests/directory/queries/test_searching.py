"""A question finds what fits, near first; what is not known is never left out."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubtable.directory.rules.opening import State
from tests.directory.queries.conftest import NOW, add, relist, weekly

if TYPE_CHECKING:
    from hubtable.directory.queries.searching import Page

pytestmark = pytest.mark.usefixtures("directory")
ZONE = "America/New_York"
PANTRIES = ["Mill Street Food Pantry", "Elm Street Food Pantry", "City Food Pantry"]


def ask(text: str = "", **more: Any) -> "Page":
    from hubtable.directory.queries.searching import Wanted, search

    return search(Wanted(now=NOW, zone=ZONE, text=text, **more))


def names(page: "Page") -> list[str]:
    return [card.name for card in page.cards]


@pytest.mark.parametrize(
    "words", ["hungry", "tengo hambre", "estou com fome", "mwen grangou", "j'ai faim"]
)
def test_plain_words_of_five_languages_find_food_near_first(words: str) -> None:
    found = names(ask(words, near="01702"))
    assert found == [PANTRIES[0], PANTRIES[1], "Warm Table", PANTRIES[2]]


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("fod pantrey", {"fod": "food", "pantrey": "pantry"}, "Mill Street Food Pantry"),
        ("evicton", {"evicton": "eviction"}, "Tenants First"),
        ("dentst framingam", {"framingam": "framingham", "dentst": "dentist"}, "Bright Smile"),
        ("yung voices", {"yung": "young"}, "Young Voices"),
    ],
)
def test_typing_errors_are_forgiven_and_said(typed: str, meant: dict[str, str], first: str) -> None:
    page = ask(typed, near="" if "fram" in typed else "Framingham")
    assert page.mended == meant
    assert names(page)[0] == first


def test_somebody_can_insist_on_what_was_typed() -> None:
    page = ask("evicton", exactly=True)
    assert page.mended == {}
    assert not page.cards


def test_a_name_comes_before_its_kind() -> None:
    assert names(ask("Elm Street Food Pantry", near="01702"))[0] == "Elm Street Food Pantry"
    assert names(ask("new road"))[0] == "New Road Counseling"


def test_spanish_texts_are_found_by_other_forms_of_a_word() -> None:
    assert names(ask("mujer costuras")) == ["Casa Latina"]


def test_a_slash_parts_words() -> None:
    add("Fuel/Utility Help", "Natick", description="Rent/mortgage as well.")
    relist()
    for typed in ("Fuel/Utility Help", "fuel", "utility", "rent mortgage", "utilty"):
        assert names(ask(typed))[0] == "Fuel/Utility Help", typed


def test_accents_do_not_matter() -> None:
    assert names(ask("Cása Latína")) == ["Casa Latina"]


def test_a_place_may_stand_in_the_words_or_apart() -> None:
    for page in (ask("food pantry natick"), ask("food pantry", near="Natick, MA")):
        assert page.spot
        assert page.spot.town == "Natick"
        assert names(page)[0] == "Elm Street Food Pantry"
    near = ask("food pantry", point=(42.103, -72.590))
    assert names(near)[0] == "City Food Pantry"
    assert near.cards[0].miles == pytest.approx(0, abs=0.1)
    assert ask("food", near="Nowhereville").place_unknown


def test_a_category_brings_its_children() -> None:
    assert set(names(ask(category="food"))) == {*PANTRIES, "Warm Table"}
    assert set(names(ask(category="meals"))) == {"Warm Table"}


def test_a_term_of_an_imported_taxonomy_brings_its_children() -> None:
    from hubtable.directory import models as m
    from tests.directory.records import made

    above = made(m.TaxonomyTerm, name="Everything for the mind")
    m.TaxonomyTerm.objects.filter(name="Counseling").update(parent=above)
    relist()
    assert set(names(ask(term=above.id))) == {"New Road Counseling", "Young Voices"}


def test_distance_and_coverage_are_two_filters() -> None:
    near = names(ask("food pantry", near="Framingham", within=5))
    assert near == ["Mill Street Food Pantry", "Elm Street Food Pantry"]
    assert not ask("food pantry", near="Framingham", within=5).more
    serving = ask("food pantry", near="Framingham", serving=True)
    assert names(serving) == ["Mill Street Food Pantry"], "the others say whom they serve"
    assert [reason.code for reason in serving.cards[0].reasons] == ["area_not_stated"]
    assert names(ask("eviction", near="Springfield", serving=True)) == ["Tenants First"]


def test_a_place_without_a_point_is_kept_whatever_the_distance() -> None:
    from hubtable.directory import models as m

    shown = m.Location.objects.filter(confidential=False)
    shown.update(latitude=None, longitude=None, precision="none")
    m.Address.objects.filter(location__confidential=False).update(city="", postal_code="")
    relist()
    page = ask("food pantry", near="Framingham", within=5)
    assert set(names(page)) == set(PANTRIES)
    assert {card.miles for card in page.cards} == {None}


def test_where_only_the_zip_code_is_known_its_middle_is_taken_and_said() -> None:
    from hubtable.directory import models as m

    shown = m.Location.objects.filter(confidential=False)
    shown.update(latitude=None, longitude=None, precision="none")
    relist()
    page = ask("food pantry", near="01702", within=5)
    assert names(page)[0] == "Mill Street Food Pantry"
    assert all(card.approximate for card in page.cards)


def test_open_at_a_time_leaves_out_the_closed_and_keeps_the_unknown() -> None:
    tuesday = NOW
    page = ask("food pantry", near="01702", open_at=tuesday)
    states = {card.name: card.opening.state for card in page.cards}
    assert states == {"Mill Street Food Pantry": State.OPEN, "City Food Pantry": State.UNKNOWN}
    saturday = NOW + timedelta(days=4)
    assert "Elm Street Food Pantry" in names(ask("food pantry", near="01702", open_at=saturday))
    assert names(ask("food pantry open now", near="01702")) == names(page)


def test_a_weekday_in_the_words_leaves_out_what_is_closed_then() -> None:
    found = names(ask("food pantry saturday", near="01702"))
    assert found == ["Elm Street Food Pantry", "City Food Pantry"]


def test_hours_are_those_of_the_clock_there() -> None:
    late = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
    found = ask("food pantry", near="01702", open_at=late)
    assert found.cards[0].opening.state is State.OPEN, "16:30 in Massachusetts"


def test_age_keeps_the_unknown() -> None:
    assert set(names(ask("counseling", age=15))) == {"Young Voices"}
    assert set(names(ask("counseling", age=18))) == {"Young Voices", "New Road Counseling"}
    assert set(names(ask("counseling", age=19))) == {"New Road Counseling"}
    assert len(names(ask("food pantry", age=80))) == 3


def test_language_insurance_and_cost_keep_the_unknown() -> None:
    from hubtable.directory import models as m
    from tests.directory.records import made

    service = m.Service.objects.get(name="Mill Street Food Pantry")
    made(m.Language, service=service, code="km")
    relist()
    assert set(names(ask("food pantry", language="es"))) == set(PANTRIES[1:])
    assert len(names(ask("counseling", insurance="masshealth"))) == 2
    assert names(ask("counseling", insurance="other")) == ["Young Voices"]
    assert names(ask("dentist", free=True)) == []
    assert len(names(ask("food pantry", free=True))) == 3


def test_openings_and_remote() -> None:
    assert names(ask("shelter")) == ["Full House Shelter"]
    assert names(ask("shelter", openings=True)) == []
    assert names(ask("hotline", remote=True)) == ["Phone Line"]
    assert names(ask("food pantry", remote=True)) == []


def test_a_defunct_service_is_not_found() -> None:
    assert "Old Pantry" not in names(ask("old pantry"))


def test_some_of_the_words_are_better_than_nothing_and_it_is_said() -> None:
    page = ask("night zither")
    assert names(page) == ["Warm Table"]
    assert page.loosened


def test_a_confidential_place_is_found_by_its_town_alone() -> None:
    from hubtable.directory import models as m

    card = ask("lantern refuge", near="Framingham").cards[0]
    assert (card.street, card.postal_code, card.town) == ("", "", "Natick")
    assert card.confidential
    assert card.miles == pytest.approx(3.4, abs=1.5), "from the middle of its town"
    assert card.approximate
    row = m.Listing.objects.get(name__startswith="lantern")
    assert "01760" not in row.words
    assert "quinc" not in row.words
    assert not ask("Quince", exactly=True).cards


def test_a_changed_service_is_listed_anew() -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_services

    service = m.Service.objects.get(name="Warm Table")
    m.Service.objects.filter(pk=service.pk).update(name="Cold Cellar")
    before = m.Listing.objects.count()
    assert list_services(by=None, at=NOW, services=[service.pk]) == 1
    assert names(ask("cold cellar")) == ["Cold Cellar"]
    assert m.Listing.objects.count() == before
    m.Service.objects.filter(pk=service.pk).update(ended_at=NOW)
    assert list_services(by=None, at=NOW, services=[service.pk]) == 0
    assert m.Listing.objects.count() == before - 1


def test_what_changed_since_is_listed_whoever_changed_it() -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_outdated
    from tests.directory.records import made

    later = NOW + timedelta(hours=1)
    assert list_outdated(by=None, at=later) == 1, "the defunct one has no listing"
    m.Organization.objects.filter(name="Warm Table Inc.").update(
        name="Lighthouse", changed_at=later
    )
    service = m.Service.objects.get(name="Bright Smile")
    made(m.Language, service=service, code="pt")
    m.Language.objects.filter(service=service).update(changed_at=later)
    assert list_outdated(by=None, at=later + timedelta(seconds=1)) == 3
    assert names(ask("lighthouse")) == ["Warm Table"]
    assert names(ask("dentist", language="es")) == []
    assert list_outdated(by=None, at=later + timedelta(seconds=2)) == 1


def test_reasons_say_what_is_known() -> None:
    card = ask("counseling", near="Natick", age=18).cards[0]
    assert card.name in {"New Road Counseling", "Young Voices"}
    ages = {reason.code: reason.values for c in ask("counseling").cards for reason in c.reasons}
    assert "ages" in ages
    found = ask("eviction", near="Worcester").cards[0]
    assert ("serves", ("Worcester",)) in [(one.code, one.values) for one in found.reasons]


def test_queries_do_not_grow_with_the_cards() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        ask("food pantry", near="01702", size=1)
    with CaptureQueriesContext(connection) as many:
        ask("food pantry", near="01702", size=20)
    assert len(many) == len(few) <= 14


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.sampled_from(["", "food", "counseling", "pantry natick", "help", "hungry"]),
    near=st.sampled_from(["", "01702", "Worcester"]),
    size=st.integers(1, 5),
)
def test_pages_do_not_overlap_and_leave_nothing_out(text: str, near: str, size: int) -> None:
    whole = [card.id for card in ask(text, near=near, size=100).cards]
    paged: list[UUID] = []
    for number in range(1, len(whole) // size + 3):
        page = ask(text, near=near, size=size, page=number)
        assert page.total == len(whole)
        assert page.has_next == (number * size < len(whole))
        paged += [card.id for card in page.cards]
    assert paged == whole
    assert len(set(whole)) == len(whole)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=80))
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    assert ask(text).total >= 0


def test_hours_weekly_stand_in_the_listing() -> None:
    from hubtable.directory import models as m

    add("Night Desk", "Natick", schedules=[weekly("SU", 20, 4)])
    relist()
    row = (
        m.Listing.objects.filter(name__startswith="night desk")
        .extra(select={"open_monday": "hours @> 10081"})
        .get()
    )
    assert row.open_monday, "Sunday night goes on into Monday"
