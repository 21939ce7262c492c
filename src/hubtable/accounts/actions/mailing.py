"""Sends mail about an account: a link or a notice, nothing else.

Mails go out one after another in the background, after the change is kept: whoever asks for a
new password waits equally long whether or not there is such an account.
"""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger("hubtable.accounts.mail")

_post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def address(path: str) -> str:
    """Return the full address of a page, from the settings and not from what a browser sent."""
    return f"{str(settings.BASE_URL).rstrip('/')}{path}"


def send(template: str, to: str, **context: str) -> None:
    """Send one mail once the change is kept. The template's first line is the subject."""
    text = render_to_string(f"accounts/mail/{template}.txt", context, using="django")
    subject, _, body = text.partition("\n")
    message = EmailMessage(subject.strip(), body.strip() + "\n", to=[to])
    transaction.on_commit(lambda: _hand_over(message), using="auth")


def _hand_over(message: EmailMessage) -> None:
    _post.submit(_deliver, message)


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever stops a mail must stand in the log
        # Only the kind of error: its text may quote the address.
        logger.error("mail not sent", extra={"facts": {"error": type(error).__name__}})  # noqa: TRY400
