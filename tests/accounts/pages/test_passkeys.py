"""Passkeys in a real browser with a virtual authenticator."""

from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Page, expect

from tests.accounts.pages.conftest import with_authenticator
from tests.accounts.person import PASSWORD, account
from tests.browsing import Watched


def _sign_in(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("rosa@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _with_passkey(page: Page, name: str = "Office laptop") -> Any:
    """Sign in for the first time, add a passkey, sign out; returns the device."""
    device = with_authenticator(page)
    _sign_in(page)
    expect(page.get_by_role("heading", name="Set up a second step")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_text(f"Passkey: {name}")).to_be_visible()
    return device


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_a_passkey_is_the_second_step_and_then_signs_in_alone(watched: Watched) -> None:
    account()
    page = watched.open()
    _with_passkey(page)
    _sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("the work")).to_be_visible()


def test_after_the_password_a_passkey_answers_for_a_code(watched: Watched) -> None:
    account()
    page = watched.open()
    _with_passkey(page)
    _sign_out(page)
    _sign_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("the work")).to_be_visible()


def test_without_the_finger_nothing_opens(watched: Watched) -> None:
    account()
    page = watched.open()
    device, authenticator = _with_passkey(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    unknown = {"authenticatorId": authenticator, "isUserVerified": False}
    device.send("WebAuthn.setUserVerified", unknown)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_the_last_passkey_stays_and_another_can_go(watched: Watched) -> None:
    account()
    page = watched.open()
    _with_passkey(page)
    page.get_by_role("link", name="Remove Office laptop").click()
    expect(page.get_by_text("an account needs at least one")).to_be_visible()
    page.get_by_role("link", name="Rename Office laptop").click()
    page.get_by_label("Name of the passkey").fill("Blue key")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Passkey: Blue key")).to_be_visible()


def test_a_stolen_answer_cannot_be_sent_again(watched: Watched) -> None:
    account()
    page = watched.open()
    _with_passkey(page)
    _sign_out(page)
    sent: list[Any] = []
    page.on("request", lambda r: r.method == "POST" and sent.append(r.post_data))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("the work")).to_be_visible()
    thief = watched.open()
    thief.goto("/account/login/")
    token = thief.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    answer = parse_qs(sent[-1])["credential"][0]
    thief.request.post(
        "/account/passkeys/login/",
        form={"credential": answer, "csrfmiddlewaretoken": token},
        headers={"referer": thief.url},
    )
    thief.goto("/")
    expect(thief.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
