"""Two hours of meeting in ten minutes: whether anything is kept that should have been let go."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence

from benchmarks.browsers import Member
from benchmarks.live import PATIENCE, Crowd, press
from benchmarks.serving import Ground, backends, resident

FASTER = 12
EVERY = 30.0
"""Seconds between two acts of a real meeting."""
DROPS = 60.0
"""Seconds of a real meeting between two connections that are lost, and until each comes back."""
Held = tuple[float, float, float]
"""Minute, MiB of the server, MiB of PostgreSQL."""
FLAT = 0.5
"""MiB a minute under which the last third counts as flat."""


async def run(ground: Ground) -> None:
    """Hold the meeting and print what is held each minute."""
    crowd = Crowd(ground.cluster, [Member(ground.place, one) for one in ground.cookies])
    await crowd.come()
    heads = (
        f"{'minute':>8}{'acts':>8}{'parts':>8}{'lost':>8}{'server MiB':>12}{'PostgreSQL MiB':>16}"
    )
    print(f"\nsoak: {len(crowd.members)} members, {FASTER} times as fast as a meeting\n{heads}")
    done = Done()
    work = [asyncio.create_task(one) for one in (_acts(crowd, done), _losses(crowd, done))]
    held = [row async for row in _watched(ground, crowd, done, work)]
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    crowd.leave()
    for name, column in (("server", 1), ("PostgreSQL", 2)):
        slope = _slope([(row[0], row[column]) for row in held[-max(3, len(held) // 3) :]])
        flat = "flat" if slope < FLAT else "grows"
        print(f"{name}: {slope:+.2f} MiB a minute in the last third: {flat}")


async def _watched(
    ground: Ground, crowd: Crowd, done: "Done", work: "list[asyncio.Task[None]]"
) -> AsyncIterator[Held]:
    """Yield and print what is held each minute, or oftener where there are few."""
    began, steps = time.monotonic(), max(6, round(ground.minutes))
    for step in range(steps + 1):
        await asyncio.sleep(max(0, began + step * ground.minutes * 60 / steps - time.monotonic()))
        for task in work:
            if task.done():
                task.result()
        parts = sum(member.parts for member in crowd.members)
        minute = (time.monotonic() - began) / 60
        server = resident(ground.server.processes)
        database = resident(backends(ground.cluster.server.data))
        counted = f"{minute:8.1f}{done.acts:8}{parts:8}{done.lost:8}"
        print(f"{counted}{server:12.1f}{database:16.1f}", flush=True)
        yield minute, server, database


class Done:
    """What happened so far."""

    def __init__(self) -> None:
        self.acts = 0
        self.lost = 0


async def _acts(crowd: Crowd, done: Done) -> None:
    while True:
        began = time.monotonic()
        await crowd.chair.look()
        await press(done.acts, crowd.chair)
        done.acts += 1
        await asyncio.sleep(max(0, EVERY / FASTER - (time.monotonic() - began)))


async def _losses(crowd: Crowd, done: Done) -> None:
    while True:
        member = random.choice(crowd.members[1:])
        member.leave()
        done.lost += 1
        await asyncio.sleep(DROPS / FASTER)
        async with asyncio.timeout(PATIENCE):
            await member.come()


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line that fits best (least squares)."""
    middle = sum(x for x, _ in points) / len(points)
    over = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * y for x, y in points) / over
