"""Whatever is done is recorded, by somebody, at a time that was passed in."""

import ast

from tests.house.conftest import Facts
from tests.house.sources import at, ring, told, tree

CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "time", "monotonic"}
KEEPERS = {"timezone", "datetime", "date", "time", "dt"}
"""`timezone.now`, `date.today`, `time.time` and the like."""


LOOKS = {
    "directory.listing.list_services": "copies what was recorded to where it is searched",
    "directory.listing.list_outdated": "copies what was recorded to where it is searched",
    "directory.listing.list_everything": "copies what was recorded to where it is searched",
    "directory.placing.know_places": "brings ZIP codes and towns that come with the program",
    "table.importing.look": "says what would become of a file; receiving it is recorded",
    "vault.guarding.guard": "compares a text and changes nothing",
    "vault.guarding.glance": "compares a text and changes nothing",
    "vault.guarding.look": "compares a text and changes nothing",
    "vault.guarding.clear_text": "records by `confirmed` when a name may stay; else nothing",
}
"""Functions that say who asks, and do nothing that could be recorded."""


def name(action: dict[str, str]) -> str:
    """Return how an action is called."""
    return f"{action['domain']}.{action['step']}.{action['name']}"


def test_every_action_is_recorded(facts: Facts) -> None:
    """Accounts are kept by another role on another connection, with a chain of its own."""
    found = [
        name(one)
        for one in facts["actions"]
        if "by" in one["parameters"]
        and name(one) not in LOOKS
        and not (one["recorded"] or (one["domain"] == "accounts" and one["account_verbs"]))
    ]
    assert not found, told(found)


def test_by_and_at_come_first(facts: Facts) -> None:
    found = [
        name(one)
        for one in facts["actions"]
        if "by" in one["parameters"] and one["parameters"][:2] != ["by", "at"]
    ]
    assert not found, told(found)


def test_what_acts_without_a_seat_says_when(facts: Facts) -> None:
    found = [
        name(one)
        for one in facts["actions"]
        if one["recorded"] and "at" not in one["parameters"][:2]
    ]
    assert not found, told(found)


def test_no_verb_is_longer_than_its_column(facts: Facts) -> None:
    found = [
        f"{name(one)}: {verb}"
        for one in facts["actions"]
        for verb in (*one["verbs"], *one["account_verbs"])
        if len(verb) > 40
    ]
    assert not found, told(found)


def test_nothing_below_the_pages_reads_the_clock() -> None:
    found = [
        f"{at(path, node)} {node.value.id}.{node.attr}"
        for path in ring("actions", "queries", "rules")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and isinstance(node.value, ast.Name)
        and node.value.id in KEEPERS
    ]
    assert not found, told(found)


def test_the_clock_is_not_borrowed_either() -> None:
    """Django's `Now()` is the database's clock; `from time import time` is the machine's."""
    found = [
        f"{at(path, node)} {alias.name}"
        for path in ring("actions", "queries", "rules")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module in {"time", "django.utils.timezone", "django.db.models.functions"}
        for alias in node.names
        if alias.name in CLOCKS | {"Now"}
    ]
    assert not found, told(found)
