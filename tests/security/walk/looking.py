"""What the database returns to each seat, through a connection of the web's own role."""

from collections.abc import Iterator
from datetime import datetime
from types import TracebackType
from uuid import UUID

import psycopg
from psycopg import sql

from hubtable.base import acting
from tests.cluster import NAME, Cluster
from tests.security.walk.model import Model, Row
from tests.world import World, token_for

SEEN = """
    SELECT 'ledger', class::text, record, part FROM vault_ledger
    WHERE opens AND since <= moment AND until > moment
    UNION SELECT 'rows', 'discussion', id, NULL FROM table_discussion
    UNION SELECT 'rows', 'worksheet', id, NULL FROM table_worksheet
    UNION SELECT 'rows', 'announced', id, NULL FROM table_announcement
    UNION SELECT 'rows', 'described', discussion_id, NULL FROM table_description
    UNION SELECT 'rows', 'answered', discussion_id, id FROM table_answer
    UNION SELECT 'rows', 'identified', record, id FROM vault_sealed
    UNION SELECT 'rows', 'planned', discussion_id, id FROM table_plannote
    UNION SELECT 'rows', 'reported', id, NULL FROM table_report
    UNION SELECT 'rows', 'note', id, NULL FROM table_note
    UNION SELECT 'rows', 'safeguard', discussion_id, id FROM table_safeguard
    UNION SELECT 'rows', 'gathering', discussion_id, id FROM table_gathering
    UNION SELECT 'rows', 'clock', id, NULL FROM table_clock
    UNION SELECT 'rows', 'consent', record, id FROM vault_consent
    UNION SELECT 'rows', 'proposal', id, NULL FROM table_proposal
    UNION SELECT 'rows', 'declined', discussion_id, subject_id FROM table_decline
    UNION SELECT 'rows', 'offer', discussion_id, id FROM table_offer
    UNION SELECT 'rows', 'thanks', discussion_id, id FROM table_thanks
    UNION SELECT 'rows', 'subject', discussion_id, id FROM table_subject
    UNION SELECT 'rows', 'filing', discussion_id, NULL FROM table_filing
    UNION SELECT 'rows', 'picked', delegation_id, subject_id FROM table_pick
    UNION SELECT 'rows', 'proof', discussion_id, NULL FROM table_proof
    UNION SELECT 'rows', 'hold', id, NULL FROM table_hold
    UNION SELECT 'rows', 'asked', match_id, NULL FROM table_asked
"""
CLASSES = {
    *("discussion", "announced", "described", "answered", "identified", "planned", "reported"),
    *("note", "safeguard", "gathering", "clock"),
}
"""Rows that follow from the ledger alone."""
BESIDE = """
    SELECT 'beside', 'described', discussion_id, NULL::uuid FROM table_describedperson
    UNION SELECT 'beside', 'described', discussion_id, NULL FROM table_stance
    UNION SELECT 'beside', 'reported', discussion_id, NULL FROM table_update
"""
"""Further rows of a class: never seen unless the class is."""
SEEN_BY = f"""
    CREATE SCHEMA walk;
    GRANT USAGE ON SCHEMA walk TO {NAME}_app;
    CREATE FUNCTION walk.seen_by(tokens text[], moment timestamptz)
    RETURNS TABLE (place integer, what text, kind text, found uuid, part_of_it uuid)
    LANGUAGE plpgsql AS $$
    BEGIN
        FOR place IN 1 .. cardinality(tokens) LOOP
            PERFORM lock.act(tokens[place]);
            RETURN QUERY SELECT place, x.* FROM ({SEEN} UNION ALL {BESIDE}) x;
        END LOOP;
    END $$;
"""
"""Reads for one token after the other, as whoever calls it: the web's role. In one statement, whose
plan is kept: a look by each of forty is taken after every step."""
Found = tuple[str, str, UUID, UUID | None]
COUNTED = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""
"""Every table there is: what is refused changes none of them."""


class Look:
    """Two connections to one database: as the web's role, and past the lock for comparing."""

    def __init__(self, cluster: Cluster, database: str) -> None:
        self.app = psycopg.connect(**cluster.conninfo(database, f"{NAME}_app"))
        self.past = cluster.as_superuser(database)
        self.past.execute(SEEN_BY.encode())
        names = [str(name) for (name,) in self.past.execute(COUNTED).fetchall()]
        self.digest = sql.SQL(
            "SELECT md5(string_agg(h, '' ORDER BY h)) FROM ({}) every_row"
        ).format(sql.SQL(" UNION ALL ").join(map(_digest, names)))

    def __enter__(self) -> "Look":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.app.close()
        self.past.close()

    def snapshot(self) -> str:
        """Return a digest of every row there is."""
        row = self.past.execute(self.digest, prepare=True).fetchone()
        assert row is not None
        return str(row[0])

    def keep_names(self, world: World) -> None:
        """Let the tables of the walk keep names in all three ways, and two allow a note."""
        for table, keeping, note in (
            *(("A", "until_conclusion", True), ("B", "until_contact", True)),
            *(("C", "not_stored", False),),
        ):
            self.past.execute(
                "UPDATE hubs_table SET keeping = %s, note_allowed = %s WHERE id = %s",
                [keeping, note, world.tables[table]],
            )

    def compare(self, model: Model) -> None:
        """Compare what each sees with what it should see; stop at the first that differs."""
        tokens = [token_for(seat, model.now) for seat in model.seats.values()]
        others = list(_seatless(model))
        tokens += [acting.token(*one, model.now) if one[0] else "" for one in others]
        story = "\n".join(model.log)
        seen = self._seen(tokens, model.now)
        for (name, seat), found in zip(model.seats.items(), seen, strict=False):
            ledger, rows = model.expected(seat)
            assert _of("ledger", found) == ledger, f"{name}: ledger, after\n{story}"
            assert _of("rows", found) == rows, f"{name}: rows, after\n{story}"
            assert _beside(found) <= _classes(rows), f"{name}: beside, after\n{story}"
        for (kind, _), found in zip(others, seen[len(model.seats) :], strict=True):
            if kind == "partner":
                _compare_partner(model, found, story)
            else:
                assert found == set(), f"{kind} sees, after\n{story}"

    def _seen(self, tokens: list[str], at: datetime) -> list[set[Found]]:
        """Return what each of them sees: in the ledger, in the class tables, in those beside."""
        with self.app.transaction(force_rollback=True):
            rows = self.app.execute("SELECT * FROM walk.seen_by(%s, %s)", [tokens, at]).fetchall()
        found: list[set[Found]] = [set() for _ in tokens]
        for place, *row in rows:
            found[place - 1].add((row[0], row[1], row[2], row[3]))
        return found


def _seatless(model: Model) -> Iterator[tuple[str, str]]:
    """Yield whoever acts without a seat: they see no row; a partner what its delegation sees."""
    yield from (("job", task) for task in ("retention", "clocks", "outbox", "feeds"))
    yield from ((kind, str(one)) for kind, one in model.world.credentials.items())
    yield from (("person", str(model.world["school"].user)), ("", ""))


def _compare_partner(model: Model, found: set[Found], story: str) -> None:
    ledger, rows = model.partner()
    assert _of("ledger", found) == ledger, f"partner: ledger, after\n{story}"
    got = {row for row in _of("rows", found) if row[0] in CLASSES}
    assert got == rows, f"partner: rows, after\n{story}"
    assert _beside(found) <= _classes(rows), f"partner: beside, after\n{story}"


def _of(what: str, found: set[Found]) -> set[Row]:
    return {row[1:] for row in found if row[0] == what}


def _beside(found: set[Found]) -> set[tuple[str, UUID]]:
    return {row[:2] for row in _of("beside", found)}


def _classes(rows: set[Row]) -> set[tuple[str, UUID]]:
    return {row[:2] for row in rows}


def _digest(name: str) -> sql.Composed:
    """Return the query of a digest of one table's rows."""
    return sql.SQL(
        "SELECT {label} || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS h"
        " FROM {table} t"
    ).format(label=sql.Literal(name), table=sql.Identifier(name))
