"""A feed handed in on a page: looked at, taken in or left, and nothing of it read by others."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.directory.records import as_feed
from tests.hubs.person import hidden
from tests.world import NOW, World, as_seat

As = Callable[..., Client]
LIST = "/directory/feeds/"
ORGANIZATIONS = "id,name\no-1,Orchard Table\n"
SERVICES = (
    "id,organization_id,name,status,description\n"
    "s-1,o-1,Supper,active,Hot meals.\n"
    "s-2,404,Coats,active,Winter coats.\n"
)


def archive(services: str = SERVICES) -> bytes:
    """Return a feed of an invented organization with an orphan, as a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as into:
        into.writestr("organizations.csv", ORGANIZATIONS)
        into.writestr("services.csv", services)
    return file.getvalue()


def hand_in(client: Client, body: bytes, name: str = "orchard.zip", **fields: Any) -> Any:
    """Hand a file in on the page."""
    page = client.get(LIST).content.decode()
    sent = {**hidden(page), "file": SimpleUploadedFile(name, body), **fields}
    return client.post(LIST, sent)


def work() -> int:
    """Work off what waits, as the worker does; return how many feeds."""
    from hubtable.cli.feeding import work_on_next

    done = 0
    while work_on_next(lambda: NOW + timedelta(minutes=1)):
        done += 1
    return done


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def decide(client: Client, path: str, how: str) -> Any:
    """Press a button of a feed's page."""
    return client.post(f"{path}{how}/", hidden(text(client, path)))


def parts() -> int:
    from hubtable.directory.models import DeliveryPart

    with as_feed():
        return DeliveryPart.objects.count()


def services() -> set[str]:
    from hubtable.directory.models import Service

    return set(Service.objects.values_list("name", flat=True))


def test_it_is_looked_at_before_it_is_taken_in(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    before = services()
    path = hand_in(client, archive()).url
    assert "nothing is changed by that" in text(client, path)
    assert decide(client, path, "take").status_code == 302
    assert "once it was looked at" in text(client, path)
    assert work() == 1
    looked = text(client, path)
    assert "What taking it in would do" in looked
    assert "It belongs to a record that is not there." in looked
    assert (services(), parts()) == (before, 1)
    assert decide(client, path, "take").status_code == 302
    assert work() == 1
    assert "What taking it in did" in text(client, path)
    assert (services() - before, parts()) == ({"Supper"}, 0)
    assert "belongs to nothing" in text(client, "/directory/quarantine/")


def test_a_feed_that_is_left_leaves_nothing(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    before = services()
    path = hand_in(client, archive()).url
    work()
    decide(client, path, "leave")
    assert (services(), parts(), work()) == (before, 0, 0)
    assert "Left" in text(client, path)
    assert "/take/" not in text(client, path)


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("empty.csv", b"", "The file is empty."),
        ("none.zip", b"", "The file is empty."),
    ],
)
def test_what_cannot_be_handed_in_is_said_at_once(
    as_: As, name: str, body: bytes, says: str
) -> None:
    answer = hand_in(as_("steward"), body, name)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert parts() == 0


@pytest.mark.parametrize(
    ("name", "body"),
    [("broken.zip", b"PK\x03\x04 no archive"), ("x.json", b"{"), ("a.csv", b"what,is\nthis,row\n")],
)
def test_what_cannot_be_read_is_said_on_its_page(as_: As, name: str, body: bytes) -> None:
    client = as_("steward")
    path = hand_in(client, body, name).url
    assert work() == 1
    said = text(client, path)
    assert "It could not be read" in said
    assert "The program could not" not in said
    assert parts() == 0


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.directory.actions import delivering

    monkeypatch.setattr(delivering, "LARGEST", 100)
    answer = hand_in(as_("steward"), archive())
    assert answer.status_code == 422
    assert "Use the command instead" in answer.content.decode()
    assert parts() == 0


def test_a_mapping_must_be_text(as_: As) -> None:
    mapping = SimpleUploadedFile("m.toml", b"\xff\xfe\x00")
    answer = hand_in(as_("steward"), archive(), mapping=mapping)
    assert answer.status_code == 422
    assert "no text in UTF-8" in answer.content.decode()


def test_its_source_is_chosen_or_told(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    path = hand_in(client, archive(), source="Orchard network").url
    work()
    assert "Feed of: orchard-network." in text(client, path)


def test_two_stewards_decide_once(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    path = hand_in(client, archive()).url
    work()
    page = hidden(text(client, path))
    decide(client, path, "take")
    client.post(f"{path}leave/", page)
    assert "Somebody decided meanwhile" in text(client, path)
    assert work() == 1


@pytest.mark.parametrize("who", ["chair", "school", "admin"])
def test_stewards_alone_open_it(as_: As, world: World, who: str) -> None:
    path = hand_in(as_("steward"), archive()).url
    for one in (LIST, path):
        assert as_(who).get(one).status_code in (403, 404)
    with as_seat(world[who]):
        from hubtable.directory.models import Delivery, DeliveryPart

        assert not Delivery.objects.exists()
        assert not DeliveryPart.objects.exists()


def test_a_worker_that_died_is_followed_by_another(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.actions import delivering

    path = hand_in(as_("steward"), archive()).url
    with as_feed(NOW):
        assert delivering.claim(at=NOW) is not None
    assert work() == 0
    with as_feed(late := NOW + timedelta(minutes=5)):
        assert delivering.claim(at=late) is not None
    assert "Being worked on" in text(as_("steward"), path)


def test_it_waits_while_another_import_is_running(
    as_: As, pantry: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.directory.actions.importing.running import _alone

    path = hand_in(as_("steward"), archive()).url
    from threading import Event, Thread

    held, over = Event(), Event()

    def hold() -> None:
        from django.db import connection

        with _alone():
            held.set()
            over.wait(30)
        connection.close()

    beside = Thread(target=hold)
    beside.start()
    assert held.wait(30)
    try:
        assert work() == 0
        assert "Waits its turn" in text(as_("steward"), path)
    finally:
        over.set()
        beside.join()


def test_what_nobody_takes_in_is_removed_after_a_week(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.cli.jobs import sweep
    from hubtable.directory.actions import delivering
    from hubtable.directory.models import Delivery

    path = hand_in(as_("steward"), archive()).url
    work()
    with as_feed():
        handed = Delivery.objects.get().handed_at
    late = handed + timedelta(days=8)
    sweep.run(lambda: handed + timedelta(days=6))
    assert parts() == 1
    sweep.run(lambda: late)
    with as_feed(late):
        assert delivering.claim(at=late) is None
    assert parts() == 0
    assert "Left" in text(as_("steward"), path)
