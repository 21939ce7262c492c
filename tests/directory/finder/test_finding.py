"""The public finder: anybody finds help, in five languages, and nothing of them is kept."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.directory.finder.invented import KREYOL, STREET, Invented
from tests.directory.records import as_feed, made
from tests.world import NOW, World, as_seat

LANGUAGES = ("", "/es", "/pt-br", "/ht", "/fr")
WEIGHT = 30_000
"""Bytes of the first page with its stylesheet and script; no font is loaded."""
STATIC = Path("src/hubtable/directory/static/directory")
Response = object


def text(response: object) -> str:
    """Return a page's markup."""
    content = getattr(response, "content", b"")
    return bytes(content).decode()


def ask(client: Client, path: str = "/find/", **fields: str) -> str:
    """Search as a form does; the page."""
    response = client.post(path, fields)
    assert response.status_code == 200
    return text(response)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_first_page_weighs_little(browser_of_nobody: Client, prefix: str) -> None:
    page = browser_of_nobody.get(f"{prefix}/find/").content
    files = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', page))
    own = {name for name in files if not name.startswith(b"hub/favicon")}
    assert own == {b"directory/finder.css", b"directory/finder.js"}
    weight = len(page) + sum((STATIC / f"finder.{kind}").stat().st_size for kind in ("css", "js"))
    assert weight <= WEIGHT


def test_results_weigh_little_too(browser_of_nobody: Client) -> None:
    assert len(ask(browser_of_nobody, "/ht/find/", q="manje", near="01702").encode()) < WEIGHT


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_page_says_whom_to_call(
    browser_of_nobody: Client, invented: Invented, prefix: str
) -> None:
    from hubtable.directory.rules.saved import as_text

    key = as_text([invented.open])
    paths = ("", f"at/{key}/", f"list/?s={key}", "how-it-works/", "your-information/")
    for path in paths:
        page = text(browser_of_nobody.get(f"{prefix}/find/{path}"))
        for needed in ('href="tel:911"', 'href="tel:988"', "data-leave", 'href="tel:211"'):
            assert needed in page, path


def test_nobody_gets_a_cookie_or_tells_where_they_come_from(browser_of_nobody: Client) -> None:
    for response in (
        browser_of_nobody.get("/ht/find/"),
        browser_of_nobody.post("/ht/find/", {"q": "manje", "near": "01702"}),
        browser_of_nobody.get("/ht/find/list/"),
    ):
        assert not response.cookies
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Cookie" not in response.headers.get("Vary", "")


def test_words_are_sent_by_post(browser_of_nobody: Client) -> None:
    assert '<form id="find" method="post"' in text(browser_of_nobody.get("/find/"))


def test_suggestions_are_of_the_field_and_the_language(browser_of_nobody: Client) -> None:
    def lines(prefix: str, **typed: str) -> list[tuple[str, str]]:
        response = browser_of_nobody.post(f"{prefix}/find/suggestions/", typed)
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies
        return [(one["text"], one["about"]) for one in response.json()["lines"]]

    assert ("Food", "Kind of help") in lines("", q="foo")
    assert ("Mill Street Food Pantry Friends", "") in lines("", q="mill st")
    assert lines("/es", q="despen")[0] == ("Despensas de alimentos", "Tipo de ayuda")
    assert lines("", near="framin") == [("Framingham, MA", "")]
    assert lines("", q="f") == lines("", near="'") == lines("") == []
    assert lines("", q="\0" * 5000) == []


def test_letters_of_suggestions_stand_in_no_address_and_no_log(
    browser_of_nobody: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        browser_of_nobody.post("/ht/find/suggestions/", {"q": "zwazo"})
    lines = [record for record in caplog.records if record.name == "hubtable.requests"]
    assert {line.__dict__["facts"]["route"] for line in lines} == {"find:suggestions"}
    assert all("zwazo" not in str(record.__dict__) for record in caplog.records)
    assert browser_of_nobody.get("/ht/find/suggestions/?q=zwazo").status_code == 405


def test_hunger_in_haitian_creole_finds_pantries(browser_of_nobody: Client) -> None:
    page = ask(browser_of_nobody, "/ht/find/", q="mwen grangou", near="01702")
    assert "Mill Street Food Pantry" in page
    assert "Louvri kounye a" in page
    assert "Haitian Creole interpreter, please." in page
    assert "Verifye 12 septanm 2026" in page


def test_open_now_leaves_out_only_what_is_known_to_be_closed(browser_of_nobody: Client) -> None:
    page = ask(browser_of_nobody, q="food pantry", near="01702", open="1")
    assert "Mill Street Food Pantry" in page
    assert "Saint Odile Food Pantry" in page
    assert "Hours not known: call first" in page
    assert "Elm Corner Food Pantry" not in page
    assert "Closed now, opens" in ask(browser_of_nobody, q="food pantry", near="01702")


def test_a_hidden_shelter_is_a_town(browser_of_nobody: Client, invented: Invented) -> None:
    from hubtable.directory.rules.saved import as_text

    key = as_text([invented.hidden])
    for page in (
        ask(browser_of_nobody, q="quiet house"),
        text(browser_of_nobody.get(f"/find/at/{key}/")),
        text(browser_of_nobody.get(f"/find/list/?s={key}")),
    ):
        assert "Natick" in page
        assert "The address is kept confidential" in page
        assert STREET not in page


def test_a_service_shows_a_reviewed_translation_only(
    browser_of_nobody: Client, invented: Invented
) -> None:
    from hubtable.directory.rules.saved import as_text

    key = as_text([invented.open])
    creole = text(browser_of_nobody.get(f"/ht/find/at/{key}/"))
    assert KREYOL in creole
    assert "Tradui 25 oktòb 2026" in creole
    assert "12:00 am - 11:59 pm" in creole
    french = text(browser_of_nobody.get(f"/fr/find/at/{key}/"))
    assert KREYOL not in french
    assert "Texte anglais, pas encore traduit" in french
    assert '<p lang="en">Free food' in french


def test_an_address_that_runs_code_is_no_link(
    browser_of_nobody: Client, invented: Invented
) -> None:
    from hubtable.directory.rules.saved import as_text

    page = text(browser_of_nobody.get(f"/find/at/{as_text([invented.phone])}/"))
    assert "Tenant Help Line" in page
    assert "javascript:" not in page


def test_a_list_is_its_address(browser_of_nobody: Client, invented: Invented) -> None:
    from hubtable.directory.rules.saved import as_text

    first, second = (as_text([one]) for one in (invented.open, invented.closed))
    page = ask(browser_of_nobody, q="food pantry", near="01702", s=first, save=second)
    assert f"/find/list/?s={first}.{second}" in page
    listed = text(browser_of_nobody.get(f"/find/list/?s={first}.{second}"))
    assert "Mill Street Food Pantry" in listed
    assert "Elm Corner Food Pantry" in listed
    assert 'class="qr"' in listed
    assert 'href="sms:?&amp;body=Mill%20Street' in listed
    assert 'href="mailto:?' in listed
    assert f'href="/find/list/?s={second}"' in listed


def test_what_is_gone_says_so(browser_of_nobody: Client) -> None:
    response = browser_of_nobody.get(f"/fr/find/at/{'A' * 22}/")
    assert response.status_code == 404
    assert "Ce service n’est plus ici" in text(response)


def pressed(client: Client, shown: str, **button: str) -> str:
    """Send the form of a page as a browser does, by one of its buttons."""
    fields = dict(
        re.findall(r'<input(?! type="checkbox")[^>]* name="(\w+)" value="([^"]*)"', shown)
    )
    return ask(client, **{**fields, **button})


def test_words_meant_as_they_stand_stay_so_on_every_page(
    browser_of_nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hubtable.directory.web.finding.PAGE", 1)
    first = ask(browser_of_nobody, q="food pantrey")
    button = '<button type="submit" class="link" name="exactly" value="food pantrey">'
    assert button in first
    exact = pressed(browser_of_nobody, first, exactly="food pantrey")
    second = pressed(browser_of_nobody, exact, page="2")
    for page in (exact, second):
        assert 'name="exactly" value="food pantrey"' in page
        assert button not in page
    assert 'aria-current="page">Page 2<' in second
    other = pressed(browser_of_nobody, second, q="shelterr", page="1")
    assert 'class="link" name="exactly" value="shelterr"' in other


def test_the_insurances_of_the_directory_can_be_chosen(
    browser_of_nobody: Client, invented: Invented
) -> None:
    from hubtable.directory import models as m
    from hubtable.directory.actions.listing import list_everything

    assert 'name="insurance"' not in text(browser_of_nobody.get("/find/"))
    with as_feed():
        for listing, code, name in (
            (invented.open, "masshealth", "MassHealth"),
            (invented.closed, "", "Bay Plan"),
            (invented.unknown, "masshealth", "MassHealth"),
        ):
            service = m.ServiceAtLocation.objects.get(pk=listing).service
            made(m.InsuranceAccepted, service=service, code=code, name=name)
        list_everything(by=None, at=NOW)
    page = text(browser_of_nobody.get("/find/"))
    assert re.findall(r'<option value="((?:bay|mass)[^"]*)">([^<]*)', page) == [
        ("bay plan", "Bay Plan"),
        ("masshealth", "MassHealth"),
    ]
    found = ask(browser_of_nobody, q="food pantry", insurance="bay plan")
    assert "Elm Corner Food Pantry" in found
    assert "Mill Street Food Pantry" not in found
    assert '<option value="bay plan" selected>' in found


@pytest.mark.parametrize(
    "fields",
    [
        {"q": "\0\0"},
        {"near": "999,999", "age": "-1", "within": "7", "page": "0", "category": "nonsense"},
        {"q": "x" * 5000, "s": "!!!.AAAA", "save": "zz"},
        {"q": "'; drop table --", "language": "xx", "insurance": "<b>"},
        {"near": "42.27711, -71.41622"},
    ],
)
def test_no_form_breaks_it(browser_of_nobody: Client, fields: dict[str, str]) -> None:
    ask(browser_of_nobody, **fields)


def test_searches_are_counted_by_term_and_town_and_shown_from_five(
    browser_of_nobody: Client, world: World
) -> None:
    from hubtable.base.acting import call

    for _ in range(5):
        ask(browser_of_nobody, q="my secret words hungry", near="01702")
    for _ in range(4):
        ask(browser_of_nobody, q="hungry", near="Natick")
    with as_seat(world["steward"]):
        assert call("searches_counted", NOW.date()) == [
            ("food_pantry", "Framingham", "MA", 5, None)
        ]
    with as_seat(world["chair"]):
        assert call("searches_counted", NOW.date()) == []


def test_towns_of_one_name_are_counted_apart(browser_of_nobody: Client, world: World) -> None:
    from hubtable.base.acting import call

    for postal_code in ("01103",) * 5 + ("62701",) * 4:
        ask(browser_of_nobody, q="hungry", near=postal_code)
    with as_seat(world["steward"]):
        (counted,) = call("searches_counted", NOW.date())
    assert counted[:4] == ("food_pantry", "Springfield", "MA", 5)


def test_nothing_is_counted_by_who_is_no_finder(world: World) -> None:
    from hubtable.base.acting import call
    from hubtable.kernel.verdict import Refused

    with as_seat(world["steward"]), pytest.raises(Refused):
        call("count_search", NOW, "food", "", "", False)


def test_a_mistake_is_reported_in_any_language(
    browser_of_nobody: Client, invented: Invented, world: World
) -> None:
    from hubtable.directory.models import Mistake
    from hubtable.directory.rules.saved import as_text

    path = f"/ht/find/at/{as_text([invented.open])}/wrong/"
    assert "Ki sa ki pa bon?" in text(browser_of_nobody.get(path))
    for personal in ("", "my name is Jo", "write to jo@example.org"):
        assert browser_of_nobody.post(path, {"words": personal}).status_code == 422
    assert "Mèsi." in text(browser_of_nobody.post(path, {"words": "Yo fèmen lendi."}))
    with as_seat(world["steward"]):
        assert [one.words for one in Mistake.objects.all()] == ["Yo fèmen lendi."]
