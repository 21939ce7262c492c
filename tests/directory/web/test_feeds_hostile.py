"""Feeds on the page under attack: odd files, two hands at once, workers that die or fall silent."""

import io
import os
import signal
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from tests.directory.records import as_feed
from tests.directory.web.test_feeds import LIST, archive, decide, hand_in, parts, text, work
from tests.hubs.person import hidden
from tests.world import NOW

As = Callable[..., Client]
Patch = pytest.MonkeyPatch
MAPPING = '[[record]]\ntable = "organization"\nkey = "{no}"\n[record.fields]\nname = "{who}"\n'
LATE = timedelta(minutes=5)


def state(path: str) -> str:
    """Where a feed stands, as it is kept."""
    from hubtable.directory.models import Delivery

    with as_feed():
        return str(Delivery.objects.get(pk=path.strip("/").rpartition("/")[2]).state)


# --- files -----------------------------------------------------------------------------------
def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_not(
    as_: As, monkeypatch: Patch
) -> None:
    from hubtable.directory.actions import delivering

    monkeypatch.setattr(delivering, "LARGEST", len(archive()))
    assert hand_in(as_("steward"), archive()).status_code == 302
    assert hand_in(as_("steward"), archive() + b"x").status_code == 422
    assert parts() == 1


@pytest.mark.parametrize(
    "name",
    [
        "<b onclick=alert(1)>.zip",
        "\U0001d400" * 200 + ".zip",
        "feed\u202epiz.exe",
        "%2e%2e%2fpasswd",
        "mapping",
        "-rf ~;`id`.zip",
    ],
    ids=["markup", "long", "turned", "path", "mapping", "shell"],
)
def test_any_name_of_a_file_is_a_name(as_: As, pantry: dict[str, Any], name: str) -> None:
    client = as_("steward")
    path = hand_in(client, archive(), name).url
    assert work() == 1
    assert state(path) == "looked"
    for page in (text(client, path), text(client, LIST)):
        assert "<b onclick" not in page
        assert "\u202e" not in page


def test_a_feed_called_as_its_mapping_is_not_written_over(as_: As) -> None:
    client = as_("steward")
    mapping = SimpleUploadedFile("m.toml", MAPPING.encode())
    path = hand_in(client, b"no,who\n1,Mill Hall\n", "mapping", mapping=mapping).url
    assert work() == 1
    assert state(path) == "failed", "it is no CSV by its name, and said so"
    mapping = SimpleUploadedFile("m.toml", MAPPING.encode())
    path = hand_in(client, b"no,who\n1,Mill Hall\n", "x.csv", mapping=mapping).url
    assert work() == 1
    assert state(path) == "looked"


@pytest.mark.parametrize(
    "mapping",
    [
        MAPPING + "# \0",
        "record = 7",
        'record = ["x"]',
        "keys = 7\n" + MAPPING,
        MAPPING + "fields = 7",
        '[[record]]\ntable = ["x"]',
        "skip = 7\n" + MAPPING,
        'skip = [["x"]]\n' + MAPPING,
        '[[record]]\ntable = "organization"\nfields = "x"',
        "x = " + "[" * 30_000,
    ],
    ids=range(10),
)
def test_a_mapping_of_any_shape_is_refused_in_words(as_: As, mapping: str) -> None:
    client = as_("steward")
    file = SimpleUploadedFile("m.toml", mapping.encode())
    answer = hand_in(client, b"no,who\n1,Mill Hall\n", "x.csv", mapping=file)
    if answer.status_code == 422:
        return
    assert work() == 1
    said = text(client, answer.url)
    assert "It could not be read" in said
    assert "The program could not" not in said


@pytest.mark.parametrize("lost", [0, 1])
def test_an_upload_that_breaks_off_is_no_feed(as_: As, lost: int) -> None:
    """What came of a file would look whole, and all it lacks would be missing."""
    from hubtable.config.wsgi import application

    client = as_("steward")
    fields = hidden(client.get(LIST).content.decode())
    cookies = {one.key: one.value for one in client.cookies.values()}
    fields["csrfmiddlewaretoken"] = next(cookies[name] for name in cookies if "csrf" in name)
    head = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    rows = "1,Mill Hall\n" * 20_000
    file = 'Content-Disposition: form-data; name="file"; filename="organizations.csv"'
    body = f"{head}--x\r\n{file}\r\n\r\nid,name\n{rows}\r\n--x--".encode()
    asked = RequestFactory().generic(
        "POST", LIST, body, content_type="multipart/form-data; boundary=x"
    )
    asked.environ["HTTP_COOKIE"] = "; ".join("=".join(pair) for pair in cookies.items())
    asked.environ["wsgi.input"] = io.BytesIO(body[: len(body) - 50_000 * lost])
    answers: list[str] = []
    list(application(asked.environ, lambda status, *_: answers.append(status)))
    assert (answers[0][:3] == "302", parts()) == ((True, 1), (False, 0))[lost]


def test_what_is_kept_has_an_end(as_: As, monkeypatch: Patch) -> None:
    from hubtable.directory.rules import delivering

    monkeypatch.setattr(delivering, "MOST", 2)
    client = as_("steward")
    paths = [hand_in(client, archive()).url for _ in range(2)]
    answer = hand_in(client, archive())
    assert answer.status_code == 422
    assert "Too many feeds are kept" in answer.content.decode()
    decide(client, paths[0], "leave")
    assert hand_in(client, archive()).status_code == 302


# --- two hands -------------------------------------------------------------------------------
def test_what_was_taken_in_cannot_be_left(as_: As, pantry: dict[str, Any]) -> None:
    client = as_("steward")
    path = hand_in(client, archive()).url
    work()
    decide(client, path, "take")
    work()
    client.post(f"{path}leave/", hidden(text(client, LIST)) | {"version": "2"})
    assert state(path) == "taken"
    assert client.get(f"{path}take/").status_code == 405


def test_nobody_begins_with_what_is_just_being_left(as_: As, monkeypatch: Patch) -> None:
    from hubtable.directory.actions import delivering

    client = as_("steward")
    path = hand_in(client, archive()).url
    claimed: list[object] = []

    def claim() -> None:
        from django.db import connection

        with as_feed():
            claimed.append(delivering.claim(at=NOW))
        connection.close()

    allowed = delivering.may_leave

    def meanwhile(*given: Any) -> Any:
        beside = Thread(target=claim)
        beside.start()
        beside.join(20)
        return allowed(*given)

    monkeypatch.setattr(delivering, "may_leave", meanwhile)
    decide(client, path, "leave")
    assert (claimed, state(path), parts()) == ([None], "left", 0)


def test_what_was_decided_meanwhile_stands(as_: As) -> None:
    from hubtable.directory.actions import delivering
    from hubtable.directory.models import Delivery

    path = hand_in(as_("steward"), archive()).url
    with as_feed():
        one = delivering.claim(at=NOW)
        assert one is not None
        Delivery.objects.update(state="left")
        delivering.fail(at=NOW, delivery=one.id, trouble="x")
        delivering.finish(at=NOW, delivery=one.id, report={}, taken=False)
        delivering.put_back(at=NOW, work=one)
    assert state(path) == "left"


# --- workers ---------------------------------------------------------------------------------
def test_a_feed_that_kills_whoever_works_on_it_is_given_up(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.cli.feeding import work_on_next
    from hubtable.directory.actions import delivering

    client = as_("steward")
    deadly, other = hand_in(client, archive()).url, hand_in(client, archive()).url
    at = NOW
    for _ in range(3):
        with as_feed(at):
            one = delivering.claim(at=at)
        assert str(one and one.id) in deadly
        at += LATE
    while work_on_next(lambda: at):
        pass
    assert (state(deadly), state(other)) == ("failed", "looked")
    assert "died over this feed" in text(client, deadly)


def test_a_feed_stays_with_whoever_fell_silent_and_lives(as_: As, monkeypatch: Patch) -> None:
    from hubtable.directory.actions import delivering
    from hubtable.directory.models import Delivery

    path = hand_in(as_("steward"), archive()).url
    with as_feed(NOW):
        first = delivering.claim(at=NOW)
    with as_feed(NOW + LATE):
        second = delivering.claim(at=NOW + LATE)
        assert second is not None
        delivering.put_back(at=NOW + LATE, work=second)
        assert Delivery.objects.get().deaths == 0
        assert first is not None
        delivering.finish(at=NOW + LATE, delivery=first.id, report={}, taken=False)
    assert state(path) == "looked"


def die(folder: str, _beat: Any) -> None:
    """A worker that is killed over a file."""
    tempfile.tempdir = folder
    Path(tempfile.mkdtemp(), "feed.csv").write_text("12 Hidden Lane")
    os.kill(os.getpid(), signal.SIGKILL)


def hang(_folder: str, _beat: Any) -> None:
    """A worker that never comes back."""
    time.sleep(300)


def test_a_worker_that_is_killed_leaves_no_file(tmp_path: Path, monkeypatch: Patch) -> None:
    from hubtable.cli import feeding

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    feeding._run(die)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.timeout(200)
def test_a_worker_that_falls_silent_is_ended(tmp_path: Path, monkeypatch: Patch) -> None:
    from hubtable.cli import feeding

    monkeypatch.setattr(feeding, "SILENT", timedelta(seconds=1))
    feeding._run(hang)


@pytest.mark.parametrize("number", ["²", "9" * 5000, "99999999999999999999", "-1", "x"])
def test_a_number_in_an_address_or_a_form_is_any_text(
    as_: As, pantry: dict[str, Any], number: str
) -> None:
    client = as_("steward")
    path = hand_in(client, archive()).url
    sent = hidden(text(client, path)) | {"version": number}
    assert client.post(f"{path}leave/", sent).status_code == 302
    assert state(path) == "waiting"
    work()
    decide(client, path, "take")
    work()
    rows = "/directory/quarantine/service/orphan/"
    assert client.get(rows, {"page": number}).status_code == 200
    assert as_("admin").get("/hub/record/", {"page": number}).status_code == 200
