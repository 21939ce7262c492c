"""The invented directory, and a browser nobody is signed in with."""

import pytest
from django.test import Client

from tests.directory.finder.invented import Invented, hide, invent
from tests.hubs.conftest import clock
from tests.world import NOW, World

__all__ = ["clock"]


@pytest.fixture
def invented(world: World) -> Invented:
    """The directory, with the shelter hidden."""
    made = invent(NOW.date())
    hide(world, made.hidden)
    return made


@pytest.fixture
def browser_of_nobody(invented: Invented, clock: object) -> Client:
    """A browser without a sign-in, at a known time."""
    return Client()
