"""A closed account keeps its id and nothing else."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.accounts.person import PASSWORD, browser, set_up_app, sign_in
from tests.cluster import Cluster

EMAIL = "rosa@example.org"


def _by_invitation() -> UUID:
    from hubtable.accounts.actions.inviting import accept, invite

    now = datetime.now(UTC)
    made = invite(by=None, at=now, email=EMAIL, hub=uuid4(), hub_name="Northfield Hub")
    return accept(at=now, token=made.link.rstrip("/").rsplit("/", 1)[1], password=PASSWORD)


def _close(user: UUID) -> None:
    from hubtable.accounts.actions.closing import close_account

    close_account(by=None, at=datetime.now(UTC), user=user)


def _everything(cluster: Cluster, database: str) -> str:
    """Every row of every table, past the lock."""
    with cluster.as_superuser(database) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        rows = [connection.execute(f"SELECT t::text FROM {t} t").fetchall() for (t,) in tables]
    return str(rows)


def test_nothing_of_the_person_is_left(site: str, cluster: Cluster, trail: Any) -> None:
    from allauth.mfa.models import Authenticator

    from hubtable.accounts.models import SessionRow, User

    rosa = _by_invitation()
    client = browser()
    sign_in(client)
    set_up_app(client)
    before = _everything(cluster, site)
    assert "rosa" in before
    assert "argon2" in before
    _close(rosa)
    after = _everything(cluster, site)
    assert "rosa" not in after
    assert "argon2" not in after
    assert (Authenticator.objects.count(), SessionRow.objects.filter(user=rosa).count()) == (0, 0)
    assert not User.objects.get(pk=rosa).is_active
    assert client.get("/").status_code == 302
    assert trail()[-1] == ("account_closed", str(rosa), {"by": "installation"})


def test_its_address_can_be_invited_anew_under_another_id(site: str) -> None:
    rosa = _by_invitation()
    _close(rosa)
    assert _by_invitation() != rosa
