"""The list of decision records."""

import re
from pathlib import Path

from tools.reference.facts import SOURCE
from tools.reference.markdown import page, table

FOLDER = SOURCE.parents[1] / "docs" / "decisions"
INTRO = "Each record is at most 60 lines: context, decision, what was rejected, consequences."


def make() -> str:
    """Return the page."""
    files = sorted(FOLDER.glob("[0-9]*.md"))
    rows = [(file.name[:4], f"[{_title(file)}](../decisions/{file.name})") for file in files]
    return page("Decisions", INTRO, table(("number", "decision"), rows))


def _title(file: Path) -> str:
    """Return the heading without its number: `# 7. Title`, `# 0007 · Title`."""
    heading = file.read_text(encoding="utf-8").partition("\n")[0]
    return re.sub(r"^#\s*\d*\W*", "", heading)
