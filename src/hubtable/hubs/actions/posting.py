"""Mails that wait: the worker's job `outbox` sends them, the Hub's administrator looks after them.

A mail names the Hub, carries a link, and says nothing else. `lock.mail_claim` says what happens
when a worker ends between sending and marking.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from hubtable.accounts.actions.mailing import address
from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.hubs.rules.administering import may_administer
from hubtable.hubs.rules.posting import KEPT, LEASE, Trouble, waits
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail this worker has until `claim`; `tries` counts this try."""

    id: UUID
    address: str
    hub_name: str
    kind: str
    record: UUID
    tries: int
    claim: datetime
    practice: bool = False
    """Whether it is about a practice table."""

    @property
    def message_id(self) -> str:
        """The same for every try, so that a mailbox knows a mail it has."""
        host = urlsplit(str(settings.BASE_URL)).hostname or "localhost"
        return f"<{self.id}@{host}>"


def claim(*, at: datetime) -> Claimed | None:
    """Take the next mail that waits, for ten minutes; no other worker takes it meanwhile."""
    for row in call("mail_claim", LEASE):
        pk, to, hub, kind, about, tries, until, practice = row
        return Claimed(
            cast(UUID, pk),
            str(to),
            str(hub),
            str(kind),
            cast(UUID, about),
            cast(int, tries),
            cast(datetime, until),
            practice=bool(practice),
        )
    return None


def deliver(mail: Claimed, link_of: Callable[[str, UUID], str]) -> Trouble | None:
    """Hand a mail to the mail server; return the kind of error, or nothing when it took it."""
    try:
        _message(mail, link_of(mail.kind, mail.record)).send()
    except Exception as error:  # noqa: BLE001 - whatever stops a mail must be seen on the page
        return trouble_of(error)
    return None


def _message(mail: Claimed, path: str) -> EmailMessage:
    context = {"hub": mail.hub_name, "link": address(path), "practice": mail.practice}
    text = render_to_string("hubs/mail/waits.txt", context, using="django")
    subject, _, body = text.partition("\n")
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[mail.address], headers=headers)


def trouble_of(error: Exception) -> Trouble:
    """Return the kind of an error. Its text is left out: it may quote the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Trouble.ADDRESS if all(code >= 500 for code in codes) else Trouble.ANSWER
    return next((kind for of, kind in KINDS.items() if isinstance(error, of)), Trouble.PROGRAM)


KINDS: dict[type[Exception], Trouble] = {
    smtplib.SMTPSenderRefused: Trouble.SENDER,
    smtplib.SMTPAuthenticationError: Trouble.SIGN_IN,
    smtplib.SMTPConnectError: Trouble.UNREACHABLE,
    smtplib.SMTPServerDisconnected: Trouble.UNREACHABLE,
    smtplib.SMTPException: Trouble.ANSWER,
    OSError: Trouble.UNREACHABLE,
}
"""Kind of error → what it is called; the first that fits (an SMTP error is an OSError too)."""


def note(*, at: datetime, mail: Claimed, trouble: Trouble | None) -> None:
    """Mark a mail as sent, or when it is tried again, or as given up."""
    if trouble is None:
        call("mail_sent", mail.id)
    else:
        wait = waits(trouble, mail.tries)
        call("mail_failed", mail.id, mail.claim, trouble.value, wait)


def sweep(*, at: datetime) -> int:
    """Delete the rows of mails that went or were given up 30 days ago; return how many."""
    return cast(int, call("mail_sweep", KEPT)[0][0])


def standing(*, at: datetime, late: timedelta) -> tuple[int, int]:
    """Return how many mails wait longer than `late`, and how many were given up."""
    waiting, failed = call("mail_standing", late)[0]
    return cast(int, waiting), cast(int, failed)


@recorded
def send_again(*, by: Seat, at: datetime, mail: UUID) -> None:
    """Try a mail again that did not go, from the beginning.

    :raises Refused: when it went meanwhile, or is none of this Hub's.
    """
    may_administer(by).or_refuse()
    _still(call("mail_again", mail))
    record("mail_sent_again", mail)


@recorded
def set_aside(*, by: Seat, at: datetime, mail: UUID) -> None:
    """Give a mail up that did not go.

    :raises Refused: when it went meanwhile, or is none of this Hub's.
    """
    may_administer(by).or_refuse()
    _still(call("mail_aside", mail))
    record("mail_set_aside", mail)


def _still(rows: list[tuple[object, ...]]) -> None:
    if not rows[0][0]:
        raise Refused("mail_gone", "This mail has gone meanwhile.")
