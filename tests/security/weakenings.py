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


LATER = (
    Weakening("agreed", " AND v.part = s", called="tell"),
    Weakening("agreed", " AND who = ANY (v.recipients)", called="tell"),
    Weakening("agreed", "AND (v.form = 'written' OR NOT signed)", called="tell"),
    Weakening("agreed", " AND v.until > a.at", called="tell"),
    Weakening("agreed", " AND v.withdrawn_at IS NULL", called="tell"),
    Weakening("tell", "AND (agreed IS NULL OR lock.agreed(agreed, r, s, who, false))"),
    Weakening("tell", "OR lock.agreed(agreed, r, s, who, true)", "OR agreed IS NOT NULL"),
    Weakening("tell", "NOT t.protected AND NOT lock.protected(who)", "NOT t.protected"),
    Weakening("tell", "NOT t.protected AND NOT lock.protected(who)", "NOT lock.protected(who)"),
    Weakening("tell", "AND lock.relies(ground, r, t, who, agreed)"),
    Weakening("relies", " AND NOT t.protected", called="tell"),
    Weakening("relies", "OR b.regime = ANY (lock.regimes(t.delegation_id))", "OR true", "tell"),
    Weakening(
        "relies", "AND (NOT b.written OR lock.agreed(agreed, r, t.id, who, true))", "", "tell"
    ),
    Weakening("tell", "AND NOT lock.barred(s, who, ground, agreed IS NOT NULL)"),
    Weakening("barred", "= ANY (g.must_not)", "= 'nobody'", "tell"),
    Weakening("barred", "AND NOT consented AND ground <> 'ferpa_emergency'", "AND false", "tell"),
    Weakening("withdraw_consent", "v.by_delegation = a.delegation OR EXISTS", "true OR EXISTS"),
    Weakening("withdraw_consent", "AND v.withdrawn_at IS NULL"),
    Weakening("answer", "AND NOT lock.protected(who)"),
    Weakening("propose", "'origin' = ANY (lock.relations(r)) AND "),
    Weakening("propose", "leader <> ALL (helping) AND"),
    Weakening("propose", " AND d.state IN ('identifying', 'intervening')"),
    Weakening("propose", "lock.assignable(r, c)", "true"),
    Weakening("proposed", "lock.relations(r) && ARRAY['desk', 'origin']", "true"),
    Weakening("acts_for", " AND l.part = s", called="contact"),
    Weakening("acts_for", " AND d.state = 'intervening'", called="contact"),
    Weakening("acts_for", "AND l.viewer = a.delegation", called="contact"),
    Weakening("acts_for", " AND l.until > a.at", called="contact"),
    Weakening("contact", "lock.acts_for(r, s)", "true"),
    Weakening("contact", "said IN ('visited', 'acted')", "true"),
    Weakening("contact", " AND said IN ('agreed', 'not_now', 'declined')"),
    Weakening("contact", "said <> 'not_now'", "true"),
    Weakening("mistaken", "AND p.by_delegation = a.delegation"),
    Weakening("mistaken", "AND p.at + interval '1 day' > a.at"),
    Weakening("mistaken", " AND p.kind <> 'mistake'"),
    Weakening("mistaken", "AND NOT EXISTS (SELECT FROM table_plannote x WHERE x.replaces = wrong)"),
    Weakening("mistaken", "lock.acts_for(p.discussion_id, p.subject_id) AND"),
    Weakening("answer_offer", " AND f.answer = ''"),
    Weakening("answer_offer", "AND 'origin' = ANY (lock.relations(f.discussion_id))"),
    Weakening("answer_offer", " AND f.delegation_id = a.delegation"),
    Weakening("answer_offer", "said IN ('taken', 'thanks') AND"),
    Weakening("thank", "held && ARRAY['desk', 'lead', 'assisting'] AND "),
    Weakening("thank", " AND 'origin' <> ALL (held)"),
    Weakening("thank", " AND d.state = 'concluded'"),
    Weakening("thank", "w.delegation_id = a.delegation", "false"),
    Weakening("thank", "OR t.voice = 'table' AND said = 'table'"),
    Weakening("recognize", "t.delegation_id = a.delegation AND "),
    Weakening("recognize", " AND NOT t.protected"),
    Weakening("recognize", "AND lock.kept_until(t.discussion_id) <> 'not_stored'"),
    Weakening("recognize", "'concluded', "),
    Weakening("recognize", "count(*) < 60", "count(*) < 600"),
    Weakening("matches", " AND a.role IN ('chair', 'coordinator')"),
    Weakening("matches", "m.table_id = a.tbl", "true"),
    Weakening("ask_joining", "'desk' = ANY (lock.relations(older)) AND "),
    Weakening("ask_joining", " AND 'desk' = ANY (lock.relations(newer))"),
    Weakening("ask_joining", "AND lock.pair_open(m)"),
    Weakening("ask_joining", "m.settled_at IS NULL AND "),
    Weakening("answer_joining", "k.delegation_id = a.delegation AND "),
    Weakening("answer_joining", " AND yes IS NOT NULL"),
    Weakening("answer_joining", " AND m.settled_at IS NULL"),
    Weakening("join", " AND q.agreed"),
    Weakening("join", "'desk' = ANY (lock.relations(m.first_id)) AND "),
    Weakening("set_apart", " AND m.settled_at IS NULL"),
    Weakening("set_apart", "AND 'desk' = ANY (lock.relations(m.first_id))"),
    Weakening(
        "too_much",
        "a.kind = 'seat' AND a.delegation IS NOT NULL AND m.id IS NOT NULL AND ",
        "m.id IS NOT NULL AND ",
    ),
    Weakening("too_much", " AND d.table_id = a.tbl"),
    Weakening("too_much", "AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')"),
    Weakening("reviews", " AND a.role IN ('chair', 'coordinator')", called="review_excess"),
    Weakening("reviews", "a.tbl = t AND ", called="looks"),
    Weakening("review_excess", "ruling <> '' AND "),
    Weakening("review_excess", " AND x.outcome = ''"),
    Weakening("review_look", "ruling IN ('right', 'wrong', 'unclear') AND "),
    Weakening("review_look", "AND a.person <> (SELECT", "OR a.person = (SELECT"),
    Weakening("glass_list", "d.table_id = a.tbl", "true"),
    Weakening("glass_list", " AND wanted <> ''"),
    Weakening("send_packet", "lock.relations(r) && ARRAY['lead'] AND "),
    Weakening("send_packet", "AND lock.unused(p) "),
    Weakening("send_packet", "v.form = 'written' AND "),
    Weakening("send_packet", "AND v.elsewhere = agency_told || ', ' || hub_told"),
    Weakening("retention_job", " AND a.subject = 'retention'", called="offer_filing"),
    Weakening("expired_names", "lock.retention_job() AND "),
    Weakening("sealed_ids", " WHERE lock.retention_job()"),
    Weakening("persons", " AND lock.retention_job()"),
    Weakening("shred_names", " AND v.id IN (SELECT x.s FROM lock.expired_names() x)"),
    Weakening("kept", "h.discussion_id IS NULL OR h.discussion_id = r", "false", "move"),
    Weakening("may_move", "AND NOT lock.kept(d.id)", called="move"),
    Weakening("may_move", "AND NOT lock.unfiled(d.id)", called="move"),
    Weakening("filed", " AND f.delegation_id = a.delegation"),
    Weakening("filings", "f.delegation_id = a.delegation", "true"),
    Weakening("disclosures", "s.delegation_id = a.delegation OR ", "true OR "),
    Weakening("keeps_records", " AND a.role IN ('chair', 'coordinator')", called="place_hold"),
    Weakening("keeps_records", "a.tbl = t AND ", called="lift_hold"),
    Weakening("keeps_records", " AND a.hub = x.hub_id", called="lift_hold"),
    Weakening("place_hold", "lock.keeps_records(t) AND "),
    Weakening("place_hold", "AND wanted IS NOT NULL"),
    Weakening("lift_hold", " AND x.lifted_at IS NULL"),
)
"""Those of the steps from consent to forgetting."""
FOUND = {
    "forged": Weakening(
        "acting", "lock.signature(lock.bound(token, substr(found, 65))) = left(found, 64)", "true"
    ),
    "replayed": Weakening(
        "bound", "encode(timestamptz_send(transaction_timestamp()), 'hex')", "''"
    ),
    "crossed": Weakening("bound", "|| token ||", "||"),
}
"""Those of the row that is kept for a transaction, by the attack that notices (test_found.py)."""
MEETINGS = (
    Weakening("begin_meeting", " AND a.role IN ('chair', 'coordinator')"),
    Weakening("begin_meeting", "AND sort IN ('regular', 'emergency', 'convened')"),
    Weakening("begin_meeting", " AND d.table_id = a.tbl AND d.starts_at", " AND d.starts_at"),
    Weakening("begin_meeting", "AND (d.ends_at IS NULL OR d.ends_at > a.at)"),
    Weakening("begin_meeting", "count(DISTINCT d.id)", "cardinality(asked)"),
    Weakening("begin_meeting", " AND cardinality(asked) = 0"),
    Weakening("begin_meeting", " AND begin_meeting.about IS NULL"),
    Weakening("begin_meeting", "AND cardinality(asked) IN (2, 3)"),
    Weakening("begin_meeting", " AND d.state = 'submitted'"),
    Weakening("begin_meeting", "AND d.table_id = a.tbl AND d.state", "AND d.state"),
    Weakening("may_move", "AND (m.about IS NULL OR m.about = d.id)", called="move"),
    Weakening("check_in", "a.delegation = who OR desk", "true"),
    Weakening("check_in", " AND d.table_id = a.tbl"),
    Weakening("check_in", " AND t.table_id = a.tbl"),
    Weakening("check_in", "AND (d.ends_at IS NULL OR d.ends_at > a.at)"),
    Weakening("check_in", "x.kind <> 'convened' OR EXISTS", "true OR EXISTS"),
    Weakening("check_in", "NOT c.quiet OR a.delegation = who", "true"),
    Weakening("check_in", " AND c.delegation_id = who"),
    Weakening("check_in", "d.code = upper(", "true OR d.code = upper("),
    Weakening("change_code", " AND a.role IN ('chair', 'coordinator')"),
    Weakening("call_session", " AND a.role IN ('chair', 'coordinator')"),
    Weakening("call_session", "AND begins > a.at "),
    Weakening("call_session", " AND begins <= a.at + interval '1 day'"),
    Weakening("call_off", " AND a.role IN ('chair', 'coordinator')"),
    Weakening("call_off", " AND called IS NOT NULL"),
    Weakening("asked", " AND c.delegation_id = a.delegation"),
    Weakening("asked", "c.meeting_id = m AND "),
    Weakening("barred", "= ANY (g.must_not)", "= 'nobody'", "assign_aloud"),
    Weakening(
        "tell", "AND NOT lock.barred(s, who, ground, agreed IS NOT NULL)", "", "assign_aloud"
    ),
    Weakening("tell", " AND lock.sits(who, r)", "", "assign_aloud"),
)
"""Those of meetings, and of what is told aloud."""
FACES = (
    Weakening("speak", "a.kind = 'seat' AND ", "true AND "),
    Weakening("speak", " AND cardinality(spoken) <= 20"),
    Weakening("speak", "length(w) BETWEEN 1 AND 40", "length(w) <= 40"),
    Weakening("speak", "length(w) BETWEEN 1 AND 40", "length(w) >= 1"),
    Weakening("speak", "BETWEEN 1 AND 40) IS NOT TRUE", "BETWEEN 1 AND 40) IS FALSE"),
    Weakening("speak", " AND p.version = seen"),
)
"""Those of what one says of oneself; of photos and of whose row it is: test_faces_faults.py."""
SMALL = (
    Weakening("bring", "a.kind = 'seat' AND "),
    Weakening("bring", " AND a.delegation IS NOT NULL"),
    Weakening("add_subject", " AND d.state = 'screening'"),
    Weakening("drop_subject", " AND d.state = 'screening'"),
    Weakening("drop_subject", " AND t.id = s"),
    Weakening("tell", " AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s)"),
    Weakening("tell", "who <> t.delegation_id AND "),
    Weakening("tell", " AND lock.sits(who, r)"),
    Weakening("tell", "AND d.state IN ('identifying', 'intervening')"),
    Weakening("tell", "own OR 'desk' = ANY (lock.relations(r))", "true"),
    Weakening("tell", "own OR 'desk' = ANY (lock.relations(r))", "own OR true"),
    Weakening("tell", " AND how = 'spoken'"),
    Weakening("tell", " AND agreed IS NULL\n", "\n"),
    Weakening("tell", "\n                   AND d.state = 'identifying'"),
    Weakening("sits", " AND x.table_id = d.table_id", called="tell"),
    Weakening("answer", "p.subject = s AND "),
    Weakening("answer", " AND p.delegation = who"),
    Weakening("answer", "AND a.delegation IN (who, t.delegation_id) "),
    Weakening("answer", "AND d.state = 'identifying'"),
    Weakening("assign", "'desk' = ANY (lock.relations(r)) AND "),
    Weakening("assign", " AND d.state IN ('identifying', 'intervening')"),
    Weakening("assign", "AND leader <> ALL (helping)"),
    Weakening("assignable", "lock.sits(who, r) AND ", called="assign"),
    Weakening("assignable", " WHERE p.delegation = who", called="assign"),
    Weakening("decline", "t.delegation_id = a.delegation OR lock.acts_for(r, s)", "true"),
    Weakening("decline", " AND d.id = r"),
    Weakening("decline", " AND d.state = 'intervening'"),
    Weakening("break_glass", "a.kind = 'seat' AND "),
    Weakening("break_glass", "btrim(why) <> ''", "true"),
    Weakening("break_glass", " AND d.table_id = a.tbl"),
    Weakening("break_glass", "NOT t.protected OR", "true OR"),
    Weakening("break_glass", "NOT t.sealed_off AND "),
    Weakening("break_glass", "AND ground = 'medical_emergency'"),
    Weakening("break_glass", "AND 'hipaa' = ANY (lock.regimes(a.delegation))"),
    Weakening("break_glass", "AND ground IN ('serious_harm', 'medical_emergency')"),
    Weakening("break_glass", "AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')"),
    Weakening("break_glass", "'screening', "),
    Weakening("break_glass", "'withdrawn', "),
    Weakening("break_glass", ", 'forgotten'"),
    Weakening("break_glass", "AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s)"),
    Weakening("close_glass", "ARRAY['origin', 'desk']", "ARRAY['origin', 'desk', 'lead']"),
    Weakening("shred", "lock.retention_job() AND "),
    Weakening("shred", " AND d.state = 'forgotten'"),
    Weakening("was_absent", "'desk' = ANY (lock.relations(r))", "lock.relations(r) IS NOT NULL"),
    Weakening("relations", " AND a.tbl = d.table_id", called="move"),
    Weakening("relations", " AND o.delegation_id = a.delegation", called="move"),
    Weakening("relations", " AND s.delegation_id = a.delegation", called="send_packet"),
    Weakening("relations", " AND a.subject = 'retention'", called="move"),
    *LATER,
    *MEETINGS,
    *FACES,
    Weakening("relations", "WHERE a.kind IN ('seat', 'job')", called="move"),
    Weakening("move", "(m.source = d.state OR d.version IS DISTINCT FROM seen)", "true"),
    Weakening("may_move", "why <> ''", "true", called="move"),
    Weakening("sign_confidentiality", "u.person = who", "true"),
)
CLASSES = tuple(
    guarded.table
    for guarded in GUARDED
    if guarded.table.startswith(("vault_", "table_")) or guarded.table == "hubs_photo"
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
    granted = f"GRANT SELECT ON {table} TO {_APP}"
    secret = next(g for g in GUARDED if g.table == table).select is None
    opened = f"CREATE POLICY app_select ON {table} FOR SELECT TO {_APP} USING (true)"
    readable = f"ALTER POLICY app_select ON {table} USING (true)"
    return {
        f"anyone reads {table}": [granted, opened] if secret else [readable],
        f"{table} without row security": [
            granted,
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
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
