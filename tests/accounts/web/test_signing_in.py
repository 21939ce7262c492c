"""Signing in with a password, and what a stranger can learn from trying."""

import logging
import re
import time
from typing import Any

import pytest
from django.test import Client

from tests.accounts.person import PASSWORD, account, browser, sign_in

pytestmark = pytest.mark.usefixtures("lenient")


def test_signs_in_and_leads_to_the_work(client: Client) -> None:
    account()
    assert client.get("/").headers["Location"] == "/account/login/?next=/"
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_the_address_is_taken_in_any_case(client: Client) -> None:
    account("rosa@example.org")
    assert sign_in(client, " Rosa@Example.ORG ").status_code == 302


def test_cookies_are_locked_to_the_host_and_out_of_reach(client: Client) -> None:
    account()
    client.get("/account/login/")
    answer = sign_in(client)
    cookie = answer.cookies["__Host-hubtable"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert (cookie["max-age"], cookie["expires"]) == ("", ""), "ends with the browser"
    csrf = client.cookies["__Host-hubtable-csrf"]
    assert (bool(csrf["secure"]), csrf["samesite"], csrf["path"]) == (True, "Lax", "/")


def test_a_form_without_its_token_is_refused(site: str) -> None:
    account()
    strict = Client(enforce_csrf_checks=True, **{"wsgi.url_scheme": "https"})
    assert sign_in(strict).status_code == 403


def test_a_planted_session_does_not_become_somebody_elses(client: Client) -> None:
    account()
    client.get("/account/passkeys/login/", headers={"accept": "application/json"})
    planted = client.cookies["__Host-hubtable"].value
    sign_in(client)
    assert client.cookies["__Host-hubtable"].value != planted
    attacker = browser()
    attacker.cookies["__Host-hubtable"] = planted
    assert attacker.get("/").status_code == 302


def test_a_made_up_session_key_is_not_taken_over(client: Client) -> None:
    account()
    client.cookies["__Host-hubtable"] = "chosen-by-the-attacker-000000000"
    sign_in(client)
    assert client.cookies["__Host-hubtable"].value != "chosen-by-the-attacker-000000000"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "https:///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http://testserver/account/",
        "\thttps://evil.example/",
    ],
)
def test_nobody_is_led_away_after_signing_in(client: Client, target: str) -> None:
    account()
    assert sign_in(client, next=target).headers["Location"] == "/"


def test_next_leads_back_to_an_own_page(client: Client) -> None:
    account()
    assert sign_in(client, next="/account/?x=1").headers["Location"] == "/account/?x=1"


def test_wrong_password_and_unknown_address_read_the_same(client: Client) -> None:
    account()
    wrong = sign_in(client, password="not the password").content.decode()
    unknown = sign_in(client, "nobody@example.org").content.decode()
    closed = _without_typed(wrong, "rosa@example.org")
    assert "is not right" in wrong
    assert closed == _without_typed(unknown, "nobody@example.org")


def _without_typed(page: str, email: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "")


def test_an_unknown_address_takes_as_long_as_a_wrong_password(client: Client) -> None:
    account()
    known = _seconds(client, "rosa@example.org")
    unknown = _seconds(client, "nobody@example.org")
    # Both hash once; without that an unknown address answers many times faster.
    assert unknown > known / 3


def _seconds(client: Client, email: str) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        sign_in(client, email, "not the password")
        times.append(time.perf_counter() - begun)
    return min(times)


def test_five_wrong_passwords_close_the_account_to_guessing(client: Client) -> None:
    account()
    for _ in range(5):
        assert "is not right" in sign_in(client, password="wrong").content.decode()
    assert "Too many tries" in sign_in(client).content.decode(), "the right one is refused too"
    assert client.get("/").status_code == 302


def test_guesses_at_many_accounts_from_one_place_are_stopped(client: Client) -> None:
    pages = [sign_in(client, f"p{n}@example.org").content.decode() for n in range(11)]
    assert all("is not right" in page for page in pages[:10])
    assert "Too many tries" in pages[10]


def test_too_many_tries_of_any_kind_get_our_page(client: Client) -> None:
    answers = [client.post("/account/login/", {}) for _ in range(31)]
    assert [a.status_code for a in answers[29:]] == [200, 429]
    assert "Too many tries" in answers[30].content.decode()


def test_nobody_signs_up(client: Client) -> None:
    for path in ("signup/", "email/", "confirm-email/", "login/code/", "social/", "2fa/"):
        assert client.get(f"/account/{path}").status_code == 404


def test_a_closed_account_does_not_sign_in(client: Client) -> None:
    from datetime import UTC, datetime

    from hubtable.accounts.actions.closing import close_account

    rosa = account()
    sign_in(client)
    close_account(by=None, at=datetime.now(UTC), user=rosa)
    assert client.get("/").status_code == 302, "signed out at the next request"
    assert "is not right" in sign_in(browser()).content.decode()


def test_signing_in_and_failing_are_recorded_without_an_address(
    client: Client, trail: Any, caplog: pytest.LogCaptureFixture
) -> None:
    rosa = account()
    with caplog.at_level(logging.DEBUG):
        sign_in(client, password="wrong")
        sign_in(client, "nobody@example.org")
        sign_in(client)
        client.post("/account/logout/")
    assert [(verb, who) for verb, who, _ in trail()] == [
        ("account_made", str(rosa)),
        ("sign_in_failed", str(rosa)),
        ("sign_in_failed", ""),
        ("signed_in", str(rosa)),
        ("signed_out", str(rosa)),
    ]
    assert trail()[3][2] == {"by": "password"}
    assert "@" not in str(trail())
    said = " ".join(f"{r.getMessage()} {getattr(r, 'facts', '')}" for r in caplog.records)
    for secret in ("rosa", "nobody", "@", PASSWORD):
        assert secret not in said


def test_signing_out_empties_the_browser(client: Client) -> None:
    account()
    sign_in(client)
    used = client.cookies["__Host-hubtable"].value
    assert client.get("/account/logout/").status_code == 200, "asking first, on GET"
    assert client.get("/").status_code == 200
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Location"] == "/account/login/"
    back = browser()
    back.cookies["__Host-hubtable"] = used
    assert back.get("/").status_code == 302


def test_a_page_seen_signed_out_writes_nothing(client: Client, trail: Any) -> None:
    from hubtable.accounts.models import SessionRow

    for path in ("/account/login/", "/account/password/reset/", "/healthz"):
        client.get(path)
    assert "__Host-hubtable" not in client.cookies
    assert SessionRow.objects.count() == 0
    assert trail() == []
