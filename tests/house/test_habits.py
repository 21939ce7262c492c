"""Habits of the source that a linter does not know or could be told to forget."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import SOURCE, Function, at, python, ring, short, told, tree

LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
SAVES_A_SESSION = {"accounts/web/sessions.py"}
"""Files of pages with a `save` of their own: a browser's session, not a row of a domain."""
LISTENS = {
    "accounts/web/recording.py": "what the sign-in library did is only told by its signals",
    "accounts/apps.py": "connects the file above",
}
"""Files that may know signals."""


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call of a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def inside(path: Path) -> str:
    """Return the path of a file below the package."""
    return path.relative_to(SOURCE).as_posix()


def test_only_commands_and_tools_print() -> None:
    found = [
        at(path, call)
        for path in python("src", "tests")
        if not inside_cli(path)
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert not found, told(found)


def inside_cli(path: Path) -> bool:
    """Say whether a file is one of the commands."""
    return short(path).startswith("src/hubtable/cli/")


def test_what_is_logged_is_the_programs_own_words() -> None:
    """A message built from values may carry a name into the log."""
    found = [
        at(path, call)
        for path in python("src")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"logger", "logging", "log"}
        and not (call.args and isinstance(call.args[0], ast.Constant) and len(call.args) == 1)
    ]
    assert not found, told(found)


def test_pages_do_not_touch_rows() -> None:
    found = [
        at(path, node)
        for path in ring("web")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    found += [
        at(path, call)
        for path in ring("web")
        if inside(path) not in SAVES_A_SESSION
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "save"
    ]
    assert not found, told(found)


def test_nothing_happens_by_signal() -> None:
    found = [
        at(path, node)
        for path in python("src")
        if inside(path) not in LISTENS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (
            "signals" in (node.module or "")
            or node.module == "django.dispatch"
            or any(alias.name == "signals" for alias in node.names)
        )
    ]
    assert not found, told(found)


def test_models_have_no_behavior() -> None:
    found = [
        f"{at(path, node)} {node.name}"
        for path in ring("models")
        for node in ast.walk(tree(path))
        if isinstance(node, Function) and node.name in {"save", "delete", "clean", "full_clean"}
    ]
    assert not found, told(found)


def test_everything_public_says_what_it_is() -> None:
    found = [
        f"{at(path, node)} {node.name}"
        for path in python("src", "tools")
        for node in public(tree(path))
        if not ast.get_docstring(node)
    ]
    found += [short(path) for path in python("src", "tools") if not said(path)]
    assert not found, told(found)


def public(node: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Yield public functions, classes and their methods; nothing nested in functions."""
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            if child.name == "Meta":
                continue
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def said(path: Path) -> bool:
    """Say whether a module has a docstring, or nothing in it."""
    return not tree(path).body or bool(ast.get_docstring(tree(path)))


def test_only_settings_and_commands_read_the_environment() -> None:
    allowed = ("config/", "cli/", "base/postgres/", "__main__.py")
    found = [
        at(path, node)
        for path in python("src")
        if not inside(path).startswith(allowed)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert not found, told(found)


def test_only_the_edges_read_settings() -> None:
    """`rules`, `queries` and `models` get what they need; a few actions and pages ask."""
    found = [
        at(path, node)
        for path in ring("rules", "queries", "models")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.conf"
    ]
    assert not found, told(found)
