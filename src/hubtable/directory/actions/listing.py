"""Makes what is searched anew from the records: all of it, or some services."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

from django.db import connection

from hubtable.directory.actions.placing import know_places
from hubtable.directory.models import Service, TaxonomyTerm
from hubtable.directory.rules.spelling import fold
from hubtable.directory.rules.vocabulary import (
    categories,
    codes_of_term,
    with_parents,
    words_of_phrases,
)
from hubtable.kernel.seat import Seat

SAMPLE = 20_000
"""Listings whose texts are read for the words of the directory; names are read of all."""
WHOLE = 0.3
"""Share of the services from which on all are made anew: one pass, and the words with them."""

DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
BY_DAY = (
    f"^(?:{DAY}(?:,{DAY})*|([+-]?[1-5]){DAY}(?:,\\1{DAY})*|[+-]?[1-5]({DAY})(?:,[+-]?[1-5]\\2)*)$"
)
"""BYDAY values that `rules/schedules.py` reads: ordinals are all the same, or all of one day."""

LEARN = """
WITH learned AS MATERIALIZED (
    SELECT word, coalesce((ts_lexize('english_stem', word))[1], '') AS stem, sum(ndoc) AS listings
    FROM (
        SELECT word, ndoc FROM ts_stat($$
            SELECT to_tsvector('simple', translate(name, '/', ' ')) FROM directory_listing$$)
        UNION ALL
        SELECT word, ndoc FROM ts_stat($$
            SELECT to_tsvector('simple', translate(public.unaccent(s.description), '/', ' ')) FROM (
                SELECT service_id FROM directory_listing ORDER BY id LIMIT {sample}
            ) l JOIN directory_service s ON s.id = l.service_id$$)
        UNION ALL
        SELECT unnest(%(vocabulary)s::text[]), 0
        UNION ALL
        SELECT regexp_split_to_table(p.name, ' '), 0 FROM directory_place p
        WHERE p.listings > 0 AND p.id LIKE 'town:%%'
    ) w WHERE word ~ '^[a-z]{{3,}}$' GROUP BY word
), gone AS (
    DELETE FROM directory_word d WHERE NOT EXISTS (SELECT FROM learned l WHERE l.word = d.word)
)
INSERT INTO directory_word AS d (word, stem, listings) SELECT word, stem, listings FROM learned
ON CONFLICT (word) DO UPDATE SET listings = EXCLUDED.listings
WHERE d.listings <> EXCLUDED.listings
"""
"""A word that stays is left where it is: a look for one like it need not step over dead ones."""

LEARN_NAMES = """
INSERT INTO directory_word (word, stem, listings)
SELECT word, coalesce((ts_lexize('english_stem', word))[1], ''), count(*) FROM (
    SELECT unnest(tsvector_to_array(to_tsvector('simple', translate(name, '/', ' ')))) AS word
    FROM directory_listing WHERE service_id = ANY (%(services)s::uuid[])
) w WHERE word ~ '^[a-z]{3,}$' GROUP BY word ON CONFLICT (word) DO NOTHING
"""

PLACES = """
UPDATE directory_place p SET listings = coalesce(n.listings, 0)
FROM (SELECT DISTINCT state FROM directory_place) s
LEFT JOIN (SELECT state, count(*) AS listings FROM directory_listing GROUP BY state) n USING (state)
WHERE p.state = s.state AND p.listings <> coalesce(n.listings, 0)
"""


def list_services(*, by: Seat | None, at: datetime, services: Collection[UUID]) -> int:
    """Make the listings of some services anew; return how many there are now.

    To be called in the transaction that changed the service, its organization or its locations.
    """
    count = _fill(sorted(services), at)
    with connection.cursor() as cursor:
        cursor.execute(LEARN_NAMES, {"services": sorted(services)})
    return count


def list_outdated(*, by: Seat | None, at: datetime) -> int:
    """Make listings anew that are older than what they are made from; return how many services.

    What an import or anything else left undone is found by this, whenever it is called.
    """
    with connection.cursor() as cursor:
        cursor.execute(_sql("outdated.sql"))
        services = [row[0] for row in cursor.fetchall()]
    if len(services) > WHOLE * Service.objects.count():
        list_everything(by=by, at=at)
    elif services:
        list_services(by=by, at=at, services=services)
    return len(services)


def list_everything(*, by: Seat | None, at: datetime) -> int:
    """Make all listings and the words of the directory anew; return how many listings there are."""
    know_places(by=by, at=at)
    count = _fill(None, at)
    with connection.cursor() as cursor:
        cursor.execute(PLACES)
        cursor.execute(LEARN.format(sample=SAMPLE), {"vocabulary": sorted(words_of_phrases())})
    return count


def _fill(services: list[UUID] | None, at: datetime) -> int:
    given = {"at": at, "services": services, "by_day": BY_DAY, **_terms(), **_names()}
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM directory_listing"
            " WHERE %(services)s::uuid[] IS NULL OR service_id = ANY (%(services)s::uuid[])",
            {"services": services},
        )
        cursor.execute(_sql("listing.sql"), given)
        return int(cursor.rowcount)


@cache
def _sql(name: str) -> str:
    file = resources.files("hubtable.directory.actions") / name
    return file.read_text(encoding="utf-8")


def _terms() -> dict[str, list[Any]]:
    """Return for every term what it means in our vocabulary, and the terms above it."""
    rows = TaxonomyTerm.objects.filter(ended_at=None).values_list("id", "parent_id", "name", "code")
    parents = {pk: parent for pk, parent, _, _ in rows}
    meant = {pk: codes_of_term(fold(name), code) for pk, _, name, code in rows}
    terms, meanings, above = [], [], []
    for pk in parents:
        higher = list(_above(pk, parents))
        means = with_parents(*(code for term in (pk, *higher) for code in meant[term]))
        terms.append(pk)
        meanings.append(",".join(means) or None)
        above.append(",".join(map(str, higher)) or None)
    return {"terms": terms, "meanings": meanings, "above": above}


def _above(term: UUID, parents: Mapping[UUID, UUID | None]) -> Iterable[UUID]:
    """Yield the terms above a term; a feed's circle ends where it began."""
    seen = {term}
    while (higher := parents.get(term)) and higher not in seen:
        seen.add(higher)
        yield higher
        term = higher


def _names() -> dict[str, Any]:
    """Return the words in names that say a category: *Mill Street Food Pantry* is one."""
    found: dict[str, list[str]] = {}
    for category in categories().values():
        for name in {term.lower() for term in category.terms if " " in term}:
            if re.fullmatch(r"[a-z /-]+", name):
                found.setdefault(name, []).append(category.code)
    longest = sorted(found, key=len, reverse=True)
    return {
        "pattern": r"\m(" + "|".join(re.escape(name) for name in longest) + r")\M",
        "said": longest,
        "meant": [",".join(with_parents(*found[name])) for name in longest],
    }
