"""Brings the database to this version: lock out, migrations, lock in again."""

from collections.abc import Iterable

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hubtable.base.lock import applying
from hubtable.hubs.rules import bases
from hubtable.table.rules import disclosing, moves, room

RULES = applying.Rules(
    matrix=disclosing.rows(),
    moves=frozenset((m.source.value, m.target.value, m.who.value) for m in moves.MOVES),
    bases=bases.rows(),
    room=room.rows(),
)


def unknown_steps(applied: Iterable[str]) -> list[str]:
    """Return which of these migrations, `app.name`, this version does not know."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    return sorted(set(applied) - known)


def applied_steps(alias: str) -> set[str]:
    """Return `app.name` of every migration of a database; none where it is new."""
    found = MigrationRecorder(connections[alias]).applied_migrations()
    return {f"{app}.{name}" for app, name in found}


def upgrade(*, installation: str) -> None:
    """Migrate as the owner; while it runs nobody sees anything.

    `installation` is the name the database roles are made from.
    """
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        applying.drop(cursor, installation=installation)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        put_lock(cursor, installation=installation)
    owner.close()


def put_lock(cursor: object, *, installation: str) -> None:
    """Put functions, policies and grants into the database of an open owner's transaction."""
    applying.apply(
        cursor, installation=installation, actor_key=settings.KEYS.get("actor"), rules=RULES
    )
