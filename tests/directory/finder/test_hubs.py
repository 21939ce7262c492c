"""What strangers read of the Hubs in the finder, and whose number stands on every page."""

import re

import pytest
from django.test import Client, override_settings

from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words
from tests.directory.finder.invented import Invented
from tests.directory.finder.test_finding import LANGUAGES, STATIC, WEIGHT, ask, text
from tests.world import NOW, World, as_seat

EN, HT = PublicLanguage.ENGLISH, PublicLanguage.HAITIAN_CREOLE
ENGLISH = Words("Brookside Hub", "(508) 555-0142", "Weekdays 9 to 5", "We look.\n\nFree.", "None.")
KREYOL = Words("Hub Brookside", "(508) 555-0143 x9", "Lendi", "N ap chèche.", "Anyen.", "M. Rey")
RIDGE = Words("Ridge Hub", "211", "Always", "Ridge looks.", "Ridge keeps nothing.")
PAGES = ("how-it-works", "your-information")
MARK = "english"


def write(world: World, who: str, towns: list[str], **words: Words) -> None:
    """Write and publish a Hub's pages, by language."""
    from hubtable.hubs.actions import public_pages

    by = world[who]
    with as_seat(by):
        for language, said in words.items():
            public_pages.write_words(
                by=by, at=NOW, language=PublicLanguage(language), version=0, words=said
            )
        public_pages.name_towns(by=by, at=NOW, version=1, towns=towns)
        public_pages.publish(by=by, at=NOW, version=2)


def take_back(world: World, who: str = "admin") -> None:
    from hubtable.hubs.actions import public_pages

    with as_seat(world[who]):
        public_pages.take_back(by=world[who], at=NOW, version=3)


@pytest.fixture
def one(world: World, browser_of_nobody: Client) -> Client:
    """A browser where one Hub has published, in English and Haitian Creole."""
    write(world, "admin", ["Framingham, MA", "Natick, MA"], en=ENGLISH, ht=KREYOL)
    return browser_of_nobody


@pytest.fixture
def two(world: World, one: Client) -> Client:
    """A browser where two Hubs have published."""
    write(world, "ridge_admin", ["Natick, MA", "Boston, MA"], en=RIDGE)
    return one


def called(page: str) -> list[str]:
    """The number the frame of a page says to call."""
    return re.findall(r'<h2 id="call">[^<]*<a href="([^"]*)"', page)


def footer(page: str) -> str:
    return page.partition("<footer")[2]


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_hub_says_it_in_each_language_or_in_english_marked(
    one: Client, prefix: str, name: str
) -> None:
    from hubtable.directory.rules.finder_words import sentences

    language = next(tongue for tongue in PublicLanguage if f"/{tongue.path}" == (prefix or "/en"))
    said = KREYOL if language is HT else ENGLISH
    page = text(one.get(f"{prefix}/find/hubs/brookside/{name}/"))
    first = (said.how_it_works if name == "how-it-works" else said.your_information).split("\n")[0]
    assert f'<p class="said">{first}</p>' in page
    assert said.name in page
    key = "how_it_works" if name == "how-it-works" else "your_information"
    assert f"<h1>{sentences()[key][language]}</h1>" in page.replace("&#39;", "'")
    marked = sentences()["english_only"][language] in page
    assert marked == (language not in (EN, HT))
    assert ('<div lang="en">' in page) == (language not in (EN, HT))
    assert called(page) == ["tel:+15085550143,9" if language is HT else "tel:+15085550142"]


def test_paragraphs_stay_and_nothing_typed_is_markup(world: World, one: Client) -> None:
    from hubtable.hubs.actions import public_pages

    with as_seat(world["admin"]):
        said = Words("B & B <i>", "211", "Always", "One\ntwo\n\n<b>Three</b>", "None.")
        public_pages.write_words(by=world["admin"], at=NOW, language=EN, version=1, words=said)
    page = text(one.get("/find/hubs/brookside/how-it-works/"))
    assert '<p class="said">One\ntwo</p>' in page
    assert '<p class="said">&lt;b&gt;Three&lt;/b&gt;</p>' in page
    assert "B &amp; B &lt;i&gt;" in page


def test_a_translation_says_by_whom_and_when(one: Client) -> None:
    assert "M. Rey te tradui sa a 24 novanm 2026" in text(
        one.get("/ht/find/hubs/brookside/how-it-works/")
    )
    assert "Translated by" not in text(one.get("/find/hubs/brookside/how-it-works/"))
    assert "Traduit par" not in text(one.get("/fr/find/hubs/brookside/how-it-works/"))


@override_settings(PUBLIC_PHONE="617-555-0100")
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_only_hub_answers_on_every_page(one: Client, invented: Invented, prefix: str) -> None:
    from hubtable.directory.rules.saved import as_text

    said = KREYOL if prefix == "/ht" else ENGLISH
    for path in ("", f"at/{as_text([invented.open])}/", "list/", "how-it-works/", "hubs/"):
        page = text(one.get(f"{prefix}/find/{path}"))
        assert called(page) == ["tel:+15085550143,9" if prefix == "/ht" else "tel:+15085550142"]
        assert f"<strong>{said.name}</strong> · {said.hours}" in page
        for name in PAGES:
            assert f'href="{prefix}/find/hubs/brookside/{name}/"' in footer(page)
        if prefix:
            assert "interpreter, please." in page.partition('id="call"')[2]


def test_of_several_the_one_that_serves_the_town_answers(two: Client) -> None:
    first = text(two.get("/ht/find/"))
    assert called(first) == ["tel:211"]
    assert 'href="/ht/find/hubs/"' in first
    assert 'href="/ht/find/how-it-works/"' in footer(first)
    for near, number in {
        "Framingham": "tel:+15085550142",
        "01702": "tel:+15085550142",
        "Boston": "tel:211",
        "Natick": "tel:211",
        "Worcester": "tel:211",
    }.items():
        page = ask(two, q="food", near=near)
        assert called(page) == [number], near
        assert ("Ridge Hub" in page) == (near == "Boston"), near
        assert 'href="/find/hubs/"' in page
    assert called(text(two.get("/find/hubs/ridgefield/how-it-works/"))) == ["tel:211"]


@override_settings(PUBLIC_PHONE="617-555-0100")
def test_of_several_none_goes_before_the_installations_number(two: Client) -> None:
    for page in (text(two.get("/find/")), ask(two, q="food", near="Framingham")):
        assert called(page) == ["tel:+16175550100"]
    page = text(two.get("/find/hubs/brookside/how-it-works/"))
    assert called(page) == ["tel:+15085550142"], "but on its own pages"


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_list_names_hubs_with_towns_and_numbers(two: Client, prefix: str) -> None:
    page = text(two.get(f"{prefix}/find/hubs/"))
    own = "Hub Brookside" if prefix == "/ht" else "Brookside Hub"
    assert page.index(f"{own}</h2>") < page.index("Ridge Hub</h2>"), "by name"
    assert "Framingham, MA; Natick, MA" in page
    assert 'href="tel:+1508555014' in page
    for slug in ("brookside", "ridgefield"):
        for name in PAGES:
            assert f'href="{prefix}/find/hubs/{slug}/{name}/"' in page


def test_what_was_taken_back_is_gone_at_once_like_what_never_was(world: World, one: Client) -> None:
    shown = one.get("/ht/find/hubs/brookside/how-it-works/")
    assert shown.headers["Cache-Control"] == "private, no-cache"
    take_back(world)
    answers = {
        path: one.get(f"/ht/find/hubs/{path}")
        for slug in ("brookside", "ridgefield", "nowhere")
        for path in (f"{slug}/how-it-works/", f"{slug}/your-information/")
    }
    assert {answer.status_code for answer in answers.values()} == {404}
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"private, no-cache"}
    bodies = {
        re.sub(r"/hubs/[\w-]+/[\w-]+/", "/hubs/", text(answer)) for answer in answers.values()
    }
    assert len(bodies) == 1
    assert "Paj sa a pa la" in bodies.pop()
    assert one.get("/find/hubs/").status_code == 404
    assert called(text(one.get("/ht/find/"))) == ["tel:211"]


def test_an_administrator_reads_here_what_strangers_read(world: World, one: Client) -> None:
    from tests.hubs.person import browser_of

    take_back(world)
    admin = browser_of(world["admin"])
    assert admin.get("/find/hubs/brookside/how-it-works/").status_code == 404


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_pages_weigh_little_and_set_no_cookie(two: Client, prefix: str) -> None:
    files = sum((STATIC / f"finder.{kind}").stat().st_size for kind in ("css", "js"))
    for path in ("", "hubs/", "hubs/brookside/how-it-works/"):
        answer = two.get(f"{prefix}/find/{path}")
        assert len(answer.content) + files <= WEIGHT
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_frame_asks_the_same_for_any_number_of_hubs(world: World, two: Client) -> None:
    """One question more than without Hubs, one more where a town was searched; texts stay there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        two.get("/ht/find/")
    asked = [query["sql"] for query in captured if "hubs_publicwords" in query["sql"]]
    assert len(asked) == 1
    assert "LIMIT 3" in asked[0]
    assert "your_information" not in asked[0]
    with CaptureQueriesContext(connection) as captured:
        ask(two, q="food", near="Framingham")
    assert sum("hubs_publicwords" in query["sql"] for query in captured) == 2


def test_a_hub_in_the_address_is_no_other_page(one: Client) -> None:
    for path in ("/find/hubs/brookside/", "/de/find/hubs/", "/find/hubs/BROOK SIDE/how-it-works/"):
        assert one.get(path).status_code == 404
    assert one.post("/find/hubs/brookside/how-it-works/").status_code == 405
