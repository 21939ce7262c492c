"""Invented requests, allowed and not: every answer is what the OpenAPI document says."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from tests.cluster import Cluster
from tests.conftest import _own
from tests.interop.hsds.invented import Invented

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode

OPERATIONS = (
    *("about", "openapi", "changes", "list_services", "query_services", "get_service"),
    *("list_organizations", "query_organizations", "get_organization"),
    *("list_service_at_locations", "query_service_at_locations", "get_service_at_location"),
    *("list_taxonomies", "query_taxonomies", "get_taxonomy"),
    *("list_taxonomy_terms", "query_taxonomy_terms", "get_taxonomy_term"),
)
WITH_RULES = ("list", "query", "changes")
"""Those that can be asked wrongly; an id is any text."""


@pytest.fixture(scope="module")
def asked_only(cluster: Cluster, invented_template: tuple[Invented, str]) -> Iterator[None]:
    """One database for all of them: nothing here can write."""
    for _ in _own(cluster, invented_template[1]):
        yield


def application() -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *((name, GenerationMode.POSITIVE) for name in OPERATIONS),
        *((name, GenerationMode.NEGATIVE) for name in OPERATIONS if name.startswith(WITH_RULES)),
    ],
)
def test_nothing_is_found(asked_only: None, name: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/hsds/v3/openapi.json", application())
    operation = schema.find_operation_by_id(name)
    asked = 0

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        nonlocal asked
        given_twice = set(case.query or ()) & set(case.body if isinstance(case.body, dict) else ())
        named = {*(case.query or ()), *(case.body if isinstance(case.body, dict) else ())}
        assume(mode == GenerationMode.NEGATIVE or not given_twice)
        assume("proximity" not in named or "postcode" in named)
        asked += 1
        case.call_and_validate()

    ask()
    assert asked
