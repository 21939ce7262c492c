"""The words a misspelling is held to: learned with the listings, quick to look through at once."""

from typing import Any

import pytest

from tests.cluster import Cluster
from tests.directory.queries.conftest import NOW, add, relist

pytestmark = pytest.mark.usefixtures("directory")


def _words() -> dict[str, tuple[Any, ...]]:
    """Return word → where its row lies, its stem, how many listings have it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ctid::text, stem, listings FROM directory_word")
        return {row[0]: row[1:] for row in cursor.fetchall()}


def test_what_is_learned_anew_leaves_the_other_words_where_they_are() -> None:
    before = _words()
    add("Xylophone Lessons", "Natick", term="Counseling")
    relist()
    after = _words()
    assert set(after) - set(before) == {"xylophone", "lessons"}
    same = {word for word in before if after[word] == before[word]}
    assert set(before) - same == {"inc", "counseling", "natick"} & set(before) - same
    assert len(same) > len(before) - 5
    assert after["xylophone"][1:] == ("xylophon", 1)


def test_a_word_no_listing_has_any_more_is_forgotten() -> None:
    from hubtable.directory.models import Service

    assert "tenants" in _words()
    Service.objects.filter(name="Tenants First").update(status="defunct")
    relist()
    assert "tenants" not in _words()
    assert "counseling" in _words(), "of the vocabulary"


def test_new_words_are_in_the_index_at_once(cluster: Cluster) -> None:
    """What waits beside an index is read whole by every look: several times the look itself."""
    from django.db import connection

    from hubtable.directory.actions.listing import list_services

    list_services(by=None, at=NOW, services=[add("Xylophone Lessons", "Natick")])
    assert "xylophone" in _words()
    with cluster.as_superuser(connection.settings_dict["NAME"]) as looking:
        waiting = looking.execute("SELECT gin_clean_pending_list('word_spelled')").fetchone()
    assert waiting == (0,)
