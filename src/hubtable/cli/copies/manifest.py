"""What a backup says of itself: its parts with their SHA-256, and the rows of every table."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hubtable.cli.place import CannotRun

FORMAT = 1
FILE = "manifest.json"
DATABASE, KEYS, NAMES = "database.dump", "keys.json", "names.sealed"
PARTS = (DATABASE, KEYS, NAMES)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup: what it holds and what made it."""

    format: int
    made_at: str
    """ISO 8601, UTC."""
    practice: bool
    program: str
    server: int
    """PostgreSQL as it counts itself: 150020 is 15.20."""
    tools: int
    """Major version of the pg_dump that wrote the dump."""
    migrations: list[str]
    """`app.name` of every migration applied."""
    rows: dict[str, int]
    """Rows of every table, counted in the snapshot of the dump."""
    names: int
    """Keys of names in the key store."""
    sealed_by: str
    """Day of the backup key that seals them."""
    parts: dict[str, str]
    """File → SHA-256."""


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Read a manifest and compare every part with it.

    :raises CannotRun: when it is none, of another format, or a part is missing or damaged.
    """
    said = _said(folder)
    if said.get("format") != FORMAT:
        raise CannotRun(
            f"The backup has format {said.get('format')}; this version reads {FORMAT}. Restore it "
            "with the version that made it."
        )
    try:
        manifest = Manifest(**said)
    except TypeError:
        raise CannotRun(f"{folder / FILE} is damaged: fields are missing or unknown.") from None
    _compare(folder, manifest.parts)
    _refuse_empty(manifest)
    return manifest


def _said(folder: Path) -> dict[str, Any]:
    file = folder / FILE
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise CannotRun(f"{folder} is no backup: it has no {FILE}.") from None
    except ValueError:
        raise CannotRun(f"{file} is damaged: it cannot be read.") from None
    if not isinstance(said, dict):
        raise CannotRun(f"{file} is damaged: it cannot be read.")
    return said


def _compare(folder: Path, parts: Mapping[str, str]) -> None:
    if set(parts) != set(PARTS):
        raise CannotRun(f"{folder / FILE} is damaged: it does not name the parts of a backup.")
    for name, expected in parts.items():
        if not (folder / name).is_file():
            raise CannotRun(f"{name} is missing from the backup.")
        if digest(folder / name) != expected:
            raise CannotRun(f"{name} is damaged: it does not fit its SHA-256 in {FILE}.")


def _refuse_empty(manifest: Manifest) -> None:
    # This table has one row behind row security: whoever sees none, saw nothing.
    if manifest.rows.get("base_installation") != 1:
        raise CannotRun(
            "The backup was made by a role that row security let see nothing: it holds no rows."
        )
