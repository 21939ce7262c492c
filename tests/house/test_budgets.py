"""What one person can read at once."""

from tests.house.sources import ROOT, at, files, functions, python, short, text, told

FUNCTION, LIST, FILE, RECORD = 40, 80, 400, 60
"""Lines of a function, of one in tests (some list cases), of a file, of a decision record."""
OURS = ("src", "tests", "tools", "benchmarks")


def test_functions_are_short() -> None:
    found = [
        f"{at(path, node)} {node.name}: {length} lines"
        for folder in OURS
        for path in python(folder)
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1)
        > (LIST if folder == "tests" else FUNCTION)
    ]
    assert not found, told(found)


def test_files_are_short() -> None:
    found = [
        f"{short(path)}: {length} lines"
        for path in python(*OURS)
        if (length := len(text(path).splitlines())) > FILE
    ]
    assert not found, told(found)


def test_decision_records_are_short() -> None:
    found = [
        short(path)
        for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))
        if len(text(path).splitlines()) > RECORD
    ]
    assert not found, told(found)


def test_no_file_is_an_attic() -> None:
    """A name that says nothing collects everything."""
    attic = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service"}
    found = [short(path) for path in files() if path.stem in attic or path.parent.name in attic]
    assert not found, told(found)
