"""What goes wrong is told in JSON of one shape, to every site, and never what broke inside."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.cluster import Cluster
from tests.interop.hsds.asking import ROOT
from tests.interop.hsds.invented import Invented

PATHS = ("services", "services?format=ndjson", "organizations?full=true", "changes/")
INNER = ("relation", "psycopg", "Traceback", "directory_", "SELECT", "hubtable_", "/src/", "socket")
"""Words of what is inside: tables, libraries, statements, paths."""


def ask(path: str, method: str = "get", **more: Any) -> Any:
    """Return the answer as a program gets it: an error on our side is one, no exception."""
    client = Client(raise_request_exception=False)
    return getattr(client, method)(path, secure=True, **more)


def is_told(answer: Any, status: int) -> None:
    """One shape, readable for every site, nothing from inside."""
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json"), text[:200]
    said = json.loads(text)
    assert (said.keys(), said["status"]) == ({"status", "detail", "errors"}, status)
    assert said["detail"].endswith(".")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert [one for one in INNER if one in text] == []
    assert not answer.cookies


@pytest.fixture
def gone(cluster: Cluster, invented: Invented) -> Iterator[Invented]:
    """The invented directory, with its database gone: nobody can connect any more."""
    from django.db import connections

    name = connections["default"].settings_dict["NAME"]
    _open(cluster, name, "false")
    with cluster.as_superuser("postgres") as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    yield invented
    _open(cluster, name, "true")


def _open(cluster: Cluster, name: str, yes: str) -> None:
    with cluster.as_superuser("postgres") as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {yes}'.encode())


@pytest.mark.parametrize("path", [*PATHS, "services/{bags}"])
def test_a_database_that_is_gone(gone: Invented, path: str) -> None:
    answer = ask(ROOT + path.format(bags=gone.bags))
    is_told(answer, 500)
    assert answer["Cache-Control"] == "no-store"
    is_told(ask(f"{ROOT}services", "post"), 500)


@pytest.mark.parametrize("path", PATHS)
def test_a_table_that_is_gone(cluster: Cluster, invented: Invented, path: str) -> None:
    from django.db import connections

    with cluster.as_superuser(str(connections["default"].settings_dict["NAME"])) as other:
        other.execute("ALTER TABLE directory_organization RENAME TO elsewhere")
    is_told(ask(ROOT + path), 500)


UNKNOWN = ("nowhere", "services/1/2", "services%0a", "a%0ab", "changes", "services/%00", ".", "é")


@pytest.mark.parametrize("path", [*(ROOT + one for one in UNKNOWN), "/api/hsds/", "/api/hsds/v9/x"])
def test_an_address_nobody_knows(invented: Invented, path: str) -> None:
    is_told(ask(path), 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["", "services", "services/x", "changes/", "nowhere"])
def test_a_method_nobody_takes(invented: Invented, method: str, path: str) -> None:
    is_told(ask(ROOT + path, method), 405)


def test_a_host_that_is_not_ours_and_too_many_fields(invented: Invented) -> None:
    is_told(ask(f"{ROOT}", headers={"host": "elsewhere.example"}), 400)
    many = "&".join(f"a{number}=1" for number in range(1200))
    is_told(ask(f"{ROOT}services?{many}"), 400)
    form = {"data": many, "content_type": "application/x-www-form-urlencoded"}
    is_told(ask(f"{ROOT}services", "post", **form), 400)


@pytest.mark.parametrize("sign", ["[", '{"search":', '{"a":[{"b":'])
def test_bodies_that_go_deep_or_on(invented: Invented, sign: str) -> None:
    more = {"content_type": "application/json"}
    is_told(ask(f"{ROOT}services", "post", data=sign * 100_000, **more), 400)
    long = json.dumps({"search": "x" * 20_000_000})
    is_told(ask(f"{ROOT}services", "post", data=long, **more), 413)


def test_the_largest_page_reads_no_more_than_there_is(invented: Invented) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        answer = ask(f"{ROOT}services?page=1000000&per_page=1000&full=true")
    assert answer.json()["empty"] is True
    assert len(caught) == 1, "beyond the last page nothing is read but the number"


def test_no_two_answers_have_one_tag(invented: Invented) -> None:
    paths = ["", "services", "services?page=2&per_page=1", "services?per_page=1", "openapi.json"]
    paths += [f"services/{one}" for one in (invented.bags, invented.loaves, invented.beds)]
    paths += ["services?full=true", "services?minimal=true", "organizations", "taxonomies"]
    answers = [ask(ROOT + path) for path in paths]
    tags = {answer["ETag"]: answer.content for answer in answers}
    assert len(tags) == len({answer.content for answer in answers}) == len(paths)


def test_other_pages_stay_pages(invented: Invented) -> None:
    answer = ask("/nowhere/")
    assert answer.status_code == 404
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Content-Type"].startswith("text/html")
