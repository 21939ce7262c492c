"""A closed account keeps its id and nothing else."""

from datetime import UTC, datetime
from typing import Any

from tests.accounts.person import account, browser, set_up_app, sign_in


def test_nothing_of_the_person_is_left(site: str, cluster: Any, trail: Any) -> None:
    from hubtable.accounts.actions.closing import close_account
    from hubtable.accounts.models import User

    rosa = account("rosa@example.org")
    client = browser()
    sign_in(client)
    set_up_app(client)
    close_account(by=None, at=datetime.now(UTC), user=rosa)
    assert client.get("/").status_code == 302
    with cluster.as_superuser(site) as connection:
        for table in ("accounts_session", "mfa_authenticator", "account_emailaddress"):
            query = f"SELECT count(*) FROM {table} WHERE user_id = %s"
            assert connection.execute(query, [rosa]).fetchone() == (0,)
        rows = connection.execute("SELECT u::text FROM accounts_user u").fetchall()
    assert "rosa" not in str(rows)
    assert "argon2" not in str(rows)
    assert not User.objects.get(pk=rosa).is_active
    assert trail()[-1] == ("account_closed", str(rosa), {"by": "installation"})


def test_its_address_can_be_invited_anew_under_another_id(site: str) -> None:
    from uuid import uuid4

    from hubtable.accounts.actions.closing import close_account
    from hubtable.accounts.actions.inviting import invite

    rosa = account("rosa@example.org")
    close_account(by=None, at=datetime.now(UTC), user=rosa)
    made = invite(
        by=None, at=datetime.now(UTC), email="rosa@example.org", hub=uuid4(), hub_name="Northfield"
    )
    assert not made.already_active
    assert made.user != rosa
