"""Workers as processes of their own: killed while sending, started again after downtime, two."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.browsing import ROOT
from tests.cluster import Cluster, env_of
from tests.mailserver import Mailbox, serving
from tests.posting import forget_mails, led_by, mails, past
from tests.world import World

WORKER = """
import threading
import django
django.setup()
from hubtable.cli import worker
worker.EVERY_SECONDS = 0.2
worker.work(threading.Event())
"""
LONG_AGO = (
    "UPDATE hubs_seat SET starts_at = '2000-01-01'",
    "UPDATE hubs_delegation SET starts_at = '2000-01-01'",
    "UPDATE hubs_agreement SET starts_at = '2000-01-01'",
    "UPDATE hubs_confidentiality SET signed_at = '2000-01-01'",
    "UPDATE table_clock SET accepted_at = now() - interval '50 hours'",
    "UPDATE table_clock SET target_at = now() - interval '26 hours'",
    "UPDATE table_clock SET limit_at = now() - interval '2 hours'",
)
"""Whatever the clock of this machine says, the seats hold and the limit passed two hours ago."""


@contextlib.contextmanager
def working(cluster: Cluster, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker on this test's database, which sends to a port."""
    from django.db import connection

    settings = {
        "DJANGO_SETTINGS_MODULE": "hubtable.config.settings",
        "HUBTABLE_MAIL_HOST": "127.0.0.1",
        "HUBTABLE_MAIL_PORT": str(port),
        "HUBTABLE_MAIL_TLS": "0",
        **env_of(cluster, str(connection.settings_dict["NAME"])),
    }
    command = [sys.executable, "-c", WORKER]
    one = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        yield one
    finally:
        one.kill()
        one.wait(30)


def until(cluster: Cluster, question: str) -> None:
    """Wait until a question to the database is answered by yes."""
    for _ in range(300):
        with past(cluster) as look:
            if (look.execute(question.encode()).fetchone() or (False,))[0]:
                return
        time.sleep(0.1)
    raise TimeoutError(question)


@pytest.fixture
def late(cluster: Cluster, world: World) -> None:
    """A first visit that came to be overdue while no worker ran."""
    led_by(world, "hospital")
    forget_mails(cluster)
    with past(cluster) as look:
        for change in LONG_AGO:
            look.execute(change.encode())


def test_killed_while_it_sends_and_started_again_twice(cluster: Cluster, late: None) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as port:
        with working(cluster, port) as first:
            mailbox.before = lambda: os.kill(first.pid, signal.SIGKILL)
            assert first.wait(60) == -signal.SIGKILL
        mailbox.before = lambda: time.sleep(0.05)
        assert [kind for kind, _ in mails(cluster)] == ["overdue"] * 3
        until(cluster, "SELECT count(*) = 1 FROM hubs_mail WHERE claimed_until > now()")
        with past(cluster) as look:
            look.execute("UPDATE hubs_mail SET claimed_until = now()")
        with working(cluster, port), working(cluster, port):
            until(cluster, "SELECT count(*) = 3 FROM hubs_mail WHERE sent_at IS NOT NULL")
            time.sleep(1)
    assert len(mailbox.came) == 4, "the one it was killed over came once more"
    assert len(set(mailbox.ids)) == 3, "under its own Message-ID"
    with past(cluster) as look:
        done = look.execute("SELECT count(*), min(kind) FROM table_reminder").fetchone()
        assert done == (1, "overdue")
        assert look.execute("SELECT overdue FROM table_report").fetchall() == [(True,)]


def test_a_job_that_fails_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    from hubtable.cli import jobs, worker
    from hubtable.config.logs import Lines

    ran: list[object] = []

    def breaks(now: object) -> None:
        raise ValueError("Quenby Zwickelbaum")

    monkeypatch.setattr(jobs, "JOBS", {"first": breaks, "second": ran.append})
    worker.work_once()
    assert len(ran) == 1
    (line,) = (Lines().format(one) for one in caplog.records if one.msg == "job failed")
    assert '"job": "first"' in line
    assert "ValueError" in line
    assert "Quenby" not in line
