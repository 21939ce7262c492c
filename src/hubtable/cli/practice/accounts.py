"""Accounts of practice people: one random password for all of them, printed when it is made."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hubtable.accounts.actions.enrolling import make_user

Passwords = Callable[[str], str]
"""From an e-mail address to the password its account gets."""

WORDS = (
    "acorn amber anchor apple autumn badge basil beacon birch bottle branch bread breeze brick "
    "bridge bronze bucket butter button cabin camel candle canoe carrot castle cedar chalk "
    "cherry cider cinder circle clover cobalt comet copper coral cotton crane cricket dahlia "
    "daisy desert dragon eagle ember fable falcon feather fiddle finch flint forest fossil "
    "garden ginger glacier granite harbor hazel heron honey island jacket jasmine juniper "
    "kettle ladder lagoon lantern lemon lily linen lobster magnet mango maple marble meadow "
    "mitten mosaic mustard napkin nectar nutmeg oasis olive onion orchid otter oyster paddle "
    "panda paper parrot pebble pepper piano pickle pigeon pillow planet plum pocket pollen "
    "poppy pumpkin puzzle quartz rabbit radish raven ribbon river rocket saddle sailor salmon "
    "silver"
)
"""118 words: five of them are one in 22 billion, behind a limit on failed sign-ins."""


@dataclass(frozen=True, slots=True)
class DemoUser:
    """One seat somebody can sign in to; a person with several seats stands here several times."""

    email: str
    password: str
    name: str
    role: str
    agency: str
    hub: str
    table: str

    def as_json(self) -> dict[str, str]:
        """Return the fields of contract.md, `--users-json`."""
        return asdict(self)


def one_for_all() -> Passwords:
    """Return one random password, the same for every account of this installation."""
    words = WORDS.split()
    password = "-".join(secrets.choice(words) for _ in range(5))
    return lambda email: password  # noqa: ARG005 - the same for everybody is the point


def make_accounts(users: Iterable[tuple[UUID, str]], passwords: Passwords, *, at: datetime) -> None:
    """Make the accounts of (id, address) pairs, each with a salt of its own."""
    with transaction.atomic(using="auth"):
        for user, email in users:
            make_user(id=user, email=email, password=passwords(email), at=at)
