"""The site trusting a real provider, where a test says so."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.urls import include, path

from hubtable.accounts.rules.single_sign_on import Provider
from tests.accounts.provider import BACK, ROSA, City, running_city

Installed = Callable[..., None]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The provider, running."""
    from django import conf

    backs = f"{conf.settings.BASE_URL}{BACK}"
    with running_city(tmp_path_factory.mktemp("city"), backs) as city:
        yield city


@pytest.fixture
def city(site: str, provider: City) -> City:
    """The provider, with Rosa."""
    provider.employs(rosa=ROSA)
    return provider


@pytest.fixture
def installed(site: str) -> Iterator[Installed]:
    """Let the site trust a provider; without being called it trusts none."""
    used: list[Any] = []

    def trust(provider: Provider, **more: Any) -> None:
        used.append(
            override_settings(SINGLE_SIGN_ON=provider, ROOT_URLCONF=_site(provider), **more)
        )
        used[-1].enable()

    yield trust
    for one in reversed(used):
        one.disable()


def _site(provider: Provider) -> tuple[Any, ...]:
    from hubtable.accounts.web.urls import addresses
    from tests.accounts.site import work

    return (
        path("", work, name="work"),
        path("account/", include(addresses(provider))),
        path("", include("hubtable.ui.urls")),
    )
