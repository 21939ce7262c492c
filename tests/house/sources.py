"""The files of the repository, as the house tests read them."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hubtable"
OUTSIDE = (".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").split())

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the repository: all that `.gitignore` does not leave out."""
    found = (path for path in sorted(ROOT.rglob("*")) if path.is_file())
    return tuple(path for path in found if not _outside(path.relative_to(ROOT)))


def _outside(path: Path) -> bool:
    return any(fnmatch(part, rule.strip("/")) for part in path.parts for rule in OUTSIDE)


@cache
def text(path: Path) -> str:
    """Return the text of a file; nothing when it is no text."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode()


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file as a tree."""
    return ast.parse(text(path), str(path))


def python(*folders: str) -> Iterator[Path]:
    """Yield the Python files below some folders; migrations are Django's."""
    for path in files():
        if path.suffix == ".py" and "migrations" not in path.parts:
            name = short(path)
            if any(name.startswith(f"{folder}/") for folder in folders):
                yield path


def ring(*names: str) -> Iterator[Path]:
    """Yield the Python files of some rings (`rules`, `queries`, …) of every domain."""
    for path in python("src"):
        inside = path.relative_to(SOURCE).with_suffix("").parts[1:2]
        if inside and inside[0] in names:
            yield path


def short(path: Path) -> str:
    """Return the path of a file below the repository."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def at(path: Path, node: ast.stmt | ast.expr) -> str:
    """Return where something stands, as editors open it."""
    return f"{short(path)}:{node.lineno}"


def told(found: list[str]) -> str:
    """Return violations as the message of a failed test."""
    return "\n".join(["", *found])
