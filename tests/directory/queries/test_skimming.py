"""Where very many listings have a word, as much is found as the index would give, and the same."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.cluster import Cluster
from tests.directory.queries.conftest import NOW

if TYPE_CHECKING:
    from hubtable.directory.queries.matching import Matched

COPIED = """
INSERT INTO directory_listing
SELECT (jsonb_populate_record(l, jsonb_build_object(
    'id', gen_random_uuid(),
    'min_age', CASE WHEN n <= 5 OR n > 5950 THEN 21 ELSE 60 END,
    'words', array_to_tsvector(ARRAY['common'])
    || array_to_tsvector(ARRAY[CASE WHEN n % 50 = 0 THEN 'seldom' ELSE 'often' END])
))).* FROM generate_series(1, 6000) n
JOIN directory_listing l ON l.id = (SELECT id FROM directory_listing LIMIT 1)
"""


@pytest.fixture
def many(directory: None, cluster: Cluster) -> None:
    """Six thousand listings with one word; some first and some last are for younger people."""
    from django.db import connections

    name = str(connections["default"].settings_dict["NAME"])
    with cluster.as_superuser(name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(COPIED)
        connection.execute("ANALYZE directory_listing")


def found(text: str, **more: Any) -> "Matched":
    from hubtable.directory.queries.searching import Wanted, best

    return best(Wanted(now=NOW, zone="America/New_York", text=text, **more))[2]


def statements(text: str, **more: Any) -> tuple["Matched", list[str]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        matched = found(text, **more)
    return matched, [one["sql"] for one in asked if "fitting AS" in one["sql"]]


@pytest.mark.usefixtures("many")
def test_a_common_word_is_found_in_the_first_pages_the_same_as_by_the_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from hubtable.directory.queries import matching

    matched, asked = statements("common")
    assert ["ctid" in one for one in asked] == [True]
    monkeypatch.setattr(matching, "first_pages", lambda *_: 0)
    assert matched == found("common")
    assert len(matched.hits) == matching.MOST
    assert matched.more


@pytest.mark.usefixtures("many")
def test_where_filters_leave_too_few_of_them_all_are_looked_at() -> None:
    matched, asked = statements("common", age=30)
    assert ["ctid" in one for one in asked] == [True, False]
    assert len(matched.hits) == 55


@pytest.mark.usefixtures("many")
def test_a_seldom_word_is_looked_up() -> None:
    matched, asked = statements("seldom")
    assert ["ctid" in one for one in asked] == [False]
    assert len(matched.hits) == 120


@pytest.mark.usefixtures("many")
def test_without_words_the_first_are_the_first_of_the_table() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM directory_listing ORDER BY ctid LIMIT 300")
        first = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'directory_listing'")
        assert cursor.fetchone() == (["parallel_workers=0"],)
    assert {hit.id for hit in found("").hits} == first
