"""Asks the API as any program does: without cookies."""

import json
from typing import Any

from django.test import Client

ROOT = "/api/hsds/v3/"


def get(path: str, headers: dict[str, str] | None = None, **parameters: Any) -> Any:
    """The answer to a GET."""
    return Client().get(ROOT + path, parameters, headers=headers, secure=True)


def post(path: str, body: Any, content_type: str = "application/json") -> Any:
    """The answer to a POST, with form tokens checked as in use."""
    client = Client(enforce_csrf_checks=True)
    return client.post(ROOT + path, body, content_type=content_type, secure=True)


def told(path: str, **parameters: Any) -> Any:
    """What a successful GET tells."""
    answer = get(path, **parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def lines(path: str, **parameters: Any) -> list[Any]:
    """The lines of a streamed answer."""
    answer = get(path, **parameters)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def ids(path: str, **parameters: Any) -> set[str]:
    """The ids of everything that is asked for."""
    return {one["id"] for one in lines(path, format="ndjson", **parameters)}
