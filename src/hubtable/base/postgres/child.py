"""Child processes that end with us, as another user where we are root."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from hubtable.base.postgres.user import Account

LAUNCH = Path(__file__).with_name("launch.py")
# Nothing of our own environment: it may carry secrets, and PG* variables would change the server.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run(command: Sequence[str | Path], account: Account) -> subprocess.CompletedProcess[str]:
    """Run a program to its end as `account`; its output is returned, its failure not raised."""
    return subprocess.run(
        _launch(command, account),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env=ENVIRONMENT,
    )


def last(output: str, lines: int = 3) -> str:
    """The last lines of a program's output, as one."""
    return " / ".join(line.strip() for line in output.strip().splitlines()[-lines:])


class Child:
    """A long-running program that gets SIGINT when we end, however we end.

    The kernel ties that signal to the *thread* that started the program. So one thread starts it
    and stays until it ends, which also reaps it.
    """

    def __init__(self, command: Sequence[str | Path], account: Account, output: int) -> None:
        """Start `command` as `account`, writing to the file descriptor `output`.

        Raises OSError where it cannot be started.
        """
        self._command = _launch(command, account)
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None
        self._failure: OSError | None = None
        self._started = threading.Event()
        self._ended = threading.Event()
        threading.Thread(target=self._live, name="postgres", daemon=True).start()
        self._started.wait()
        if self._failure:
            raise self._failure

    def _live(self) -> None:
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=self._output,
                cwd="/",
                env=ENVIRONMENT,
                start_new_session=True,  # Ctrl-C reaches us, and we end the server in order
            )
        except OSError as failure:
            self._failure = failure
        self._started.set()
        if self._process:
            self._process.wait()
        self._ended.set()

    @property
    def pid(self) -> int:
        """The process id of the running program."""
        return self._process.pid if self._process else 0

    def ended(self, within: float = 0) -> bool:
        """Whether the program ended, waiting up to `within` seconds for it."""
        return self._ended.wait(within)

    def tell(self, message: signal.Signals) -> None:
        """Send a signal; nothing happens where the program already ended."""
        if self._process:
            self._process.send_signal(message)


def _launch(command: Sequence[str | Path], account: Account) -> list[str]:
    python = [sys.executable, "-I", "-S", "-B", str(LAUNCH)]
    return [
        *python,
        str(os.getpid()),
        str(account.uid),
        str(account.gid),
        *(str(word) for word in command),
    ]
