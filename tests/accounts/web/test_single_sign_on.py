"""Single sign-on against a real provider: who comes in, who does not, and what is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.accounts.person import account, browser, settled, sign_in
from tests.accounts.provider import (
    BACK,
    ROSA,
    City,
    asked,
    comes_back,
    invited,
    leads_to,
    owner,
    running_city,
    signs_on,
)
from tests.accounts.web.conftest import Installed
from tests.browsing import free_port
from tests.cluster import Cluster


def test_somebody_with_an_account_comes_in(
    client: Client, city: City, installed: Installed, lenient: None, trail: Any
) -> None:
    made = account()
    installed(city.settings())
    answer = signs_on(client, city, "rosa", "?next=/account/")
    assert answer.headers["Location"] == "/account/"
    assert client.get("/").content.endswith(b"the work</p>")
    assert owner() == made
    assert [line for line in trail() if "sign" in line[0]] == [
        ("single_sign_on_tied", str(made), {}),
        ("signed_in", str(made), {"by": "socialaccount"}),
    ]
    assert "connected with single sign-on" in settled()[-1].body


def test_the_second_time_the_address_no_longer_matters(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    made = account()
    installed(city.settings())
    signs_on(browser(), city, "rosa")
    client.post("/account/logout/")
    city.employs(rosa={"email": "rosa.married@example.org", "email_verified": False})
    signs_on(client, city, "rosa")
    assert client.get("/").status_code == 200
    assert owner() == made


def test_an_invitation_is_accepted_by_it(
    client: Client, city: City, installed: Installed, lenient: None, trail: Any
) -> None:
    promised = invited()
    installed(city.settings())
    signs_on(client, city, "rosa")
    assert client.get("/").status_code == 200
    assert owner() == promised
    assert [verb for verb, _, _ in trail()] == [
        "invitation_made",
        "account_made",
        "invitation_used",
        "single_sign_on_tied",
        "signed_in",
    ]
    assert sign_in(browser(), password="").status_code != 302, "the account has no password"


def test_nobody_comes_in_uninvited(
    client: Client, city: City, installed: Installed, trail: Any
) -> None:
    installed(city.settings())
    _refused(signs_on(client, city, "rosa"), "There is no account for you here")
    assert trail() == [("single_sign_on_refused", "", {"why": "not_invited"})]


def test_an_invitation_that_is_over_opens_nothing(
    client: Client, city: City, installed: Installed
) -> None:
    from django.db.models import F

    from hubtable.accounts.models import Invitation
    from hubtable.accounts.rules.inviting import VALID_FOR

    invited()
    Invitation.objects.update(expires_at=F("expires_at") - VALID_FOR)
    installed(city.settings())
    _refused(signs_on(client, city, "rosa"), "There is no account for you here")


@pytest.mark.parametrize("said", [{}, {"email_verified": False}, {"email_verified": "false"}])
def test_an_address_nobody_checked_opens_nothing(
    client: Client, city: City, installed: Installed, said: dict[str, Any]
) -> None:
    account()
    invited("other@example.org")
    installed(city.settings())
    city.employs(rosa={"email": "rosa@example.org", **said}, other={"email": "other@example.org"})
    _refused(signs_on(client, city, "rosa"), "does not say that your e-mail address was checked")
    _refused(signs_on(browser(), city, "other"), "does not say")


@pytest.mark.parametrize("said", [{"email_verified": "true"}, {"xms_edov": 1}, {"xms_edov": True}])
def test_providers_say_it_in_different_words(
    client: Client, city: City, installed: Installed, lenient: None, said: dict[str, Any]
) -> None:
    account()
    installed(city.settings())
    city.employs(rosa={"email": "rosa@example.org", **said})
    assert signs_on(client, city, "rosa").status_code == 302


def test_the_address_may_stand_in_the_user_info_alone(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    account()
    installed(city.settings())
    city.employs(rosa={**ROSA, "only_user_info": True})
    assert signs_on(client, city, "rosa").headers["Location"] == "/"


def test_a_mailbox_that_was_handed_on_inherits_nothing(
    client: Client, city: City, installed: Installed, lenient: None, trail: Any
) -> None:
    account()
    installed(city.settings())
    signs_on(browser(), city, "rosa")
    city.employs(newcomer=ROSA)
    _refused(signs_on(client, city, "newcomer"), "belongs to somebody else")
    assert trail()[-1][0::2] == ("single_sign_on_refused", {"why": "another_person"})


def test_whoever_runs_the_installation_can_untie_it(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    from hubtable.accounts.actions.signing_on import untie

    made = account()
    installed(city.settings())
    signs_on(browser(), city, "rosa")
    assert untie(at=datetime.now(UTC), email="Rosa@example.org")
    assert not untie(at=datetime.now(UTC), email="rosa@example.org")
    city.employs(rosa2=ROSA)
    assert signs_on(client, city, "rosa2").status_code == 302
    assert owner() == made


def test_a_closed_account_stays_closed(client: Client, city: City, installed: Installed) -> None:
    from hubtable.accounts.actions.closing import close_account

    made = account()
    installed(city.settings(), SECOND_FACTOR_REQUIRED=False)
    signs_on(client, city, "rosa")
    assert client.get("/").status_code == 200
    close_account(by=None, at=datetime.now(UTC), user=made)
    assert client.get("/").status_code == 302
    _refused(signs_on(browser(), city, "rosa"), "There is no account for you here")


def test_an_account_that_is_not_active_is_refused_by_name(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    from hubtable.accounts.models import User

    account()
    installed(city.settings())
    signs_on(browser(), city, "rosa")
    User.objects.update(is_active=False)
    _refused(signs_on(client, city, "rosa"), "This account is closed")


def test_the_request_to_the_provider_asks_for_little_and_proves_itself(
    client: Client, city: City, installed: Installed
) -> None:
    installed(city.settings())
    sent = asked(leads_to(client, "?scope=profile&auth_params=prompt%3Dnone&process=connect"))
    assert set(sent.pop("scope").split()) == {"openid", "email"}
    assert sent["code_challenge_method"] == "S256"
    assert len(sent["nonce"]) == 64
    assert sent["redirect_uri"].endswith(BACK)
    assert sent.keys() == {
        "client_id",
        "redirect_uri",
        "response_type",
        "state",
        "code_challenge",
        "code_challenge_method",
        "nonce",
    }


def test_another_browser_or_a_changed_state_gets_nowhere(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    account()
    installed(city.settings())
    way_back = city.signs_in("rosa", leads_to(client))
    for thief in (browser(), _at_the_start()):
        _failed(comes_back(thief, way_back), 400, "is over")
    state = asked(way_back)["state"]
    _failed(comes_back(client, way_back.replace(state, state[::-1])), 400, "is over")
    assert comes_back(client, way_back).status_code == 302
    client.post("/account/logout/")
    _failed(comes_back(client, way_back), 400, "is over")


def _at_the_start() -> Client:
    """A browser that began a sign-in of its own."""
    other = browser()
    leads_to(other)
    return other


@pytest.mark.parametrize("what", ["nonce", "code_challenge"])
def test_a_token_made_for_another_sign_in_is_not_believed(
    client: Client, city: City, installed: Installed, what: str
) -> None:
    account()
    installed(city.settings())
    way = leads_to(client)
    changed = way.replace(asked(way)[what], asked(leads_to(browser()))[what])
    _failed(comes_back(client, city.signs_in("rosa", changed)), 502, "cannot be trusted")
    assert client.get("/").status_code == 302


def test_a_forged_code_gets_nowhere(client: Client, city: City, installed: Installed) -> None:
    installed(city.settings())
    state = asked(leads_to(client))["state"]
    _failed(client.get(f"{BACK}?code=forged&state={state}"), 502, "cannot be trusted")


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    client: Client, city: City, installed: Installed
) -> None:
    from dataclasses import replace

    alias = city.issuer.replace("/o", "/o/.")
    installed(replace(city.settings(), issuer=alias))
    _failed(client.get("/account/sign-on/"), 502, "cannot be trusted")


def test_who_turns_back_at_the_provider_reads_so(
    client: Client, city: City, installed: Installed
) -> None:
    installed(city.settings())
    state = asked(leads_to(client))["state"]
    answer = client.get(f"{BACK}?error=access_denied&state={state}", follow=True)
    assert "You did not sign in" in answer.content.decode()


def test_while_the_provider_is_down_the_password_still_works(
    client: Client, city: City, installed: Installed, lenient: None
) -> None:
    account()
    down = City(free_port(), Path("/dev/null"))
    installed(down.settings())
    _failed(client.get("/account/sign-on/"), 503, "Northfield City cannot be reached")
    assert "Sign in with a password" in client.get("/account/sign-on/").content.decode()
    assert sign_in(client).status_code == 302
    assert client.get("/").status_code == 200


def test_a_provider_that_goes_down_before_the_way_back(
    client: Client, site: str, installed: Installed, tmp_path: Path
) -> None:
    from django import conf

    account()
    with running_city(tmp_path, f"{conf.settings.BASE_URL}{BACK}") as city:
        city.employs(rosa=ROSA)
        installed(city.settings())
        way_back = city.signs_in("rosa", leads_to(client))
    _failed(comes_back(client, way_back), 503, "Northfield City cannot be reached")


def test_nothing_of_the_provider_is_kept_but_who_it_is(
    client: Client, city: City, installed: Installed, lenient: None, cluster: Cluster, site: str
) -> None:
    account()
    city.employs(rosa={**ROSA, "name": "Rosa Northfield", "phone_number": "508 555 0100"})
    installed(city.settings())
    signs_on(client, city, "rosa")
    with cluster.as_superuser(site) as connection:
        rows = connection.execute(
            "SELECT provider, uid, extra_data FROM socialaccount_socialaccount"
        ).fetchall()
        counts = [
            connection.execute(f"SELECT count(*) FROM socialaccount_{name}").fetchone()
            for name in ("socialtoken", "socialapp")
        ]
    assert [(row[0], row[1], str(row[2])) for row in rows] == [(city.issuer, "rosa", "{}")]
    assert counts == [(0,), (0,)]


def test_no_log_tells_who_came(
    client: Client,
    city: City,
    installed: Installed,
    caplog: pytest.LogCaptureFixture,
    trail: Any,
) -> None:
    import logging

    installed(city.settings())
    with caplog.at_level(logging.INFO, "hubtable"):
        signs_on(client, city, "rosa")
        client.get(f"{BACK}?error=rosa@example.org&state={asked(leads_to(client))['state']}")
    said = " ".join(f"{r.getMessage()} {r.__dict__}" for r in caplog.records)
    assert "single sign-on failed" in said
    assert "rosa" not in said.lower()
    assert "rosa" not in str(trail()).lower()


def test_without_settings_nothing_of_it_is_there(client: Client, city: City) -> None:
    for address in ("/account/sign-on/", BACK, "/account/way-in/x-y/"):
        assert client.get(address).status_code == 404
    assert "sign-on" not in client.get("/account/login/").content.decode()


def _refused(answer: Any, sentence: str) -> None:
    _failed(answer, 403, sentence)


def _failed(answer: Any, status: int, sentence: str) -> None:
    text = answer.content.decode()
    assert answer.status_code == status, text
    assert "You are not signed in" in text
    assert sentence in text
    assert "no-store" in answer.headers["Cache-Control"]
