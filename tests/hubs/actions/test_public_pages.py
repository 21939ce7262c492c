"""A Hub's public pages: what strangers are told, in which language, and from when until when."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words
from hubtable.kernel.verdict import Refused, Stale
from tests.cluster import Cluster
from tests.hubs.acts import trail_of
from tests.world import NOW, World, as_seat

EN, ES, HT = PublicLanguage.ENGLISH, PublicLanguage.SPANISH, PublicLanguage.HAITIAN_CREOLE
ENGLISH = Words("Brookside Hub", "(508) 555-0142", "Weekdays 9 to 5", "We look.", "Nothing kept.")
KREYOL = Words("Hub Brookside", "(508) 555-0143", "Lendi", "N ap chèche.", "Anyen.", "M. Rey")


def write(
    world: World, language: PublicLanguage, words: Words, who: str = "admin", **how: Any
) -> None:
    from hubtable.hubs.actions import public_pages

    at: datetime = how.get("at", NOW)
    with as_seat(world[who], at):
        public_pages.write_words(
            by=world[who], at=at, language=language, version=how.get("version", 0), words=words
        )


def publish(world: World, who: str = "admin", version: int = 1) -> None:
    from hubtable.hubs.actions import public_pages

    with as_seat(world[who]):
        public_pages.publish(by=world[who], at=NOW, version=version)


def told(language: PublicLanguage, slug: str = "brookside") -> Any:
    from hubtable.hubs.queries import public_pages

    return public_pages.texts(language, slug)


def test_strangers_are_told_what_is_published_and_nothing_else(world: World) -> None:
    from hubtable.hubs.actions import public_pages
    from hubtable.hubs.queries.public_pages import first_published, published

    write(world, EN, ENGLISH)
    assert told(EN) is None
    assert published(EN) == ()
    publish(world)
    assert told(EN).how_it_works == "We look."
    assert [hub.phone for hub in first_published(EN)] == ["(508) 555-0142"]
    with as_seat(world["admin"]):
        public_pages.take_back(by=world["admin"], at=NOW, version=2)
    assert told(EN) is None
    assert first_published(EN) == ()


def test_a_language_without_words_is_told_in_english(world: World) -> None:
    write(world, EN, ENGLISH)
    write(world, HT, KREYOL)
    publish(world)
    assert (told(HT).hub.name, told(HT).hub.language, told(HT).translator) == (
        "Hub Brookside", HT, "M. Rey",
    )  # fmt: skip
    assert (told(ES).hub.name, told(ES).hub.language) == ("Brookside Hub", EN)
    write(world, HT, replace(KREYOL, shown=False), version=1)
    assert told(HT).hub.language is EN


def test_english_is_always_shown_and_nobody_translated_it(world: World) -> None:
    write(world, EN, replace(ENGLISH, translator="M. Rey", shown=False))
    publish(world)
    assert (told(EN).hub.language, told(EN).translator) == (EN, "")


def test_english_comes_first(world: World) -> None:
    with pytest.raises(Refused) as first:
        write(world, HT, KREYOL)
    with pytest.raises(Refused) as nothing:
        publish(world, version=0)
    assert first.value.code == nothing.value.code == "no_english"


def test_the_second_of_two_is_told(world: World) -> None:
    write(world, EN, ENGLISH)
    for version in (0, 2):
        with pytest.raises(Stale):
            write(world, EN, replace(ENGLISH, name="Other"), version=version)
    publish(world)
    with pytest.raises(Stale):
        publish(world)
    write(world, EN, replace(ENGLISH, name="Other"), version=1)
    assert told(EN).hub.name == "Other"


def test_towns_are_those_of_the_hub_until_others_are_said(world: World) -> None:
    from hubtable.hubs.actions import founding, public_pages
    from hubtable.hubs.queries.public_pages import of_town, page

    admin = world["admin"]
    with as_seat(admin):
        founding.add_town(by=admin, at=NOW, name="Brookside", state="MA")
        assert page(admin).towns == ("Brookside, MA",)
    write(world, EN, ENGLISH)
    publish(world)
    assert of_town(HT, "Brookside, MA") is not None
    with as_seat(admin):
        public_pages.name_towns(by=admin, at=NOW, version=2, towns=["Natick, MA", "Natick, MA"])
        with pytest.raises(Stale):
            public_pages.name_towns(by=admin, at=NOW, version=2, towns=[])
        assert page(admin).towns == ("Natick, MA",)
    assert of_town(HT, "Brookside, MA") is None


def test_a_town_of_two_hubs_is_nobodys(world: World) -> None:
    from hubtable.hubs.actions import public_pages
    from hubtable.hubs.queries.public_pages import first_published, of_town, published

    for who in ("admin", "ridge_admin"):
        with as_seat(world[who]):
            public_pages.name_towns(by=world[who], at=NOW, version=0, towns=["Natick, MA"])
        write(world, EN, replace(ENGLISH, name=f"Hub of {who}"), who)
        write(world, HT, replace(KREYOL, name=f"Hub {who}"), who)
    publish(world)
    assert of_town(EN, "Natick, MA") is not None
    publish(world, "ridge_admin")
    assert of_town(EN, "Natick, MA") is None
    assert len(first_published(HT)) == 2
    assert [hub.name for hub in published(HT)] == ["Hub admin", "Hub ridge_admin"]


def test_an_administrator_keeps_the_own_pages_among_published_ones(world: World) -> None:
    from hubtable.hubs.queries.public_pages import page

    write(world, EN, replace(ENGLISH, name="Ridge"), "ridge_admin")
    publish(world, "ridge_admin")
    with as_seat(world["admin"]):
        assert page(world["admin"]).version == 0
    write(world, EN, ENGLISH)
    with as_seat(world["admin"]):
        card = page(world["admin"])
    assert card.published_at is None
    assert card.words[EN].words == ENGLISH
    assert told(EN, "ridgefield").hub.name == "Ridge"


def test_a_translation_is_older_than_english_that_changed(world: World) -> None:
    from hubtable.hubs.queries.public_pages import page

    write(world, EN, ENGLISH)
    write(world, HT, KREYOL)
    tomorrow = NOW + timedelta(days=1)
    write(world, EN, replace(ENGLISH, hours="Never"), version=1, at=tomorrow)
    with as_seat(world["admin"], tomorrow):
        assert page(world["admin"]).words[HT].old
        assert not page(world["admin"]).words[EN].old


def test_the_trail_has_no_word_of_it(world: World, cluster: Cluster) -> None:
    write(world, EN, ENGLISH)
    write(world, HT, KREYOL)
    publish(world)
    last = trail_of(cluster)[-3:]
    assert [(entry.verb, entry.detail) for entry in last] == [
        ("public_words_written", {"language": "en"}),
        ("public_words_written", {"language": "ht"}),
        ("public_page_published", {}),
    ]
