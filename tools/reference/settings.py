"""The settings `HUBTABLE_*`: every `read("NAME", …)` of the source and the comment that says why.

A comment `# NAME: sentence` near one of the places where a setting is read is its documentation;
lines below it that begin with `#   ` go on with the sentence.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.reference.facts import SOURCE
from tools.reference.markdown import code, page, table

INTRO = """\
Settings are environment variables. Each can also be given as `HUBTABLE_…_FILE`, the path of a file
that holds the value: the way to hand over a secret. Both at once are refused."""

READERS = frozenset({"read", "read_whole_number"})
COMMENT = re.compile(r"^\s*# ([A-Z][A-Z_]+): (.+(?:\n\s*#   .+)*)", re.MULTILINE)
ROLES = ("APP", "AUTH", "OWNER", "BACKUP")
"""What the part of a name stands for that is only known when it is read."""


def make() -> str:
    """Return the page."""
    words = documented()
    rows = [
        (code(f"HUBTABLE_{name}"), words.get(name, ""), default)
        for name, default in sorted(settings().items())
    ]
    return page("Settings", INTRO, table(("setting", "what", "default"), rows))


def settings() -> dict[str, str]:
    """Return the name of every setting that is read, and its default where one is written."""
    found: dict[str, str] = {}
    for tree in (ast.parse(text) for text in _texts()):
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _reads(call):
                for name in _names(call.args[0]):
                    found[name] = found.get(name, "") or _default(call)
    return found


def documented() -> dict[str, str]:
    """Return setting → its comment in one line."""
    found = (match for text in _texts() for match in COMMENT.finditer(text))
    return {one[1]: re.sub(r"\s*\n\s*#\s*", " ", one[2]) for one in found}


def _texts() -> Iterator[str]:
    for folder in ("config", "cli"):
        for file in sorted(Path(SOURCE / folder).rglob("*.py")):
            yield file.read_text(encoding="utf-8")


def _reads(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in READERS and bool(call.args)


def _names(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant):
        yield str(argument.value)
    elif isinstance(argument, ast.JoinedStr):
        start = "".join(str(p.value) for p in argument.values if isinstance(p, ast.Constant))
        yield from (start + role for role in ROLES)


def _default(call: ast.Call) -> str:
    if len(call.args) < 2:
        return ""
    given = call.args[1]
    return code(str(given.value)) if isinstance(given, ast.Constant) else _inside(given)


def _inside(given: ast.expr) -> str:
    """Return the words of a default that lies inside the data folder: `str(DATA / "keys")`."""
    parts = [node.value for node in ast.walk(given) if isinstance(node, ast.Constant)]
    return f"{code(str(parts[0]))} in the data folder" if parts else ""
