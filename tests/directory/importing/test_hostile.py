"""Feeds made to harm: each attack is tried, and tried again with its wall taken down."""

import csv
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from hubtable.directory.actions.importing import elements, fetching
from hubtable.directory.actions.importing.refusing import FeedRefused
from hubtable.directory.rules.feeds.tables import ORDERED, TABLES
from tests.directory.importing.feeds import bring

ORGANIZATIONS = "id,name\n1,Mill Street Pantry\n"
SERVICES = "id,organization_id,name,status\n1,1,Bags,active\n"
SECRET = "root:x:0:0 of this machine"
Patch = pytest.MonkeyPatch


def opening() -> Any:
    """The module that opens feeds; it needs the settings of this test's database."""
    from hubtable.directory.actions.importing import opening

    return opening


def folder(path: Path, **files: str) -> Path:
    """Write a feed of CSV files."""
    path.mkdir(exist_ok=True)
    for name, text in ({"organizations": ORGANIZATIONS, "services": SERVICES} | files).items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def refused(path: Path, **more: Any) -> str:
    """Say why a feed is refused; empty when it is taken in."""
    try:
        bring(path, **more)
    except FeedRefused as why:
        return str(why)
    return ""


def tables() -> str:
    """All that can be read of the records."""
    from hubtable.directory import models as m

    models = (m.Organization, m.Service, m.Location, m.Quarantine, m.Original)
    return str([list(one.objects.values()) for one in models])


# --- archives --------------------------------------------------------------------------------
def bomb(path: Path) -> Path:
    """A small archive that unpacks to a thousand times its size."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("organizations.csv", ORGANIZATIONS)
        archive.writestr("services.csv", SERVICES + "\n" * 30_000_000)
    assert path.stat().st_size < 60_000
    return path


def test_an_archive_that_unpacks_to_fill_the_disk(
    database: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(opening(), "UNPACKED", 1 << 20)
    assert "unpacks to far more" in refused(bomb(tmp_path / "feed.zip"))
    monkeypatch.setattr(opening(), "THINNEST", 10**9)
    assert refused(tmp_path / "feed.zip") == "", "without the wall it is read"


def test_a_large_archive_of_words_is_read(database: str, tmp_path: Path) -> None:
    lines = "".join(f"{i},1,Service {i} of many,active\n" for i in range(40_000))
    with zipfile.ZipFile(tmp_path / "feed.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("organizations.csv", ORGANIZATIONS)
        archive.writestr("services.csv", SERVICES.splitlines()[0] + "\n" + lines)
    ratio = len(lines) / (tmp_path / "feed.zip").stat().st_size
    assert ratio < opening().THINNEST / 10


def test_names_in_an_archive_lead_nowhere(database: str, tmp_path: Path) -> None:
    """A name with `..` or a root is a name: nothing is unpacked, so nothing is overwritten."""
    before = sorted(tmp_path.rglob("*"))
    with zipfile.ZipFile(tmp_path / "feed.zip", "w") as archive:
        archive.writestr("../organizations.csv", ORGANIZATIONS)
        archive.writestr("/etc/services.csv", SERVICES)
    report = bring(tmp_path / "feed.zip")
    assert report.tables["service"].new == 1
    assert sorted(tmp_path.rglob("*")) == [*before, tmp_path / "feed.zip"]
    assert not (tmp_path.parent / "organizations.csv").exists()


def link(tmp_path: Path) -> Path:
    """A feed in which a file is a link to a file of this machine."""
    (tmp_path / "secret.csv").write_text(f"id,name\n2,{SECRET}\n")
    feed = folder(tmp_path / "feed")
    (feed / "organizations.csv").unlink()
    (feed / "organizations.csv").symlink_to(tmp_path / "secret.csv")
    return feed


def test_a_link_out_of_the_feed_is_not_followed(
    database: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    bring(link(tmp_path))
    assert SECRET not in tables()
    monkeypatch.setattr(opening().Folder, "_holds", lambda self, one: True)
    bring(tmp_path / "feed")
    assert SECRET in tables(), "without the wall it is"


# --- XML -------------------------------------------------------------------------------------
EXPANDING = (
    "<!DOCTYPE Source ["
    '<!ENTITY l0 "ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    + "]><Source><Agency><Key>1</Key><Name>&l8;</Name></Agency></Source>"
)
OUTSIDE = (
    '<!DOCTYPE Source [<!ENTITY x SYSTEM "file://{secret}">]>'
    "<Source><Agency><Key>1</Key><Name>Mill &x;</Name></Agency></Source>"
)


def test_entities_that_grow_are_refused(database: str, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(EXPANDING)
    assert "entities" in refused(tmp_path / "feed.xml")


def test_entities_from_elsewhere_are_not_read(database: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "feed.xml").write_text(OUTSIDE.format(secret=tmp_path / "secret.txt"))
    said = refused(tmp_path / "feed.xml")
    assert SECRET not in said + tables()


# --- JSON ------------------------------------------------------------------------------------
def test_one_object_that_is_a_whole_file(database: str, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(elements, "LONGEST", 1 << 20)
    long = "x" * (4 << 20)
    (tmp_path / "services.json").write_text(f'[{{"id": "1", "name": "{long}')
    assert "too long" in refused(tmp_path / "services.json")
    monkeypatch.setattr(elements, "LONGEST", 1 << 40)
    assert "too long" not in refused(tmp_path / "services.json"), "without the wall all is held"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"id": ' + "[" * 200_000,
        '[{"id": "1", "name": "x", "n": ' + "9" * 10_000 + "}]",
        '{"a":' * 100_000 + "1" + "}" * 100_000,
    ],
    ids=["lists", "a value of lists", "a number of ten thousand digits", "objects"],
)
def test_what_stands_too_deep_is_refused_in_words(database: str, tmp_path: Path, text: str) -> None:
    (tmp_path / "services.json").write_text(text)
    assert refused(tmp_path / "services.json")


# --- CSV -------------------------------------------------------------------------------------
def test_zeros_and_endless_cells_in_csv(database: str, tmp_path: Path) -> None:
    feed = folder(
        tmp_path / "feed", services="id,organization_id,na\0me,status\n1,1,B\0ags,active\n"
    )
    assert bring(feed).tables["service"].new == 1
    for place in ("header", "row"):
        cell = '"' + "x" * (opening().WIDEST + 10)
        head = cell if place == "header" else f"{SERVICES}1,1,{cell}"
        (feed / "services.csv").write_text(head)
        assert "too long" in refused(feed)


def test_formulas_are_written_as_words_and_come_back(database: str, tmp_path: Path) -> None:
    from hubtable.cli.exporting import export
    from hubtable.interop.rules.hsds import exporting

    names = [
        "=HYPERLINK(1)",
        "@SUM(1)",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "'=1+1",
        "'tis",
        "+15085550142",
    ]
    with (tmp_path / "services.csv").open("w", newline="", encoding="utf-8") as file:
        rows = [[str(n), "1", name, "active"] for n, name in enumerate(names)]
        csv.writer(file).writerows([["id", "organization_id", "name", "status"], *rows])
    feed = folder(tmp_path / "feed", services=(tmp_path / "services.csv").read_text())
    bring(feed)
    export(tmp_path / "out", "hsds-csv", lambda *_: None)
    with (tmp_path / "out" / "services.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["name"] for row in csv.DictReader(file)]
    assert [one for one in cells if one[0] in "=@-+" and not one[1:].isdigit()] == []
    report = bring(tmp_path / "out")
    assert report.tables["service"].new == 0, "they are the same again"
    assert exporting.cell(-71.4) == "-71.4"


# --- addresses -------------------------------------------------------------------------------
@contextmanager
def server(answer: Callable[[str], tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A server that answers each path as told."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


def fetched(address: str, into: Path) -> str:
    """Fetch and return what was written, or why not."""
    into.mkdir(exist_ok=True)
    try:
        fetching.fetch(address, into, lambda *_: None)
    except FeedRefused as why:
        return f"refused: {why}"
    return "".join(one.read_text() for one in into.iterdir())


INSIDE = json.dumps([{"id": "1", "name": SECRET}]).encode()


@pytest.mark.parametrize("where", ["file", "ftp", "other port", "other host"])
def test_an_address_that_leads_elsewhere_is_not_followed(
    tmp_path: Path, monkeypatch: Patch, where: str
) -> None:
    (tmp_path / "secret.json").write_bytes(INSIDE)
    with server(lambda _: (200, {}, INSIDE)) as inside:
        to = {
            "file": f"file://{tmp_path}/secret.json",
            "ftp": "ftp://127.0.0.1/x",
            "other port": f"{inside}/services",
            "other host": inside.replace("127.0.0.1", "localhost"),
        }[where]
        with server(lambda _: (302, {"Location": to}, b"")) as outside:
            said = fetched(f"{outside}/services", tmp_path / "a")
            assert said.startswith("refused: ")
            assert SECRET not in said
            if where.startswith("other"):
                monkeypatch.setattr(fetching, "OPENER", build_opener(HTTPRedirectHandler))
                assert SECRET in fetched(f"{outside}/services", tmp_path / "b")


def test_an_address_that_leads_on_at_home_is_followed(tmp_path: Path) -> None:
    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        if path.startswith("/v1"):
            return 301, {"Location": path.replace("/v1", "/v3")}, b""
        return 200, {}, INSIDE

    with server(answer) as address:
        assert SECRET in fetched(f"{address}/v1/services", tmp_path / "a")


def test_pages_without_end(tmp_path: Path, monkeypatch: Patch) -> None:
    page = {"contents": [{"id": "1", "name": "x"}]}
    with server(lambda _: (200, {}, json.dumps(page).encode())) as address:
        assert "says the same" in fetched(f"{address}/services", tmp_path / "a")
    number = count()

    def another(_: str) -> tuple[int, dict[str, str], bytes]:
        page = {"contents": [{"id": str(next(number)), "name": "x" * 1000}]}
        return 200, {}, json.dumps(page).encode()

    monkeypatch.setattr(fetching, "MOST_BYTES", 50_000)
    with server(another) as address:
        assert "do not end" in fetched(f"{address}/services", tmp_path / "b")
    assert next(number) < 60
    monkeypatch.setattr(fetching, "MOST_BYTES", 10**9)
    monkeypatch.setattr(fetching, "MOST_PAGES", 200)
    with server(another) as address:
        fetched(f"{address}/services", tmp_path / "c")
    assert next(number) > 200, "without the wall it went on"


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b"<html>", b"7", b'"x"', b'{"contents": 7}', b"\xff\xfe"]
)
def test_answers_that_are_no_page(tmp_path: Path, body: bytes) -> None:
    with server(lambda _: (200, {}, body)) as address:
        assert fetched(f"{address}/services", tmp_path / "a").startswith("refused: ")


# --- every cell ------------------------------------------------------------------------------
NASTY = (
    *(
        "\x00",
        "\x1e\x1f\x02",
        "\ud800",
        "9" * 400,
        "-1e309",
        "NaN",
        "Infinity",
        "'; DROP TABLE x; --",
    ),
    *("0000-00-00", "99999-01-01", "2026-13-45T99:99:99Z", "\u202eabc", "{}", "[[]]", "null"),
    *(
        "999999999999.99",
        "1234567890123",
        "99999999999999",
        "true",
        "=1+1",
        "WEEKLY",
        "MO,XX",
        "25:61",
    ),
    *("<script>alert(1)</script>", "&amp;" * 50, "\\n" * 100, "a" * 100_000, "é" * 3, "%s %(x)s"),
    *("00000000-0000-0000-0000-000000000000", "1,2,3,4", "Europe/Nowhere", "-91", "181"),
)


@pytest.mark.parametrize("table", [one.name for one in ORDERED])
def test_no_value_in_any_field_breaks_an_import(database: str, tmp_path: Path, table: str) -> None:
    """Every row is taken in or put aside, whatever stands in it; nothing else happens."""
    links = {"organization_id": "1", "service_id": "1", "location_id": "1"}
    spec = TABLES[table]
    usual = {name: "x" for group in spec.filled for name in [group.split("|")[0]]}
    usual |= {name: links.get(name, "1") for name in (*spec.needs, *spec.any_of[:1])}
    usual |= {"link_entity": "service", "resource_type": "service", "kind": "service"}
    rows = [
        {**usual, "table": table, "id": f"{name}-{n}", name: nasty}
        for name in ("id", *spec.columns)
        for n, nasty in enumerate(NASTY)
    ]
    whole = [
        {"table": "organization", "id": "1", "name": "x"},
        {"table": "service", "id": "1", "organization_id": "1", "name": "x"},
        {"table": "location", "id": "1", "name": "x"},
        *rows,
    ]
    lines = "\n".join(json.dumps(one) for one in whole)
    (tmp_path / "feed.ndjson").write_text(lines)
    report = bring(tmp_path / "feed.ndjson")
    for counts in report.tables.values():
        assert counts.read == counts.new + counts.changed + counts.unchanged + counts.quarantined
    assert report.tables[table].read >= len(rows) - len(NASTY)
