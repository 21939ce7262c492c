"""A backup is worth what its restore is worth: drills on a real installation, and what breaks."""

import json
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browsing import ROOT, free_port, newcomer, running
from tests.faults import drilling as d

PARTS = ("database.dump", "keys.json", "names.sealed")


@pytest.fixture(scope="module")
def hub() -> Iterator[d.Hub]:
    """A Hub with two names kept, and its backup."""
    folder = Path(tempfile.mkdtemp(prefix="hubtable drill "))
    folder.chmod(0o711)
    yield d.make_hub(folder)
    shutil.rmtree(folder, ignore_errors=True)


def refused(done: d.Ran, words: str) -> None:
    """Assert that a command could not, and said why in its last line."""
    assert done.returncode == 1, done.stderr
    assert words in done.stderr.splitlines()[-1], done.stderr
    assert done.stdout == ""


def not_restored(hub: d.Hub, backup: Path, words: str, *more: str | Path) -> None:
    """Assert that a backup is refused, and that nothing stays of the attempt."""
    target = hub.folder / "refused"
    refused(d.run("restore", "--data", target, *more, backup), words)
    assert not target.exists()


def keys(hub: d.Hub) -> Path:
    return hub.data / "keys" / "backup"


def wrong(data: Path) -> set[str]:
    found = json.loads(d.run("check", "--data", data, "--json").stdout)["checks"]
    return {one["name"] for one in found if not one["ok"]}


def test_a_backup_holds_everything_for_us_alone(hub: d.Hub) -> None:
    assert {file.name for file in hub.backup.iterdir()} == {*PARTS, "manifest.json"}
    for file in (hub.backup, *hub.backup.iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file
    rows = hub.manifest["rows"]
    assert rows["vault_sealed"] == 3
    assert rows["base_installation"] == 1
    assert hub.manifest["names"] == 3
    assert "backup" not in json.loads((hub.backup / "keys.json").read_text())
    assert d.scene("reveal", hub.data) == "open open"


def test_the_drill(hub: d.Hub) -> None:
    """On another machine, with a copy of the backup keys: every row, every name, the whole lock."""
    target = hub.folder / "elsewhere"
    done = d.run("restore", "--data", target, "--backup-keys", keys(hub), hub.backup, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["practice"], said["names"], said["keys"]) == (False, "backup", 3)
    assert said["rows"] == sum(hub.manifest["rows"].values())
    assert d.contents(target) == hub.held
    assert wrong(target) <= {"mail", "disk"}
    assert d.scene("reveal", target) == "open open"
    assert d.inside(target) == d.visible(target)
    with d.superuser(target) as past:
        last = past.execute("SELECT verb FROM audit_entry WHERE chain = 'auth' ORDER BY seq DESC")
        assert last.fetchone() == ("restored",)
    shutil.rmtree(target)


def test_a_name_forgotten_since_stays_forgotten(hub: d.Hub) -> None:
    """On the same machine, after the database was lost: today's key store wins."""
    target = hub.folder / "today"
    shutil.copytree(hub.data, target, symlinks=True, ignore=shutil.ignore_patterns("postgres"))
    target.chmod(0o711)
    assert d.run("restore", "--data", target, hub.backup).returncode == 0
    assert d.scene("forget", target) == "1 forgotten"
    shutil.rmtree(target / "postgres")
    shutil.rmtree(target / "keys" / "backup")  # not asked for
    done = d.run("restore", "--data", target, hub.backup)
    assert done.returncode == 0, done.stderr
    assert "forgotten since the backup stay forgotten" in done.stdout
    assert d.scene("reveal", target) == "open closed"
    with d.superuser(target) as past:
        assert past.execute("SELECT count(*) FROM vault_sealed").fetchone() == (3,)
    shutil.rmtree(target)


def test_without_the_backup_key_no_name_opens(hub: d.Hub) -> None:
    not_restored(hub, hub.backup, "sealed by the backup key of")
    other = hub.folder / "other keys"
    other.mkdir()
    (other / hub.manifest["sealed_by"]).write_bytes(bytes(32))
    not_restored(hub, hub.backup, "does not open the names", "--backup-keys", other)
    target = hub.folder / "nameless"
    done = d.run("restore", "--data", target, "--without-names", hub.backup)
    assert done.returncode == 0, done.stderr
    assert not (target / "keystore").exists()
    assert d.scene("reveal", target) == "closed closed"
    shutil.rmtree(target)


@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_or_missing_part_is_refused(hub: d.Hub, part: str) -> None:
    broken = d.copy(hub, f"broken {part}")
    body = bytearray((broken / part).read_bytes())
    body[len(body) // 2] ^= 1
    (broken / part).write_bytes(body)
    not_restored(hub, broken, f"{part} is damaged")
    (broken / part).unlink()
    not_restored(hub, broken, f"{part} is missing")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "has format 2"),
        ({"migrations": ["table.0999_later"]}, "knows the database step table.0999_later"),
        ({"server": 990000}, "is of PostgreSQL 99"),
        ({"rows": {"base_installation": 0}}, "see nothing"),
        ({"rows": {}}, "see nothing"),
        ({"odd": 1}, "fields are missing or unknown"),
        ({"parts": {}}, "does not name the parts"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(
    hub: d.Hub, change: dict[str, Any], words: str, request: pytest.FixtureRequest
) -> None:
    other = d.copy(hub, f"other {request.node.name[-8:]}", **change)
    not_restored(hub, other, words, "--backup-keys", keys(hub))
    shutil.rmtree(other)


def test_a_dump_with_other_rows_is_refused(hub: d.Hub) -> None:
    """Rows that are not those of the manifest, be it one more, in a part whose digest agrees."""
    rows = hub.manifest["rows"]
    more = d.copy(hub, "one more", rows=rows | {"table_report": rows["table_report"] + 1})
    words = f"table_report has {rows['table_report']} rows instead of {rows['table_report'] + 1}"
    not_restored(hub, more, words, "--backup-keys", keys(hub))


def test_the_names_of_another_backup_are_refused(hub: d.Hub) -> None:
    other, mixed = hub.folder / "second", d.copy(hub, "mixed")
    assert d.run("backup", "--data", hub.data, other).returncode == 0
    shutil.copy(other / "names.sealed", mixed / "names.sealed")
    d.reseal(mixed, "names.sealed")
    not_restored(hub, mixed, "does not open the names", "--backup-keys", keys(hub))
    (mixed / "database.dump").write_bytes(b"PGDMP no dump")
    d.reseal(mixed, "database.dump")
    not_restored(hub, mixed, "cannot be read", "--without-names")


def test_a_restore_overwrites_nothing(hub: d.Hub) -> None:
    refused(d.run("restore", "--data", hub.data, hub.backup), "never overwrites")
    foreign = hub.folder / "foreign"
    (foreign / "keys").mkdir(parents=True, mode=0o700)
    foreign.chmod(0o711)
    (foreign / "keys" / "root").write_bytes(bytes(32))
    refused(d.run("restore", "--data", foreign, hub.backup), "of another installation")
    assert d.inside(foreign) == {"keys"}
    refused(d.run("restore", "--data", foreign, hub.folder), "is no backup")


def test_a_backup_overwrites_nothing(hub: d.Hub) -> None:
    refused(d.run("backup", "--data", hub.data, hub.backup), "is there already")
    refused(d.run("backup", "--data", hub.data, hub.data / "b"), "lies in the data folder")
    refused(d.run("backup", "--data", hub.data, hub.folder / "no" / "b"), "is not there")


def test_a_dump_under_row_security_is_caught_by_the_counts(hub: d.Hub) -> None:
    """The planted fault: pg_dump succeeds, as a role that policies show nothing."""
    before = d.visible(hub.folder)
    with d.superuser(hub.data) as past:
        past.execute("CREATE ROLE blind NOLOGIN")
        past.execute("GRANT USAGE ON SCHEMA public TO blind")
        past.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO blind")
        past.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO blind")
        past.execute("GRANT blind TO hubtable_backup")
    try:
        blind = d.programs(
            hub.folder / "blind", 'exec $REAL --enable-row-security --role=blind "$@"'
        )
        target = hub.folder / "empty"
        done = d.run("backup", "--data", hub.data, target, HUBTABLE_PG_BIN=str(blind))
        refused(done, "base_installation has 0 rows instead of 1")
        assert d.visible(hub.folder) - before == {"blind"}
    finally:
        with d.superuser(hub.data) as past:
            past.execute("DROP OWNED BY blind")
            past.execute("DROP ROLE blind")


def test_a_role_that_may_not_bypass_reads_by_policy_or_not_at_all(hub: d.Hub) -> None:
    """As on servers where nobody is a superuser."""
    target = hub.folder / "by policy"
    with d.superuser(hub.data) as past:
        past.execute("ALTER ROLE hubtable_backup NOBYPASSRLS")
    try:
        assert d.run("backup", "--data", hub.data, target).returncode == 0
        said = json.loads((target / "manifest.json").read_text())
        assert said["rows"]["vault_sealed"] == 3
        with d.superuser(hub.data) as past:
            past.execute("DROP POLICY backup ON vault_sealed")
        done = d.run("backup", "--data", hub.data, hub.folder / "hidden")
        refused(done, "row security hides 1 tables from it, vault_sealed first")
    finally:
        with d.superuser(hub.data) as past:
            past.execute("ALTER ROLE hubtable_backup BYPASSRLS")
    assert d.run("init", "--data", hub.data).returncode == 0


def test_a_killed_backup_leaves_nothing_that_looks_like_one(hub: d.Hub) -> None:
    place = hub.folder / "disk"
    place.mkdir()
    slow = d.programs(hub.folder / "slow", "sleep 60")
    words = [sys.executable, "-m", "hubtable", "backup", "--data", str(hub.data)]
    backup = subprocess.Popen(
        [*words, str(place / "monday")], cwd=ROOT, env=newcomer() | {"HUBTABLE_PG_BIN": str(slow)},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert backup.stderr
    while "pg_dump" not in backup.stderr.readline():
        assert backup.poll() is None
    backup.send_signal(signal.SIGKILL)
    backup.wait()
    backup.stderr.close()
    assert d.visible(place) == set()
    (left,) = place.iterdir()
    not_restored(hub, left, "is no backup")
    time.sleep(1)  # the server we kept ends with us
    assert d.run("backup", "--data", hub.data, place / "tuesday").returncode == 0
    assert d.inside(place) == {"tuesday"}


def test_a_running_installation_is_backed_up_and_check_knows(hub: d.Hub) -> None:
    port, target = free_port(), hub.folder / "running"
    serve = [sys.executable, "-m", "hubtable", "serve", "--data", str(hub.data)]
    log = hub.folder / "serve.log"
    with running([*serve, "--port", str(port)], port=port, log=log, around=newcomer()):
        done = d.run("backup", "--data", hub.data, target, "--json")
        assert done.returncode == 0, done.stderr
        refused(d.run("restore", "--data", hub.data, hub.backup), "is in use")
    said = json.loads(done.stdout)
    assert (said["backup"], said["names"], said["names_open_days"]) == (str(target), 3, 30)
    assert "backups" not in wrong(hub.data)
    note = hub.data / "last-backup.json"
    note.write_text(json.dumps({"made_at": "2026-01-01T00:00:00+00:00", "to": ""}))
    assert "backups" in wrong(hub.data)
    note.unlink()
    assert "backups" not in wrong(hub.data)
    with d.superuser(hub.data) as past:
        past.execute("UPDATE base_installation SET created_at = now() - interval '3 days'")
    assert "backups" in wrong(hub.data)


def test_practice_stays_practice(hub: d.Hub) -> None:
    target, source = hub.folder / "practice", hub.folder / "practice backup"
    mark = "UPDATE base_installation SET practice = {}"
    with d.superuser(hub.data) as past:
        past.execute(mark.format("true").encode())
    assert d.run("backup", "--data", hub.data, source).returncode == 0
    with d.superuser(hub.data) as past:
        past.execute(mark.format("false").encode())
    done = d.run("restore", "--data", target, "--backup-keys", keys(hub), source)
    assert done.returncode == 0, done.stderr
    assert "holds practice data" in done.stdout
    refused(d.run("serve", "--data", target), "holds practice data")
    refused(d.run("init", "--data", target), "holds practice data")


def test_an_older_program_leaves_a_newer_database_alone(hub: d.Hub) -> None:
    """The way back from an upgrade is a restore."""
    values = "VALUES ('table', '0999_later', now())"
    with d.superuser(hub.data) as past:
        past.execute(f"INSERT INTO django_migrations (app, name, applied) {values}".encode())
    refused(d.run("serve", "--data", hub.data), "upgraded by a newer version")
    done = d.run("init", "--data", hub.data)
    assert done.returncode == 1
    assert "upgraded by a newer version" in done.stderr
    with d.superuser(hub.data) as past:
        past.execute("DELETE FROM django_migrations WHERE name = '0999_later'")
    assert d.run("init", "--data", hub.data).returncode == 0
