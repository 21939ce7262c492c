"""The faults that are planted into the lock, small and large."""

from typing import NamedTuple

from hubtable.base.lock.policies import GUARDED


class Weakening(NamedTuple):
    """One condition of a function taken out. `called`: whose probes notice, if another's."""

    function: str
    old: str
    new: str = ""
    called: str = ""

    def __str__(self) -> str:
        return f"{self.function}: {self.old[:40]}"


SMALL = (
    Weakening("bring", "a.kind = 'seat' AND "),
    Weakening("bring", " AND a.delegation IS NOT NULL"),
    Weakening("add_subject", " AND d.state = 'screening'"),
    Weakening("drop_subject", " AND d.state = 'screening'"),
    Weakening("drop_subject", " AND t.id = s"),
    Weakening("tell", " AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s)"),
    Weakening("tell", "who <> a.delegation AND "),
    Weakening("tell", " AND lock.sits(who, r)"),
    Weakening("tell", "AND (NOT lock.protected(who) OR agreed IS NOT NULL)"),
    Weakening("tell", "AND d.state IN ('identifying', 'intervening')"),
    Weakening("tell", " AND t.delegation_id = a.delegation"),
    Weakening("tell", " AND t.id = s"),
    Weakening("sits", " AND x.table_id = d.table_id", called="tell"),
    Weakening("answer", " AND p.subject_id = s"),
    Weakening("answer", "AND p.delegation_id = a.delegation "),
    Weakening("answer", "AND d.state = 'identifying'"),
    Weakening("assign", "'desk' = ANY (lock.relations(r)) AND "),
    Weakening("assign", " AND d.state IN ('identifying', 'intervening')"),
    Weakening("assign", "AND leader <> ALL (helping)"),
    Weakening("assign", "lock.sits(c, r) AND "),
    Weakening("assign", "p.discussion_id = r AND p.delegation_id = c", "true"),
    Weakening("decline", "lock.relations(r) && ARRAY['origin', 'lead', 'assisting'] AND "),
    Weakening("decline", " AND d.id = r"),
    Weakening("decline", " AND d.state = 'intervening'"),
    Weakening("break_glass", "a.kind = 'seat' AND "),
    Weakening("break_glass", "btrim(why) <> '' AND "),
    Weakening("break_glass", " AND d.table_id = a.tbl"),
    Weakening("break_glass", " AND NOT t.protected"),
    Weakening("break_glass", "AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')"),
    Weakening("break_glass", "'screening', "),
    Weakening("break_glass", "'withdrawn', "),
    Weakening("break_glass", ", 'forgotten'"),
    Weakening("break_glass", "AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s)"),
    Weakening("close_glass", "ARRAY['origin', 'desk']", "ARRAY['origin', 'desk', 'lead']"),
    Weakening("shred", "'job' = ANY (lock.relations(r)) AND "),
    Weakening("shred", " AND d.state IN ('forgotten', 'withdrawn')"),
    Weakening("was_absent", "'desk' = ANY (lock.relations(r))", "lock.relations(r) IS NOT NULL"),
    Weakening("relations", " AND a.tbl = d.table_id", called="move"),
    Weakening("relations", " AND o.delegation_id = a.delegation", called="move"),
    Weakening("relations", " AND s.delegation_id = a.delegation", called="decline"),
    Weakening("relations", " AND a.subject = 'retention'", called="shred"),
    Weakening("relations", "WHERE a.kind IN ('seat', 'job')", called="move"),
    Weakening("move", "(m.source = d.state OR d.version IS DISTINCT FROM seen)", "true"),
    Weakening("may_move", "why <> ''", "true", called="move"),
    Weakening("sign_confidentiality", "u.person = who", "true"),
)
CLASSES = tuple(
    guarded.table for guarded in GUARDED if guarded.table.startswith(("vault_", "table_"))
)
_APP = "hubtable_app"
UNCHECKED = (
    "CREATE OR REPLACE FUNCTION lock.unclaimed(wanted uuid) RETURNS boolean LANGUAGE sql AS"
    " 'SELECT true'"
)
UNREFUSED = "CREATE OR REPLACE FUNCTION lock.refuse() RETURNS void LANGUAGE sql AS ''"
UNSIGNED = (
    "CREATE OR REPLACE FUNCTION lock.signature(message text) RETURNS text LANGUAGE sql"
    " AS $$ SELECT split_part(current_setting('hubtable.actor', true), '|', 5) $$"
)


def _written(table: str) -> dict[str, list[str]]:
    """Return faults of a table's write policies."""
    found = next(guarded for guarded in GUARDED if guarded.table == table)
    faults = {}
    if found.insert:
        faults[f"anyone inserts into {table}"] = [
            f"ALTER POLICY app_insert ON {table} WITH CHECK (true)"
        ]
    if found.update:
        faults[f"anyone updates {table}"] = [
            f"ALTER POLICY app_update ON {table} USING (true) WITH CHECK (true)",
            f"ALTER POLICY app_select ON {table} USING (true)",
        ]
    return faults


def _fault_of(table: str) -> dict[str, list[str]]:
    readable = f"ALTER POLICY app_select ON {table} USING (true)"
    return {
        f"anyone reads {table}": [readable],
        f"{table} without row security": [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
        **_written(table),
    }


STATEMENTS: dict[str, list[str]] = {
    key: value for table in CLASSES for key, value in _fault_of(table).items()
} | {
    "the ledger is writable: vault_ledger": [
        f"GRANT INSERT ON vault_ledger TO {_APP}",
        f"CREATE POLICY more ON vault_ledger FOR INSERT TO {_APP} WITH CHECK (true)",
    ],
    "the key is readable: lock.key": [f"GRANT SELECT ON lock.key TO {_APP}"],
    "accounts are readable: accounts_user": [f"GRANT SELECT ON accounts_user TO {_APP}"],
    "a seat's person is writable: hubs_seat": [f"GRANT UPDATE (person_id) ON hubs_seat TO {_APP}"],
    "accounts change hands: hubs_person": [f"GRANT UPDATE (user_id) ON hubs_person TO {_APP}"],
    "ids are not checked: hubs_seat": [UNCHECKED],
    "nobody refuses: lock.move": [UNREFUSED],
    "any signature holds: vault_sealed": [UNSIGNED],
}
"""What is done → the statements; its last word is what the probes that notice it name."""
