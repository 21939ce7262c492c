"""A real mail server on this machine, which keeps what it takes and can be told to refuse."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from tests.browsing import free_port


class Mailbox:
    """What came. `answer` is said to each recipient; `before` runs before a mail is taken."""

    def __init__(self) -> None:
        self.came: list[tuple[str, Message]] = []
        self.answer = "250 OK"
        self.before: Callable[[], object] = lambda: None
        self._held = threading.Lock()

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.before()
        with self._held:
            for address in envelope.rcpt_tos:
                self.came.append((address, message_from_bytes(envelope.content)))
        return "250 taken"

    @property
    def addresses(self) -> list[str]:
        """To whom mails came."""
        return sorted(address for address, _ in self.came)

    @property
    def ids(self) -> list[str]:
        """The Message-IDs that came."""
        return [str(mail["Message-ID"]) for _, mail in self.came]


@contextmanager
def serving(mailbox: Mailbox, port: int = 0) -> Iterator[int]:
    """Take mails for the length of a block; yields the port."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def sending_to(port: int) -> Iterator[None]:
    """Let the program of this process send there."""
    from django.test import override_settings

    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_USE_TLS=False,
        EMAIL_HOST_USER="",
        EMAIL_TIMEOUT=5,
        BASE_URL="https://hub.example.org",
    ):
        yield
