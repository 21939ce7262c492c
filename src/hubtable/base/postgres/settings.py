"""What the private server is told: who may come in, and what it never writes down."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from hubtable.base.postgres.door import PORT

SUPERUSER = "hubtable_super"
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def write_access(data: Path, *, person: str, roles: Sequence[str], group: int) -> None:
    """Let the system user `person` in as the superuser and as each of `roles`.

    By the kernel's word: no password, no network, nobody else. Ordinary roles do not get
    into PostgreSQL's own databases.
    Raises ValueError for a role name that would need quoting.
    """
    if odd := [role for role in roles if not NAME.fullmatch(role)]:
        raise ValueError(f"not a role name: {odd[0]!r}")
    doors = [
        f'local all "{SUPERUSER}" peer map=hubtable',
        'local "postgres","template1" all reject',
    ]
    doors += [f'local all "{role}" peer map=hubtable' for role in roles]
    people = [f'hubtable "{person}" "{role}"' for role in (SUPERUSER, *roles)]
    _write(data / "pg_hba.conf", doors, group)
    _write(data / "pg_ident.conf", people, group)


def options(data: Path, socket: Path, *, fsync: bool) -> Iterator[str]:
    """The server's command-line options; these win over every file and ALTER SYSTEM."""
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": '"' + str(socket).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "hba_file": str(data / "pg_hba.conf"),
        "ident_file": str(data / "pg_ident.conf"),
        "password_encryption": "scram-sha-256",
        **SILENCE,
    }
    if not fsync:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    for name, value in settings.items():
        yield "-c"
        yield f"{name}={value}"


# Errors quote what was typed ("invalid input syntax for type date: …"), their details quote whole
# rows, and a crash quotes the running statement. So errors stay out of the log (`log` ranks above
# `error`: the server's own events, fatal errors and panics remain) and details are cut off. Only a
# superuser can change these. Each session's current statement would be readable by every session
# of the same role, and with it a signed actor; so the server does not track statements.
SILENCE = {
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_checkpoints": "off",
    "track_activities": "off",
    "track_activity_query_size": "100",
}


def _write(path: Path, lines: Sequence[str], group: int) -> None:
    scratch = path.with_suffix(".tmp")
    scratch.unlink(missing_ok=True)
    scratch.touch(mode=0o600)
    scratch.write_text("\n".join([*lines, ""]))
    os.chown(scratch, -1, group)
    scratch.chmod(0o640)
    scratch.rename(path)
