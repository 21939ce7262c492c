"""`hubtable directory import`, as scripts call it."""

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest

from tests.cluster import Cluster
from tests.directory.importing.feeds import rows, state

COUNT = {"type": "integer", "minimum": 0}
NAMES = ("read", "new", "changed", "unchanged", "quarantined", "missing_from_feed")
SHAPE = {
    "type": "object",
    "required": ["format", "tables", "problems"],
    "properties": {
        "format": {"enum": ["hsds-csv", "hsds-json", "airs-xml", "csv"]},
        "tables": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": list(NAMES),
                "properties": dict.fromkeys(NAMES, COUNT),
            },
        },
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["table", "row", "id", "field", "reason"],
                "properties": {"row": COUNT, "reason": {"type": "string", "minLength": 1}},
            },
        },
    },
}
Run = Any


@pytest.fixture
def run(serving: dict[str, str], tmp_path: Path) -> Run:
    """Run the command against this test's database."""
    return lambda *told, **more: subprocess.run(
        [sys.executable, "-m", "hubtable", "directory", "import", *map(str, told)],
        env={**os.environ, **serving},
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


def feed(folder: Path, services: int = 3, *, orphans: int = 0) -> Path:
    """Write a small feed."""
    folder.mkdir(exist_ok=True)
    with (folder / "organizations.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "name"], ["1", "Mill Street Pantry"]])
    lines = [[str(i), "1", f"Service {i}", "active"] for i in range(services)]
    lines += [[f"x{i}", "404", "Lost", "active"] for i in range(orphans)]
    with (folder / "services.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "organization_id", "name", "status"], *lines])
    return folder


def test_json_has_the_promised_shape(run: Run, tmp_path: Path) -> None:
    done = run(feed(tmp_path / "feed", orphans=2), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    jsonschema.validate(told, SHAPE)
    assert told["tables"]["service"]["new"] == 3
    assert [(p["id"], p["field"], p["reason"]) for p in told["problems"]] == [
        ("x0", "organization_id", "orphan"),
        ("x1", "organization_id", "orphan"),
    ]
    assert "service" in done.stderr, "progress goes to standard error"


def test_a_second_run_changes_nothing(run: Run, tmp_path: Path) -> None:
    first, again = (run(feed(tmp_path / "feed"), "--json") for _ in range(2))
    assert first.returncode == again.returncode == 0
    assert json.loads(again.stdout)["tables"]["service"]["unchanged"] == 3


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        (["nowhere"], 1, "no such file"),
        (["{empty}"], 1, "no file in it"),
        (["{other}"], 1, "cannot be told"),
        (["{broken}"], 1, "no JSON"),
        ([], 2, "required"),
        (["{feed}", "--format", "xls"], 2, "invalid choice"),
        (["{feed}", "--mapping", "{mapping}"], 1, "no table"),
        (["http://127.0.0.1:9/"], 1, "does not answer"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, tmp_path: Path, told: list[str], status: int, said: str
) -> None:
    places = {
        "empty": tmp_path / "empty", "other": tmp_path / "notes.txt",
        "broken": tmp_path / "services.json", "feed": feed(tmp_path / "feed"),
        "mapping": tmp_path / "m.toml",
    }  # fmt: skip
    places["empty"].mkdir()
    places["other"].write_text("notes")
    places["broken"].write_text('[{"id": "1", "name": ')
    places["mapping"].write_text('[[record]]\ntable = "persons"\n')
    done = run(*(one.format(**places) for one in told))
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert not done.stdout
    if status == 1:
        assert len([line for line in done.stderr.splitlines() if "rows" not in line]) == 1


def test_killed_in_the_middle_it_comes_to_the_same_end(
    run: Run, serving: dict[str, str], cluster: Cluster, database: str, tmp_path: Path
) -> None:
    source = feed(tmp_path / "feed", 30_000, orphans=50)
    told = [sys.executable, "-m", "hubtable", "directory", "import", str(source), "--json"]
    env = {**os.environ, **serving}
    killed = subprocess.Popen(
        told, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert killed.stderr is not None
    for line in killed.stderr:
        if line.startswith("taking in service"):
            time.sleep(0.3)
            os.kill(killed.pid, signal.SIGKILL)
            break
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    again = run(source, "--json")
    assert again.returncode == 0, again.stderr
    services = json.loads(again.stdout)["tables"]["service"]
    assert services["new"] + services["unchanged"] == 30_000
    assert services["quarantined"] == 50
    found = state(cluster, database)
    assert len(found["directory_service"]) == 30_000
    assert len(found["directory_quarantine"]) == 50
    assert rows(
        cluster, database, "SELECT count(*) FROM directory_import WHERE ended_at IS NULL"
    ) == [(0,)]


@contextmanager
def api(services: list[dict[str, Any]], size: int) -> Iterator[str]:
    """An HSDS API with pages, organizations and services alone."""
    asked: list[int] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            page = int(parse_qs(parts.query).get("page", ["1"])[0])
            if parts.path != "/hsds/services":
                self.send_error(404)
                return
            asked.append(page)
            contents = services[(page - 1) * size : page * size]
            pages = -(-len(services) // size)
            body = json.dumps(
                {"contents": contents, "page_number": page, "total_pages": pages,
                 "last_page": page == pages}
            ).encode()  # fmt: skip
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hsds"
        server.shutdown()
    assert asked == sorted(asked)


def test_an_api_is_followed_page_by_page(run: Run) -> None:
    organization = {"id": "1", "name": "Mill Street Pantry", "description": "Food."}
    services = [
        {"id": str(i), "name": f"Service {i}", "status": "active", "organization": organization,
         "phones": [{"number": f"508-555-01{i:02}"}]}
        for i in range(1, 8)
    ]  # fmt: skip
    with api(services, 3) as address:
        done = run(address, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["format"] == "hsds-json"
    assert {t: (c["read"], c["new"]) for t, c in told["tables"].items()} == {
        "organization": (1, 1), "service": (7, 7), "phone": (7, 7),
    }  # fmt: skip
