"""Single sign-on and what follows: the second step, sessions, the only way in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.accounts.person import account, browser, set_up_app, sign_in
from tests.accounts.provider import ROSA, City, asked, invited, leads_to, owner, signs_on
from tests.accounts.web.conftest import Installed


def test_our_second_step_is_still_asked_for(
    client: Client, city: City, installed: Installed
) -> None:
    account()
    sign_in(client)
    set_up_app(client)
    client.post("/account/logout/")
    city.employs(rosa={**ROSA, "amr": ["pwd", "mfa"]})
    installed(city.settings())
    assert signs_on(client, city, "rosa").headers["Location"].startswith("/account/code/")
    assert client.get("/").status_code == 302


def test_somebody_without_one_has_to_set_it_up(
    client: Client, city: City, installed: Installed
) -> None:
    account()
    city.employs(rosa={**ROSA, "amr": ["pwd"]})
    installed(city.settings(second_factor="mfa"))
    signs_on(client, city, "rosa")
    assert client.get("/").headers["Location"] == "/account/second-step/"


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}])
@pytest.mark.parametrize("own", [True, False])
def test_the_second_factor_of_the_provider_counts_where_it_is_set(
    client: Client,
    city: City,
    installed: Installed,
    trail: Any,
    said: dict[str, Any],
    own: bool,
) -> None:
    account()
    if own:
        other = browser()
        sign_in(other)
        set_up_app(other)
    city.employs(rosa={**ROSA, **said})
    installed(city.settings(second_factor="mfa"))
    assert signs_on(client, city, "rosa").headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert trail()[-1][2] == {"by": "socialaccount,provider_second_factor"}


def test_it_counts_for_that_session_alone(client: Client, city: City, installed: Installed) -> None:
    account()
    city.employs(rosa={**ROSA, "amr": ["mfa"]})
    installed(city.settings(second_factor="mfa"))
    signs_on(client, city, "rosa")
    other = browser()
    sign_in(other)
    assert other.get("/").headers["Location"] == "/account/second-step/"
    client.post("/account/logout/")
    sign_in(client)
    assert client.get("/").headers["Location"] == "/account/second-step/"


def test_a_sensitive_act_later_asks_to_sign_on_again(
    client: Client, city: City, installed: Installed
) -> None:
    from datetime import timedelta

    from django.db.models import F

    from hubtable.accounts.models import SessionRow

    invited()
    city.employs(rosa={**ROSA, "amr": ["mfa"]})
    installed(city.settings(second_factor="mfa"))
    signs_on(client, city, "rosa")
    assert client.get("/account/passkeys/add/").status_code == 200
    SessionRow.objects.update(created_at=F("created_at") - timedelta(minutes=20))
    answer = client.get("/account/passkeys/add/")
    assert answer.headers["Location"] == "/account/sign-on/?next=%2Faccount%2Fpasskeys%2Fadd%2F"
    assert asked(leads_to(client))["prompt"] == "login"
    assert client.get("/account/password/change/").headers["Location"] == "/account/"


def test_other_sessions_end_as_with_a_password(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    account()
    installed(city.settings())
    other = browser()
    signs_on(other, city, "rosa")
    signs_on(client, city, "rosa")
    assert other.get("/").status_code == 200
    client.post("/account/sessions/end-others/")
    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_signing_on_as_somebody_else_ends_the_first(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    account()
    sam = account("sam@example.org")
    installed(city.settings())
    city.employs(rosa=ROSA, sam={"email": "sam@example.org", "email_verified": True})
    signs_on(client, city, "rosa")
    signs_on(client, city, "sam")
    assert client.get("/").status_code == 200
    assert owner() == sam


def test_where_it_is_the_only_way_no_password_passkey_or_link_opens(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    account()
    link = _link()
    installed(city.settings(only=True))
    page = client.get("/account/login/?next=/account/").content.decode()
    assert "Sign in with Northfield City" in page
    assert "/account/sign-on/?next=/account/" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert sign_in(client).status_code == 405
    for address in ("passkeys/login", "password/reset", "password/change"):
        assert client.get(f"/account/{address}/").status_code == 404
    shown = client.post(link, {"password": "four quiet herons wading"})
    assert "Sign in with Northfield City" in shown.content.decode()
    assert client.get("/").status_code == 302
    signs_on(client, city, "rosa")
    assert client.get("/").status_code == 200
    assert "Change password" not in client.get("/account/").content.decode()


def _link() -> str:
    from uuid import uuid4

    from hubtable.accounts.actions.inviting import invite

    made = invite(
        by=None, at=datetime.now(UTC), email="sam@example.org", hub=uuid4(), hub_name="Northfield"
    )
    return "/" + made.link.split("/", 3)[3]


def test_the_command_line_lets_one_in_past_a_provider_that_fails(
    client: Client, city: City, installed: Installed, trail: Any
) -> None:
    promised = invited("first@example.org")
    installed(city.settings(only=True))
    path = _way_in("First@example.org")
    for _ in range(2):
        assert client.get(path).status_code == 200, "looking never uses it up"
    assert client.get("/").status_code == 302
    assert client.post(path).status_code == 302
    assert client.get("/").headers["Location"] == "/account/second-step/"
    assert owner() == promised
    assert trail()[-1][2] == {"by": "way_in"}
    for answer in (browser().get(path), browser().post(path)):
        assert answer.status_code == 410


def test_a_way_in_asks_for_the_second_step_and_is_for_one_account(
    client: Client, city: City, installed: Installed
) -> None:
    other = account("sam@example.org")
    account()
    sign_in(client)
    set_up_app(client)
    client.post("/account/logout/")
    installed(city.settings(only=True))
    path = _way_in("rosa@example.org")
    whose = path.split("/")[3].split("-")[0]
    assert client.post(path.replace(whose, other.hex)).status_code == 410
    assert client.post(path).headers["Location"].startswith("/account/code/")
    assert client.get("/").status_code == 302


def test_a_way_in_leads_nobody_in_who_was_not_invited(city: City, installed: Installed) -> None:
    from hubtable.kernel.verdict import Refused

    installed(city.settings(only=True))
    with pytest.raises(Refused, match="neither an account nor an invitation"):
        _way_in("stranger@example.org")


def _way_in(email: str) -> str:
    from hubtable.accounts.actions.way_in import make_way_in

    return "/" + make_way_in(at=datetime.now(UTC), email=email).split("/", 3)[3]
