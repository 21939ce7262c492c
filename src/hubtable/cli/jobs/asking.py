"""Mails agencies the yearly question whether their record is right, each with a link of its own."""

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger("hubtable.asking")


def run(now: Callable[[], datetime]) -> int:
    """Mail what waits; return how many mails went."""
    from django.urls import reverse

    from hubtable.base.acting import acting
    from hubtable.directory.actions import answering
    from hubtable.hubs.actions.posting import trouble_of

    sent = 0
    while True:
        with acting("job", "directory", at=(at := now())):
            question = answering.claim(at=at)
            if question is None:
                return sent
            secret = answering.make_link(at=at, question=question)
        try:
            answering.message(question, reverse("directory:answer", args=[secret])).send()
        except Exception as error:  # noqa: BLE001 - one mail that fails stops no other
            facts = {"question": question.id, "error": trouble_of(error).value}
            logger.warning("question not sent", extra={"facts": facts})
            with acting("job", "directory", at=(at := now())):
                answering.put_back(at=at, question=question)
        else:
            sent += 1
