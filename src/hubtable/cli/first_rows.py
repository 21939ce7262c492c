"""The first rows of an installation: a real Hub with one administrator, or practice data."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from django.utils import timezone
from django.utils.text import slugify

from hubtable.accounts.actions.inviting import invite
from hubtable.cli.practice import make_practice_data
from hubtable.hubs.actions.founding import found_hub


def _install(*, practice: bool) -> bool:
    """Write what kind of data this is; False when it was written before."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        with connections["auth"].cursor() as reader:
            reader.execute("SELECT count(*) FROM base_installation")
            if reader.fetchone()[0]:
                return False
        cursor.execute("SELECT lock.install(%s, %s)", [practice, timezone.now()])
    return True


def found_first_hub(facts: Mapping[str, str]) -> dict[str, Any]:
    """Make a Hub and its first administrator, and return the invitation's link."""
    at = timezone.now()
    _install(practice=False)
    hub = uuid4()
    invited = invite(by=None, at=at, email=facts["email"], hub=hub, hub_name=facts["hub"])
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        found_hub(
            cursor,
            at=at,
            slug=slugify(facts["hub"])[:60],
            name=facts["hub"],
            time_zone=facts["time_zone"],
            admin_name=facts["name"],
            admin_email=facts["email"],
            admin_user=invited.user,
        )
    return {"link": invited.link}


def make_practice(_facts: Mapping[str, str]) -> list[dict[str, str]]:
    """Make practice data once; return who can sign in (contract.md, demo)."""
    if not _install(practice=True):
        return []
    users = make_practice_data(at=timezone.now())
    return [user.as_json() for user in users]
