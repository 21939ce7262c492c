"""Translations beside the English: nobody reads one that was not reviewed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.directory.finder.invented import Invented, invent
from tests.directory.records import as_feed
from tests.hubs.person import send
from tests.table.web.pages import queries
from tests.world import NOW, World, as_seat

As = Callable[..., Client]
SPANISH = "Comida gratis para quien vive cerca."
ENGLISH = "Free food for anybody who lives near."
DAY = "2026-11-20"


@pytest.fixture
def place(world: World, clock: object) -> tuple[Invented, str]:
    """The invented directory, and the page of translations of its first service."""
    from hubtable.directory.models import Listing

    invented = invent(NOW.date())
    service = Listing.objects.get(pk=invented.open).service_id
    return invented, f"/directory/services/{service}/translations/"


def written(client: Client, path: str, **more: str) -> Any:
    fields = {"text": SPANISH, "translator": "A. Ríos", "translated_on": DAY, **more}
    return send(client, f"{path}description/es/", **fields)


def found(invented: Invented) -> str:
    from hubtable.directory.rules.saved import as_text

    answer = Client(**{"wsgi.url_scheme": "https"}).get(f"/es/find/at/{as_text([invented.open])}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_it_waits_for_its_review_and_is_withdrawn(as_: As, place: tuple[Invented, str]) -> None:
    invented, path = place
    client = as_("steward")
    assert "Not reviewed" in text(client, path), "the French of the invented directory"
    assert written(client, path).status_code == 302
    assert SPANISH not in found(invented)
    assert written(client, path, reviewed="on").status_code == 302
    assert SPANISH in found(invented)
    page = text(client, f"{path}description/es/")
    assert "Reviewed on" in page
    assert ENGLISH in page
    assert send(client, f"{path}description/es/withdraw/").status_code == 302
    assert SPANISH not in found(invented)
    assert SPANISH in text(client, f"{path}description/es/"), "to be mended"
    service = path.removesuffix("translations/")
    history = text(client, service)
    for said in ("What one gets (Español) translated", "translation reviewed", "taken off"):
        assert said in history


def test_a_change_of_the_english_takes_it_off(
    world: World, as_: As, place: tuple[Invented, str]
) -> None:
    from hubtable.directory.models import Service

    invented, path = place
    client = as_("steward")
    written(client, path, reviewed="on")
    with as_feed():
        Service.objects.filter(pk=path.split("/")[3]).update(description="Hot meals.")
    assert SPANISH not in found(invented)
    page = text(client, f"{path}description/es/")
    assert "The English has changed" in page
    assert f"<del>{ENGLISH}</del>" in page
    assert written(client, path, reviewed="on").status_code == 302, "looked at anew"
    assert SPANISH in found(invented)


def test_a_changed_text_is_reviewed_anew(as_: As, place: tuple[Invented, str]) -> None:
    invented, path = place
    client = as_("steward")
    written(client, path, reviewed="on")
    written(client, path, text="Otra cosa.")
    page = found(invented)
    assert SPANISH not in page
    assert "Otra cosa." not in page


def test_spanish_words_are_found_once_reviewed(as_: As, place: tuple[Invented, str]) -> None:
    from hubtable.directory.models import Listing

    invented, path = place
    client = as_("steward")
    written(client, path)
    vector = Listing.objects.get(pk=invented.open).words
    assert "grat" not in vector
    written(client, path, reviewed="on")
    assert Listing.objects.get(pk=invented.open).words != vector


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"translator": ""}, {"translated_on": "2099-01-01"}]
)
def test_who_and_when_are_told(as_: As, place: tuple[Invented, str], wrong: dict[str, str]) -> None:
    assert written(as_("steward"), place[1], **wrong).status_code == 422


def test_what_is_not_there(as_: As, place: tuple[Invented, str]) -> None:
    client = as_("steward")
    for tail in ("description/de/", "name/es/", "alert/es/", "description/es/withdraw/"):
        assert client.get(place[1] + tail).status_code == 404, tail


def test_stewards_alone_open_these_pages(as_: As, place: tuple[Invented, str]) -> None:
    for tail in ("", "description/es/"):
        assert as_("steward").get(place[1] + tail).status_code == 200
        for who in ("chair", "admin", "coordinator", "community"):
            assert as_(who).get(place[1] + tail).status_code == 403, who


def test_the_walls_below_the_pages_hold(world: World, place: tuple[Invented, str]) -> None:
    """Neither the action nor the database lets anybody else write, review or read a draft."""
    from hubtable.directory.actions import translating
    from hubtable.directory.models import Translation
    from hubtable.kernel.verdict import Refused

    by, service = world["chair"], place[1].split("/")[3]
    draft = {"field": "description", "language": "es", "text": SPANISH, "translator": "x",
             "on": NOW.date(), "version": 0}  # fmt: skip
    with as_seat(world["steward"]):
        (waits,) = Translation.objects.filter(language="fr")
    with as_seat(by):
        with pytest.raises(Refused):
            translating.translate(by=by, at=NOW, service=service, **draft)
        for act in (translating.review, translating.withdraw):
            with pytest.raises(Refused):
                act(by=by, at=NOW, translation=waits.pk, version=waits.version)
        assert not Translation.objects.filter(pk=waits.pk).exists()
        assert not Translation.objects.update(reviewed_at=NOW)


def test_two_stewards_at_one_translation(as_: As, place: tuple[Invented, str]) -> None:
    first, second = as_("steward"), as_("steward")
    from tests.hubs.person import hidden

    path = f"{place[1]}description/es/"
    early = hidden(text(second, path))
    assert written(first, place[1]).status_code == 302
    fields = {"text": "Otra.", "translator": "x", "translated_on": DAY}
    late = second.post(path, {**early, **fields})
    assert late.status_code == 409
    assert SPANISH in late.content.decode()


def test_the_list_asks_the_same_for_any_number(
    world: World, as_: As, place: tuple[Invented, str]
) -> None:
    client = as_("steward")
    before = queries(client, place[1])
    written(client, place[1], reviewed="on")
    client.get(place[1])
    assert queries(client, place[1]) == before
