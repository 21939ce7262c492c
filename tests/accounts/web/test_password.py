"""Forgotten and changed passwords."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.accounts.person import (
    PASSWORD,
    account,
    browser,
    code,
    last_link,
    set_up_app,
    settled,
    sign_in,
)

NEW = "seven brown geese landing"
RESET = "/account/password/reset/"


def test_whoever_asks_cannot_tell_whether_there_is_an_account(client: Client) -> None:
    account()
    known = client.post(RESET, {"email": "rosa@example.org"}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [mail.to for mail in settled()] == [["rosa@example.org"]]


def test_the_mail_carries_the_link_and_nothing_of_the_person(client: Client) -> None:
    account()
    client.post(RESET, {"email": "rosa@example.org"})
    (mail,) = settled()
    assert mail.body.count("http") == 1
    assert "rosa" not in mail.body
    assert mail.subject == "A new password for your account"


def test_the_link_sets_a_password_once_and_signs_out_everywhere(
    client: Client, trail: Any, lenient: None
) -> None:
    account()
    sign_in(client)
    asking = browser()
    asking.post(RESET, {"email": "Rosa@example.org"})
    path = last_link()
    form = asking.get(path)
    assert form.headers["Location"].endswith("-set-password/"), "the token leaves the address"
    answer = asking.post(form.headers["Location"], {"password1": NEW})
    assert answer.headers["Location"] == "/account/password/reset/key/done/"
    assert client.get("/").status_code == 302
    assert asking.get("/").status_code == 302, "the link alone signs nobody in"
    assert sign_in(browser(), password=NEW).status_code == 302
    assert sign_in(browser()).status_code == 200
    assert "cannot be used any more" in browser().get(path).content.decode()
    assert "password_reset" in [verb for verb, _, _ in trail()]
    assert settled()[-1].subject == "A change to your account"


def test_a_forgotten_password_does_not_go_round_the_second_step(client: Client) -> None:
    account()
    sign_in(client)
    secret = set_up_app(client)
    asking = browser()
    asking.post(RESET, {"email": "rosa@example.org"})
    form = asking.get(last_link()).headers["Location"]
    asking.post(form, {"password1": NEW})
    assert sign_in(asking, password=NEW).headers["Location"] == "/account/code/"
    assert asking.get("/").status_code == 302
    asking.post("/account/code/", {"code": code(secret)})
    assert asking.get("/").status_code == 200


def test_the_link_is_over_after_an_hour_and_after_signing_in(client: Client) -> None:
    account()
    client.post(RESET, {"email": "rosa@example.org"})
    path = last_link()
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert "cannot be used any more" in browser().get(path).content.decode()
    sign_in(browser())
    assert "cannot be used any more" in browser().get(path).content.decode()


def test_a_link_of_one_account_does_not_open_another(client: Client) -> None:
    account()
    sam = account("sam@example.org")
    client.post(RESET, {"email": "rosa@example.org"})
    forged = re.sub(r"key/\w+-", f"key/{sam.hex}-", last_link())
    assert "cannot be used any more" in client.get(forged).content.decode()


def test_asking_is_limited_for_one_mailbox(client: Client) -> None:
    account()
    answers = [client.post(RESET, {"email": "rosa@example.org"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(settled()) == 3


@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012"])
def test_a_weak_new_password_is_refused(client: Client, lenient: None, weak: str) -> None:
    account()
    sign_in(client)
    answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": weak})
    assert "There is a problem" in answer.content.decode()
    assert sign_in(browser()).status_code == 302


def test_changing_needs_the_old_one_and_ends_other_sessions(
    client: Client, trail: Any, lenient: None
) -> None:
    rosa = account()
    other = browser()
    sign_in(other)
    sign_in(client)
    before = client.cookies["__Host-hubtable"].value
    wrong = client.post("/account/password/change/", {"oldpassword": "no", "password1": NEW})
    assert "not your password" in wrong.content.decode()
    right = {"oldpassword": PASSWORD, "password1": NEW}
    assert client.post("/account/password/change/", right).headers["Location"] == "/account/"
    assert client.cookies["__Host-hubtable"].value != before
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)
    assert trail()[-2:] == [
        ("password_changed", str(rosa), {}),
        ("sessions_ended", str(rosa), {"count": "1"}),
    ]
    assert "was changed" in settled()[-1].body


def test_passwords_are_hashed_with_argon2(site: str) -> None:
    from hubtable.accounts.models import User

    account(password=NEW)
    assert User.objects.get().password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
