"""Server-sent events: a stream says a number when something changed, and nothing else.

The stream at `…/stream/` belongs to the page at `…/pulse/`, which answers with the number and, in
the header `Hub-Channel`, what to listen to. That page is asked as an ordinary request with the
stream's own cookies, at opening and again about every thirty seconds: who may not open it has no
stream, and asynchronous code never touches a row (architecture.md, Web).
"""

import asyncio
import functools
import random
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple

from hubtable.base.listening import Pulses, Watcher

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

STREAM, PULSE = "/stream/", "/pulse/"
KEEP_ALIVE = 15.0
"""Seconds after which a silent stream says that it lives; proxies close what says nothing."""
ASK = 30.0
"""Seconds, a third more or less, after which the page is asked again who watches here."""
UNHEARD = 2.0
"""Seconds between two askings while nothing can be heard from the database."""
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Answer(NamedTuple):
    """What the page at `…/pulse/` said: what to listen to, and the number now."""

    channel: str
    number: int


Ask = Callable[[], Awaitable[Answer | None]]


def streams(pages: App, pulses: Pulses) -> App:
    """Return an application that answers streams itself and hands on everything else."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and scope["method"] == "GET"
        if wanted and scope["path"].endswith(STREAM):
            await _stream(pages, pulses, scope, receive, send)
        else:
            await pages(scope, receive, send)

    return answer


async def _stream(pages: App, pulses: Pulses, scope: Scope, receive: Receive, send: Send) -> None:
    ask = functools.partial(_ask, pages, scope)
    found = await ask()
    if found is None:  # 204 tells a browser not to try again
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    with pulses.watch(found.channel, found.number) as watcher:
        gone = asyncio.create_task(_gone(receive, watcher))
        try:
            async for words in _words(ask, pulses, watcher, gone):
                await send({"type": "http.response.body", "body": words, "more_body": True})
        finally:
            gone.cancel()
    await send({"type": "http.response.body", "body": b""})


async def _words(
    ask: Ask, pulses: Pulses, watcher: Watcher, gone: asyncio.Task[None]
) -> AsyncIterator[bytes]:
    """Yield each new number, and a sign of life now and then, until one leaves or is refused."""
    clock = asyncio.get_running_loop().time
    said, ask_at, made = -1, clock() + _later(), pulses.made
    while not gone.done():
        if watcher.number > said:
            said = watcher.number
            yield f"id: {said}\ndata: {said}\n\n".encode()
        if not await watcher.wait(KEEP_ALIVE if pulses.listening else UNHEARD):
            yield b":\n\n"
        if clock() >= ask_at or not pulses.listening or made != pulses.made:
            made = pulses.made
            found = await ask()
            if found is None:
                return
            watcher.number = max(watcher.number, found.number)
            ask_at = clock() + _later()


def _later() -> float:
    return ASK * random.uniform(0.67, 1.33)  # noqa: S311 - spreads the askings, guards nothing


async def _gone(receive: Receive, watcher: Watcher) -> None:
    """Wait until the browser leaves, and wake the stream."""
    while (await receive())["type"] != "http.disconnect":
        pass
    watcher.tell(0)


async def _ask(pages: App, scope: Scope) -> Answer | None:
    """Ask the page of a stream how things stand; nothing when it does not answer this seat."""
    started: dict[bytes, bytes] = {}
    body = bytearray()
    status = 0

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            started.update((name.lower(), value) for name, value in message["headers"])
        else:
            body.extend(message.get("body", b""))

    await pages(_asking(scope), _nothing_more(), send)
    channel, number = started.get(b"hub-channel", b"").decode(), body.decode(errors="replace")
    return Answer(channel, int(number)) if status == 200 and number.isdecimal() else None


def _asking(scope: Scope) -> Scope:
    """Return the request of the page that belongs to a stream: by nobody's hand, as htmx asks."""
    path = scope["path"].removesuffix(STREAM) + PULSE
    raw = scope.get("raw_path", path.encode()).removesuffix(STREAM.encode()) + PULSE.encode()
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    asked = {"path": path, "raw_path": raw, "query_string": b""}
    return {**scope, **asked, "headers": [*headers, (b"hx-request", b"true")]}


def _nothing_more() -> Receive:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            await asyncio.Event().wait()
        sent = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive
