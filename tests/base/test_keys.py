"""The installation's keys: made once, readable by us alone, never replaced."""

import os
import stat
from pathlib import Path

import pytest

from hubtable.base.keys import NAMES, Keys, KeysMissing, write_private


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Five keys just made."""
    made = Keys(tmp_path / "data" / "keys")
    made.make()
    return made


def test_they_are_five_different_files_for_us_alone(keys: Keys) -> None:
    assert sorted(path.name for path in keys.folder.iterdir()) == sorted(NAMES)
    assert len({keys.get(name) for name in NAMES}) == len(NAMES)
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in keys.folder.iterdir()} == {0o600}
    assert keys.text("root") == keys.get("root").hex()


def test_making_again_replaces_none_and_adds_the_missing(keys: Keys) -> None:
    before = {name: keys.get(name) for name in NAMES}
    (keys.folder / "totp").unlink()
    assert not keys.exist()
    Keys(keys.folder).make()
    after = {name: Keys(keys.folder).get(name) for name in NAMES}
    assert keys.exist()
    assert {name for name in NAMES if before[name] != after[name]} == {"totp"}


def test_a_missing_key_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="'root' cannot be read: No such file"):
        Keys(tmp_path).get("root")


@pytest.mark.parametrize("content", [b"", bytes(31), bytes(33)])
def test_a_damaged_key_is_said_and_not_shown(keys: Keys, content: bytes) -> None:
    (keys.folder / "root").write_bytes(content)
    with pytest.raises(KeysMissing) as problem:
        keys.get("root")
    assert str(problem.value) == "The key file 'root' is damaged: it is not 32 bytes long."


def test_a_private_file_is_new_whole_and_ours_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_private(tmp_path / "one", b"first")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        write_private(tmp_path / "one", b"second")
    assert (tmp_path / "one").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_private_file_appears_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[bool] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        there.append((tmp_path / "one").exists())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_private(tmp_path / "one", b"first")
    assert there == [False, True], "written and waited for, then named, then waited for again"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(tmp_path / "one", b"first")
    assert list(tmp_path.iterdir()) == []
