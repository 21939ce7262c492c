"""Every page of signing in: no accessibility rule broken, light and dark, phone and laptop."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.pages.conftest import with_authenticator
from tests.accounts.person import PASSWORD, code
from tests.browsing import Watched, too_wide, violations

PICTURES = os.environ.get("PICTURES", "")
"""A folder to keep a picture of every page in, for whoever looks at them."""


def _tour(page: Page) -> Iterator[str]:
    """Walk through every page, from the invitation to signing out everywhere and in again."""
    link = _invited()
    yield from _first_sign_in(page, link)
    yield from _own_account(page)
    yield from _signing_in(page)
    yield from _signed_out(page, link)


def _invited() -> str:
    """Invite somebody; return the path of the link."""
    from hubtable.accounts.actions.inviting import invite

    made = invite(
        by=None,
        at=datetime.now(UTC),
        email="rosa@example.org",
        hub=uuid4(),
        hub_name="Northfield Hub",
    )
    return "/" + made.link.split("/", 3)[3]


def _first_sign_in(page: Page, link: str) -> Iterator[str]:
    page.goto(link)
    yield "invitation"
    page.get_by_label("Choose a password").fill("short")
    page.get_by_role("button", name="Set the password").click()
    yield "invitation-weak"
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    yield "second-step"
    page.goto("/account/passkeys/add/")
    yield "passkey-add"
    page.goto("/account/app/")
    page.get_by_text("Cannot scan it?").click()
    yield "app"
    secret = page.locator("#secret").inner_text()
    page.get_by_label("The 6 digits").fill(code(secret))
    page.get_by_role("button", name="Finish").click()
    yield "codes"


def _own_account(page: Page) -> Iterator[str]:
    for name in ("codes", "codes/new"):
        page.goto(f"/account/{name}/")
        yield name.replace("/", "-") + "-later"
    with_authenticator(page)
    page.goto("/account/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    yield "account"
    for name, link in (("passkey-remove", "Remove Passkey"), ("passkey-name", "Rename Passkey")):
        page.get_by_role("link", name=link).click()
        yield name
        page.goto("/account/")
    for name in (
        "app/remove",
        "password/change",
        "logout",
        "again",
        "code/again",
        "passkeys/again",
    ):
        page.goto(f"/account/{name}/")
        yield name.replace("/", "-")


def _signing_in(page: Page) -> Iterator[str]:
    page.goto("/account/")
    page.get_by_role("button", name="Sign out everywhere", exact=True).click()
    yield "login"
    page.get_by_role("button", name="Sign in", exact=True).click()
    yield "login-empty"
    page.get_by_label("E-mail address").fill("rosa@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    yield "code"
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    yield "code-wrong"


def _signed_out(page: Page, link: str) -> Iterator[str]:
    page.goto(link)
    yield "invitation-over"
    for name in ("password/reset", "password/reset/done", "password/reset/key/done", "inactive"):
        page.goto(f"/account/{name}/")
        yield name.replace("/", "-")
    page.goto("/account/password/reset/key/0-none/")
    yield "password-reset-over"


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1366)])
def test_no_page_breaks_a_rule(watched: Watched, scheme: str, width: int) -> None:
    page = watched.open(width=width, color_scheme=scheme)
    broken = []
    for name in _tour(page):
        expect(page.locator("h1")).to_have_count(1)
        broken += [f"{name}: {line}" for line in violations(page)]
        broken += [f"{name}: scrolls sideways"] if too_wide(page) else []
        if PICTURES:
            file = Path(PICTURES) / f"{name}-{scheme}-{width}.png"
            page.screenshot(path=file, full_page=True)
    watched.expected = ("410", "422")
    assert broken == []
