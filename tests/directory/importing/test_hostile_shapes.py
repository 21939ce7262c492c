"""Feeds whose shape is made to harm: archives of many files, rows and trees without an end."""

import io
import json
import random
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hubtable.directory.actions.importing import trees
from hubtable.directory.actions.importing.refusing import FeedRefused
from tests.directory.importing.feeds import bring
from tests.directory.importing.test_hostile import ORGANIZATIONS, SERVICES, opening, refused

Patch = pytest.MonkeyPatch
FEED = {"organizations.csv": ORGANIZATIONS, "services.csv": SERVICES}


def archive(path: Path, files: dict[str, str], how: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", how) as into:
        for name, text in files.items():
            into.writestr(name, text)
    return path


def changed(path: Path, change: Callable[[bytearray], None]) -> Path:
    """Change bytes of a file."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


# --- archives --------------------------------------------------------------------------------
def test_a_file_that_is_named_a_thousand_times_is_read_once(database: str, tmp_path: Path) -> None:
    """An archive can name one file often, and say of all but the last that they are empty."""
    twice = {f"serv{number:04}.csv": "" for number in range(1000)}
    path = archive(tmp_path / "feed.zip", twice | FEED, zipfile.ZIP_STORED)
    path.write_bytes(re.sub(rb"serv\d{4}\.csv", b"services.csv", path.read_bytes()))
    assert bring(path).tables["service"].read == 1


@pytest.mark.timeout(60)
def test_an_archive_of_very_many_files_is_opened_once(database: str, tmp_path: Path) -> None:
    """Its list of files is long to read: read again for each of them it takes hours."""
    more = {f"notes/{number}.csv": "" for number in range(3000)}
    path = archive(tmp_path / "feed.zip", more | FEED, zipfile.ZIP_STORED)
    assert bring(path).tables["service"].read == 1


def test_an_archive_of_more_files_than_feeds_have(
    database: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(opening(), "MOST_FILES", 10, raising=False)
    path = archive(tmp_path / "feed.zip", FEED | {f"{number}.txt": "" for number in range(9)})
    assert "too many files" in refused(path)


def locked(data: bytearray) -> None:
    """Say of the first file that it has a password."""
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign) + place
        data[at] |= 1


def packed_strangely(data: bytearray) -> None:
    """Say that the first file is packed in a way nobody knows."""
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(sign) + place
        data[at : at + 2] = struct.pack("<H", 77)


def spoiled(data: bytearray) -> None:
    """Change what the first file holds."""
    at = data.index(b"organizations.csv") + len(b"organizations.csv")
    data[at : at + 4] = b"\xff\xff\xff\xff"


def named_in_no_letters(data: bytearray) -> None:
    """Call the first file by bytes that are no letters, and say that they are."""
    for sign, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.index(sign)
        data[at + flags + 1] |= 0x08
        data[at + name : at + name + 2] = b"\xff\xfe"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (locked, "password"),
        (packed_strangely, "broken"),
        (spoiled, "broken"),
        (named_in_no_letters, "broken"),
        (lambda data: data.__delitem__(slice(60, 90)), "broken"),
    ],
    ids=["locked", "packed strangely", "spoiled", "named in no letters", "cut"],
)
@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_an_archive_that_cannot_be_read_is_named_so(
    database: str, tmp_path: Path, change: Any, says: str, how: int
) -> None:
    path = changed(archive(tmp_path / "feed.zip", FEED, how), change)
    assert says in refused(path)


def test_a_broken_archive_of_json_is_named_so(database: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "feed.zip", {"organizations.csv.json": '[{"id": "1", "name": "x"}]'})
    assert "broken" in refused(changed(path, spoiled))


def test_an_archive_with_spoiled_bytes_is_read_or_refused(database: str, tmp_path: Path) -> None:
    chance = random.Random(4)
    for how in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        whole = archive(tmp_path / "whole.zip", FEED, how).read_bytes()
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            (tmp_path / "feed.zip").write_bytes(data)
            with suppress(FeedRefused):
                list(opening().feed_at(tmp_path / "feed.zip").read())


# --- CSV -------------------------------------------------------------------------------------
@pytest.mark.parametrize("cell", ["ab,", '"\n",'], ids=["one line", "many lines"])
@pytest.mark.parametrize("place", ["header", "row"])
def test_a_row_without_end(
    database: str, tmp_path: Path, monkeypatch: Patch, cell: str, place: str
) -> None:
    monkeypatch.setattr(opening(), "WIDEST", 1 << 20)
    monkeypatch.setattr(opening(), "MOST_CELLS", 1 << 40)
    head = "" if place == "header" else SERVICES
    (tmp_path / "services.csv").write_text(head + cell * (1 << 19))
    assert "too long" in refused(tmp_path / "services.csv")


def test_a_row_of_more_cells_than_feeds_have(
    database: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    """Each row is as wide as the header, however short it is in the file."""
    (tmp_path / "services.csv").write_text(SERVICES.replace("\n", "," * 5000 + "\n"))
    assert "2000 cells" in refused(tmp_path / "services.csv")


def test_columns_without_a_place_are_told_in_short(database: str, tmp_path: Path) -> None:
    header = "id,name," + ",".join(f"extra {number} {'x' * 500}" for number in range(1900))
    (tmp_path / "organizations.csv").write_text(f"{header}\n1,Mill Street Pantry\n")
    (left,) = bring(tmp_path / "organizations.csv").kept()["columns_left_out"].values()
    assert len(json.dumps(left)) < 50_000
    assert left[0].startswith("extra 0 ")


def test_a_column_named_by_a_zero(database: str, tmp_path: Path) -> None:
    given = [{"id": "1", "name": "Mill Street Pantry", "a\0b": "x", "\ud800": "y"}]
    (tmp_path / "organizations.json").write_text(json.dumps(given))
    assert bring(tmp_path / "organizations.json").tables["organization"].new == 1


def test_rows_too_wide_are_not_gathered_in_memory(database: str, tmp_path: Path) -> None:
    """A feed can be nothing but rows that cannot be read."""
    from hubtable.directory.rules.feeds.hsds_csv import batches, plan

    made = plan("organizations", ["id", "name"])
    assert made is not None
    rows = (["1", "x", "too many"] for _ in range(50_000))
    assert max(len(one.broken) for one in batches(made, rows)) <= 2000


# --- XML -------------------------------------------------------------------------------------
def agency(within: str) -> str:
    return f"<Source><Agency><Key>1</Key><Name>Mill</Name>{within}</Agency></Source>"


@pytest.mark.parametrize(
    "text",
    [
        agency("<a>" + "x" * (4 << 20) + "</a>"),
        agency("<a/>" * (1 << 20)),
        "<Source>" + "<a>" * (1 << 20),
        "<Source " + " ".join(f'a{number}="x"' for number in range(1 << 18)) + "/>",
    ],
    ids=["words", "elements", "depth", "attributes"],
)
def test_a_tree_without_end(database: str, tmp_path: Path, monkeypatch: Patch, text: str) -> None:
    monkeypatch.setattr(trees, "LONGEST", 1 << 20)
    (tmp_path / "feed.xml").write_text(text)
    assert "too long" in refused(tmp_path / "feed.xml")


def test_what_stands_beside_agencies_is_let_go() -> None:
    text = "<Source><Agency/>" + "<a/>" * (1 << 18) + "<Agency/></Source>"
    tracemalloc.start()
    try:
        assert len(list(trees.agencies(io.BytesIO(text.encode()), "feed.xml"))) == 2
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


def test_entities_are_refused_however_little_they_grow(database: str, tmp_path: Path) -> None:
    """Expat lets a text grow to a hundred times its size: that is 25 GB of a file of 256 MB."""
    grown = '<!DOCTYPE Source [<!ENTITY a "ha">]>' + agency("&a;")
    (tmp_path / "feed.xml").write_text(grown)
    assert "entities" in refused(tmp_path / "feed.xml")


def test_a_document_type_alone_does_no_harm(database: str, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text('<!DOCTYPE Source SYSTEM "airs.dtd">' + agency(""))
    assert bring(tmp_path / "feed.xml").tables["organization"].new == 1


def test_many_agencies_are_no_tree_without_end(
    database: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(trees, "LONGEST", 1 << 20)
    one = "<Agency><Key>{0}</Key><Name>Mill {0}</Name><a>" + "x" * 50_000 + "</a></Agency>"
    (tmp_path / "feed.xml").write_text(
        "<Source>" + "".join(one.format(number) for number in range(60)) + "</Source>"
    )
    assert bring(tmp_path / "feed.xml").tables["organization"].new == 60


# --- JSON ------------------------------------------------------------------------------------
@pytest.mark.timeout(60)
@pytest.mark.parametrize("sign", ['\\"', "\\\\\\", '"'], ids=["quotes", "slashes", "pairs"])
def test_an_unclosed_text_is_not_looked_through_again_and_again(tmp_path: Path, sign: str) -> None:
    from hubtable.directory.actions.importing.elements import elements

    (tmp_path / "services.json").write_text('{"' + sign * (1 << 17))
    with (
        (tmp_path / "services.json").open() as file,
        pytest.raises(ValueError, match=r"delim|deep|Expecting|Unterminated|name"),
    ):
        list(elements(file))
