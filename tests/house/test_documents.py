"""The documents say what is so: generated pages are current, and what they name exists."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.reference import commands, settings

from tests.house.sources import ROOT, files, short, text, told

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
WEB = ("http:", "https:", "mailto:")


def documents() -> Iterator[Path]:
    """Yield every document somebody wrote by hand."""
    for path in files():
        if path.suffix == ".md" and "reference" not in path.parts:
            yield path


def quoted(path: Path) -> Iterator[str]:
    """Yield everything a document shows as code: in a line, and in blocks."""
    blocks = re.findall(r"```\w*\n(.*?)```", text(path), re.DOTALL)
    yield from (line for block in blocks for line in block.splitlines())
    yield from CODE.findall(re.sub(r"```.*?```", "", text(path), flags=re.DOTALL))


def test_generated_pages_are_current() -> None:
    asked = [sys.executable, "tools/docs.py", "--check"]
    done = subprocess.run(asked, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_path_in_where_exists() -> None:
    paths = [one for one in CODE.findall(text(ROOT / "WHERE.md")) if "/" in one]
    assert len(paths) > 30
    found = [one for one in paths if not list(ROOT.glob(one.rstrip("/")))]
    assert not found, told(found)


def test_every_path_a_document_names_exists() -> None:
    """Paths of this repository begin with one of its folders."""
    tops = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir())
    found = [
        f"{short(path)}: {one}"
        for path in documents()
        for one in CODE.findall(text(path))
        if one.startswith(tops) and not re.search(r"[<>{}…\s]", one)
        if not list(ROOT.glob(one.rstrip("/")))
    ]
    assert not found, told(found)


def test_every_link_leads_somewhere() -> None:
    found = [
        f"{short(path)}: {link}"
        for path in files()
        if path.suffix == ".md"
        for link in LINK.findall(text(path))
        if not link.startswith(WEB) and not (path.parent / link).exists()
    ]
    assert not found, told(found)


def test_every_setting_is_documented_and_read() -> None:
    assert settings.settings().keys() == settings.documented().keys()


def test_documents_name_settings_that_exist() -> None:
    known = {f"HUBTABLE_{name}{end}" for name in settings.settings() for end in ("", "_FILE")}
    found = [
        f"{short(path)}: {name}"
        for path in documents()
        for name in re.findall(r"HUBTABLE_[A-Z_]*[A-Z]", text(path))
        if name not in known
    ]
    assert not found, told(found)


def test_documents_name_commands_that_exist() -> None:
    known = {name for name, _ in commands.commands()}
    found = [
        f"{short(path)}: {line}"
        for path in documents()
        for line in quoted(path)
        if (match := re.match(r"(?:\$ )?(?:\S*/)?hubtable ([a-z]+)", line))
        and match[1] not in known
    ]
    assert not found, told(found)


def test_documents_name_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    found = [
        f"{short(path)}: {line}"
        for path in documents()
        for line in quoted(path)
        if (match := re.match(r"(?:\$ )?make ([a-z]+)", line)) and match[1] not in targets
    ]
    assert not found, told(found)


def test_decision_records_say_what_was_decided_and_what_rejected() -> None:
    found = [
        short(path)
        for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))
        if not re.search(r"(?i)\bdeci(?:ded|sion)\b.*\brejected\b", text(path), re.DOTALL)
    ]
    assert not found, told(found)


def test_no_two_decisions_have_one_number() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_every_change_is_of_a_kind_the_changelog_knows() -> None:
    kind = re.compile(r"README\.md|[a-z-]+\.(added|changed|fixed|operators)\.md")
    names = [path.name for path in (ROOT / "changelog.d").iterdir()]
    found = [name for name in names if not kind.fullmatch(name)]
    assert not found, told(found)
