"""Every template is used, and none carries a script or a style of its own."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.conftest import Facts
from tests.house.sources import SOURCE, files, python, short, text, told, tree

SHOWN_BY_A_LIBRARY = {"429.html": "what allauth answers to too many tries"}
STYLEGUIDE = ("ui/styleguide.html", "ui/examples/")
COMPONENTS = "ui/components/"

NEVER = {
    "a script of its own": re.compile(
        r"<script\b(?![^>]*\b(?:src=|type=\"application/json\"))", re.I
    ),
    "a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=|hx-on", re.I),
    "an address that runs code": re.compile(r"(?:javascript|[\"']js):", re.I),
    "markup nobody escaped": re.compile(r"\|\s*safe\b|autoescape\s+false", re.I),
    "something from elsewhere": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
}
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\(")


@cache
def templates() -> dict[str, Path]:
    """Return every template of the package by the name it is asked for."""
    found = (path for path in files() if {"jinja2", "templates"} & set(path.parts))
    return {_name(path): path for path in found if path.suffix in {".html", ".txt"}}


def _name(path: Path) -> str:
    inside = path.relative_to(SOURCE).parts
    root = next(place for place, part in enumerate(inside) if part in {"jinja2", "templates"})
    return "/".join(inside[root + 1 :])


@cache
def constants() -> frozenset[str]:
    """Return every string the source holds, and every string inside a template's tags."""
    held = {
        node.value
        for path in python("src")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    quoted = (re.findall(r"[\"']([\w./-]+)[\"']", text(path)) for path in templates().values())
    return frozenset(held.union(*quoted))


def patterns() -> Iterator[re.Pattern[str]]:
    """Yield the names that are put together from parts, such as `ui/examples/{name}.html`."""
    for path in python("src"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"([\w-]+)"
                    for part in node.values
                ]
                if len(parts) > 1 and parts[-1].endswith((r"\.html", r"\.txt")):
                    yield re.compile("".join(parts))


def put_together(name: str) -> bool:
    """Say whether a template is asked for by a name that is put together from known words."""
    matches = (pattern.fullmatch(name) for pattern in patterns())
    return any(set(match.groups()) <= constants() for match in matches if match)


def test_every_template_is_used(facts: Facts) -> None:
    used = constants() | {one["template"] for one in facts["addresses"]} | SHOWN_BY_A_LIBRARY.keys()
    found = [
        short(path)
        for name, path in templates().items()
        if name not in used and not name.startswith(COMPONENTS) and not put_together(name)
    ]
    assert not found, told(found)


@cache
def macros() -> dict[str, str]:
    """Return macro → the template that defines it."""
    return {
        macro: name for name, path in templates().items() for macro in MACRO.findall(text(path))
    }


def uses(macro: str) -> set[str]:
    """Return the templates that call a macro; not the line that defines it."""
    called = re.compile(rf"(?<!macro )\b{macro}\(")
    return {name for name, path in templates().items() if called.search(text(path))}


def test_every_component_stands_in_the_style_guide() -> None:
    """Directly, or as a part of another component."""
    found = [
        f"{macro} of {home}"
        for macro, home in macros().items()
        if home.startswith(COMPONENTS)
        and not any(name.startswith((*STYLEGUIDE, COMPONENTS)) for name in uses(macro))
    ]
    assert not found, told(found)


def test_every_macro_is_used_by_a_page() -> None:
    found = [
        f"{macro} of {home}"
        for macro, home in macros().items()
        if not any(not name.startswith(STYLEGUIDE) for name in uses(macro))
    ]
    assert not found, told(found)


@pytest.mark.parametrize("what", NEVER)
def test_no_template_carries(what: str) -> None:
    found = [
        f"{short(path)}: {match[0][:60]}"
        for path in templates().values()
        if (match := NEVER[what].search(text(path)))
    ]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("what", "sample"),
    [
        ("a script of its own", "<script>alert(1)</script>"),
        ("a style of its own", '<p style="color: red">'),
        ("an event handler", '<button type="button" onclick="go()">'),
        ("an address that runs code", '<a href="javascript:go()">'),
        ("markup nobody escaped", "{{ text | safe }}"),
        ("something from elsewhere", '<img src="//elsewhere.example/x.png">'),
    ],
)
def test_the_patterns_find_what_they_look_for(what: str, sample: str) -> None:
    assert NEVER[what].search(sample)


def test_pages_are_jinja_and_mails_are_text() -> None:
    """Pages need the engine that fails on undefined names; mails have no markup to get wrong."""
    found = [
        short(path)
        for path in templates().values()
        if ("jinja2" in path.parts) != (path.suffix == ".html")
    ]
    assert not found, told(found)
