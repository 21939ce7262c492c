-- The steps of the process, each as one function that checks and then settles the ledger.
-- Every guard ends in IS TRUE: with a NULL in it, `NOT expression` would let it pass (lock.md, 3).

CREATE FUNCTION lock.bring(r uuid, kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND a.delegation IS NOT NULL) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_discussion (id, table_id, type, reference, state, version, moved_at)
    VALUES (r, a.tbl, kind, '', 'screening', 1, a.at);
    INSERT INTO table_origin (id, discussion_id, delegation_id, by_seat)
    VALUES (gen_random_uuid(), r, a.delegation, a.seat);
    INSERT INTO table_announcement (id, sector) SELECT r, g.sector FROM hubs_agency g WHERE g.id = a.agency;
    INSERT INTO table_report (id, number, lead_protected, assisting, assisting_protected, reason,
                              overdue, returned)
    VALUES (r, '', false, '{}', 0, '', false, false);
    PERFORM lock.settle(r, 'screening');
END $$;

-- Adds an affected person (or the place). Only while screening; `protected` when the bringing
-- program is under 42 CFR Part 2 or victim services (process.md, Protected sources).
CREATE FUNCTION lock.add_subject(r uuid, s uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF ('origin' = ANY (lock.relations(r)) AND EXISTS (
        SELECT FROM table_discussion d WHERE d.id = r AND d.state = 'screening')) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_subject (id, discussion_id, delegation_id, protected, sealed_off)
    VALUES (s, r, a.delegation, lock.protected(a.delegation),
            lock.protected(a.delegation) AND 'victim' = ANY (lock.regimes(a.delegation)));
    PERFORM lock.settle(r, 'screening');
END $$;

-- Takes a person out again while screening: the subject, what was said of it, and its sight.
CREATE FUNCTION lock.drop_subject(r uuid, s uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM lock.hold(r);
    IF ('origin' = ANY (lock.relations(r)) AND EXISTS (
        SELECT FROM table_discussion d JOIN table_subject t ON t.discussion_id = d.id
        WHERE d.id = r AND t.id = s AND d.state = 'screening')) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    DELETE FROM table_describedperson p WHERE p.subject_id = s;
    DELETE FROM vault_sealed v WHERE v.id = s;
    DELETE FROM vault_blind v WHERE v.id = s;
    DELETE FROM vault_consent c WHERE c.part = s;
    DELETE FROM table_safeguard g WHERE g.id = s;
    DELETE FROM table_subject t WHERE t.id = s;
    PERFORM lock.settle(r, 'screening');
END $$;

-- The regimes of the programs a delegation stands for now; of all of its agency's, if it names none.
CREATE FUNCTION lock.regimes(who uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT x.regime), '{}')
    FROM lock.acting() a JOIN hubs_delegation d ON d.id = who
    JOIN hubs_program p ON p.agency_id = d.agency_id
         AND (d.program_id IS NULL OR p.id = d.program_id)
         AND (p.id = d.program_id OR p.ends_at IS NULL OR p.ends_at > a.at)
    CROSS JOIN LATERAL unnest(p.regimes::text[]) x (regime)
$$;

-- The sector of a delegation's agency.
CREATE FUNCTION lock.sector(who uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT g.sector::text FROM hubs_delegation d JOIN hubs_agency g ON g.id = d.agency_id
    WHERE d.id = who
$$;

-- Whether a delegation stands for a protected program, or an agency that has only such programs.
-- A program that ended stays what it was for the delegation it sent, and for an agency that has no
-- other: ending a program must not uncover what it protected.
CREATE FUNCTION lock.protected(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH program AS (
        SELECT p.regimes, p.id = d.program_id OR p.ends_at IS NULL OR p.ends_at > a.at AS holds
        FROM lock.acting() a JOIN hubs_delegation d ON d.id = who
        JOIN hubs_program p ON p.agency_id = d.agency_id
             AND (d.program_id IS NULL OR p.id = d.program_id)
    )
    SELECT coalesce(bool_and(p.regimes && ARRAY['part2', 'victim']::varchar[]), false)
    FROM program p WHERE p.holds OR NOT EXISTS (SELECT FROM program o WHERE o.holds)
$$;

-- A delegation at the same table as the discussion that has not ended.
CREATE FUNCTION lock.sits(who uuid, r uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a JOIN hubs_delegation d ON d.id = who
        JOIN table_discussion x ON x.id = r AND x.table_id = d.table_id AND x.table_id = a.tbl
        WHERE d.starts_at <= a.at AND (d.ends_at IS NULL OR d.ends_at > a.at))
$$;

-- What else must hold for a move than that `lock.moves` names it.
CREATE FUNCTION lock.may_move(d table_discussion, target text, why text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN target = 'presented' AND d.state = 'submitted' THEN EXISTS (
            SELECT FROM table_meeting m WHERE m.table_id = d.table_id AND m.ended_at IS NULL
            AND (m.about IS NULL OR m.about = d.id))
        WHEN target = 'submitted' AND d.state = 'screening' THEN EXISTS (
            SELECT FROM table_worksheet w WHERE w.id = d.id AND w.danger_now IS FALSE
            AND w.abuse_suspected IS NOT NULL AND cardinality(w.criteria) = 4) AND EXISTS (
            SELECT FROM table_subject s WHERE s.discussion_id = d.id)
        -- Decided while the description is open: afterwards an objection is seen by nobody.
        WHEN target = 'accepted' AND d.state = 'presented' AND a.at >= (
            SELECT d.presented_at + t.offering_hours * interval '1 hour'
            FROM hubs_table t WHERE t.id = d.table_id) THEN false
        WHEN target IN ('rejected', 'concluded') THEN why <> ''
        WHEN target = 'intervening' AND d.state = 'identifying' THEN EXISTS (
            SELECT FROM table_assignment s WHERE s.discussion_id = d.id AND s.until IS NULL
            AND s.role = 'lead')
        WHEN target = 'intervening' THEN why <> '' AND d.concluded_at + interval '30 days' > a.at
            AND EXISTS (SELECT FROM table_assignment s WHERE s.discussion_id = d.id
            AND s.until IS NULL AND s.role = 'lead')
        WHEN target = 'forgotten' THEN EXISTS (
            SELECT FROM hubs_table t WHERE t.id = d.table_id AND t.retention_approved_on IS NOT NULL
            AND coalesce(d.concluded_at, d.moved_at) + t.retention_days * interval '1 day' <= a.at)
            AND NOT lock.kept(d.id) AND NOT lock.unfiled(d.id)
        ELSE true END
    FROM lock.acting() a
$$;

-- Moves a discussion by compare-and-swap on its version; returns the new version.
-- Errors: insufficient_privilege "refused"; serialization_failure "stale" with the version it has.
CREATE FUNCTION lock.move(r uuid, seen integer, target text, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    d table_discussion;
BEGIN
    IF target = 'forgotten' THEN
        PERFORM lock.wait_for_holds((SELECT x.table_id FROM table_discussion x WHERE x.id = r));
    END IF;
    SELECT * INTO d FROM table_discussion x WHERE x.id = r FOR UPDATE;
    IF (lock.relations(r) && (SELECT array_agg(m.who) FROM lock.moves m
        WHERE m.target = move.target AND (m.source = d.state OR d.version IS DISTINCT FROM seen)))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    IF d.version IS DISTINCT FROM seen THEN
        RAISE serialization_failure USING message = 'stale';
    END IF;
    IF lock.may_move(d, target, why) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_discussion x SET state = target, version = x.version + 1, moved_at = a.at,
        reference = CASE WHEN target = 'submitted' AND x.reference = ''
                         THEN lock.next_reference(x.table_id) ELSE x.reference END,
        submitted_at = CASE WHEN target = 'submitted' THEN coalesce(x.submitted_at, a.at)
                            ELSE x.submitted_at END,
        presented_at = CASE WHEN d.state = 'submitted' AND target = 'presented' THEN a.at
                            WHEN target = 'submitted' THEN NULL ELSE x.presented_at END,
        decided_at = CASE WHEN target IN ('accepted', 'rejected') AND d.state = 'presented'
                          THEN a.at WHEN target = 'presented' THEN NULL ELSE x.decided_at END,
        concluded_at = CASE WHEN target = 'concluded' THEN a.at
                            WHEN target = 'intervening' THEN NULL ELSE x.concluded_at END
    WHERE x.id = r;
    PERFORM lock.after_move(r, d.state, target, why);
    PERFORM lock.settle(r, target);
    RETURN d.version + 1;
END $$;

-- What a move writes beside the state: presence, Hub number, reason. A names round that closes
-- without an assignment ends its picks: opened again by the desk, nobody would be told anew by the
-- originator (identity is given only by who brought it; closing is one-way).
CREATE FUNCTION lock.after_move(r uuid, source text, target text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF source IN ('submitted', 'presented') AND target IN ('submitted', 'presented') THEN
        DELETE FROM table_presence p WHERE p.discussion_id = r;
    END IF;
    IF source = 'submitted' AND target = 'presented' THEN
        INSERT INTO table_presence (id, discussion_id, delegation_id)
        SELECT gen_random_uuid(), r, t.delegation_id FROM table_attendance t
        JOIN table_meeting m ON m.id = t.meeting_id AND m.table_id = a.tbl AND m.ended_at IS NULL
        WHERE t.since <= a.at AND (t.until IS NULL OR t.until > a.at);
    END IF;
    UPDATE table_report p SET
        number = CASE WHEN target = 'accepted' AND p.number = '' THEN lock.next_number(a.tbl)
                      ELSE p.number END,
        reason = CASE WHEN target IN ('rejected', 'concluded') THEN why
                      WHEN target IN ('presented', 'intervening') THEN '' ELSE p.reason END,
        lowered = CASE WHEN target <> 'intervening' THEN p.lowered END,
        connected = CASE WHEN target <> 'intervening' THEN p.connected END
    WHERE p.id = r;
    IF target = 'submitted' AND source = 'screening' THEN
        UPDATE table_report p SET returned = true FROM table_worksheet w
        WHERE p.id = r AND w.id = r AND w.earlier IS NOT NULL;
    END IF;
    IF target = 'accepted' AND source = 'presented' THEN
        INSERT INTO table_clock (id, accepted_at, target_at, limit_at)
        SELECT r, a.at, a.at + t.contact_target_hours * interval '1 hour',
               a.at + t.contact_limit_hours * interval '1 hour'
        FROM hubs_table t WHERE t.id = a.tbl;
    ELSIF target = 'presented' THEN
        DELETE FROM table_clock c WHERE c.id = r;
    END IF;
    IF target IN ('presented', 'concluded', 'forgotten') THEN
        UPDATE table_report p SET overdue = false WHERE p.id = r;
    END IF;
    IF target IN ('rejected', 'concluded', 'withdrawn', 'forgotten') THEN
        DELETE FROM table_note n WHERE n.discussion_id = r AND NOT lock.kept(r);
        DELETE FROM vault_blind b WHERE b.record = r;
    END IF;
    IF target = 'accepted' AND source = 'identifying' THEN
        DELETE FROM table_proposal p WHERE p.id = r;
        DELETE FROM table_pick p WHERE p.discussion_id = r;
    END IF;
    IF target = 'accepted' AND source = 'identifying' OR target = 'forgotten' THEN
        UPDATE table_assignment s SET until = a.at WHERE s.discussion_id = r AND s.until IS NULL;
    END IF;
END $$;

-- A running number of at least so many digits.
CREATE FUNCTION lock.digits(n bigint, width integer) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT lpad(n::text, greatest(width, length(n::text)), '0')
$$;

-- The next number after the highest there is: files that were taken in bring numbers with gaps. Read
-- in a statement after the one that waits for the table: two at once would get the same number.
CREATE FUNCTION lock.next_reference(t uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM hubs_table h WHERE h.id = t FOR NO KEY UPDATE;
    RETURN (SELECT 'D-' || lock.digits(
                1 + coalesce(max(substring(d.reference FROM '^D-(\d+)$')::bigint), 0), 4)
            FROM table_discussion d WHERE d.table_id = t AND d.reference <> '');
END $$;

-- The Hub number: year in the table's time zone and a running number within it.
CREATE FUNCTION lock.next_number(t uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    year text;
BEGIN
    SELECT to_char(a.at AT TIME ZONE h.time_zone, 'YYYY') INTO year
    FROM lock.acting() a, hubs_table h WHERE h.id = t FOR NO KEY UPDATE OF h;
    RETURN (SELECT year || '-' || lock.digits(
                1 + coalesce(max(substring(p.number FROM '^\d{4}-(\d+)$')::bigint), 0), 3)
            FROM table_discussion d JOIN table_report p ON p.id = d.id
            WHERE d.table_id = t AND p.number LIKE year || '-%');
END $$;

-- The chair corrects who was in the room for one discussion; only ever takes sight away.
CREATE FUNCTION lock.was_absent(r uuid, who uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM lock.hold(r);
    IF ('desk' = ANY (lock.relations(r))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    DELETE FROM table_presence p WHERE p.discussion_id = r AND p.delegation_id = who;
    PERFORM lock.settle(r, 'presence');
END $$;
