"""What the database returns to each seat, through a connection of the web's own role."""

from collections.abc import Iterator
from types import TracebackType

import psycopg

from hubtable.base import acting
from hubtable.kernel.seat import Seat
from tests.cluster import NAME, Cluster
from tests.security.walk.model import Model, Row
from tests.world import World, token_for

SEEN = """
    SELECT 'ledger', class, record, part FROM vault_ledger
    WHERE opens AND since <= %(at)s AND until > %(at)s
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
    SELECT 'described', discussion_id FROM table_describedperson
    UNION SELECT 'described', discussion_id FROM table_stance
    UNION SELECT 'reported', discussion_id FROM table_update
"""
"""Further rows of a class: never seen unless the class is."""
COUNTED = (
    *("vault_ledger", "vault_sealed", "table_discussion", "table_origin", "table_announcement"),
    *("table_subject", "table_worksheet", "table_description", "table_describedperson"),
    *("table_stance", "table_presence", "table_pick", "table_answer", "table_assignment"),
    *("table_plannote", "table_decline", "table_report", "table_update", "table_meeting"),
    *(
        "table_attendance",
        "table_writer",
        "hubs_seat",
        "hubs_person",
        "hubs_delegation",
        "hubs_agreement",
    ),
    *("hubs_confidentiality", "hubs_agency", "hubs_program", "hubs_table", "audit_entry"),
    *("table_note", "table_safeguard", "table_gathering", "table_clock", "table_proposal"),
    *("table_offer", "table_filing", "table_proof", "table_hold", "table_asked", "table_match"),
    "table_thanks",
    *("table_look", "table_excess", "table_packet", "table_reminder", "hubs_mail"),
    *("vault_consent", "vault_blind", "vault_asking"),
)
SNAPSHOT = "SELECT md5(string_agg(h, '' ORDER BY h)) FROM ({}) all_of_it".format(
    " UNION ALL ".join(
        f"SELECT '{name}' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS h"
        f" FROM {name} t"
        for name in COUNTED
    )
)


class Look:
    """Two connections to one database: as the web's role, and past the lock for comparing."""

    def __init__(self, cluster: Cluster, database: str) -> None:
        self.app = psycopg.connect(**cluster.conninfo(database, f"{NAME}_app"))
        self.past = cluster.as_superuser(database)

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
        row = self.past.execute(SNAPSHOT, prepare=True).fetchone()
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

    def compare_seatless(self, model: Model) -> None:
        """Whoever acts without a seat sees no row; a partner what its delegation sees."""
        for kind, subject in self._seatless(model):
            with self.app.transaction(force_rollback=True):
                token = acting.token(kind, subject, model.now) if kind else ""
                self.app.execute("SELECT lock.act(%s)", [token])
                found = self.app.execute(SEEN, {"at": model.now}, prepare=True).fetchall()
            if kind != "partner":
                assert found == [], f"{kind} sees, after\n" + "\n".join(model.log)
                continue
            ledger, rows = model.partner()
            story = "\n".join(model.log)
            assert {row[1:] for row in found if row[0] == "ledger"} == ledger, story
            got = {row[1:] for row in found if row[0] == "rows" and row[1] in CLASSES}
            assert got == rows, story

    def _seatless(self, model: Model) -> Iterator[tuple[str, str]]:
        yield from (("job", task) for task in ("retention", "clocks", "outbox", "feeds"))
        yield from ((kind, str(one)) for kind, one in model.world.credentials.items())
        yield from (("person", str(model.world["school"].user)), ("", ""))

    def seen(self, model: Model, seat: Seat) -> tuple[set[Row], set[Row], set[tuple[str, object]]]:
        """Return what a seat sees: in the ledger, in the class tables, in the tables beside."""
        with self.app.transaction(force_rollback=True):
            self.app.execute("SELECT lock.act(%s)", [token_for(seat, model.now)])
            found = self.app.execute(SEEN, {"at": model.now}, prepare=True).fetchall()
            beside = set(self.app.execute(BESIDE, prepare=True).fetchall())
        ledger = {row[1:] for row in found if row[0] == "ledger"}
        return ledger, {row[1:] for row in found if row[0] == "rows"}, beside

    def compare(self, model: Model, name: str, seat: Seat) -> None:
        """Compare what a seat sees with what it should see."""
        ledger, rows = model.expected(seat)
        got_ledger, got_rows, beside = self.seen(model, seat)
        story = "\n".join(model.log)
        assert got_ledger == ledger, f"{name}: ledger, after\n{story}"
        assert got_rows == rows, f"{name}: rows, after\n{story}"
        classes = {(kind, discussion) for kind, discussion, _ in rows}
        assert beside <= classes, f"{name}: beside, after\n{story}"
