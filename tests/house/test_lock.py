"""How functions of the lock must be written (lock.md, Principles)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from hubtable.base.lock.policies import APP_FUNCTIONS, AUTH_FUNCTIONS, OWNER_FUNCTIONS
from tests.house.sources import SOURCE, text

FILES = sorted((SOURCE / "base" / "lock").glob("*.sql"))
PINNED = re.compile(r"SET search_path = pg_catalog(, public)?, pg_temp\b")
CALLABLE = {*APP_FUNCTIONS, *AUTH_FUNCTIONS, *OWNER_FUNCTIONS}


class Sql(NamedTuple):
    """One function: its name, what stands before its body, and the body."""

    name: str
    head: str
    body: str


def sql() -> Iterator[Sql]:
    """Yield every function of the lock."""
    for file in FILES:
        for part in text(file).split("CREATE FUNCTION lock.")[1:]:
            head, _, rest = part.partition("$$")
            yield Sql(head.partition("(")[0], head, rest.partition("$$")[0])


FUNCTIONS = tuple(sql())


def guards(body: str) -> Iterator[tuple[str, str]]:
    """Yield (condition, what follows) of every IF; comments left out."""
    plain = re.sub(r"--[^\n]*", "", body)
    for part in re.split(r"\bIF\b(?=[^;]*\bTHEN\b)", plain)[1:]:
        condition, _, follows = part.partition("THEN")
        yield " ".join(condition.split()), follows.partition("END IF")[0]


def test_there_are_functions_to_look_at() -> None:
    assert {one.name for one in FUNCTIONS} >= CALLABLE
    assert sum(1 for one in FUNCTIONS for _ in guards(one.body)) > 20


@pytest.mark.parametrize("one", FUNCTIONS, ids=[one.name for one in FUNCTIONS])
def test_a_definer_function_pins_its_search_path(one: Sql) -> None:
    """Otherwise whoever calls it chooses which tables it reads."""
    if one.name in CALLABLE:
        assert "SECURITY DEFINER" in one.head
    if "SECURITY DEFINER" in one.head:
        assert PINNED.search(one.head)


@pytest.mark.parametrize("one", FUNCTIONS, ids=[one.name for one in FUNCTIONS])
def test_a_guard_lets_nothing_pass_that_is_null(one: Sql) -> None:
    """With a NULL in it, `NOT expression` is no refusal (lock.md, 3)."""
    for condition, follows in guards(one.body):
        refuses = re.search(r"lock\.refuse|insufficient_privilege|RETURN NULL", follows)
        if condition.startswith("(") or refuses:
            assert re.search(r"IS (NOT )?TRUE$|^[\w.]+ IS NULL$", condition), condition


@pytest.mark.parametrize("one", FUNCTIONS, ids=[one.name for one in FUNCTIONS])
def test_no_function_builds_statements_from_text(one: Sql) -> None:
    assert not re.search(r"\bEXECUTE\b", one.body)
