"""Single sign-on in a real browser: from our button over the provider's page and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts.pages.conftest import serving_at
from tests.accounts.pages.test_looks import PICTURES
from tests.accounts.person import account, code
from tests.accounts.provider import BACK, CLIENT, PASSWORD, ROSA, SECRET, City, running_city
from tests.browsing import Watched, free_port, too_wide, violations


@pytest.fixture
def port() -> int:
    """Where our site will answer: the provider has to know before it runs."""
    return free_port()


@pytest.fixture
def city(port: int, tmp_path: Path) -> Iterator[City]:
    """The provider, with Rosa."""
    with running_city(tmp_path, f"http://localhost:{port}{BACK}") as city:
        city.employs(rosa=ROSA)
        yield city


@pytest.fixture(params=[False, True], ids=["beside passwords", "only"])
def signing(
    request: pytest.FixtureRequest,
    browser: Browser,
    serving: dict[str, str],
    port: int,
    city: City,
    tmp_path: Path,
) -> Iterator[Watched]:
    """Browsers at a site that trusts it."""
    env = serving | {
        "HUBTABLE_BASE_URL": f"http://localhost:{port}",
        "HUBTABLE_OIDC_NAME": "Northfield City",
        "HUBTABLE_OIDC_ISSUER": city.issuer,
        "HUBTABLE_OIDC_CLIENT_ID": CLIENT,
        "HUBTABLE_OIDC_CLIENT_SECRET": SECRET,
        "HUBTABLE_OIDC_ONLY": str(int(request.param)),
    }
    with serving_at(port, env, tmp_path) as address:
        pages = Watched(browser, address)
        yield pages
        pages.close()
        assert pages.unexpected() == []


def test_from_the_button_over_the_provider_to_the_work(signing: Watched, city: City) -> None:
    account()
    page = signing.open("/")
    page.get_by_role("link", name="Sign in with Northfield City").click()
    _at_the_city(page)
    expect(page.get_by_role("heading", name="Set up a second step")).to_be_visible()
    page.goto("/account/app/")
    page.get_by_text("Cannot scan it?").click()
    secret = page.locator("#secret").inner_text()
    page.get_by_label("The 6 digits").fill(code(secret))
    page.get_by_role("button", name="Finish").click()
    page.goto("/")
    expect(page.get_by_text("the work")).to_be_visible()


def test_its_pages_break_no_rule(
    signing: Watched, city: City, request: pytest.FixtureRequest
) -> None:
    signing.expected = ("403",)
    for scheme, width in (("light", 1366), ("dark", 1366), ("light", 390)):
        page = signing.open("/account/login/", width=width, color_scheme=scheme)
        _looks(page, f"{request.node.callspec.id}-login-{scheme}-{width}")
        page.get_by_role("link", name="Sign in with Northfield City").click()
        _at_the_city(page)
        expect(page.get_by_text("There is no account for you here")).to_be_visible()
        _looks(page, f"{request.node.callspec.id}-refused-{scheme}-{width}")


def _at_the_city(page: Page) -> None:
    page.get_by_label("Username").fill("rosa")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in at the city").click()


def _looks(page: Page, name: str) -> None:
    expect(page.locator("h1")).to_have_count(1)
    assert violations(page) == []
    assert not too_wide(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
