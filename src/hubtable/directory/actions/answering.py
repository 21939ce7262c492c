"""What is asked and told from outside, without an account: an agency's answer, a mistake seen.

The secret of a link stands in its mail alone; the database keeps its SHA-256.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from hubtable.accounts.actions.mailing import address
from hubtable.base.acting import call
from hubtable.directory.rules.mistakes import may_say

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Question:
    """A question to an agency that this worker mails."""

    id: UUID
    address: str
    organization: str
    until: datetime


def claim(*, at: datetime) -> Question | None:
    """Take the next question that waits, for ten minutes."""
    for pk, to, name, until in call("ask_claim", LEASE):
        return Question(cast(UUID, pk), str(to), str(name), cast(datetime, until))
    return None


def make_link(*, at: datetime, question: Question) -> str:
    """Return a new secret for a question; only its digest is kept."""
    secret = secrets.token_urlsafe(24)
    call("ask_mark", question.id, digest(secret), True)  # noqa: FBT003 - SQL has no names here
    return secret


def put_back(*, at: datetime, question: Question) -> None:
    """Let a question wait again: its mail did not go."""
    call("ask_mark", question.id, None, False)  # noqa: FBT003 - SQL has no names here


def message(question: Question, path: str) -> EmailMessage:
    """Return the mail that asks an agency."""
    context = {"name": question.organization, "link": address(path), "until": question.until}
    text = render_to_string("directory/mail/ask.txt", context, using="django")
    subject, _, body = text.partition("\n")
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject.strip(), body.strip() + "\n", to=[question.address], headers=headers
    )


def digest(secret: str) -> bytes:
    """Return what is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).digest()


def asked_of(secret: str, at: datetime) -> UUID | None:
    """Return the organization a link asks about; nothing when it was used or has ended."""
    for _, record, _ in call("asked_of", digest(secret), at):
        return cast(UUID, record)
    return None


def answer(
    *, at: datetime, secret: str, name: str, title: str, proposed: Mapping[str, Any]
) -> None:
    """Answer by a link: confirm as it stands, or propose changes. The link is used up.

    :raises Refused: when the link was used or has ended.
    """
    call("answer_asked", digest(secret), at, name, title, json.dumps(proposed))


def report(*, at: datetime, kind: str, record: UUID, words: str) -> None:
    """Say what is wrong with a record. Nothing is kept of who said it.

    :raises Refused: for an unknown record, for words that lead to a person, for too few or many
        letters, and from 20 unread on.
    """
    may_say(words).or_refuse()
    call("report_mistake", record, kind, at, words)
