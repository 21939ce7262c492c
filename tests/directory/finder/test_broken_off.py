"""A form that breaks off on its way is not kept as a shorter one."""

import io
import sys
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from hubtable.directory.rules.saved import as_text
from tests.directory.finder.invented import Invented
from tests.directory.finder.test_hostile import reports
from tests.world import World

WORDS = "The door is shut on Mondays and on Tuesdays."


def post(path: str, body: bytes, announced: int) -> int:
    """Send a form as the server hands it on; return the status of the answer."""
    from hubtable.config.wsgi import application

    statuses: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(announced),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    answer = application(environ, lambda status, *_: statuses.append(status))
    b"".join(answer)
    return int(statuses[0].split()[0])


@pytest.mark.parametrize(("cut", "kept"), [(0, [WORDS]), (9, [])])
def test_a_report_is_kept_whole_or_not(
    browser_of_nobody: Client, invented: Invented, world: World, cut: int, kept: list[str]
) -> None:
    body = urlencode({"words": WORDS}).encode()
    path = f"/find/at/{as_text([invented.open])}/wrong/"
    status = post(path, body[: len(body) - cut], len(body))
    assert (status == 200) is (cut == 0)
    assert reports(world) == kept
