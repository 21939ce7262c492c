"""The invitation's page: looking is free, sending the form uses the link up."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.accounts.person import PASSWORD, account, browser, set_up_app, settled, sign_in


def invited(email: str = "rosa@example.org") -> str:
    """Invite; return the path of the link."""
    from datetime import UTC, datetime

    from hubtable.accounts.actions.inviting import invite

    made = invite(
        by=None, at=datetime.now(UTC), email=email, hub=uuid4(), hub_name="Northfield Hub"
    )
    return "/" + made.link.split("/", 3)[3]


def test_the_whole_way_in(client: Client, trail: Any) -> None:
    path = invited()
    for _ in range(3):
        page = client.get(path)
        assert page.status_code == 200, "looking never uses it up"
    assert "rosa@example.org" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    answer = client.post(path, {"password": PASSWORD})
    assert answer.headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/account/second-step/"
    set_up_app(client)
    assert client.get("/").status_code == 200
    assert [verb for verb, _, _ in trail()][:4] == [
        "invitation_made",
        "account_made",
        "invitation_used",
        "signed_in",
    ]
    assert trail()[3][2] == {"by": "invitation"}


def test_used_expired_replaced_and_forged_links_read_the_same(client: Client) -> None:
    from django.db.models import F

    from hubtable.accounts.models import Invitation

    used = invited("used@example.org")
    browser().post(used, {"password": PASSWORD})
    expired = invited("expired@example.org")
    Invitation.objects.filter(email="expired@example.org").update(
        expires_at=F("expires_at") - timedelta(days=7)
    )
    replaced = invited("replaced@example.org")
    invited("replaced@example.org")
    forged = "/account/invitation/" + "A" * 43 + "/"
    pages = set()
    for path in (used, expired, replaced, forged):
        for answer in (client.get(path), client.post(path, {"password": PASSWORD})):
            assert answer.status_code == 410
            pages.add(answer.content.decode().replace(path, ""))
    assert len(pages) == 1
    assert "cannot be used any more" in pages.pop()
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("weak", ["short", "password1234", "rosa@example.org", "123456789012"])
def test_a_weak_password_is_refused_and_the_link_lives(client: Client, weak: str) -> None:
    path = invited()
    answer = client.post(path, {"password": weak})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert f'value="{weak}"' not in answer.content.decode().replace('name="email" value=', "")
    assert client.post(path, {"password": PASSWORD}).status_code == 302


def test_no_log_holds_the_token(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    path = invited()
    token = path.rstrip("/").rsplit("/", 1)[1]
    with caplog.at_level(logging.DEBUG):
        client.get(path)
        client.post(path, {"password": PASSWORD})
        client.get(path)
    said = " ".join(f"{r.getMessage()} {r.__dict__}" for r in caplog.records)
    assert "account_invitation" in said
    assert token not in said
    assert "rosa" not in said


def test_somebody_signed_in_becomes_the_invited(client: Client, lenient: None) -> None:
    account("sam@example.org")
    sign_in(client, "sam@example.org")
    client.post(invited(), {"password": PASSWORD})
    assert client.get("/").status_code == 200
    from hubtable.accounts.models import SessionRow

    owner = SessionRow.objects.get().user
    assert owner is not None
    assert owner.email == "rosa@example.org"


def test_the_mail_leads_to_the_address_of_the_settings(site: str) -> None:
    """A browser that lies about its host cannot make the mail lead elsewhere."""
    account()
    liar = browser(host="127.0.0.1")
    liar.post("/account/password/reset/", {"email": "rosa@example.org"})
    from django import conf

    assert conf.settings.BASE_URL in settled()[-1].body
