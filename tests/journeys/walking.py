"""Follows the links of a seat from its first page on, and judges each kind of page."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browsing import ROOT, too_wide, violations

SAMPLES = 4
"""Addresses of one kind that are opened in search of more links, by one seat."""

WIDTHS = (1920, 820, 640, 390)
"""Points across. 640 is what a screen of 1280 points shows at 200 % (WCAG 1.4.10)."""

SHEET = 718
"""Points across a letter sheet inside its margins: 21.6 cm less twice 1.3, 96 an inch."""

_LEFT_OUT = re.compile(r"%\(\w+\)|\{\{|\{%|\bundefined\b|<Undefined|\bNone,")

_STYLED = """() => [...document.styleSheets].length > 0
  && [...document.styleSheets].every(s => s.cssRules.length)
  && !/times|^serif/i.test(getComputedStyle(document.body).fontFamily)"""

_MOVING = """() => document.getAnimations().length
  + [...document.querySelectorAll("body *")].filter(
  e => /[1-9]/.test(getComputedStyle(e).transitionDuration + getComputedStyle(e).animationDuration)
).length"""


def _listed(page: Path = ROOT / "docs/reference/addresses.md") -> list[tuple[str, str]]:
    """Return pattern and name of every address, as the documentation lists them."""
    return re.findall(r"^\| `(/\S*)` \| `([\w:]+)` \|", page.read_text(), re.MULTILINE)


def addresses() -> set[str]:
    """Return the names of all addresses; a page in several languages has one."""
    return {name for _, name in _listed()}


_PARTS = {"uuid": "[0-9a-f-]{36}", "int": r"\d+"}
"""What an address says of its parts; of all others only that they end at the next slash."""


def _known() -> list[tuple[re.Pattern[str], str]]:
    def of(path: str) -> re.Pattern[str]:
        escaped = path.replace(".", r"\.") if "(?P" not in path else path
        return re.compile(re.sub(r"<(\w+):\w+>", lambda m: _PARTS.get(m[1], "[^/]+"), escaped))

    found = [(of(path), name) for path, name in _listed()]
    return sorted(found, key=lambda one: "[" in one[0].pattern)


KNOWN = _known()


def name_of(path: str) -> str:
    """Return the name of the address a path belongs to; the path itself if nobody knows it."""
    bare = path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return next((name for pattern, name in KNOWN if pattern.fullmatch(bare)), bare)


@dataclass
class Walked:
    """What walks have come upon: pages opened and judged, acts whose forms stand there, faults."""

    pages: set[str] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def walk(page: Page, walked: Walked, start: str = "/") -> Iterator[str]:
    """Yield the first path of each kind of page that links and forms lead to from `start` on."""
    opened: Counter[str] = Counter()
    todo, seen = deque([start]), {start}
    while todo:
        path = todo.popleft()
        name = name_of(path)
        opened[name] += 1
        if opened[name] > SAMPLES:
            continue
        answer = page.request.get(path)
        if answer.status == 405:
            walked.acts.add(name)
            continue
        if answer.status >= 400:
            walked.faults.append(f"{answer.status} at {path}")
            continue
        walked.pages.add(name)
        if "html" not in answer.headers["content-type"]:
            continue
        for found in _leads_to(answer.text()):
            if found not in seen:
                seen.add(found)
                todo.append(found)
        if opened[name] == 1:
            yield path


def _leads_to(html: str) -> list[str]:
    """Return the addresses of this site a page links to, or sends a form to."""
    found = re.findall(r'(?:href|action)="(/[^"#]*)', html)
    return [path.replace("&amp;", "&") for path in found if not path.startswith("/static/")]


def judge(page: Page, path: str, *, whole: bool = True) -> list[str]:
    """Open a page and return what is wrong with it, at all widths, light, dark and on paper.

    `whole`: also what needs to be looked at once for each kind of page only.
    """
    page.goto(path)
    return [f"{path}: {fault}" for fault in look(page, whole=whole)]


def look(page: Page, *, whole: bool = True) -> list[str]:
    """Return what is wrong with the page that is open."""
    size = page.viewport_size
    page.set_viewport_size({"width": 1366, "height": 900})
    faults = _of_words(page) + violations(page)
    if not page.evaluate(_STYLED):
        faults.append("not styled")
    if too_wide(page):
        faults.append("scrolls sideways at 1366")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if too_wide(page):
            faults.append(f"scrolls sideways at {width}")
    if whole:
        faults += _in_the_dark(page) + _on_paper(page) + _without_motion(page)
    page.set_viewport_size(size or {"width": 1366, "height": 900})
    return faults


def _of_words(page: Page) -> list[str]:
    title = page.title().split(" – ")[0].strip()
    text = page.locator("body").inner_text()
    left = _LEFT_OUT.search(text + title)
    return ([] if title else ["no title"]) + ([f"left in the text: {left.group()}"] if left else [])


def _in_the_dark(page: Page) -> list[str]:
    """Look at the colors: nothing else of a page depends on them."""
    page.emulate_media(color_scheme="dark")
    faults = [f"dark: {one}" for one in violations(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    return faults


def _on_paper(page: Page) -> list[str]:
    page.set_viewport_size({"width": SHEET, "height": 960})
    page.emulate_media(media="print")
    faults = ["wider than a sheet"] if too_wide(page) else []
    if len(page.locator("main").inner_text().strip()) < 10:
        faults.append("nothing on paper")
    page.emulate_media(media="screen")
    return faults


def _without_motion(page: Page) -> list[str]:
    """Look whether anything moves for people who wish that nothing does, as walks say they do."""
    moving = page.evaluate(_MOVING)
    return [f"{moving} elements move though no motion is wished"] if moving else []
