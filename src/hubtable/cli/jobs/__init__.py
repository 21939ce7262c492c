"""Background work, one file a job. Every file has `run`, which does what is due now.

A job may run in several processes at once, may be killed anywhere, and is harmless when repeated.
A new one: a file here with `run(now)`, named in `JOBS`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from hubtable.cli.jobs import asking, backup_keys, clocks, outbox, retention, sweep

Now = Callable[[], datetime]
"""The clock, asked anew for each step of a job that takes long."""

JOBS: Mapping[str, Callable[[Now], object]] = {
    "sweep": sweep.run,
    "clocks": clocks.run,
    "retention": retention.run,
    "backup_keys": backup_keys.run,
    "asking": asking.run,
    "outbox": outbox.run,
}
"""In this order, so that the mails of a reminder go in the same round."""
