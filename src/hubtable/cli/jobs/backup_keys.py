"""Deletes backup keys that are over their time, on days without a backup too."""

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger("hubtable.backup_keys")


def run(now: Callable[[], datetime]) -> int:
    """Delete what is over its time; return how many keys went."""
    from django.conf import settings

    from hubtable.cli.copies.backup_keys import days_kept, retire

    gone = retire(settings.KEYS.folder, today=now().date(), days=days_kept())
    if gone:
        logger.info("backup keys deleted", extra={"facts": {"count": gone}})
    return gone
