"""A real server of the style guide and a real browser that complains about everything."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from tests.browsing import ROOT, Watched, free_port, running
from tests.cluster import Cluster

if TYPE_CHECKING:
    from django.test import Client, RequestFactory


@pytest.fixture
def pages_only(cluster: Cluster) -> Iterator[None]:
    """The project's settings with the addresses of the style guide and nothing before them."""
    from django.test import override_settings

    with override_settings(ROOT_URLCONF="tests.ui.site", MIDDLEWARE=[]):
        yield


@pytest.fixture
def rf(pages_only: None) -> "RequestFactory":
    """Makes requests that pass no middleware."""
    from django.test import RequestFactory

    return RequestFactory()


@pytest.fixture
def client(pages_only: None) -> "Client":
    """Asks views without any middleware."""
    from django.test import Client

    return Client()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that shows the style guide."""
    port = free_port()
    env = {"DJANGO_SETTINGS_MODULE": "tests.ui.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.ui.site", str(port)]
    log = tmp_path_factory.mktemp("styleguide") / "log"
    with running(command, port=port, log=log, env=env):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    """Open pages with this; the test fails on any complaint of the browser it did not expect."""
    pages = Watched(browser, site, start="/styleguide/")
    yield pages
    pages.close()
    assert pages.unexpected() == []
