"""A stream carries a number and nothing else, for whom its page answers, for as long as it does."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from hubtable.base import listening, streaming
from hubtable.base.listening import Pulses
from hubtable.config.environment import conninfo
from tests import situations as s
from tests.hubs.person import browser_of
from tests.world import World

PATH = "/table/meeting/stream/"
ONLY = re.compile(rb"id: \d+\ndata: \d+\n\n|:\n\n")
PATIENCE = 10.0


class Stream:
    """One open stream, as a browser has it."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.parts: list[bytes] = []
        self.over = False
        self.left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.parts.append(message.get("body", b""))
            self.over = self.over or not message.get("more_body")

    @property
    def numbers(self) -> list[int]:
        return [int(found) for part in self.parts for found in re.findall(rb"data: (\d+)", part)]

    async def until(self, holds: Callable[["Stream"], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds(self):
                await asyncio.sleep(0.02)


@pytest.fixture
def pages(world: World) -> Any:
    """The program's pages, in the threads they run in."""
    from a2wsgi import WSGIMiddleware
    from django.db import connections

    from hubtable.config.wsgi import application

    def tidy(environ: Any, start: Any) -> list[bytes]:
        """Leave no connection to a database that is dropped after the test."""
        try:
            return list(application(environ, start))
        finally:
            connections.close_all()

    return WSGIMiddleware(tidy, workers=2)  # type: ignore[arg-type]


@pytest.fixture
def pulses(world: World) -> Pulses:
    """What listens to this test's database."""
    from django.conf import settings
    from django.db import connection

    return Pulses(conninfo({**settings.DATABASES["default"], **connection.settings_dict}))


async def aside(act: Callable[..., Any], *values: Any) -> None:
    """Do something in a thread of its own, which keeps no connection."""

    def tidy() -> None:
        from django.db import connections

        try:
            act(*values)
        finally:
            connections.close_all()

    await asyncio.to_thread(tidy)


def name_of_database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def scope(world: World, seat: str) -> dict[str, Any]:
    from django.conf import settings

    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={browser_of(world[seat]).cookies[name].value}" if seat else ""
    headers = [(b"host", b"localhost"), (b"cookie", cookie.encode())]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": headers,
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
    }


@asynccontextmanager
async def opened(pages: Any, pulses: Pulses, asked: dict[str, Any]) -> AsyncIterator[Stream]:
    stream = Stream()
    task = asyncio.create_task(streaming.streams(pages, pulses)(asked, stream.receive, stream.send))
    try:
        await stream.until(lambda one: bool(one.status))
        yield stream
    finally:
        stream.left.set()
        await asyncio.wait_for(task, PATIENCE)


def run(story: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        try:
            await story()
        finally:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    # In a thread of its own: Playwright keeps an event loop in that of the tests.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(whole())).result()


@pytest.fixture
def one(world: World) -> s.Situation:
    return s.meet(s.submit(s.screening(world, "school")), ["school", "hospital"])


def test_a_stream_says_that_something_changed_and_nothing_else(world, pages, pulses, one) -> None:
    asked = scope(world, "hospital")

    async def story() -> None:
        async with opened(pages, pulses, asked) as stream:
            assert stream.status == 200
            assert stream.headers[b"content-type"] == b"text/event-stream"
            assert stream.headers[b"cache-control"] == b"no-store"
            await stream.until(lambda one: bool(one.numbers) and pulses.listening)
            first = stream.numbers[-1]
            await aside(s.present, one)
            await stream.until(lambda one: one.numbers[-1] > first)
            assert all(ONLY.fullmatch(part) for part in stream.parts if part)

    run(story)


@pytest.mark.parametrize("seat", ["", "admin", "analyst"])
def test_who_may_not_see_the_page_has_no_stream(world, pages, pulses, one, seat: str) -> None:
    asked = scope(world, seat)

    async def story() -> None:
        async with opened(pages, pulses, asked) as stream:
            assert stream.status == 204
            await stream.until(lambda one: one.over)
            assert b"".join(stream.parts) == b""

    run(story)


def test_nothing_is_heard_of_another_table(world, pages, pulses, one) -> None:
    asked = scope(world, "police_b")

    async def story() -> None:
        async with opened(pages, pulses, asked) as stream:
            await stream.until(lambda one: bool(one.numbers) and pulses.listening)
            before = list(stream.numbers)
            await aside(s.present, one)
            await asyncio.sleep(0.5)
            assert stream.numbers == before

    run(story)


def test_a_stream_ends_with_the_seat(cluster, world, pages, pulses, one, monkeypatch) -> None:
    database = name_of_database()
    monkeypatch.setattr(streaming, "ASK", 0.2)
    monkeypatch.setattr(streaming, "KEEP_ALIVE", 0.1)
    asked = scope(world, "hospital")

    def end() -> None:
        with cluster.as_superuser(database) as past:
            words = "UPDATE hubs_seat SET ends_at = %s WHERE id = %s"
            past.execute(words, [datetime.now(UTC), world["hospital"].id])

    async def story() -> None:
        async with opened(pages, pulses, asked) as stream:
            await stream.until(lambda one: bool(one.numbers))
            assert not stream.over
            await aside(end)
            await stream.until(lambda one: one.over)

    run(story)


def test_a_lost_listener_comes_back(cluster, world, pages, pulses, one, monkeypatch) -> None:
    database = name_of_database()
    monkeypatch.setattr(listening, "AGAIN", 0.1)
    monkeypatch.setattr(streaming, "UNHEARD", 0.1)
    asked = scope(world, "hospital")
    ends = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = current_database() AND application_name = '{listening.NAME}'"
    )

    async def story() -> None:
        async with opened(pages, pulses, asked) as stream:
            await stream.until(lambda one: bool(one.numbers) and pulses.listening)
            first = stream.numbers[-1]
            with cluster.as_superuser(database) as past:
                assert past.execute(ends).rowcount
            await aside(s.present, one)
            await stream.until(lambda one: one.numbers[-1] > first)

    run(story)
