"""The statements that take rows in, made from the models: one a table, for a few thousand rows.

COPY is closed to roles under row security, and the web's role makes no temporary tables; so rows go
as one text, parted by control characters no row contains, and are taken apart in the database.
Measured, that costs about as much as COPY into a table and reading it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, models

from hubtable.directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    ContactWay,
    CostOption,
    Funding,
    InsuranceAccepted,
    Language,
    Location,
    Metadata,
    MetaTableDescription,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    Record,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
    Translation,
    Unit,
    Url,
)
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.understanding import ABOUT as NAMED

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]

CELL, ROW, NULL = "\x1f", "\x1e", "\x02"
"""What parts cells and rows, and what stands for null: understood texts contain none of them."""
Who = tuple[UUID | None, str]
"""Whose act is noted in the history, and how (`Change.how`)."""
FEED: Who = (None, "import")
"""The feed itself."""
MODELS: dict[str, type[Record]] = {
    "taxonomy": Taxonomy,
    "taxonomy_term": TaxonomyTerm,
    "unit": Unit,
    "organization": Organization,
    "organization_identifier": OrganizationIdentifier,
    "program": Program,
    "service": Service,
    "location": Location,
    "service_at_location": ServiceAtLocation,
    "address": Address,
    "accessibility": Accessibility,
    "contact": Contact,
    "phone": Phone,
    "schedule": Schedule,
    "service_area": ServiceArea,
    "language": Language,
    "funding": Funding,
    "required_document": RequiredDocument,
    "cost_option": CostOption,
    "service_capacity": ServiceCapacity,
    "insurance_accepted": InsuranceAccepted,
    "contact_way": ContactWay,
    "url": Url,
    "attribute": Attribute,
    "metadata": Metadata,
    "translation": Translation,
    "meta_table_description": MetaTableDescription,
}
KEPT = frozenset(
    (
        "id",
        "source_id",
        "source_key",
        "fingerprint",
        "missing_since",
        "added_at",
        "changed_at",
        "ended_at",
        "version",
        "written",
    )
)
RENAMED = {("taxonomy", "version"): "version_of_taxonomy"}
ABOUT = tuple(name for name in MODELS if name not in {"attribute", "metadata", "translation"})
"""Tables an attribute, metadata or a translation can be about."""


def table_name(table: str) -> str:
    """Return the name in the database of a table of HSDS."""
    return MODELS[table]._meta.db_table


@dataclass(frozen=True, slots=True)
class Upsert:
    """How rows of one table, of which a feed fills some fields, are put."""

    table: str
    fields: tuple[str, ...]
    """Fields as understanding names them, in the order in which they are sent."""
    statement: str
    usual: dict[str, str]
    """What a field is where a feed says nothing of it."""
    links: tuple[str, ...]
    """Links that are looked at; the answer says which of them point to nothing."""
    itself: str
    """A link to the same table, set when all its rows are there; or empty."""
    noting: bool
    """Whether what changes is noted in the history; new rows have none."""

    def putting(
        self, rows: Sequence[Sequence[str]], *, source: UUID, at: Any, who: Who
    ) -> Callable[[], list[tuple[Any, ...]]]:
        """Return what puts rows; it may be called in another thread.

        It returns for each row that was not put as it was: place, put, links to nothing.
        """
        text = ROW.join([CELL.join(row) for row in rows])
        noted = [at, who[0], source, who[1]] if self.noting else []
        cursor = connection.cursor()

        def put() -> list[tuple[Any, ...]]:
            with cursor:
                cursor.execute(self.statement, [text, source, at, at, at, *noted])
                return list(cursor.fetchall())

        return put


@lru_cache(maxsize=128)
def upsert(table: str, given: frozenset[str], *, noting: bool = False) -> Upsert:
    """Return how rows of which these fields are understood are put."""
    model, spec = MODELS[table], TABLES[table]
    columns = _columns(model, table)
    fields = tuple(sorted(name for name in given if name in columns))
    defaults = {
        str(field.column): field.get_default()
        for field in model._meta.local_fields
        if field.column not in KEPT and field.column not in {columns[name][0] for name in fields}
    }
    links = tuple(name for name in fields if name in spec.links)
    itself = next((name for name in links if spec.links[name] == table), "")
    looked = tuple(name for name in links if name != itself)
    noted = [columns[name][0] for name in fields if noting and name != itself]
    told = [(name, *columns[name]) for name in fields]
    return Upsert(
        table,
        fields,
        _statement(table, told, defaults, itself, noted),
        {name: _usual(columns[name][2]) for name in fields},
        looked,
        itself,
        bool(noted),
    )


def _columns(model: type[Record], table: str) -> dict[str, tuple[str, str, "AnyField"]]:
    """Return field of HSDS → column, type, field of the model."""
    found: dict[str, tuple[str, str, AnyField]] = {}
    for field in model._meta.local_fields:
        if field.column in KEPT and field.attname != "version_of_taxonomy":
            continue
        name = next((n for (t, n), f in RENAMED.items() if t == table and f == field.name), "")
        column = str(field.column)
        found[name or column] = (column, str(field.db_type(connection)), field)
    return found


def _usual(field: "AnyField") -> str:
    default = field.get_default()
    return NULL if default is None else str(default)


PUT = """
WITH line AS MATERIALIZED (
    SELECT string_to_array(l, E'\\x1f', E'\\x02') AS c FROM string_to_table(%s, E'\\x1e') AS l),
given AS MATERIALIZED (
    SELECT (c[1])::integer AS place, (c[2])::uuid AS id, decode(c[3], 'hex') AS mark, c[4] AS key
    {typed} FROM line),
judged AS MATERIALIZED (SELECT g.*{checks} FROM given g),
{before}put AS (
    INSERT INTO "{target}" AS held (id, source_id, source_key, fingerprint, version,
        added_at, changed_at, written{named})
    SELECT g.id, %s, g.key, g.mark, 1, %s, %s, pg_current_xact_id()::text::bigint{told}
    FROM judged g WHERE {wanted}
    ON CONFLICT (id) DO UPDATE SET source_key = EXCLUDED.source_key,
        fingerprint = EXCLUDED.fingerprint, missing_since = NULL, changed_at = %s,
        version = held.version + 1, written = EXCLUDED.written{sets}
    RETURNING id{after}){noted}
SELECT g.place, put.id IS NOT NULL{flags}
FROM judged g LEFT JOIN put ON put.id = g.id WHERE put.id IS NULL OR {any_flag}
"""
"""Puts a chunk of rows of one table, and tells which were not put or point to nothing."""
BEFORE = """before AS MATERIALIZED (
    SELECT h.id, gen_random_uuid() AS act, {values} AS was
    FROM given g JOIN "{target}" h ON h.id = g.id WHERE h.fingerprint IS DISTINCT FROM '\\x00'),
"""
NOTED = """,
noted AS (
    INSERT INTO directory_change
        (id, act, record, "table", field, before, after, at, seat, source, how)
    SELECT gen_random_uuid(), b.act, b.id, '{table}', w.key, nullif(w.value, 'null'),
        nullif(put.now -> w.key, 'null'), %s, %s, %s, %s
    FROM before b JOIN put ON put.id = b.id CROSS JOIN jsonb_each(b.was) w
    WHERE w.value IS DISTINCT FROM put.now -> w.key{but})"""
"""What stood there, and what of it is another now; never of a place kept confidential."""
BUT = {
    "location": " AND NOT (w.key IN ('latitude', 'longitude', 'precision')"
    " AND b.was ->> 'precision' IN ('zip', 'town') AND put.now ->> 'precision' = 'none')"
}
"""What is no change: a point of ours, made anew for a location without one (`locating`)."""


def _statement(
    table: str,
    fields: list[tuple[str, str, str, Any]],
    defaults: dict[str, Any],
    itself: str,
    noted: list[str],
) -> str:
    typed = [f"(c[{place}])::{kind} AS f{place}" for place, (_, _, kind, _) in enumerate(fields, 5)]
    place_of = {name: place for place, (name, *_) in enumerate(fields, 5)}
    looked = tuple(name for name in place_of if name in TABLES[table].links and name != itself)
    checks = "".join(
        f", {_dangles(table, name, place_of)} AS no_{place_of[name]}" for name in looked
    )
    spec = TABLES[table]
    fixed = _fixed(spec, place_of, looked)
    if itself:
        fixed[itself] = f"NULL::{next(k for n, _, k, _ in fields if n == itself)}"
    columns = [column for _, column, _, _ in fields]
    values = [fixed[name] for name, *_ in fields]
    constant = {column: _literal(value) for column, value in defaults.items()}
    return PUT.format(
        **_noting(table, noted),
        typed="".join(f", {one}" for one in typed),
        checks=checks,
        target=table_name(table),
        named="".join(f', "{column}"' for column in [*columns, *constant]),
        told="".join(f", {value}" for value in [*values, *constant.values()]),
        wanted=_wanted(spec, place_of, looked),
        sets="".join(f', "{column}" = EXCLUDED."{column}"' for column in columns),
        flags="".join(f", no_{place_of[name]}" for name in looked),
        any_flag=" OR ".join(f"no_{place_of[name]}" for name in looked) or "false",
    )


def _noting(table: str, columns: list[str]) -> dict[str, str]:
    """Return the parts of the statement that write the history of these columns."""
    if not columns:
        return {"before": "", "after": "", "noted": ""}

    def pairs(of: str) -> str:
        told = ", ".join(f"'{one}', {of}.\"{one}\"" for one in columns)
        return f"jsonb_build_object({told})"

    return {
        "before": BEFORE.format(values=pairs("h"), target=table_name(table)),
        "after": f", {pairs('held')} AS now",
        "noted": NOTED.format(table=table, but=BUT.get(table, "")),
    }


def _fixed(spec: Any, place_of: dict[str, int], looked: tuple[str, ...]) -> dict[str, str]:
    """Return what is put into each field: a link that points to nothing becomes null."""
    fixed = {name: f"g.f{place_of[name]}" for name in place_of}
    for name in looked:
        if name not in spec.needs and spec.links[name] != "*":
            fixed[name] = f"CASE WHEN no_{place_of[name]} THEN NULL ELSE g.f{place_of[name]} END"
    return fixed


def _dangles(table: str, name: str, place_of: dict[str, int]) -> str:
    target, place = TABLES[table].links[name], place_of[name]
    if target != "*":
        return (
            f"(g.f{place} IS NOT NULL AND NOT EXISTS"
            f' (SELECT FROM "{table_name(target)}" p WHERE p.id = g.f{place}))'
        )
    named = NAMED[name]
    about = f"g.f{place_of[named]}" if named in place_of else "''"
    known = " OR ".join(
        f"({about} IN ('{one}', '') AND EXISTS"
        f' (SELECT FROM "{table_name(one)}" p WHERE p.id = g.f{place}))'
        for one in ABOUT
    )
    other = ", ".join(f"'{one}'" for one in ("", *ABOUT))
    return f"({about} IN ({other}) AND NOT ({known}))"


def _wanted(spec: Any, place_of: dict[str, int], looked: tuple[str, ...]) -> str:
    """A row whose needed links point to nothing is an orphan; so is one that has none left."""
    needed = [
        f"NOT no_{place_of[name]}"
        for name in looked
        if name in spec.needs or spec.links[name] == "*"
    ]
    held = [
        f"g.f{place_of[name]} IS NOT NULL AND NOT no_{place_of[name]}"
        for name in spec.any_of
        if name in looked
    ]
    return " AND ".join([*needed, *([f"({' OR '.join(held)})"] if held else [])]) or "true"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def point_to_itself(table: str, field: str, pairs: Sequence[tuple[str, str]]) -> set[str]:
    """Set a table's links to itself; return the records whose link points to nothing."""
    target = table_name(table)
    text = ROW.join(CELL.join(pair) for pair in pairs)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH line AS MATERIALIZED (
                SELECT split_part(l, E'\\x1f', 1)::uuid AS id,
                    split_part(l, E'\\x1f', 2)::uuid AS up
                FROM string_to_table(%s, E'\\x1e') AS l),
            put AS (UPDATE "{target}" t SET "{field}" = l.up FROM line l
                WHERE t.id = l.id AND EXISTS (SELECT FROM "{target}" p WHERE p.id = l.up)
                RETURNING t.id)
            SELECT l.id::text FROM line l LEFT JOIN put ON put.id = l.id WHERE put.id IS NULL
            """,  # noqa: S608 - names of our own
            [text],
        )
        return {str(row[0]) for row in cursor.fetchall()}
