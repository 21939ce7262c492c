"""Relevance is judged by what may not know how search ranks, and no query was left out."""

import ast
from collections import Counter

from benchmarks.judged.grading import grade, queries
from benchmarks.judged.records import places, records

from tests.house.sources import ROOT, at, python, told, tree
from tests.material import MATERIAL, needs_material

JUDGED = "benchmarks/judged"


def test_judging_imports_nothing_of_the_program() -> None:
    found = [
        at(path, node)
        for path in python(JUDGED)
        for node in ast.walk(tree(path))
        for name in _imported(node)
        if name.split(".")[0] in {"hubtable", "django", "psycopg"}
        or (name.startswith("benchmarks") and not name.startswith("benchmarks.judged"))
    ]
    assert (ROOT / JUDGED / "grading.py").is_file()
    assert not found, told(found)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_there_are_enough_queries_and_a_third_is_kept() -> None:
    asked = queries()
    assert len({query.id for query in asked}) == len(asked) >= 120
    assert 0.27 < sum(query.held_out for query in asked) / len(asked) < 0.4
    assert {query.language for query in asked} == {"en", "es", "pt-BR", "ht", "fr"}
    kinds = Counter(query.kind for query in asked)
    assert kinds.keys() == {"plain", "misspelled", "language", "place", "name", "hours"}
    assert min(kinds.values()) >= 10


@needs_material
def test_every_query_has_an_answer() -> None:
    known, there = records(MATERIAL), places(MATERIAL)
    unanswered = [
        query.id for query in queries() if not any(grade(query, raw, there) for raw in known)
    ]
    assert not unanswered, told(unanswered)
