"""Brings the database to this version: lock out, migrations, lock in again."""

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from hubtable.base.lock import applying
from hubtable.hubs.rules import bases
from hubtable.table.rules import disclosing, moves

RULES = applying.Rules(
    matrix=disclosing.rows(),
    moves=frozenset((m.source.value, m.target.value, m.who.value) for m in moves.MOVES),
    bases=bases.rows(),
)


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
