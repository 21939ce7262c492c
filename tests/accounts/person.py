"""Someone with a browser: signs in, types codes, follows mailed links."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core import mail
from django.test import Client

PASSWORD = "four quiet herons wading"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser(**headers: str) -> Client:
    """A browser that speaks https, as every real installation does."""
    return Client(headers={"user-agent": FIREFOX, **headers}, **{"wsgi.url_scheme": "https"})


def account(email: str = "rosa@example.org", password: str = PASSWORD) -> UUID:
    """Make an account."""
    from hubtable.accounts.actions.enrolling import make_user

    made = uuid4()
    make_user(id=made, email=email, password=password, at=datetime.now(UTC))
    return made


def sign_in(
    client: Client, email: str = "rosa@example.org", password: str = PASSWORD, **more: Any
) -> Any:
    return client.post("/account/login/", {"login": email, "password": password, **more})


def code(secret: str, at: float | None = None) -> str:
    """What an authenticator app shows (RFC 6238)."""
    counter = int((at or time.time()) // 30)
    mac = hmac.new(b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = mac[-1] & 15
    number = struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def set_up_app(client: Client) -> str:
    """Set up the authenticator app of whoever is signed in; returns the secret."""
    page = client.get("/account/app/").content.decode()
    secret = re.search(r'<code id="secret">([A-Z2-7]+)</code>', page)
    assert secret, page
    answer = client.post("/account/app/", {"code": code(secret[1])})
    assert answer.status_code == 302, answer.content.decode()
    return secret[1]


def settled() -> list[Any]:
    """All mails, once the last one is out."""
    from hubtable.accounts.actions import mailing

    mailing._post.submit(lambda: None).result(timeout=10)
    return list(mail.outbox)


def last_link() -> str:
    """The path of the link in the last mail."""
    found = re.search(r"https?://[^/\s]+(/\S*)", settled()[-1].body)
    assert found
    return found[1]
