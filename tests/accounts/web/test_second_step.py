"""The second step: required for every page, sealed, used once."""

import re
from pathlib import Path
from typing import Any

import pytest
from django import conf
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.accounts.person import PASSWORD, account, browser, code, set_up_app, sign_in
from tests.cluster import Cluster

OPEN_BEFORE = {
    "account/second-step/",
    "account/app/",
    "account/passkeys/add/",
    "account/again/",
    "account/logout/",
    "theme/",
    "stay/",
    "healthz",
    "readyz",
}


def _paths(patterns: list[Any], before: str = "") -> list[str]:
    found = []
    for item in patterns:
        route = before + str(item.pattern).lstrip("^").rstrip("$")
        if isinstance(item, URLResolver):
            found += _paths(item.url_patterns, route)
        else:
            assert isinstance(item, URLPattern)
            found.append(route)
    return found


def _filled(route: str) -> str:
    route = re.sub(r"<uuid:\w+>", "0b6f6f3e-6d2c-4a53-9b0f-1f4c5f8b8a11", route)
    route = re.sub(r"<int:\w+>", "7", route)
    route = re.sub(r"\(\?P<uidb36>[^)]*\)-\(\?P<key>[^)]*\)", "1-set-password", route)
    return re.sub(r"<(str:|slug:|path:)?\w+>", "d-0141", route)


@pytest.mark.parametrize("urlconf", ["tests.accounts.site", "hubtable.config.urls"])
def test_without_it_no_page_opens_but_those_to_set_it_up(client: Client, urlconf: str) -> None:
    account()
    sign_in(client)
    used = list(conf.settings.MIDDLEWARE)
    if urlconf == "hubtable.config.urls":
        used.append("hubtable.hubs.web.middleware.acting_seat")
    with override_settings(ROOT_URLCONF=urlconf, MIDDLEWARE=used):
        routes = _paths(get_resolver().url_patterns)
        assert len(routes) > 25
        for route in routes:
            for ask in (client.get, client.post):
                if route == "account/logout/" and ask == client.post:
                    continue
                answer = ask("/" + _filled(route))
                led = answer.headers.get("Location") == "/account/second-step/"
                assert led is (route not in OPEN_BEFORE), (route, answer.status_code)
    assert client.get("/nothing/here/").headers["Location"] == "/account/second-step/"


def test_first_sign_in_sets_up_an_app_and_goes_to_work(client: Client, trail: Any) -> None:
    rosa = account()
    assert sign_in(client).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/account/second-step/"
    assert "Set up a second step" in client.get("/account/second-step/").content.decode()
    set_up_app(client)
    codes = client.get("/account/codes/").content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code></li>", codes)) == 10
    assert "cannot be shown again" in client.get("/account/codes/").content.decode()
    assert client.get("/").status_code == 200
    added = [d["kind"] for verb, who, d in trail() if (verb, who) == ("factor_added", str(rosa))]
    assert added == ["totp", "recovery_codes"]


def test_signing_in_then_asks_for_the_code(client: Client, trail: Any) -> None:
    account()
    sign_in(client)
    secret = set_up_app(client)
    later = browser()
    assert sign_in(later).headers["Location"] == "/account/code/"
    assert later.get("/").status_code == 302, "the password alone opens nothing"
    assert "was used before" in later.post("/account/code/", {"code": "000000"}).content.decode()
    answer = later.post("/account/code/", {"code": code(secret)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert later.get("/").status_code == 200
    verbs = [(verb, detail) for verb, _, detail in trail()]
    assert ("factor_failed", {"kind": "totp"}) in verbs
    assert ("signed_in", {"by": "password,totp"}) in verbs


def test_a_code_works_once_whichever_process_it_comes_to(client: Client) -> None:
    """The mark of a used code stands in the database: another process sees it."""
    from django.core.cache import caches

    account()
    sign_in(client)
    secret = set_up_app(client)
    first, second = browser(), browser()
    sign_in(first)
    sign_in(second)
    typed = code(secret)
    assert first.post("/account/code/", {"code": typed}).status_code == 302
    del caches["default"]  # a new cache client, as another process has one
    if code(secret) == typed:
        assert "was used before" in second.post("/account/code/", {"code": typed}).content.decode()
        assert second.get("/").status_code == 302


def test_the_library_looks_one_period_wide_only() -> None:
    """A used code is remembered for one period: a wider window could be replayed."""
    from allauth.mfa import app_settings

    assert (app_settings.TOTP_TOLERANCE, app_settings.TOTP_PERIOD) == (0, 30)
    assert app_settings.TOTP_INSECURE_BYPASS_CODE is None


def test_guessing_codes_is_stopped(client: Client) -> None:
    account()
    sign_in(client)
    secret = set_up_app(client)
    later = browser()
    sign_in(later)
    for _ in range(5):
        later.post("/account/code/", {"code": "000000"})
    assert "Too many tries" in later.post("/account/code/", {"code": code(secret)}).content.decode()


def test_a_recovery_code_works_once(client: Client) -> None:
    account()
    sign_in(client)
    set_up_app(client)
    found = re.findall(r"<code>(\d{8})</code>", client.get("/account/codes/").content.decode())
    first, second = browser(), browser()
    sign_in(first)
    assert first.post("/account/code/", {"code": found[0]}).status_code == 302
    assert "9 recovery codes left" in first.get("/account/").content.decode()
    sign_in(second)
    assert second.post("/account/code/", {"code": found[0]}).status_code == 200
    assert second.post("/account/code/", {"code": found[1]}).status_code == 302


def test_secrets_are_sealed_in_the_database(client: Client, cluster: Cluster, site: str) -> None:
    account()
    sign_in(client)
    secret = set_up_app(client)
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/account/codes/").content.decode())
    with cluster.as_superuser(site) as connection:
        held = str(connection.execute("SELECT * FROM mfa_authenticator").fetchall())
    assert "'type'" not in held
    assert secret not in held
    assert not any(one in held for one in codes)


def test_a_secret_moved_to_another_account_opens_nothing(client: Client) -> None:
    from allauth.mfa.models import Authenticator
    from cryptography.exceptions import InvalidTag

    account()
    sign_in(client)
    secret = set_up_app(client)
    other = browser()
    account("sam@example.org")
    sign_in(other, "sam@example.org")
    set_up_app(other)
    mine = Authenticator.objects.get(type="totp", user__email="rosa@example.org")
    Authenticator.objects.filter(type="totp", user__email="sam@example.org").update(data=mine.data)
    thief = browser()
    sign_in(thief, "sam@example.org")
    with pytest.raises(InvalidTag):
        thief.post("/account/code/", {"code": code(secret)})


def test_a_session_from_before_has_to_show_it_too(client: Client) -> None:
    account()
    older = browser()
    sign_in(older)
    sign_in(client)
    secret = set_up_app(client)
    assert older.get("/account/").headers["Location"] == "/account/code/again/?next=%2Faccount%2F"
    answer = older.post("/account/code/again/?next=/account/", {"code": code(secret)})
    assert answer.headers["Location"] == "/account/"
    assert older.get("/").status_code == 200


def test_the_last_second_step_stays(client: Client) -> None:
    account()
    sign_in(client)
    set_up_app(client)
    page = client.get("/account/app/remove/").content.decode()
    assert "an account needs at least one" in page
    client.post("/account/app/remove/")
    assert "Authenticator app" in client.get("/account/").content.decode()
    assert client.get("/").status_code == 200


def test_where_none_is_required_it_can_be_removed(client: Client, lenient: None) -> None:
    account()
    sign_in(client)
    set_up_app(client)
    assert client.post("/account/app/remove/").headers["Location"] == "/account/"
    assert "Your password alone opens this account" in client.get("/account/").content.decode()


def test_an_old_sign_in_is_asked_again_before_a_change(client: Client) -> None:
    from datetime import timedelta

    from django.db.models import F

    from hubtable.accounts.models import SessionRow

    account()
    sign_in(client)
    set_up_app(client)
    assert client.get("/account/codes/new/").status_code == 200
    SessionRow.objects.update(created_at=F("created_at") - timedelta(minutes=15))
    asked = client.get("/account/codes/new/")
    assert asked.headers["Location"].startswith("/account/again/")
    answer = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == "/account/codes/new/"
    assert client.get("/account/codes/new/").status_code == 200


def test_no_code_stands_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    config = apps.get_app_config("accounts")
    with (
        override_settings(MFA_TOTP_INSECURE_BYPASS_CODE="123456"),
        pytest.raises(ImproperlyConfigured),
    ):
        config.ready()
    assert not hasattr(conf.settings, "MFA_TOTP_INSECURE_BYPASS_CODE")


def test_every_page_comes_from_our_templates(client: Client) -> None:
    """No page of the library shows through: each view's template is found in this domain."""
    from django.template.loader import get_template

    ours = Path(__file__).parents[3] / "src" / "hubtable"
    for pattern in get_resolver("hubtable.accounts.web.urls").url_patterns:
        view = getattr(pattern.callback, "view_class", None)
        name = getattr(view, "template_name", None)
        if name:
            found = get_template(name).origin.name  # type: ignore[attr-defined]
            assert Path(found).is_relative_to(ours), name
