"""Files appear whole or not at all, are what they claim to be, and come back the same."""

import csv
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.conftest import _point
from tests.directory.importing.feeds import bring
from tests.interop.hsds.invented import Invented
from tests.interop.hsds.schemas import faults
from tests.material import MATERIAL, needs_material

FORMS = {"hsds-csv": "out", "hsds-json": "out.json", "hsds-ndjson": "out.ndjson"}


def write(dest: Path, form: str) -> dict[str, int]:
    from hubtable.cli.exporting import export

    return export(dest, form, lambda *_: None)


@contextmanager
def empty_hub(cluster: Cluster, back: str) -> Iterator[None]:
    """Another installation with nothing in it; then back to the first."""
    other = cluster.clone()
    _point(cluster, other)
    try:
        yield
    finally:
        _point(cluster, back)
        cluster.drop(other)


def contents(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@needs_material
@pytest.mark.parametrize("form", FORMS)
def test_what_comes_back_is_the_same(
    cluster: Cluster, published: str, tmp_path: Path, form: str
) -> None:
    first, second = tmp_path / "first" / FORMS[form], tmp_path / "second" / FORMS[form]
    for folder in (first, second):
        folder.parent.mkdir()
    counts = write(first, form)
    assert counts["service"] > 1500
    with empty_hub(cluster, published):
        bring(first)
        assert write(second, form) == counts
    before, after = contents(first), contents(second)
    assert [name for name in before if before[name] != after.get(name)] == []


@needs_material
def test_the_tabular_package_is_one(published: str, tmp_path: Path) -> None:
    from frictionless import Package, system

    write(tmp_path / "out", "hsds-csv")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.flatten(["type", "title", "fieldName"]) == []
    assert len(report.tasks) == 24


@needs_material
def test_the_check_finds_a_broken_link(invented: Invented, tmp_path: Path) -> None:
    from frictionless import Package, system

    write(tmp_path / "out", "hsds-csv")
    services = tmp_path / "out" / "services.csv"
    services.write_text(services.read_text(encoding="utf-8").replace(invented.refuge, "x"))
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    found = {kind for (kind,) in report.flatten(["type"])}
    assert {"foreign-key", "type-error"} & found


@needs_material
def test_columns_are_those_of_the_published_package(published: str, tmp_path: Path) -> None:
    """Additions of ours come after HSDS's own, and only where they say something."""
    file = MATERIAL / "hsds" / "datapackage-3.1.1-reconstructed.json"
    said = json.loads(file.read_text(encoding="utf-8"))["resources"]
    write(tmp_path / "out", "hsds-csv")
    for resource in said:
        with (tmp_path / "out" / resource["path"]).open(encoding="utf-8", newline="") as table:
            header = next(csv.reader(table))
        expected = [one["name"] for one in resource["schema"]["fields"]]
        assert header[: len(expected)] == expected
        ours = {"holiday", "by_appointment", "given", "precision", "confidential"}
        assert set(header[len(expected) :]) <= ours
    assert not (tmp_path / "out" / "openings.csv").exists()


@needs_material
def test_objects_in_files_are_valid(invented: Invented, tmp_path: Path) -> None:
    write(tmp_path / "out.json", "hsds-json")
    write(tmp_path / "out.ndjson", "hsds-ndjson")
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text("utf-8").splitlines()]
    assert [faults(one["table"], one) for one in lines if faults(one["table"], one)] == []
    told = [{key: one[key] for key in one if key != "table"} for one in lines]
    assert told == [one for many in whole.values() for one in many]
    (loaves,) = [one for one in whole["services"] if one["id"] == invented.loaves]
    assert loaves["last_modified"] == "2026-02-03T09:30:00.250Z", "as its source says"


def test_an_archive_holds_the_same_and_is_always_the_same(
    invented: Invented, tmp_path: Path
) -> None:
    write(tmp_path / "out", "hsds-csv")
    for name in ("one.zip", "two.zip"):
        write(tmp_path / name, "hsds-csv")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == contents(
            tmp_path / "out"
        )


@pytest.mark.parametrize("form", FORMS)
def test_nothing_half_done_is_left(
    invented: Invented, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the middle leaves what stood there before, and no draft."""
    dest = tmp_path / FORMS[form]
    write(dest, form)
    before = contents(dest)

    def full(what: str, count: int) -> None:
        if what == "writing service":
            raise OSError(28, "No space left on device")

    from hubtable.cli.exporting import export

    with pytest.raises(OSError, match="No space"):
        export(dest, form, full)
    assert contents(dest) == before
    assert [path.name for path in tmp_path.iterdir()] == [dest.name]


def test_a_folder_of_something_else_is_left_alone(invented: Invented, tmp_path: Path) -> None:
    from hubtable.cli.place import CannotRun

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    for form in FORMS:
        with pytest.raises(CannotRun):
            write(tmp_path / "mine", form)
    write(tmp_path / "out", "hsds-csv")
    (tmp_path / "out" / "letter.txt").write_text("dear")
    with pytest.raises(CannotRun):
        write(tmp_path / "out", "hsds-csv")
    assert (tmp_path / "out" / "letter.txt").exists()


def test_removed_records_and_what_points_to_them_stay_out(
    invented: Invented, tmp_path: Path
) -> None:
    from hubtable.directory.models import Location
    from tests.directory.records import as_feed
    from tests.world import NOW

    with as_feed():
        Location.objects.filter(id=invented.far).update(ended_at=NOW)
    write(tmp_path / "out", "hsds-csv")
    rows: dict[str, Any] = {}
    for name in ("locations", "service_at_location"):
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = list(csv.DictReader(file))
    assert invented.far not in {row["id"] for row in rows["locations"]}
    assert len(rows["service_at_location"]) == 2
