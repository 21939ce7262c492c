"""How far through the table of listings a question must walk, by what the database knows of it."""

from django.db import connection

from hubtable.directory.rules.skimming import pages, worth_it

SIZE = "SELECT relpages, reltuples FROM pg_class WHERE oid = 'directory_listing'::regclass"
EXPECTED = "EXPLAIN (FORMAT JSON) SELECT FROM directory_listing WHERE words @@ %s::tsquery"


def first_pages(query: str, enough: int) -> int:
    """Return how many pages of the table probably hold enough that fit; 0: the index is faster.

    `query`: a tsquery. No listing is read for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(SIZE)
        size, listings = cursor.fetchone()
        if not worth_it(listings, enough):
            return 0
        cursor.execute(EXPECTED, [query])
        fitting = cursor.fetchone()[0][0]["Plan"]["Plan Rows"]
    return pages(size, listings, fitting, enough)
