"""Members with a page open, as live.js behaves: a stream that says a number, then their own part.

Sockets and bytes only, so that sixty of them cost little beside the server they measure.
"""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

PAGE, STREAM = "/table/meeting/", "/table/meeting/stream/"
NUMBER = re.compile(rb'data-pulse="(\d+)"')
FORM = re.compile(r'<form[^>]*action="(?P<action>[^"]*)"[^>]*>(?P<inside>.*?)</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes


class Wire:
    """One connection that is kept."""

    def __init__(self, place: Place, cookies: str = "") -> None:
        self._place, self._cookies = place, cookies
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, *, part: bool = False, more: str = "") -> Answer:
        """Ask for a page; `part` as a page that follows does."""
        return await self._send(self._head("GET", path, part=part, more=more))

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form without leaving the page."""
        body = urlencode(fields).encode()
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        more = f"{kind}Content-Length: {len(body)}\r\n"
        return await self._send(self._head("POST", path, part=True, more=more) + body)

    async def lines(self, path: str) -> asyncio.StreamReader:
        """Open a stream and return what comes of it."""
        await self._open()
        assert self._reader
        assert self._writer
        self._writer.write(self._head("GET", path, part=False, more=""))
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head[:20]:
            raise SystemExit(f"a stream was answered {head[:15]!r}")
        return self._reader

    def close(self) -> None:
        """Let go of the connection."""
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    def _head(self, method: str, path: str, *, part: bool, more: str) -> bytes:
        asks = "HX-Request: true\r\n" if part else ""
        host = f"{self._place.host}:{self._place.port}"
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Mozilla/5.0 Firefox/140.0\r\n"
            f"Accept-Language: en\r\nCookie: {self._cookies}\r\n{asks}{more}\r\n"
        ).encode()

    async def _open(self) -> None:
        if self._reader and self._reader.at_eof():  # the server let go of an idle connection
            self.close()
        if self._writer is None:
            place = self._place
            self._reader, self._writer = await asyncio.open_connection(place.host, place.port)

    async def _send(self, words: bytes) -> Answer:
        try:
            head = await self._asked(words)
        except (ConnectionError, asyncio.IncompleteReadError):  # closed as it was sent: once more
            self.close()
            head = await self._asked(words)
        assert self._reader
        found = LENGTH.search(head)
        body = await self._reader.readexactly(int(found[1])) if found else b""
        return Answer(int(head[9:12]), head, body)

    async def _asked(self, words: bytes) -> bytes:
        await self._open()
        assert self._reader
        assert self._writer
        self._writer.write(words)
        return await self._reader.readuntil(b"\r\n\r\n")


@dataclass(slots=True)
class Member:
    """One page that follows the meeting. `on_draw` is told whenever it shows something new."""

    place: Place
    cookies: str
    on_draw: Callable[[], None] = lambda: None
    shown: int = -1
    drawn_at: float = 0.0
    parts: int = 0
    page: str = ""
    _heard: int = -1
    _wire: Wire = field(init=False)
    _stream: Wire = field(init=False)
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._wire = Wire(self.place, self.cookies)
        self._stream = Wire(self.place, self.cookies)

    async def come(self) -> None:
        """Open the page and its stream."""
        await self.look()
        lines = await self._stream.lines(STREAM)
        for work in (self._hear(lines), self._follow()):
            self._tasks.append(asyncio.create_task(work))

    def trouble(self) -> str:
        """Say what ended this page's listening, if anything did."""
        return "; ".join(repr(one.exception()) for one in self._tasks if one.done())

    def leave(self) -> None:
        """Close the page as a lost connection does."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._wire.close()
        self._stream.close()

    async def poll(self, seconds: float) -> None:
        """Ask every few seconds instead of listening, as a page without a stream does."""
        while True:
            await asyncio.sleep(seconds)
            async with self._turn:
                said = await self._wire.get("/table/meeting/pulse/", part=True)
            while int(said.body) > self.shown:
                await self.look()

    async def look(self) -> None:
        """Fetch the part and keep what it shows."""
        async with self._turn:
            answer = await self._wire.get(PAGE, part=True)
        found = NUMBER.search(answer.body)
        if answer.status != 200 or found is None:
            raise SystemExit(f"the part was answered {answer.status}")
        self.drawn_at, self.parts = time.perf_counter(), self.parts + 1
        self.shown, self.page = int(found[1]), answer.body.decode()
        self.on_draw()

    async def press(self, action: str, **more: str) -> None:
        """Send the first form of the page whose address ends so."""
        for form in FORM.finditer(self.page):
            if form["action"].endswith(action):
                return await self._submit(form, more)
        raise SystemExit(f"no form leads to {action}")

    async def press_key(self, key: str, *actions: str) -> bool:
        """Send the form under a key, if it leads to one of these addresses; say whether it was."""
        for form in FORM.finditer(self.page):
            if f'data-key="{key}"' in form["inside"] and any(a in form["action"] for a in actions):
                await self._submit(form, {})
                return True
        return False

    async def _submit(self, form: "re.Match[str]", more: dict[str, str]) -> None:
        hidden = dict(HIDDEN.findall(form["inside"]))
        async with self._turn:
            answer = await self._wire.post(form["action"], hidden | more)
        if answer.status != 204:
            raise SystemExit(f"{form['action']} was answered {answer.status}")

    async def _hear(self, lines: asyncio.StreamReader) -> None:
        while line := await lines.readline():
            if line.startswith(b"data: "):
                self._heard = max(self._heard, int(line[6:]))
                self._news.set()

    async def _follow(self) -> None:
        while await self._news.wait():
            self._news.clear()
            while self._heard > self.shown:
                await self.look()
