"""A server that somebody else keeps: `init` makes roles and tables in it by one given role."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from hubtable.base.postgres.binaries import choose
from hubtable.base.postgres.provisioning import login_roles
from hubtable.base.postgres.supervisor import Server
from tests.browsing import ROOT, newcomer


def _run(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hubtable", *words],
        env=newcomer() | env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_hub_in_a_server_of_somebody_else() -> None:
    folder = Path(tempfile.mkdtemp(prefix="hubtable-external-"))
    folder.chmod(0o711)
    roles = ("maker", *login_roles("cityhub"))
    with Server(folder / "server", roles=roles, binaries=choose(), fsync=False) as server:
        info = server.conninfo("postgres", server.superuser)
        with psycopg.connect(**info, autocommit=True) as connection:
            connection.execute("CREATE ROLE maker LOGIN CREATEROLE CREATEDB")
            connection.execute("CREATE DATABASE cityhub OWNER maker")
        address = f"postgresql://maker@/cityhub?host={info['host']}&port={info['port']}"
        env = {"HUBTABLE_DATABASE_URL": address}
        data = ("--data", str(folder / "hub"))
        new = ("--hub", "City Hub", "--admin-email", "ada@example.org")
        made = _run(env, "init", *data, *new)
        assert made.returncode == 0, made.stderr
        again = _run(env, "init", *data)
        assert (again.returncode, again.stderr) == (0, ""), "an upgrade"
        seats = json.loads(_run(env, "seats", *data, "--json").stdout)["seats"]
        found = json.loads(_run(env, "check", *data, "--json").stdout)["checks"]
    shutil.rmtree(folder, ignore_errors=True)
    assert [(seat["hub"], seat["role"]) for seat in seats] == [("city-hub", "admin")]
    wrong = [check["name"] for check in found if not check["ok"]]
    assert wrong == ["mail"], found
