"""Sends the mails that wait, each in three steps: claimed, sent with nothing open, marked.

While the mail server itself fails, one mail a round is tried and the others keep their tries.
"""

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger("hubtable.outbox")


def run(now: Callable[[], datetime]) -> int:
    """Send what waits; return how many mails went."""
    from hubtable.base.acting import acting
    from hubtable.config.links import link_of
    from hubtable.hubs.actions import posting
    from hubtable.hubs.rules.posting import OF_THE_SERVER

    sent = 0
    with acting("job", "outbox", at=(at := now())):
        posting.sweep(at=at)
    while True:
        with acting("job", "outbox", at=(at := now())):
            mail = posting.claim(at=at)
        if mail is None:
            return sent
        trouble = posting.deliver(mail, link_of)
        with acting("job", "outbox", at=(at := now())):
            posting.note(at=at, mail=mail, trouble=trouble)
        sent += trouble is None
        if trouble:
            logger.warning("mail not sent", extra={"facts": {"mail": mail.id, "error": trouble}})
        if trouble in OF_THE_SERVER:
            return sent
