"""What we ship of others is what we fetched; ours asks nobody and needs no exception."""

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "src/hubtable/ui/static/hub"
OURS = {"VENDOR.toml", "hub.css", "hub.js", "forms.js", "live.js", "favicon.svg", "favicon.png"}

LISTED = tomllib.loads((STATIC / "VENDOR.toml").read_text())
ENTRIES = [*LISTED["file"], LISTED["sprite"]]
TEMPLATES = sorted((ROOT / "src").glob("**/jinja2/**/*.html"))


def test_every_file_is_ours_or_listed() -> None:
    shipped = {path.name for path in STATIC.iterdir()}
    assert shipped == OURS | {entry["file"] for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_what_others_made_is_unchanged(entry: dict[str, str]) -> None:
    assert hashlib.sha256((STATIC / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_licence_is_told() -> None:
    told = (ROOT / "THIRD_PARTY.md").read_text()
    for entry in ENTRIES:
        assert f"{entry['package']} {entry['version']}" in told
        assert entry["licence"] in told


def test_icons_that_pages_use_exist() -> None:
    icons = set(LISTED["sprite"]["icons"])
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'(?:ui\.icon\(|icon=)"([\w-]+)"', path.read_text())
    }
    assert len(used) > 20
    assert used <= icons


def test_the_stylesheet_asks_nobody() -> None:
    css = (STATIC / "hub.css").read_text()
    assert "@import" not in css
    assert re.findall(r"url\(\s*['\"]?(?:https?:|//|data:)", css) == []
    for name in re.findall(r'url\("([^"]+)"\)', css):
        assert (STATIC / name).is_file()
    assert "!important" not in re.sub(r"display: none !important", "", css)


@pytest.mark.parametrize("name", ["hub.js", "forms.js"])
def test_our_scripts_make_no_code_from_text(name: str) -> None:
    script = (STATIC / name).read_text()
    subprocess.run(["node", "--check", str(STATIC / name)], check=True)
    forbidden = r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b|https?://"
    assert re.findall(forbidden, script) == []
    assert (
        re.findall(r"(?:localStorage|sessionStorage|indexedDB)", script).count("localStorage") <= 2
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_templates_need_no_exception_from_the_policy(path: Path) -> None:
    """No inline script or style, nothing htmx would have to evaluate, no other host."""
    text = path.read_text()
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=|[^>]*json)", text) == []
    assert re.findall(r"\son[a-z]+=|hx-on|javascript:|['\"]js:", text) == []
    assert re.findall(r"hx-trigger=\"[^\"]*\[", text) == [], "a trigger filter is evaluated"
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", text) == []
    assert "| safe" not in text.replace("bound.help_text | safe", "")


def test_there_are_templates_to_check() -> None:
    assert len(TEMPLATES) > 15
