"""Restores a backup into an empty data folder or an empty database, and counts every row.

Nothing there is overwritten. Where today's key store of names exists, it wins: names forgotten
since the backup stay forgotten.
"""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from hubtable.base.postgres.dumping import Tools, tools_for
from hubtable.base.postgres.dumping import restore as put_in
from hubtable.base.postgres.extensions import make_extensions
from hubtable.base.postgres.supervisor import running
from hubtable.cli.check import look
from hubtable.cli.copies import counting, manifest
from hubtable.cli.copies.ground import emptied_on_failure, ground
from hubtable.cli.copies.manifest import DATABASE, Manifest
from hubtable.cli.copies.names import Names, choose_names
from hubtable.cli.place import (
    CannotRun,
    Place,
    data_folder,
    data_option,
    external,
    given_binaries,
    opened,
)
from hubtable.cli.prepare import prepare
from hubtable.config.environment import database, read


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("src", type=Path, metavar="SRC", help="the folder of a backup")
    one.add_argument("--backup-keys", type=Path, help="folder with a copy of the backup keys")
    one.add_argument("--without-names", action="store_true", help="leave the names closed")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Restore a backup.

    :raises CannotRun: when the backup or the place is not fit, or something does not agree.
    """
    data = data_folder(chosen.data, "hubtable")
    src = chosen.src.expanduser().absolute()
    found = manifest.read(src)
    _refuse_place(data)
    try:
        with ground(data, src) as made:
            names = choose_names(
                data, src, found, given=chosen.backup_keys, without=chosen.without_names
            )
            with opened(made.scratch, create=True) as place:
                tools = _fitting(place, found)
                with emptied_on_failure(place):
                    _fill(place, tools, src, found)
                    made.settle_keys(names)
            made.settle()
    except OSError as problem:
        raise CannotRun(f"Nothing was restored: {problem.strerror}: {problem.filename}.") from None
    except KeyboardInterrupt:
        raise CannotRun("Stopped; nothing was restored.") from None
    except psycopg.OperationalError:
        raise
    except psycopg.Error as problem:
        raise CannotRun(f"Nothing was restored: {problem.diag.message_primary}.") from None
    _say(found, names, data, as_json=chosen.json)
    return 0


def _refuse_place(data: Path) -> None:
    """Refuse before anything is touched: opening an external database would set its passwords."""
    if external():
        _refuse_full_database()
    elif (data / "postgres").exists():
        state = "and is in use" if running(data / "postgres") else "already"
        raise CannotRun(
            f"{data / 'postgres'} holds a database {state}; a restore never overwrites. Stop the "
            "program and move that folder away, or name another data folder."
        )


def _refuse_full_database() -> None:
    address = read("DATABASE_URL_OWNER") or read("DATABASE_URL")
    if not address:
        raise CannotRun("Give HUBTABLE_DATABASE_URL_OWNER: only the owner restores.")
    database(address)  # refused here, before libpq's error repeats it with its password
    try:
        with psycopg.connect(address) as connection:
            held = counting.tables(connection)
    except psycopg.OperationalError as problem:
        if "does not exist" not in str(problem):
            raise
        return
    if held:
        raise CannotRun(
            f"The database is not empty: it has {len(held)} tables. A restore never overwrites; "
            "make an empty database and name that."
        )


def _fill(place: Place, tools: Tools, src: Path, found: Manifest) -> None:
    _tell("database: rows are going in")
    with psycopg.connect(place.addresses["owner"]) as connection:
        make_extensions(connection)
    put_in(tools, place.addresses["owner"], src / DATABASE, aside=place.data, tell=_tell)
    _tell("counting rows")
    with psycopg.connect(place.addresses["owner"]) as connection:
        if wrong := counting.different(found.rows, counting.count(connection)):
            raise CannotRun(f"The restored rows are not those of the backup: {wrong}.")
    _tell("putting the lock in")
    prepare(place, "upgrade", practice=found.practice, facts={})
    for finding in look(place, ("roles", "row security", "keys", "trail")):
        if not finding.ok:
            raise CannotRun(f"The restored data does not hold: {finding.name}: {finding.detail}.")
    _begin_anew(place, found)


def _fitting(place: Place, found: Manifest) -> Tools:
    """Return the programs to restore with; refuse versions that do not go together."""
    with psycopg.connect(place.addresses["owner"]) as connection:
        server = connection.info.server_version
    if server // 10000 < found.server // 10000:
        raise CannotRun(
            f"The backup is of PostgreSQL {found.server // 10000}, the server here is "
            f"{server // 10000}: restore into the same version or a newer one."
        )
    _refuse_newer(place, found)
    return tools_for(max(server, found.tools * 10000), given_binaries())


def _refuse_newer(place: Place, found: Manifest) -> None:
    os.environ |= place.settings(owner=True, practice=found.practice)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
    import django

    django.setup()
    from hubtable.config.installing import unknown_steps

    if unknown := unknown_steps(found.migrations):
        raise CannotRun(
            f"The backup was made by another version of this program ({found.program}), which "
            f"knows the database step {unknown[0]}; this one does not. Install that version."
        )


def _begin_anew(place: Place, found: Manifest) -> None:
    """End every session that was open then, and note in the trail that older data is back."""
    asked = (
        "SELECT lock.record_account('restored', NULL, %s, jsonb_build_object('made_at', %s::text))"
    )
    with psycopg.connect(place.addresses["auth"]) as connection:
        connection.execute("DELETE FROM accounts_session")
        connection.execute(asked, [datetime.now(UTC), found.made_at])


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _say(found: Manifest, names: Names, data: Path, *, as_json: bool) -> None:
    rows = sum(found.rows.values())
    if as_json:
        said = {"restored": str(data), "made_at": found.made_at, "practice": found.practice}
        counts = {"tables": len(found.rows), "rows": rows}
        print(json.dumps({**said, **counts, "names": names.kind, "keys": names.count}))
        return
    kind = "practice data" if found.practice else "a real Hub"
    print(f"{data} holds {kind} as of {found.made_at}: {rows} rows of {len(found.rows)} tables.")
    print(names.sentence)
