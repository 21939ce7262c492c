"""The keys that seal names in backups: one a day, gone after some days, tied to their dump."""

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hubtable.cli.copies import backup_keys
from hubtable.cli.place import CannotRun

DAY = date(2026, 11, 24)
NAMES = {"ab" * 16: b"one", "cd" * 16: b"two"}


def test_a_day_has_one_key_for_us_alone(tmp_path: Path) -> None:
    first = backup_keys.key_of_today(tmp_path, DAY)
    assert backup_keys.key_of_today(tmp_path, DAY) == first
    assert backup_keys.key_of_today(tmp_path, date(2026, 11, 25)) != first
    for path in (tmp_path / "backup", *(tmp_path / "backup").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_keys_over_their_time_go_and_no_others(tmp_path: Path) -> None:
    for day in (date(2026, 10, 24), date(2026, 10, 25), DAY):
        backup_keys.key_of_today(tmp_path, day)
    assert backup_keys.retire(tmp_path, today=DAY, days=30) == 1
    assert {f.name for f in (tmp_path / "backup").iterdir()} == {"2026-10-25", "2026-11-24"}
    assert backup_keys.retire(tmp_path, today=DAY, days=30) == 0
    assert backup_keys.retire(tmp_path / "nowhere", today=DAY, days=30) == 0


def test_names_open_with_their_key_and_beside_their_dump_only() -> None:
    key = bytes(range(32))
    sealed = backup_keys.seal(key, NAMES, of="digest")
    assert b"one" not in sealed
    assert backup_keys.unseal(key, sealed, of="digest") == NAMES
    for other, body, of in (
        (bytes(32), sealed, "digest"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), "digest"),
        (key, sealed, "another"),
        (key, b"", "digest"),
    ):
        with pytest.raises(CannotRun, match="does not open"):
            backup_keys.unseal(other, body, of=of)


def test_the_worker_deletes_them_too(monkeypatch: pytest.MonkeyPatch, cluster: object) -> None:
    from django.conf import settings

    from hubtable.cli.jobs import JOBS
    from hubtable.cli.jobs import backup_keys as job

    folder: Path = settings.KEYS.folder
    backup_keys.key_of_today(folder, date(2026, 11, 14))
    backup_keys.key_of_today(folder, DAY)
    monkeypatch.setenv("HUBTABLE_BACKUP_KEY_DAYS", "9")
    assert JOBS["backup_keys"] is job.run
    assert job.run(lambda: datetime(2026, 11, 24, 12, 0, tzinfo=UTC)) == 1
    assert [file.name for file in (folder / "backup").iterdir()] == ["2026-11-24"]
    (folder / "backup" / "2026-11-24").unlink()
    (folder / "backup").rmdir()
