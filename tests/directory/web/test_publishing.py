"""A Hub's administrator writes its public pages, publishes them and takes them back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.hubs.person import again, hidden, send
from tests.world import World

As = Callable[..., Client]
PLACE = "/hub/public/"
HOW = "/find/hubs/brookside/how-it-works/"
ENGLISH = {
    "name": "Brookside Hub",
    "phone": "508 555 0142",
    "hours": "Monday to Friday, 9 to 5",
    "how_it_works": "We look with you.\n\nIt is free.",
    "your_information": "We keep nothing.",
}
KREYOL = {
    **ENGLISH,
    "name": "Hub Brookside",
    "how_it_works": "N ap chèche avè w.",
    "your_information": "Nou pa kenbe anyen.",
    "translator": "Mirlande Rey",
    "shown": "on",
}


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return str(answer.content.decode())


def stranger() -> Client:
    return Client(**{"wsgi.url_scheme": "https"})


def written(client: Client, language: str = "en", **more: str) -> Any:
    fields = {**(ENGLISH if language == "en" else KREYOL), **more}
    return send(client, f"{PLACE}{language}/", **fields)


def published(client: Client) -> Any:
    return client.post(f"{PLACE}publish/", hidden(text(client, PLACE)))


def test_it_is_written_published_and_taken_back(world: World, as_: As) -> None:
    client = as_("admin")
    assert "Write the English first" in text(client, PLACE)
    assert written(client).status_code == 302
    assert "Nobody but you reads these pages yet." in text(client, PLACE)
    text(stranger(), HOW, 404)
    assert published(client).status_code == 302
    page = text(stranger(), HOW)
    for said in ("We look with you.", "It is free.", "Brookside Hub", "(508) 555-0142"):
        assert said in page
    assert "We keep nothing." in text(stranger(), HOW.replace("how-it-works", "your-information"))
    assert send(client, f"{PLACE}take-back/").status_code == 302
    text(stranger(), HOW, 404)
    assert "We look with you." in text(client, f"{PLACE}en/"), "to be published again"


@pytest.mark.parametrize(("act", "undo", "then"), [("publish", "take-back", 404),
                                                   ("take-back", "publish", 200)])  # fmt: skip
def test_both_ways_are_undone_from_the_page_that_follows(
    world: World, as_: As, act: str, undo: str, then: int
) -> None:
    client = as_("admin")
    written(client)
    published(client)
    if act == "take-back":
        send(client, f"{PLACE}take-back/")
    page = text(client, PLACE)
    assert f'action="{PLACE}{undo}/"' in page
    assert client.post(f"{PLACE}{undo}/", again(hidden(page))).status_code == 302
    text(stranger(), HOW, then)


def test_a_saved_change_of_a_published_page_is_read_at_once(world: World, as_: As) -> None:
    client = as_("admin")
    written(client)
    published(client)
    assert "Come in." not in text(stranger(), HOW)
    assert "what you save is read at once" in text(client, f"{PLACE}en/")
    written(client, how_it_works="Come in.")
    assert "Come in." in text(stranger(), HOW)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "This field is required."),
        ("name", "x" * 121, "at most 120 characters"),
        ("phone", "", "This field is required."),
        ("phone", "call the desk", "Give one number"),
        ("phone", "555-0142", "Give one number"),
        ("phone", "123", "Give one number"),
        ("phone", "508-555-0142 or 508-555-0143", "Give one number"),
        ("phone", "fax 508-555-0142", "Give one number"),
        ("phone", "911", "Give the Hub&#39;s own number"),
        ("hours", "", "This field is required."),
        ("hours", "x" * 161, "at most 160 characters"),
        ("how_it_works", " \n ", "This field is required."),
        ("how_it_works", "x" * 4001, "at most 4000 characters"),
        ("how_it_works", "We <b>look</b>.", "Plain text only"),
        ("your_information", "<script>alert(1)</script>", "Plain text only"),
        ("your_information", "", "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    world: World, as_: As, field: str, typed: str, told: str
) -> None:
    client = as_("admin")
    answer = written(client, **{field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert ENGLISH["hours"] in page or field == "hours"
    assert "Write the English first" in text(client, PLACE), "nothing was saved"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("508.555.0142", "(508) 555-0142"),
        ("+1 508 555 0142", "(508) 555-0142"),
        ("508-555-0142 x12", "(508) 555-0142 x12"),
        ("211", "211"),
        ("988", "988"),
    ],
)
def test_numbers_are_taken_as_people_write_them(
    world: World, as_: As, typed: str, shown: str
) -> None:
    client = as_("admin")
    assert written(client, phone=typed).status_code == 302
    assert f'value="{shown}"' in text(client, f"{PLACE}en/")


@pytest.mark.parametrize("missing", ["translator", "name", "phone", "hours", "your_information"])
def test_a_translation_needs_everything_and_who_made_it(
    world: World, as_: As, missing: str
) -> None:
    client = as_("admin")
    written(client)
    assert written(client, "ht", **{missing: ""}).status_code == 422


def test_a_translation_stands_beside_the_english_and_begins_with_what_is_at_hand(
    world: World, as_: As
) -> None:
    client = as_("admin")
    answer = client.get(f"{PLACE}ht/")
    assert answer["Location"] == f"{PLACE}en/", "English first"
    english = text(client, f"{PLACE}en/")
    assert "kept by Brookside Hub" in english, "the finder's general words, by the Hub's name"
    written(client)
    page = text(client, f"{PLACE}ht/")
    assert "We look with you." in page
    assert 'value="(508) 555-0142"' in page
    assert 'value="Ada Brook"' in page
    assert "Brookside Hub kenbe" not in page, "the English says something else by now"


def test_general_english_begins_as_the_general_text_of_a_language(world: World, as_: As) -> None:
    from hubtable.directory.web.public_forms import general
    from hubtable.hubs.rules.languages import PublicLanguage

    client = as_("admin")
    written(client, how_it_works=general("how_it_works", PublicLanguage.ENGLISH, "Brookside Hub"))
    page = text(client, f"{PLACE}ht/")
    assert "Brookside Hub kenbe" in page
    assert "Sit sa a pa mete okenn cookie" not in page


def test_a_translation_that_is_not_shown_is_previewed_and_nothing_else(
    world: World, as_: As
) -> None:
    client = as_("admin")
    written(client)
    written(client, "ht", shown="")
    published(client)
    assert "Not shown" in text(client, PLACE)
    assert "N ap chèche avè w." in text(client, f"{PLACE}ht/preview/")
    page = text(stranger(), f"/ht{HOW}")
    assert "N ap chèche avè w." not in page
    assert "We look with you." in page
    written(client, "ht")
    assert "N ap chèche avè w." in text(stranger(), f"/ht{HOW}")


def test_a_preview_is_what_people_will_read(world: World, as_: As) -> None:
    client = as_("admin")
    assert client.get(f"{PLACE}en/preview/").status_code == 404
    written(client)
    page = text(client, f"{PLACE}ht/preview/")
    for said in ("Preview", "We look with you.", "We keep nothing.", "Tèks an angle, poko tradui"):
        assert said in page
    assert 'href="tel:+15085550142"' in page
    assert 'href="/hub/public/es/preview/"' in page
    assert "/find/hubs/brookside/" not in page, "nothing is there yet"


def test_the_english_that_changed_marks_its_translations(world: World, as_: As, clock: Any) -> None:
    client = as_("admin")
    written(client)
    written(client, "ht")
    assert "The English has changed" not in text(client, PLACE)
    clock.pass_(hours=1)
    written(client, hours="Weekends")
    assert "The English has changed" in text(client, PLACE)
    assert "It was saved after this translation." in text(client, f"{PLACE}ht/")


@pytest.mark.parametrize("language", ["en", "ht"])
def test_the_second_of_two_administrators_is_told_and_loses_nothing(
    world: World, as_: As, language: str
) -> None:
    one, two = as_("admin"), as_("admin")
    written(one)
    path = f"{PLACE}{language}/"
    early = hidden(text(two, path))
    assert written(one, language, hours="Mornings").status_code == 302
    mine = {**(ENGLISH if language == "en" else KREYOL), "hours": "Nights"}
    late = two.post(path, {**early, **mine})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Mornings" in page
    assert 'value="Nights"' in page
    assert two.post(path, {**hidden(page), **mine, "resolve": "mine"}).status_code == 302
    assert 'value="Nights"' in text(one, path)


def test_nobody_publishes_from_an_old_page(world: World, as_: As) -> None:
    one, two = as_("admin"), as_("admin")
    written(one)
    early = hidden(text(two, PLACE))
    send(one, f"{PLACE}towns/", towns="Natick, MA")
    assert two.post(f"{PLACE}publish/", early).status_code == 409
    text(stranger(), HOW, 404)


def test_towns_are_lines_and_a_line_that_is_none_is_named(world: World, as_: As) -> None:
    client = as_("admin")
    wrong = send(client, f"{PLACE}towns/", towns="Natick, MA\nSpringfield")
    assert wrong.status_code == 422
    assert "not a town with its state: Springfield" in wrong.content.decode()
    many = "\n".join(f"Town {n}, MA" for n in range(61))
    assert send(client, f"{PLACE}towns/", towns=many).status_code == 422
    assert send(client, f"{PLACE}towns/", towns=" natick ,ma \n\nTruro, NS").status_code == 302
    assert "natick, MA · Truro, NS" in text(client, PLACE)


@pytest.mark.parametrize("path", ["", "towns/", "en/", "en/preview/", "take-back/"])
def test_administrators_alone_open_these_pages(world: World, as_: As, path: str) -> None:
    written(as_("admin"))
    published(as_("admin"))
    assert as_("admin").get(PLACE + path).status_code == 200
    for who in ("chair", "agency_lead", "steward", "leadership"):
        assert as_(who).get(PLACE + path).status_code == 403, who
    assert stranger().get(PLACE + path).status_code == 302


def test_another_hubs_administrator_keeps_the_own_pages_only(world: World, as_: As) -> None:
    written(as_("admin"))
    published(as_("admin"))
    ridge = as_("ridge_admin")
    assert "We look with you." not in text(ridge, f"{PLACE}en/")
    assert ridge.get(f"{PLACE}en/preview/").status_code == 404
    assert ridge.get(f"{PLACE}take-back/").status_code == 404
    assert written(ridge, name="Ridge Hub").status_code == 302
    assert "Brookside Hub" in text(stranger(), HOW)


@pytest.mark.parametrize("path", ["xx/", "pt-BR/", "ht/preview/x/", "xx/preview/"])
def test_what_is_not_there(world: World, as_: As, path: str) -> None:
    assert as_("admin").get(PLACE + path).status_code == 404


def test_it_stands_in_the_record_of_changes(world: World, as_: As) -> None:
    client = as_("admin")
    written(client)
    published(client)
    record = text(client, "/hub/record/")
    assert "Published the Hub&#39;s public pages" in record
    assert "We look with you." not in record
    assert f'href="{PLACE}"' in text(client, "/hub/")
