"""What the database returns to each seat, through a connection of the web's own role."""

from types import TracebackType

import psycopg

from hubtable.kernel.seat import Seat
from tests.cluster import NAME, Cluster
from tests.security.walk.model import Model, Row
from tests.world import token_for

SEEN = """
    SELECT 'ledger', class, record, part FROM vault_ledger
    WHERE opens AND since <= %(at)s AND until > %(at)s
    UNION SELECT 'rows', 'discussion', id, NULL FROM table_discussion
    UNION SELECT 'rows', 'worksheet', id, NULL FROM table_worksheet
    UNION SELECT 'rows', 'announced', id, NULL FROM table_announcement
    UNION SELECT 'rows', 'described', discussion_id, NULL FROM table_description
    UNION SELECT 'rows', 'answered', discussion_id, id FROM table_answer
    UNION SELECT 'rows', 'identified', record, id FROM vault_sealed
    UNION SELECT 'rows', 'planned', discussion_id, subject_id FROM table_plannote
    UNION SELECT 'rows', 'reported', id, NULL FROM table_report
"""
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

    def seen(self, model: Model, seat: Seat) -> tuple[set[Row], set[Row], set[tuple[str, object]]]:
        """Return what a seat sees: in the ledger, in the class tables, in the tables beside."""
        with self.app.transaction(force_rollback=True):
            self.app.execute(
                "SELECT set_config('hubtable.actor', %s, true)", [token_for(seat, model.now)]
            )
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
