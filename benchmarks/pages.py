"""Pages a second and their times at 32 connections, ours and a stock project's in turn."""

import asyncio
import statistics
import time

from benchmarks.browsers import PAGE, Place, Wire
from benchmarks.live import quantile
from benchmarks.normal import normal
from benchmarks.serving import Ground, served

CONNECTIONS = 32
AIM, RATIO = 60, 3
ROUNDS, EACH = 4, 128
"""Turns of each engine, and pages in each turn."""
LIST = "/table/"
DJANGO = "Bench-Engine: django\r\n"


async def run(ground: Ground) -> None:
    """Measure and print."""
    print(f"\npages: {CONNECTIONS} connections that are kept, each asks again at once")
    print(f"{'':40}{'a second':>9}{'p50 ms':>8}{'p95 ms':>8}")
    with served(ground.cluster.folder, BENCH_TWIN="1") as both:
        wires = [Wire(Place("127.0.0.1", both.port), one) for one in ground.cookies[:CONNECTIONS]]
        await _assert_equal(wires[1])
        ours, theirs = await _alternate(wires, LIST, ("", DJANGO))
        (meeting,) = await _alternate(wires, PAGE, ("",))
        (alone,) = await _alternate(wires[:1], LIST, ("",))
        for wire in wires:
            wire.close()
    _row("the table's list", ours)
    _row("the same by Django's templates", theirs)
    _row("the meeting's page", meeting)
    _row("the table's list, one connection", alone)
    ratio = ours.rate / theirs.rate
    worst = quantile(ours.times, 0.95)
    print(f"aim {'met' if worst <= AIM else 'not met'}: p95 {worst:.0f} ms of {AIM}")
    print(f"aim {'met' if ratio >= RATIO else 'not met'}: {ratio:.2f} times as many of {RATIO}")


class Timed:
    """The times of many pages in milliseconds, and how many there were a second."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.rates: list[float] = []

    @property
    def rate(self) -> float:
        """The median of the turns."""
        return statistics.median(self.rates)


async def _alternate(wires: list[Wire], path: str, engines: tuple[str, ...]) -> list[Timed]:
    found = [Timed() for _ in engines]
    for turn in range(ROUNDS + 1):
        for timed, engine in zip(found, engines, strict=True):
            times, rate = await _turn(wires, path, engine)
            if turn:  # the first warms up
                timed.times += times
                timed.rates.append(rate)
    return found


async def _turn(wires: list[Wire], path: str, engine: str) -> tuple[list[float], float]:
    left = iter(range(EACH))
    times: list[float] = []

    async def ask(wire: Wire) -> None:
        for _ in left:
            began = time.perf_counter()
            answer = await wire.get(path, more=engine)
            times.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise SystemExit(f"{path} was answered {answer.status}")

    began = time.perf_counter()
    await asyncio.gather(*(ask(wire) for wire in wires))
    return times, EACH / (time.perf_counter() - began)


async def _assert_equal(wire: Wire) -> None:
    ours, theirs = [
        normal((await wire.get(LIST, more=engine)).body.decode()) for engine in ("", DJANGO)
    ]
    if ours != theirs:
        differs = next((pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]), "")
        raise SystemExit(f"the two pages differ: {differs}, {len(ours)} and {len(theirs)} pieces")


def _row(name: str, timed: Timed) -> None:
    p50, p95 = quantile(timed.times, 0.5), quantile(timed.times, 0.95)
    print(f"{name:40}{timed.rate:9.1f}{p50:8.1f}{p95:8.1f}", flush=True)
