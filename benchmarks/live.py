"""From the chair's key to the last member's screen."""

import asyncio
import functools
import random
import resource
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import psycopg
from tests.cluster import NAME, Cluster

from benchmarks.browsers import Member, Place, Wire
from benchmarks.serving import Ground, backends, cpu_seconds

AIM = 500
"""Milliseconds within which 95 of 100 keys are to be on the last screen."""
POLL = 3.0
"""Seconds between two askings of live.js without a stream."""

PATIENCE = 60.0
"""Seconds after which a page that still does not show what happened is a failure."""
FILE = "/static/hub/hub.css"

Key = Callable[[Member], Awaitable[None]]


async def run(ground: Ground) -> None:
    """Measure and print."""
    count, keys = len(ground.cookies), ground.keys
    bare = await _bare_notify(ground.cluster, count, keys)  # before pages hold connections
    crowd = Crowd(ground.cluster, [Member(ground.place, one) for one in ground.cookies])
    await crowd.come()
    before = _spent(ground)
    late = [await crowd.timed(key) for key in walk(keys)]
    spent = [after - was for after, was in zip(_spent(ground), before, strict=True)]
    crowd.leave()
    size = len(crowd.members[-1].page.encode()) / 1024
    print(f"\nlive: {count} members, {keys} keys of the chair; milliseconds")
    print(f"{'':48}{'p50':>8}{'p95':>8}{'max':>8}")
    _row("key → last screen", late)
    _row("key → median screen", crowd.median_screens)
    _row("key → its own answer", crowd.answers)
    _row(f"at best: NOTIFY → last of {count} listeners", bare)
    _row(f"at best: {count} fetches of a file at once", await _files(ground.place, count, keys))
    _row(f"instead: every page asks each {POLL:g} s", await _polling(crowd, keys // 4))
    _row_of_cpu(spent, keys, size)
    worst = quantile(late, 0.95)
    print(f"aim {'met' if worst < AIM else 'not met'}: p95 {worst:.0f} ms, below {AIM} wanted")


def _row_of_cpu(spent: Sequence[float], keys: int, size: float) -> None:
    names = ("server", "PostgreSQL", "these members")
    parts = (f"{name} {one / sum(spent):.0%}" for name, one in zip(names, spent, strict=True))
    print(
        f"CPU: {', '.join(parts)}; {sum(spent) / keys * 1000:.0f} ms a key; parts of {size:.0f} KiB"
    )


def _row(name: str, times: Sequence[float]) -> None:
    """Print quantiles of one row."""
    print(
        f"{name:52}{quantile(times, 0.5):8.0f}{quantile(times, 0.95):8.0f}{max(times):8.0f}",
        flush=True,
    )


def quantile(times: Sequence[float], part: float) -> float:
    """Return the smallest time that at least this part of all does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered) + 0.4999) - 1))]


class Crowd:
    """Everybody with the page open; the first is the chair."""

    def __init__(self, cluster: Cluster, members: list[Member]) -> None:
        self.members = members
        self.answers: list[float] = []
        self.median_screens: list[float] = []
        self._database = cluster.as_superuser()
        self._drawn = asyncio.Event()
        for member in members:
            member.on_draw = self._drawn.set

    @property
    def chair(self) -> Member:
        """The page of the chair."""
        return self.members[0]

    async def come(self) -> None:
        """Open every page and its stream."""
        for member in self.members:
            await member.come()
        await asyncio.sleep(1)

    def leave(self) -> None:
        """Close every page."""
        for member in self.members:
            member.leave()

    async def timed(self, key: Key) -> float:
        """Press a key; return the milliseconds until the last page shows what it did."""
        started = time.perf_counter()
        await key(self.chair)
        self.answers.append((time.perf_counter() - started) * 1000)
        number = self._number()
        await self._all_show(number)
        times = sorted((member.drawn_at - started) * 1000 for member in self.members)
        self.median_screens.append(statistics.median(times))
        await asyncio.sleep(0.2)
        return times[-1]

    def _number(self) -> int:
        row = self._database.execute("SELECT max(number) FROM table_pulse").fetchone()
        assert row is not None
        return int(str(row[0]))

    async def _all_show(self, number: int) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while any(member.shown < number for member in self.members):
                    self._drawn.clear()
                    await self._drawn.wait()
        except TimeoutError:
            behind = [member for member in self.members if member.shown < number]
            why = "; ".join(filter(None, (member.trouble() for member in behind)))
            raise SystemExit(f"{len(behind)} pages never showed it. {why}") from None


def walk(keys: int) -> Iterator[Key]:
    """Yield the chair's keys: updates, then what is new, then decisions taken back and made."""
    for number in range(keys):
        yield functools.partial(press, number)


async def press(number: int, chair: Member) -> None:
    """Press the key that goes on from what the chair's page shows."""
    if "/spoken/" in chair.page:
        said = ("risk", "risk_connected", "lowered_connected")[number % 3]
        await chair.press("/spoken/", said=said)
    elif "/accept/" in chair.page:
        await chair.press("/accept/")
    elif not await chair.press_key("n", "/turn/", "/presenting/"):
        await chair.press("/undo/")


async def _bare_notify(cluster: Cluster, members: int, keys: int) -> list[float]:
    """Time a NOTIFY to as many connections that listen: nothing else is done."""
    info = cluster.conninfo(NAME, f"{NAME}_app")
    heard: asyncio.Queue[float] = asyncio.Queue()
    ears = [await psycopg.AsyncConnection.connect(**info, autocommit=True) for _ in range(members)]
    for ear in ears:
        await ear.execute("LISTEN bench")
    tasks = [asyncio.create_task(_listen(ear, heard)) for ear in ears]
    times = []
    with cluster.as_superuser() as mouth:
        for _ in range(keys):
            started = time.perf_counter()
            mouth.execute("NOTIFY bench, 'one 1'")
            times.append(max([await heard.get() for _ in ears]) - started)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for ear in ears:
        await ear.close()
    return [1000 * one for one in times]


async def _listen(ear: "psycopg.AsyncConnection[Any]", heard: "asyncio.Queue[float]") -> None:
    async for _ in ear.notifies():
        heard.put_nowait(time.perf_counter())


async def _files(place: Place, members: int, keys: int) -> list[float]:
    """Time as many fetches of a file at once, from the same server over as many connections."""
    wires = [Wire(place) for _ in range(members)]
    times = []
    for _ in range(keys):
        started = time.perf_counter()
        await asyncio.gather(*(wire.get(FILE) for wire in wires))
        times.append((time.perf_counter() - started) * 1000)
    for wire in wires:
        wire.close()
    return times


async def _polling(crowd: "Crowd", keys: int) -> list[float]:
    """Time the same keys with pages that ask every few seconds instead of listening."""
    tasks = [asyncio.create_task(_asks(member)) for member in crowd.members]
    times = [await crowd.timed(key) for key in walk(keys)]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    crowd.leave()
    return times


async def _asks(member: Member) -> None:
    await asyncio.sleep(POLL * random.random())
    await member.poll(POLL)


def _spent(ground: Ground) -> list[float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return [
        cpu_seconds(ground.server.processes),
        cpu_seconds(backends(ground.cluster.server.data)),
        used.ru_utime + used.ru_stime,
    ]
