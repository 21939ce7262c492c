"""Writes the pages of `docs/reference/`; with `--check` says which are not current (status 1)."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.reference import (  # noqa: E402  # the folder above had to be found first
    actions,
    addresses,
    commands,
    decisions,
    discussions_file,
    fields,
    rights,
    settings,
    sight,
    states,
)
from tools.reference.facts import gather  # noqa: E402

FOLDER = ROOT / "docs" / "reference"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    facts = gather()
    from tools.reference import practice  # its script needs the models, which gather() has loaded

    return {
        "actions.md": actions.make(facts),
        "addresses.md": addresses.make(facts),
        "commands.md": commands.make(),
        "decisions.md": decisions.make(),
        "discussions-file.md": discussions_file.make(),
        "fields.md": fields.make(facts),
        "practice-data.md": practice.make(),
        "settings.md": settings.make(),
        "states.md": states.make(),
        "tables-and-rights.md": rights.make(facts),
        "who-sees-what.md": sight.make(),
    }


def stale(made: dict[str, str]) -> list[str]:
    """Return the names of pages that are missing, differ, or are made no more."""
    there = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def write(made: dict[str, str]) -> None:
    """Write every page, and remove those that are made no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for file in FOLDER.glob("*.md"):
        if file.name not in made:
            file.unlink()


def main(arguments: list[str]) -> int:
    """Write, or check; return the exit status."""
    made = pages()
    if "--check" not in arguments:
        write(made)
        return 0
    found = stale(made)
    if found:
        print(f"Not current, run `make docs`: {', '.join(found)}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
