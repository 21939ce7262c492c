"""A real browser that complains about everything, and real servers to browse."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page

ROOT = Path(__file__).parents[1]
CALM = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split(" ")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 180
"""Seconds a server gets to answer: the practice Hub is made first."""

# Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def launch_options() -> dict[str, Any]:
    """Return how to start the system's Chromium, or Playwright's own where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    return {"args": CALM} | ({"executable_path": found} if found else {})


def newcomer() -> dict[str, str]:
    """Return the environment without our settings: other tests of this process have set some."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HUBTABLE_")}


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    port: int,
    log: Path,
    env: Mapping[str, str] | None = None,
    around: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Run a server for the length of a block; it is asked to end, then waited for.

    `around`: the environment under `env`; that of the tests if none is given.
    """
    with log.open("wb") as file:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**(os.environ if around is None else around), **(env or {})},
            stdout=file,
            stderr=file,
        )
        try:
            _await(port, server, log)
            yield
        finally:
            server.terminate()
            server.wait(30)


def _await(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(PATIENCE * 5):
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"no answer within {PATIENCE} s")


class Watched:
    """Browsers that remember every complaint: errors, policy violations, answers of 400 and up."""

    def __init__(self, browser: Browser, site: str, *, start: str = "") -> None:
        """`start`: the path a browser opens at when none is named."""
        self._start = start
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []

    def open(self, path: str = "", width: int = 1366, **context: Any) -> Page:
        """Open a browser of its own at a path; further words go to its context."""
        height = 844 if width < 800 else 900
        opened = self._browser.new_context(
            viewport={"width": width, "height": height}, base_url=self._site, **context
        )
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on(
            "response",
            lambda r: r.status >= 400 and self.complaints.append(f"{r.status} {r.url}"),
        )
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
        )
        if path or self._start:
            page.goto(path or self._start)
        return page

    def close(self) -> None:
        """Close every browser. One that is closed while a page is on its way can hang for ever."""
        for context in self._contexts:
            for page in context.pages:
                with contextlib.suppress(Error):
                    page.goto("about:blank", timeout=10_000)
            context.close()

    def unexpected(self) -> list[str]:
        """Return the complaints no test asked for."""
        return [c for c in self.complaints if not any(word in c for word in self.expected)]


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe finds wrong with a page by WCAG 2.2 AA and its best practices.

    `rules`: look by these alone.
    """
    page.wait_for_load_state()
    by = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": RULES}
    found = Axe().run(page, options={"runOnly": by}).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> bool:
    """Return whether the page scrolls sideways."""
    page.wait_for_load_state()
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def press(page: Page, key: str) -> None:
    """Press a key once the page's scripts run: before, no key is heard."""
    page.wait_for_load_state()
    page.keyboard.press(key)
