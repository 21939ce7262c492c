"""A real OpenID Connect provider (django-oauth-toolkit), in a process of its own on this machine.

It takes the people of a file, so that a test decides who works at the city, and what the provider
says of them.
"""

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import requests
from django.test import Client

from hubtable.accounts.rules.single_sign_on import Provider
from tests.browsing import ROOT, free_port, running

CLIENT, SECRET, PASSWORD = "hubtable", "a secret of two programs", "city hall"
BACK = "/account/sign-on/back/"
ROSA = {"email": "Rosa@example.org", "email_verified": True}


class City:
    """The provider, and who works there."""

    def __init__(self, port: int, people: Path) -> None:
        self.issuer = f"http://127.0.0.1:{port}/o"
        self._people = people
        people.write_text("{}")

    def employs(self, **people: dict[str, Any]) -> None:
        """Let exactly these people sign in, by the word that is also their `sub`."""
        self._people.write_text(json.dumps(people))

    def settings(self, *, only: bool = False, second_factor: str = "") -> Provider:
        """Return what an installation that trusts it has set."""
        words = frozenset(filter(None, [second_factor]))
        return Provider("Northfield City", self.issuer, CLIENT, SECRET, words, only)

    def signs_in(self, who: str, at: str) -> str:
        """Sign in at the page an installation led to; return where the provider leads back."""
        browser = requests.Session()
        form = browser.get(at, timeout=10)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)
        assert token, form.text
        sent = {"username": who, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = browser.post(form.url, sent, allow_redirects=False, timeout=10)
        while BACK not in answer.headers.get("location", ""):
            assert answer.is_redirect, answer.text
            onward = requests.compat.urljoin(answer.url, answer.headers["location"])
            answer = browser.get(onward, allow_redirects=False, timeout=10)
        return str(answer.headers["location"])


def leads_to(client: Client, query: str = "") -> str:
    """Begin at the site; return the address at the provider it leads to."""
    answer = client.get(f"/account/sign-on/{query}")
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def asked(address: str) -> dict[str, str]:
    """Return the parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def comes_back(client: Client, address: str) -> Any:
    """Follow the provider's way back to the site."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def signs_on(client: Client, city: City, who: str, query: str = "") -> Any:
    """Sign on, all the way; return the site's answer."""
    return comes_back(client, city.signs_in(who, leads_to(client, query)))


@contextlib.contextmanager
def running_city(folder: Path, *backs: str) -> Iterator[City]:
    """Run the provider for the length of a block. `backs`: where it may lead back to."""
    port, people = free_port(), folder / "people.json"
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.accounts.provider.settings",
        "CITY_FOLDER": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    city = City(port, people)
    command = [sys.executable, "-m", "tests.accounts.provider.server", str(port), *backs]
    with running(command, port=port, log=folder / "log", env=env):
        yield city


def invited(email: str = "rosa@example.org") -> UUID:
    """Invite somebody; return the account's promised id."""
    from hubtable.accounts.actions.inviting import invite

    made = invite(by=None, at=datetime.now(UTC), email=email, hub=uuid4(), hub_name="Northfield")
    return made.user


def owner() -> UUID | None:
    """Whose the one session of a signed-in browser is."""
    from hubtable.accounts.models import SessionRow

    return SessionRow.objects.exclude(user=None).values_list("user", flat=True).first()
