"""A site with signing in alone, as a real installation (no practice) sets it up."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import conf
from django.core import mail
from django.test import override_settings

from tests.accounts.person import browser
from tests.cluster import Cluster

Trail = list[tuple[str, str, dict[str, str]]]


@pytest.fixture
def site(database: str) -> Iterator[str]:
    """The site on a fresh database; its name."""
    left_out = ("hubtable.hubs", "whitenoise")
    kept = [name for name in conf.settings.MIDDLEWARE if not name.startswith(left_out)]
    mail.outbox = []
    with override_settings(ROOT_URLCONF="tests.accounts.site", MIDDLEWARE=kept):
        yield database


@pytest.fixture
def client(site: str) -> Any:
    """A browser at the site."""
    return browser()


@pytest.fixture
def trail(cluster: Cluster, site: str) -> Any:
    """Read what the sign-in chain of the audit holds: verb, account, detail."""

    def read() -> Trail:
        with cluster.as_superuser(site) as connection:
            rows = connection.execute(
                "SELECT verb, actor, detail FROM audit_entry WHERE chain = 'auth' ORDER BY seq"
            )
            return list(rows.fetchall())  # type: ignore[arg-type]

    return read


@pytest.fixture
def lenient(site: str) -> Iterator[None]:
    """No second step demanded, as in practice."""
    with override_settings(SECOND_FACTOR_REQUIRED=False):
        yield
