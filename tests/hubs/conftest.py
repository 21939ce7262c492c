"""Browsers of the cast: signed in as a person, at a clock the test sets."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.hubs.person import browser_of
from tests.world import NOW, World


class Clock:
    """What time the pages believe it is."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **much: float) -> None:
        self.at += timedelta(**much)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from hubtable.hubs.web import middleware

    clock = Clock()
    monkeypatch.setattr(middleware, "now", clock)
    return clock


@pytest.fixture
def as_(world: World, clock: Clock) -> Callable[[str], Client]:
    """A browser of somebody of the cast, who has proven the second step."""
    return lambda name: browser_of(world[name])
