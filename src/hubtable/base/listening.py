"""Hears what the database says to whoever watches: one connection a process, LISTEN.

What is said is a channel and a number that grows (base/lock/2_audit.sql, `lock.pulse`). The
connection acts as nobody: the database shows it no row.
"""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg

logger = logging.getLogger("hubtable.listening")

TOPIC = "hubtable_pulse"
NAME = "hubtable_listening"
"""What the server's own list calls this connection."""
AGAIN = 2.0
"""Seconds until a lost connection is made again."""


class Watcher:
    """One stream that waits for the next number of its channel."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._news = asyncio.Event()

    def tell(self, number: int) -> None:
        """Wake the stream; what was heard before and is higher stands."""
        self.number = max(self.number, number)
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for news at most so long; return whether there were any."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)
        came = self._news.is_set()
        self._news.clear()
        return came


class Pulses:
    """The numbers of all channels as they are said; streams come and go."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._latest: dict[str, int] = {}
        self._watching: dict[str, set[Watcher]] = {}
        self._task: asyncio.Task[None] | None = None
        self.listening = False
        self.made = 0
        """How often the connection was made: what was said in between, nobody heard."""

    @contextmanager
    def watch(self, channel: str, known: int) -> Iterator[Watcher]:
        """Watch a channel from the number that is known, or a higher one heard meanwhile."""
        self._begin()
        watcher = Watcher(max(known, self._latest.get(channel, 0)))
        self._watching.setdefault(channel, set()).add(watcher)
        try:
            yield watcher
        finally:
            self._watching[channel].discard(watcher)
            if not self._watching[channel]:
                del self._watching[channel]

    def _begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except psycopg.Error:
                logger.warning("the database does not say what changes; trying again")
            self._now(listening=False)
            await asyncio.sleep(AGAIN)

    async def _hear(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self._address, autocommit=True, application_name=NAME
        )
        async with connection:
            await connection.execute(f"LISTEN {TOPIC}")
            self.made += 1
            self._now(listening=True)
            async for said in connection.notifies():
                self._tell(said.payload)

    def _now(self, *, listening: bool) -> None:
        """Wake every stream: it asks how things stand."""
        self.listening = listening
        for watchers in self._watching.values():
            for watcher in watchers:
                watcher.tell(0)

    def _tell(self, payload: str) -> None:
        channel, _, number = payload.partition(" ")
        if not number.isdecimal():
            return
        self._latest[channel] = int(number)
        for watcher in self._watching.get(channel, ()):
            watcher.tell(int(number))
