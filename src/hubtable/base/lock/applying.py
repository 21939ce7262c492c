"""Puts the lock into the database, takes it out before a migration, and compares the two."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from hubtable.base.lock.directory import TRIGGERS
from hubtable.base.lock.policies import (
    APP_FUNCTIONS,
    AUTH_FUNCTIONS,
    AUTH_TABLES,
    GUARDED,
    OWNER_FUNCTIONS,
    Guarded,
)
from hubtable.base.postgres.provisioning import KINDS

FILES = sorted(
    Path(__file__).parent.glob("[0-9]*_*.sql"), key=lambda file: int(file.name.partition("_")[0])
)


class Names(NamedTuple):
    """The names of the five roles."""

    owner: str
    keeper: str
    app: str
    auth: str
    backup: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the domains' rules put into the lock: its tables of data."""

    matrix: frozenset[tuple[str, str, str, str]]
    moves: frozenset[tuple[str, str, str]]
    bases: frozenset[tuple[str, str, bool]]
    room: frozenset[tuple[str, str]]


def names(installation: str) -> Names:
    """Return the role names of an installation (base.postgres.provisioning)."""
    return Names(*(f"{installation}_{kind}" for kind in KINDS))


def drop(cursor: Any, *, installation: str) -> None:
    """Take the lock out: every policy and function. Tables stay forced: nobody sees anything."""
    cursor.execute(f'SET LOCAL ROLE "{names(installation).keeper}"')
    cursor.execute("DROP SCHEMA IF EXISTS lock CASCADE")
    cursor.execute("RESET ROLE")
    cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
    for policy, table in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{policy}" ON public."{table}"')


def apply(cursor: Any, *, installation: str, actor_key: bytes, rules: Rules) -> None:
    """Put the lock into the database. Run as the owner, inside one transaction."""
    roles = names(installation)
    drop(cursor, installation=installation)
    cursor.execute(f'CREATE SCHEMA lock AUTHORIZATION "{roles.keeper}"')
    _revoke_everything(cursor, roles)
    for guarded in GUARDED:
        _guard(cursor, guarded, roles)
    _make_functions(cursor, roles)
    tables = "lock.matrix, lock.moves, lock.bases, lock.room"
    cursor.execute(f'GRANT SELECT ON {tables} TO "{roles.owner}"')
    _load(cursor, actor_key, rules)
    cursor.execute("RESET ROLE")
    for guarded in GUARDED:
        _make_policies(cursor, guarded, roles)
    for trigger in TRIGGERS:
        cursor.execute(trigger)
    _grant_accounts(cursor, roles)


def _revoke_everything(cursor: Any, roles: Names) -> None:
    everyone = f'PUBLIC, "{roles.keeper}", "{roles.app}", "{roles.auth}", "{roles.backup}"'
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everyone}")
    cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everyone}")
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{roles.keeper}", "{roles.app}"')
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{roles.auth}", "{roles.backup}"')
    cursor.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{roles.backup}"')
    cursor.execute(f'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "{roles.backup}"')


def _guard(cursor: Any, guarded: Guarded, roles: Names) -> None:
    table = f'public."{guarded.table}"'
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO "{roles.keeper}"')


def _make_functions(cursor: Any, roles: Names) -> None:
    cursor.execute(f'SET LOCAL ROLE "{roles.keeper}"')
    cursor.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA lock REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"
    )
    for file in FILES:
        cursor.execute(file.read_text(encoding="utf-8"))
    cursor.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA lock FROM PUBLIC")
    cursor.execute(f'GRANT USAGE ON SCHEMA lock TO "{roles.app}", "{roles.auth}", "{roles.owner}"')
    granted = (
        (APP_FUNCTIONS, roles.app),
        (AUTH_FUNCTIONS, roles.auth),
        (OWNER_FUNCTIONS, roles.owner),
    )
    for names, role in granted:
        for name in names:
            cursor.execute(f'GRANT EXECUTE ON FUNCTION lock."{name}" TO "{role}"')


def _load(cursor: Any, actor_key: bytes, rules: Rules) -> None:
    padded = actor_key.ljust(64, b"\0")
    pads = [bytes(byte ^ pad for byte in padded) for pad in (0x36, 0x5C)]
    cursor.execute("INSERT INTO lock.key VALUES (%s, %s)", pads)
    cursor.executemany("INSERT INTO lock.matrix VALUES (%s, %s, %s, %s)", sorted(rules.matrix))
    cursor.executemany("INSERT INTO lock.moves VALUES (%s, %s, %s)", sorted(rules.moves))
    cursor.executemany("INSERT INTO lock.bases VALUES (%s, %s, %s)", sorted(rules.bases))
    cursor.executemany("INSERT INTO lock.room VALUES (%s, %s)", sorted(rules.room))


def _make_policies(cursor: Any, guarded: Guarded, roles: Names) -> None:
    table = f'public."{guarded.table}"'
    cursor.execute(
        f'CREATE POLICY keeper ON {table} TO "{roles.keeper}" USING (true) WITH CHECK (true)'
    )
    # For servers that let nobody bypass row security: a dump must not come out empty.
    cursor.execute(f'CREATE POLICY backup ON {table} FOR SELECT TO "{roles.backup}" USING (true)')
    if guarded.table == "base_installation":
        cursor.execute(
            f'CREATE POLICY sign_in ON {table} FOR SELECT TO "{roles.auth}" USING (true)'
        )
    for command, clauses in _clauses(guarded):
        policy = f"CREATE POLICY app_{command.lower()} ON {table} FOR {command}"
        cursor.execute(f'{policy} TO "{roles.app}" {clauses}')
        columns = ", ".join(f'"{name}"' for name in guarded.columns)
        narrow = command == "UPDATE" and not guarded.whole
        right = f"UPDATE ({columns})" if narrow else command
        cursor.execute(f'GRANT {right} ON {table} TO "{roles.app}"')


def _clauses(guarded: Guarded) -> Iterable[tuple[str, str]]:
    if guarded.select:
        yield "SELECT", f"USING ({guarded.select})"
    if guarded.insert:
        yield "INSERT", f"WITH CHECK ({guarded.insert})"
    if guarded.update:
        yield "UPDATE", f"USING ({guarded.update}) WITH CHECK ({guarded.update})"
    if guarded.delete:
        yield "DELETE", f"USING ({guarded.delete})"


def _grant_accounts(cursor: Any, roles: Names) -> None:
    for table, rights in AUTH_TABLES.items():
        cursor.execute(f'GRANT {rights} ON public."{table}" TO "{roles.auth}"')
    for table in ("django_migrations",):
        cursor.execute(f'GRANT SELECT ON public."{table}" TO "{roles.app}"')
    cursor.execute(
        "SELECT pg_get_serial_sequence(quote_ident(table_name), column_name)"
        " FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = ANY (%s) AND is_identity = 'YES'",
        [list(AUTH_TABLES)],
    )
    for (sequence,) in cursor.fetchall():
        cursor.execute(f'GRANT USAGE ON SEQUENCE {sequence} TO "{roles.auth}"')
