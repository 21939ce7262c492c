"""Secrets are sealed for their account, sessions by their cookie."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from hubtable.accounts.actions.sealing import (
    VERSION,
    open_content,
    open_secret,
    seal_content,
    seal_secret,
)

KEY = secrets.token_bytes(32)


def test_opens_for_its_own_account_only() -> None:
    rosa, sam = uuid4(), uuid4()
    sealed = seal_secret("JBSWY3DPEHPK3PXP", key=KEY, user=rosa)
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert open_secret(sealed, key=KEY, user=rosa) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(InvalidTag):
        open_secret(sealed, key=KEY, user=sam)


def test_another_key_does_not_open() -> None:
    user = uuid4()
    sealed = seal_secret("s", key=KEY, user=user)
    with pytest.raises(InvalidTag):
        open_secret(sealed, key=secrets.token_bytes(32), user=user)


def test_every_changed_byte_is_noticed() -> None:
    user = uuid4()
    raw = bytearray(urlsafe_b64decode(seal_secret("s", key=KEY, user=user).removeprefix(VERSION)))
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        with pytest.raises(InvalidTag):
            open_secret(VERSION + urlsafe_b64encode(changed).decode(), key=KEY, user=user)


def test_nonces_do_not_repeat() -> None:
    user = uuid4()
    sealed = (seal_secret("s", key=KEY, user=user).removeprefix(VERSION) for _ in range(20_000))
    assert len({urlsafe_b64decode(one)[:12] for one in sealed}) == 20_000


def test_a_session_is_sealed_by_its_own_key() -> None:
    sealed = seal_content("the cookie", b'{"secret": 1}')
    assert b"secret" not in sealed
    assert open_content("the cookie", sealed) == b'{"secret": 1}'
    assert open_content("another cookie", sealed) is None
    assert open_content("the cookie", sealed[:-1] + bytes([sealed[-1] ^ 1])) is None


def test_the_same_content_never_looks_the_same() -> None:
    assert len({seal_content("k", b"same") for _ in range(1000)}) == 1000
