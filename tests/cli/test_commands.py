"""The program's commands as real processes, on one installation with its own server."""

import json
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from hubtable.base.postgres.door import known_door
from hubtable.base.postgres.settings import SUPERUSER
from tests.browsing import ROOT, free_port, newcomer, running

Ran = subprocess.CompletedProcess[str]
ADDRESS = "zora.canary@example.org"
NAME = "Zora Canary"


def hubtable(*arguments: str | Path, **settings: str) -> Ran:
    """Run the program."""
    return subprocess.run(
        [sys.executable, "-m", "hubtable", *map(str, arguments)],
        cwd=ROOT,
        env=newcomer() | settings,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@dataclass(frozen=True)
class Hub:
    """A data folder with a real Hub in it, and how `init` answered."""

    data: Path
    made: Ran

    def run(self, *arguments: str) -> Ran:
        """Run a command on it."""
        return hubtable(arguments[0], "--data", self.data, *arguments[1:])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder the database's unprivileged user can enter, with a space in its name."""
    made = Path(tempfile.mkdtemp(prefix="hubtable commands "))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def hub(folder: Path) -> Hub:
    """One installation, made by `init`."""
    data = folder / "real"
    words = ("--hub", "Our Hub", "--admin-name", NAME, "--admin-email", ADDRESS)
    return Hub(data, hubtable("init", "--data", data, *words))


@pytest.fixture
def address(hub: Hub) -> Iterator[dict[str, str]]:
    """The owner's address of the running program, which keeps the server up meanwhile."""
    with serving(hub):
        yield address_of(hub, "hubtable_owner")


def serving(hub: Hub) -> Any:
    """Serve the installation for the length of a block."""
    port = free_port()
    command = [sys.executable, "-m", "hubtable", "serve", "--data", str(hub.data)]
    log = hub.data.parent / "serve.log"
    return running([*command, "--port", str(port)], port=port, log=log, around=newcomer())


def address_of(hub: Hub, role: str) -> dict[str, str]:
    """Return how to reach the database of a program that serves."""
    return known_door(hub.data / "postgres").conninfo("hubtable", role)


def one_line(done: Ran, words: str) -> None:
    """Assert that a command could not, and said why in one line."""
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert words in done.stderr
    assert done.stderr.startswith("hubtable ")


def test_init_prints_the_invitation_and_keeps_to_itself(hub: Hub) -> None:
    assert (hub.made.returncode, hub.made.stderr) == (0, "")
    lines = hub.made.stdout.splitlines()
    assert lines[0] == f"Our Hub is ready in {hub.data}."
    assert lines[-1].startswith("http://127.0.0.1:8000/account/invitation/")
    assert NAME not in hub.made.stdout
    for path in (hub.data / "keys", *(hub.data / "keys").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_init_again_upgrades_and_changes_no_key(hub: Hub) -> None:
    keys = {path.name: path.read_bytes() for path in (hub.data / "keys").iterdir()}
    before = json.loads(hub.run("seats", "--json").stdout)
    again = hub.run("init")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines() == [f"The database in {hub.data} is up to date."]
    assert {path.name: path.read_bytes() for path in (hub.data / "keys").iterdir()} == keys
    assert json.loads(hub.run("seats", "--json").stdout) == before


def test_seats_tell_role_and_place_without_anybodys_name(hub: Hub) -> None:
    said = hub.run("seats", "--json")
    (seat,) = json.loads(said.stdout)["seats"]
    assert UUID(seat.pop("seat"))
    assert (seat["hub"], seat["role"], seat["table"], seat["agency"]) == (
        "our-hub",
        "admin",
        "",
        "",
    )
    assert set(seat) == {"hub", "table", "agency", "role", "holds"}
    words = hub.run("seats").stdout + said.stdout
    assert NAME not in words
    assert ADDRESS not in words


def test_migrate_puts_the_lock_back(hub: Hub) -> None:
    done = hub.run("manage", "migrate")
    assert (done.returncode, done.stderr) == (0, "")
    assert wrong(hub) <= {"mail", "disk"}


def found(hub: Hub) -> dict[str, Any]:
    """Return what `check --json` prints."""
    done = hub.run("check", "--json")
    said: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (0 if said["ok"] else 1)
    return said


def wrong(hub: Hub) -> set[str]:
    """Return the names of what `check` finds wrong."""
    return {one["name"] for one in found(hub)["checks"] if not one["ok"]}


def test_check_names_what_was_done_to_the_lock_while_it_serves(
    hub: Hub, address: dict[str, str]
) -> None:
    one_line(hub.run("serve", "--port", str(free_port())), "already runs")
    said = found(hub)
    assert set(said) == {"ok", "checks"}
    assert all(set(one) == {"name", "ok", "detail"} for one in said["checks"])
    names = "database, roles, row security, keys, mail, outbox, clock, trail, backups, disk"
    assert [one["name"] for one in said["checks"]] == names.split(", ")
    assert wrong(hub) <= {"mail", "disk"}
    with psycopg.connect(**address, autocommit=True) as owner:
        row = owner.execute(
            "SELECT policyname FROM pg_policies WHERE tablename = 'vault_sealed' AND cmd = 'SELECT'"
        ).fetchone()
        assert row
        owner.execute(f'DROP POLICY "{row[0]}" ON vault_sealed'.encode())
    checks = {one["name"]: one for one in found(hub)["checks"]}
    assert not checks["row security"]["ok"]
    assert "vault_sealed" in checks["row security"]["detail"]
    assert hub.run("manage", "migrate").returncode == 0
    assert wrong(hub) <= {"mail", "disk"}


def test_check_finds_a_key_others_can_read(hub: Hub) -> None:
    file = hub.data / "keys" / "root"
    file.chmod(0o644)
    try:
        assert "keys" in wrong(hub)
    finally:
        file.chmod(0o600)
    words = hub.run("check").stdout
    assert "ok     keys: all there, readable by us alone" in words


def test_check_tells_of_mails_that_wait_too_long(hub: Hub, address: dict[str, str]) -> None:
    late = (
        "INSERT INTO hubs_mail (id, hub_id, person_id, kind, record, occasion, made_at,"
        " next_try_at, tries, error) SELECT gen_random_uuid(), hub_id, id, 'overdue', id, '',"
        " now() - interval '61 minutes', now() + interval '9 hours', 3, 'unreachable'"
        " FROM hubs_person"
    )
    with psycopg.connect(**address_of(hub, SUPERUSER), autocommit=True) as past:
        past.execute(late)
        assert "outbox" in wrong(hub)
        past.execute("UPDATE hubs_mail SET given_up_at = now(), error = 'set_aside'")
        assert "outbox" not in wrong(hub)
        past.execute("UPDATE hubs_mail SET error = 'address'")
        assert "outbox" in wrong(hub)
        past.execute("DELETE FROM hubs_mail")


def test_practice_and_real_data_stay_apart(hub: Hub) -> None:
    one_line(hub.run("demo", "--port", str(free_port())), "holds a real Hub")
    hub.run("init")
    assert wrong(hub) <= {"mail", "disk"}


def test_init_is_refused_on_practice_data(folder: Path) -> None:
    data, words = folder / "practice", ("--hub", "Our Hub", "--admin-email", ADDRESS)
    made = Hub(data, hubtable("init", "--data", data, *words))
    assert made.made.returncode == 0
    with serving(made):
        superuser = address_of(made, SUPERUSER)
        with psycopg.connect(**superuser, autocommit=True) as look:
            look.execute("UPDATE base_installation SET practice = true")
    one_line(made.run("init", *words), "holds practice data")
    one_line(made.run("serve"), "holds practice data")


@pytest.mark.parametrize("command", ["serve", "worker", "check", "seats"])
def test_without_an_installation_nothing_is_made(folder: Path, command: str) -> None:
    data = folder / "empty"
    one_line(hubtable(command, "--data", data), "Run `hubtable init` first")
    assert not data.exists()


def test_init_asks_for_what_it_needs(folder: Path) -> None:
    one_line(hubtable("init", "--data", folder / "e", "--hub", "Hub"), "Give --admin-email")


def test_demo_is_served_on_this_machine_only(folder: Path) -> None:
    one_line(hubtable("demo", "--data", folder / "e", "--host", "0.0.0.0"), "this machine only")
    assert not (folder / "e" / "users.json").exists()


@pytest.mark.parametrize(
    "arguments", [(), ("nothing",), ("serve", "--port", "x"), ("check", "--nothing")]
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    done = hubtable(*arguments)
    assert done.returncode == 2
    assert "usage: hubtable" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("init", "--help")])
def test_help_is_status_0(arguments: tuple[str, ...]) -> None:
    assert hubtable(*arguments).returncode == 0
