"""When the last backup of an installation was made; `check` asks."""

import json
from datetime import datetime
from pathlib import Path

FILE = "last-backup.json"


def note(data: Path, *, made_at: str, dest: Path) -> None:
    """Remember the newest backup; whoever reads finds the old note or the new one, whole."""
    scratch = data / f".{FILE}"
    said = json.dumps({"made_at": made_at, "to": str(dest)})
    scratch.write_text(said + "\n", encoding="utf-8")
    scratch.rename(data / FILE)


def made_at(data: Path) -> datetime | None:
    """Return when the last backup was made; None when there was none, or the note is unreadable."""
    try:
        said = json.loads((data / FILE).read_text(encoding="utf-8"))
        return datetime.fromisoformat(said["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
