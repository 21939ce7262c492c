"""Sessions: limits, the table that opens nothing, the list, ending them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.accounts.person import PASSWORD, account, browser, sign_in
from tests.cluster import Cluster

pytestmark = pytest.mark.usefixtures("lenient")
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
COOKIE = "__Host-hubtable"


def _age(**ago: timedelta) -> None:
    """Let time pass: move the moments of every session into the past."""
    from django.db.models import F

    from hubtable.accounts.models import SessionRow

    SessionRow.objects.update(**{name: F(name) - by for name, by in ago.items()})


def test_an_idle_session_is_over(client: Client, trail: Any) -> None:
    rosa = account()
    sign_in(client)
    _age(last_used_at=timedelta(minutes=29, seconds=30))
    assert client.get("/").status_code == 200
    _age(last_used_at=timedelta(minutes=30))
    answer = client.get("/")
    assert answer.status_code == 302
    assert ("session_expired", str(rosa), {"limit": "idle"}) in trail()
    assert "nothing happened" in client.get(answer.headers["Location"]).content.decode()


def test_a_session_in_use_is_over_at_the_absolute_limit(client: Client, trail: Any) -> None:
    rosa = account()
    sign_in(client)
    _age(created_at=timedelta(hours=11, minutes=59))
    assert client.get("/").status_code == 200
    _age(created_at=timedelta(minutes=1))
    assert client.get("/").status_code == 302
    assert ("session_expired", str(rosa), {"limit": "absolute"}) in trail()


def test_an_expired_cookie_stays_dead_and_is_recorded_once(client: Client, trail: Any) -> None:
    account()
    sign_in(client)
    used = client.cookies[COOKIE].value
    _age(last_used_at=timedelta(minutes=31))
    client.get("/")
    again = browser()
    again.cookies[COOKIE] = used
    assert again.get("/").status_code == 302
    assert [verb for verb, _, _ in trail()].count("session_expired") == 1


def test_use_keeps_a_session_alive_and_is_written_once_a_minute(client: Client) -> None:
    from hubtable.accounts.models import SessionRow

    account()
    sign_in(client)
    written = SessionRow.objects.get().last_used_at
    client.get("/")
    assert SessionRow.objects.get().last_used_at == written
    _age(last_used_at=timedelta(seconds=61))
    client.get("/")
    assert SessionRow.objects.get().last_used_at > written - timedelta(seconds=1)


def test_a_get_writes_nothing_but_the_last_use(client: Client, cluster: Cluster, site: str) -> None:
    account()
    sign_in(client)
    client.get("/")
    before = _writes(cluster, site)
    for path in ("/", "/account/", "/account/password/change/"):
        assert client.get(path).status_code == 200
    assert _writes(cluster, site) == before


def _writes(cluster: Cluster, database: str) -> list[Any]:
    """Everything in every table, past the lock."""
    with cluster.as_superuser(database) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return [
            connection.execute(f"SELECT t::text FROM {name} t ORDER BY 1").fetchall()
            for (name,) in tables
        ]


def test_setting_a_new_password_does_not_prolong_a_session(client: Client) -> None:
    from hubtable.accounts.models import SessionRow

    account()
    sign_in(client)
    _age(created_at=timedelta(hours=11))
    began = SessionRow.objects.get().created_at
    new = "seven brown geese landing"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new})
    assert SessionRow.objects.get().created_at == began


def test_a_copy_of_the_table_lets_nobody_in(client: Client, cluster: Cluster, site: str) -> None:
    account()
    sign_in(client)
    cookie = client.cookies[COOKIE].value
    with cluster.as_superuser(site) as connection:
        rows = connection.execute("SELECT * FROM accounts_session").fetchall()
        everything = str(_writes(cluster, site))
    assert rows
    assert cookie not in everything
    for value in (v for row in rows for v in row):
        thief = browser()
        thief.cookies[COOKIE] = value.hex() if isinstance(value, bytes) else str(value)
        assert thief.get("/").status_code == 302
    plain = b"".join(v for row in rows for v in row if isinstance(v, bytes))
    assert b"password" not in plain
    assert b"rosa" not in plain


def test_a_row_moved_to_another_key_does_not_open(client: Client) -> None:
    """Whoever may write the table still cannot make a session of somebody else's."""
    from hubtable.accounts.models import SessionRow

    account()
    account("sam@example.org")
    sign_in(client)
    other = browser()
    sign_in(other, "sam@example.org")
    rosas = SessionRow.objects.order_by("created_at").first()
    assert rosas is not None
    SessionRow.objects.exclude(pk=rosas.pk).update(data=bytes(rosas.data), user=rosas.user)
    assert other.get("/").status_code == 302


def test_own_sessions_are_listed_and_one_can_be_ended(client: Client, trail: Any) -> None:
    from hubtable.accounts.models import SessionRow

    rosa = account()
    account("sam@example.org")
    sams = browser()
    sign_in(sams, "sam@example.org")
    sign_in(client)
    phone = browser(**{"user-agent": CHROME})
    sign_in(phone)
    page = client.get("/account/").content.decode()
    assert page.count("Firefox on Windows") >= 1
    assert "Chrome on Android" in page
    assert page.count("This one") == 1
    row = SessionRow.objects.get(browser="Chrome on Android")
    client.post(f"/account/sessions/{row.pk}/end/")
    assert phone.get("/").status_code == 302, "at its next request"
    assert client.get("/").status_code == 200
    assert ("sessions_ended", str(rosa), {"count": "1"}) in trail()
    sams_row = SessionRow.objects.get(user__email="sam@example.org")
    client.post(f"/account/sessions/{sams_row.pk}/end/")
    assert sams.get("/").status_code == 200, "another person's session is out of reach"


def test_signing_out_everywhere_else_and_everywhere(client: Client) -> None:
    account()
    others = [browser(), browser()]
    for one in (client, *others):
        sign_in(one)
    client.post("/account/sessions/end-others/")
    assert [one.get("/").status_code for one in (client, *others)] == [200, 302, 302]
    sign_in(others[0])
    answer = client.post("/account/sessions/end-all/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert [one.get("/").status_code for one in (client, *others)] == [302, 302, 302]


def test_ending_needs_a_post(client: Client) -> None:
    account()
    sign_in(client)
    for path in ("sessions/end-all/", "sessions/end-others/"):
        assert client.get(f"/account/{path}").status_code == 405
    assert client.get("/").status_code == 200


def test_a_session_ended_while_a_page_was_made_does_not_come_back(client: Client) -> None:
    from hubtable.accounts.models import SessionRow
    from hubtable.accounts.web.sessions import SessionStore

    account()
    sign_in(client)
    store = SessionStore(client.cookies[COOKIE].value)
    store["seen"] = True
    SessionRow.objects.all().delete()
    from django.contrib.sessions.backends.base import UpdateError

    with pytest.raises(UpdateError):
        store.save()
    assert SessionRow.objects.count() == 0


@override_settings(IDLE_MINUTES=1)
def test_a_very_short_limit_still_lets_one_work(client: Client) -> None:
    account()
    sign_in(client)
    for _ in range(3):
        _age(last_used_at=timedelta(seconds=40))
        assert client.get("/").status_code == 200
