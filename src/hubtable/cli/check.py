"""Tells what is wrong: database, roles, row security, keys, mails, clock, trail, disk."""

import argparse
import json
import os
import shutil
import smtplib
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from hubtable.base.keys import NAMES, Keys
from hubtable.base.lock.comparing import differences
from hubtable.base.postgres.binaries import refuse_unsafe
from hubtable.base.postgres.errors import PostgresError
from hubtable.base.postgres.provisioning import refuse_role
from hubtable.cli.copies import last
from hubtable.cli.place import (
    SERVING,
    Place,
    data_folder,
    data_option,
    database_name,
    installed_as,
    opened,
)
from hubtable.config.environment import read

LEAST_FREE = 1_000_000_000
"""Bytes of free disk under which the check fails."""
MOST_HOURS = 48
"""Hours after the last backup, or after a Hub was made, at which the check fails."""
MOST_SKEW = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or what is wrong with it."""

    name: str
    ok: bool
    detail: str


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Print every finding; status 1 when something is wrong."""
    with opened(data_folder(chosen.data, "hubtable")) as place:
        findings = list(look(place))
    if chosen.json:
        print(
            json.dumps({"ok": all(f.ok for f in findings), "checks": [asdict(f) for f in findings]})
        )
    else:
        for finding in findings:
            print(f"{'ok   ' if finding.ok else 'WRONG'}  {finding.name}: {finding.detail}")
    return 0 if all(finding.ok for finding in findings) else 1


def look(place: Place, only: Collection[str] = ()) -> Iterator[Finding]:
    """Look at everything, or at what is named in `only`."""
    looks: dict[str, Callable[[Place], tuple[bool, str]]] = {
        "database": _version,
        "roles": _roles,
        "row security": _lock,
        "keys": _keys,
        "mail": _mail,
        "outbox": _outbox,
        "clock": _clock,
        "trail": _trail,
        "backups": _backups,
        "disk": _disk,
    }
    for name in only or looks:
        try:
            yield Finding(name, *looks[name](place))
        except (psycopg.Error, PostgresError, OSError) as problem:
            yield Finding(name, ok=False, detail=str(problem).splitlines()[0])


def _version(place: Place) -> tuple[bool, str]:
    with psycopg.connect(place.addresses["app"]) as connection:
        refuse_unsafe(connection.info.server_version)
        return True, f"PostgreSQL {connection.info.parameter_status('server_version')}"


def _roles(place: Place) -> tuple[bool, str]:
    for role in SERVING:
        with psycopg.connect(place.addresses[role]) as connection:
            refuse_role(connection)
    return True, "the serving roles stand below row security"


def _set_up(place: Place) -> None:
    os.environ |= place.settings(practice=bool(installed_as(place)))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
    import django

    django.setup()


def _lock(place: Place) -> tuple[bool, str]:
    _set_up(place)
    from django.conf import settings

    from hubtable.config.installing import RULES

    if "owner" not in place.addresses:
        return False, "not compared: give HUBTABLE_DATABASE_URL_OWNER"
    with psycopg.connect(place.addresses["owner"]) as connection, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
        found = differences(
            cursor,
            installation=database_name(place),
            actor_key=settings.KEYS.get("actor"),
            rules=RULES,
        )
        connection.rollback()
    return not found, "; ".join(found[:5]) or "every table, policy, grant and function as declared"


def _keys(place: Place) -> tuple[bool, str]:
    folder = Path(read("KEYS", str(place.data / "keys")))
    keys = Keys(folder)
    for name in NAMES:
        keys.get(name)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())]
    if any(mode & 0o077 for mode in modes):
        return False, f"others can read {folder} or a file in it"
    return True, "all there, readable by us alone"


def _mail(_place: Place) -> tuple[bool, str]:
    host = read("MAIL_HOST")
    if not host:
        return False, "HUBTABLE_MAIL_HOST is not set: mails are written to the data folder only"
    with smtplib.SMTP(host, int(read("MAIL_PORT", "587")), timeout=10) as server:
        server.noop()
    return True, f"{host} answers"


def _outbox(place: Place) -> tuple[bool, str]:
    _set_up(place)
    from django.db import DatabaseError

    from hubtable.base.acting import acting
    from hubtable.hubs.actions.posting import standing
    from hubtable.hubs.rules.posting import LATE
    from hubtable.kernel.verdict import Refused

    at = datetime.now(UTC)
    try:
        with acting("job", "outbox", at=at):
            waiting, failed = standing(at=at, late=LATE)
    except (DatabaseError, Refused) as problem:
        return False, f"could not be counted: {type(problem).__name__}"
    if waiting or failed:
        return False, f"{waiting} mails wait longer than an hour, {failed} could not be sent"
    return True, "no mail waits longer than an hour"


def _clock(place: Place) -> tuple[bool, str]:
    with psycopg.connect(place.addresses["app"]) as connection:
        row: Any = connection.execute("SELECT clock_timestamp()").fetchone()
    skew = abs(row[0] - datetime.now(UTC))
    return skew < MOST_SKEW, f"database and program differ by {skew.total_seconds():.1f} s"


def _trail(place: Place) -> tuple[bool, str]:
    with psycopg.connect(place.addresses["app"]) as connection:
        broken = connection.execute("SELECT * FROM lock.verify_audit()").fetchall()
    said = ", ".join(f"chain {chain} breaks at entry {seq}" for chain, seq in broken)
    return not broken, said or "every chain follows"


def _backups(place: Place) -> tuple[bool, str]:
    if installed_as(place):
        return True, "practice data needs none"
    made = last.made_at(place.data)
    if made:
        hours = (datetime.now(UTC) - made) / timedelta(hours=1)
        return hours < MOST_HOURS, f"the last one was made {hours:.0f} hours ago"
    with psycopg.connect(place.addresses["auth"]) as connection:
        row: Any = connection.execute("SELECT created_at FROM base_installation").fetchone()
    new = row is None or datetime.now(UTC) - row[0] < timedelta(hours=MOST_HOURS)
    return new, "none was made yet; see `hubtable backup`"


def _disk(place: Place) -> tuple[bool, str]:
    free = shutil.disk_usage(place.data).free
    return free > LEAST_FREE, f"{free / 1e9:.1f} GB free"
