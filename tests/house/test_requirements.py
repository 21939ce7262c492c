"""What is installed is what was locked, wherever it comes from."""

import re
import tomllib

import pytest

from tests.house.sources import ROOT, text, told

FILES = ("base", "dev")


def entries(name: str) -> list[str]:
    """Return the requirements of a file, each with its continuation lines on one line."""
    joined = text(ROOT / "requirements" / f"{name}.txt").replace("\\\n", " ")
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    pinned = re.compile(r"^[\w.\[\],-]+==[\w.]+( ;[^-]*)?.*--hash=sha256:[0-9a-f]{64}")
    found = [line.split()[0] for line in entries(name) if not pinned.match(line)]
    assert not found, told(found)
    assert len(entries(name)) > 10


@pytest.mark.parametrize("name", FILES)
def test_no_requirement_says_from_where(name: str) -> None:
    found = [line for line in entries(name) if re.search(r"https?:|--(extra-)?index|-i |@ ", line)]
    assert not found, told(found)


def test_every_dependency_is_locked_and_says_why() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["embedded"],
        *project["dependency-groups"]["dev"],
    ]
    locked = {re.split(r"[\[=]", line)[0].lower() for line in entries("dev")}
    names = {re.split(r"[\[<>=]", one)[0].lower() for one in wanted}
    assert names <= locked
    lines = [line.strip() for line in text(ROOT / "pyproject.toml").splitlines()]
    quoted = tuple(f'"{one}"' for one in wanted)
    found = [line for line in lines if line.startswith(quoted) and " # " not in line]
    assert not found, told(found)
