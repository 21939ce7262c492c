-- The disclosure ledger is the lock: who sees what follows from the state of a discussion and a
-- delegation's relation to it, by one matrix (table/rules/disclosing.py, loaded into lock.matrix).
-- Nothing but these functions writes the ledger, a state, an origin, a presence or an assignment.

-- From rules: which class a relation sees at a stage, and until when (always, window, lead_days).
CREATE TABLE lock.matrix (
    stage text NOT NULL, relation text NOT NULL, class text NOT NULL, until_rule text NOT NULL,
    PRIMARY KEY (stage, relation, class),
    CONSTRAINT identity_for_few CHECK (
        class NOT IN ('identified', 'planned') OR relation IN ('origin', 'picked', 'lead', 'assisting'))
);
-- From rules: which state leads to which, and who may move it.
CREATE TABLE lock.moves (
    source text NOT NULL, target text NOT NULL, who text NOT NULL,
    PRIMARY KEY (source, target, who)
);

-- From rules: what an agency may rely on when it tells, by the regime it is under; whether a written
-- consent must be on file.
CREATE TABLE lock.bases (
    code text NOT NULL, regime text NOT NULL, written boolean NOT NULL,
    PRIMARY KEY (code, regime)
);

CREATE FUNCTION lock.refuse() RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE insufficient_privilege USING message = 'refused'; END $$;

-- What destroys waits for a hold that is being placed: it then finds it.
CREATE FUNCTION lock.wait_for_holds(t uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM hubs_table x WHERE x.id = t FOR SHARE;
END $$;

-- Lets the steps of one discussion happen one after another. Held before a step looks: a telling
-- that began while the names round was open must not end after it closed.
CREATE FUNCTION lock.hold(r uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM table_discussion d WHERE d.id = r FOR NO KEY UPDATE;
END $$;

-- The picks that hold now, and until when: one that rests on a consent ends with it.
CREATE FUNCTION lock.picks(r uuid) RETURNS TABLE (
    delegation uuid, subject uuid, on_screen boolean, ends timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT x.delegation_id, x.subject_id, x.on_screen, x.ends FROM lock.acting() a, (
        SELECT p.*, coalesce(least(c.until, c.withdrawn_at), 'infinity') AS ends
        FROM table_pick p LEFT JOIN vault_consent c ON c.id = p.consent
        WHERE p.discussion_id = r) x
    WHERE x.ends > a.at
$$;

-- The acting seat's relations to a discussion, as far as they let it do something.
CREATE FUNCTION lock.relations(r uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_agg(x.relation) FROM lock.acting() a
    JOIN table_discussion d ON d.id = r
    CROSS JOIN LATERAL (
        SELECT 'origin' relation FROM table_origin o
            WHERE o.discussion_id = r AND o.delegation_id = a.delegation
        UNION ALL SELECT 'desk' WHERE a.role IN ('chair', 'coordinator') AND a.tbl = d.table_id
        UNION ALL SELECT s.role FROM table_assignment s
            WHERE s.discussion_id = r AND s.delegation_id = a.delegation AND s.until IS NULL
        UNION ALL SELECT 'picked' FROM lock.picks(r) p WHERE p.delegation = a.delegation
        UNION ALL SELECT 'job' WHERE a.kind = 'job' AND a.subject = 'retention'
    ) x
    WHERE a.kind IN ('seat', 'job')
$$;

-- Who should see what now, by the matrix. `part`: an affected person for identified and planned;
-- an answer for a picked agency's own; null for the whole class.
CREATE FUNCTION lock.wanted(r uuid) RETURNS TABLE (viewer uuid, class text, part uuid, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH d AS (
        SELECT d.*, t.desk, t.offering_hours,
               CASE d.state WHEN 'accepted' THEN 'presented' ELSE d.state END AS stage
        FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id WHERE d.id = r
    ), relation (viewer, relation, ends) AS (
        SELECT delegation_id, 'origin', timestamptz 'infinity' FROM table_origin WHERE discussion_id = r
        UNION SELECT p.delegation, 'picked', max(p.ends) FROM lock.picks(r) p GROUP BY p.delegation
        UNION SELECT delegation_id, role, 'infinity' FROM table_assignment
              WHERE discussion_id = r AND table_assignment.until IS NULL
        UNION SELECT delegation_id, 'present', 'infinity' FROM table_presence WHERE discussion_id = r
        UNION SELECT d.desk, 'desk', 'infinity' FROM d
        UNION SELECT d.table_id, 'table', 'infinity' FROM d
    ), told (viewer, part, on_screen, ends) AS (
        SELECT p.delegation, p.subject, p.on_screen, p.ends FROM lock.picks(r) p
        UNION SELECT s.delegation_id, s.id, true, 'infinity' FROM table_subject s WHERE s.discussion_id = r
    ), open_to AS (
        SELECT told.* FROM told
        WHERE NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = told.part)
           OR EXISTS (SELECT FROM table_subject s WHERE s.id = told.part
                      AND s.delegation_id = told.viewer)
    ), parts (viewer, relation, class, part, ends) AS (
        SELECT x.viewer, x.relation, m.class, NULL::uuid, x.ends FROM relation x
            JOIN d ON true JOIN lock.matrix m ON m.stage = d.stage AND m.relation = x.relation
            WHERE m.class IN ('announced', 'described', 'reported')
               OR (m.class = 'answered' AND x.relation <> 'picked')
        UNION ALL SELECT x.viewer, x.relation, m.class, w.id, x.ends FROM relation x
            JOIN d ON true JOIN lock.matrix m ON m.stage = d.stage AND m.relation = x.relation
            JOIN table_answer w ON w.discussion_id = r AND w.delegation_id = x.viewer
            WHERE m.class = 'answered' AND x.relation = 'picked'
        UNION ALL SELECT x.viewer, x.relation, m.class, s.id, x.ends FROM relation x
            JOIN d ON true JOIN lock.matrix m ON m.stage = d.stage AND m.relation = x.relation
            JOIN table_subject s ON s.discussion_id = r AND s.delegation_id = x.viewer
            WHERE m.class = 'identified' AND x.relation = 'origin'
        UNION ALL SELECT x.viewer, x.relation, m.class, o.part, least(x.ends, o.ends) FROM relation x
            JOIN d ON true JOIN lock.matrix m ON m.stage = d.stage AND m.relation = x.relation
            JOIN open_to o ON o.viewer = x.viewer
            WHERE x.relation <> 'origin'
              AND (m.class = 'planned' OR m.class = 'identified' AND o.on_screen)
    )
    SELECT p.viewer, p.class, p.part, max(least(p.ends, CASE m.until_rule
        WHEN 'window' THEN d.presented_at + d.offering_hours * interval '1 hour'
        WHEN 'lead_days' THEN d.concluded_at + interval '30 days'
        ELSE 'infinity' END))
    FROM parts p JOIN d ON true
    JOIN lock.matrix m ON m.stage = d.stage AND m.relation = p.relation AND m.class = p.class
    GROUP BY p.viewer, p.class, p.part
$$;

-- Brings the ledger to what the matrix says. It closes and shortens; it opens every class but
-- `identified`, which it opens only to the originator and again to whom the originator had told.
CREATE FUNCTION lock.settle(r uuid, step text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    done boolean := (SELECT state IN ('withdrawn', 'forgotten') FROM table_discussion WHERE id = r);
BEGIN
    UPDATE vault_ledger l SET until = a.at
    WHERE l.record = r AND l.opens AND l.until > a.at AND (l.step <> 'break_glass' OR done OR EXISTS (
            SELECT FROM table_decline n WHERE n.subject_id = l.part))
      AND NOT EXISTS (SELECT FROM lock.wanted(r) w WHERE w.viewer = l.viewer AND w.class = l.class
                      AND w.part IS NOT DISTINCT FROM l.part AND w.until > a.at);
    UPDATE vault_ledger l SET until = w.until FROM lock.wanted(r) w
    WHERE l.record = r AND l.opens AND l.step <> 'break_glass' AND l.until > w.until
      AND l.until > a.at AND w.viewer = l.viewer AND w.class = l.class
      AND w.part IS NOT DISTINCT FROM l.part;
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              consent, opens, since, until)
    SELECT gen_random_uuid(), r, w.class, w.part, w.viewer,
           -- The desk hears the sector of what is announced; the seat would name the agency.
           CASE WHEN w.class <> 'announced' THEN a.seat END, settle.step, 'screen',
           coalesce(told.basis, 'table_agreement'), coalesce(told.reason, settle.step), told.consent,
           true, a.at, w.until
    FROM lock.wanted(r) w
    LEFT JOIN LATERAL (
        SELECT t.basis, t.reason, t.consent FROM vault_ledger t
        WHERE w.class = 'identified' AND t.record = r AND t.class = 'identified'
          AND t.part = w.part AND t.viewer = w.viewer AND t.step = 'tell' AND t.opens
        ORDER BY t.since DESC LIMIT 1) told ON true
    WHERE w.until > a.at
      AND NOT EXISTS (SELECT FROM vault_ledger l WHERE l.record = r AND l.class = w.class
                      AND l.viewer = w.viewer AND l.part IS NOT DISTINCT FROM w.part AND l.opens
                      AND l.step <> 'break_glass' AND l.until >= w.until AND l.since <= a.at)
      AND (w.class <> 'identified' OR told.basis IS NOT NULL OR EXISTS (
           SELECT FROM table_subject s WHERE s.id = w.part AND s.delegation_id = w.viewer));
END $$;

CREATE FUNCTION lock.kept_until(r uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.keeping::text FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id WHERE d.id = r
$$;

-- Whether a hold keeps the discussion: one of its own, or one of its table. One placed while a job was
-- on its way keeps it too: what the job's clock said when it began does not count.
CREATE FUNCTION lock.kept(r uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a JOIN table_discussion d ON d.id = r
        JOIN table_hold h ON h.table_id = d.table_id AND (h.discussion_id IS NULL OR h.discussion_id = r)
        WHERE h.lifted_at IS NULL OR h.lifted_at > a.at)
$$;

-- The delegations with a record of disclosures: who told, and who was told.
CREATE FUNCTION lock.filers(r uuid) RETURNS TABLE (delegation uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT x.delegation FROM (
        SELECT l.viewer AS delegation FROM vault_ledger l
        WHERE l.record = r AND l.class = 'identified' AND l.step IN ('tell', 'heard', 'send')
        UNION SELECT s.delegation_id FROM vault_ledger l JOIN table_subject s ON s.id = l.part
        WHERE l.record = r AND l.class = 'identified' AND l.step IN ('tell', 'heard', 'send', 'break_glass')
        UNION SELECT k.delegation_id FROM table_look k WHERE k.discussion_id = r) x
    JOIN hubs_delegation d ON d.id = x.delegation
$$;

-- Whether an agency has its own record of disclosures still to file: not yet offered, or offered less
-- than 30 days ago and not taken.
CREATE FUNCTION lock.unfiled(r uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a, lock.filers(r) f LEFT JOIN table_filing x
        ON x.discussion_id = r AND x.delegation_id = f.delegation
        WHERE x.id IS NULL OR x.filed_at IS NULL AND x.offered_at + interval '30 days' > a.at)
$$;
