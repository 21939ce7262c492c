-- Forgetting: what is destroyed, what stops it, what goes before it, and what proves it.

CREATE FUNCTION lock.retention_job() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (a.kind = 'job' AND a.subject = 'retention') IS TRUE FROM lock.acting() a
$$;

-- Offers each agency its record of disclosures 30 days before the retention time ends. Returns how
-- many it offered now.
CREATE FUNCTION lock.offer_filing() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    made integer;
BEGIN
    IF lock.retention_job() IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_filing (id, discussion_id, delegation_id, offered_at)
    SELECT gen_random_uuid(), d.id, f.delegation, a.at
    FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id
    CROSS JOIN LATERAL lock.filers(d.id) f
    WHERE d.state IN ('concluded', 'rejected') AND t.retention_approved_on IS NOT NULL
      AND coalesce(d.concluded_at, d.moved_at) + t.retention_days * interval '1 day' - interval '30 days' <= a.at
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS made = ROW_COUNT;
    PERFORM lock.post('filing', f.discussion_id, ARRAY[f.delegation_id], '')
    FROM table_filing f WHERE f.offered_at = a.at;
    RETURN made;
END $$;

-- The agency took its record of disclosures into its own file.
CREATE FUNCTION lock.filed(r uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND EXISTS (SELECT FROM table_filing f
        WHERE f.discussion_id = r AND f.delegation_id = a.delegation)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    UPDATE table_filing f SET filed_at = coalesce(f.filed_at, a.at)
    WHERE f.discussion_id = r AND f.delegation_id = a.delegation;
END $$;

-- Records of disclosures the acting agency may file, with what each says of its own part in it.
CREATE FUNCTION lock.filings() RETURNS TABLE (
    r uuid, reference text, offered_at timestamptz, filed_at timestamptz, due_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id, d.reference::text, f.offered_at, f.filed_at,
           greatest(coalesce(d.concluded_at, d.moved_at) + t.retention_days * interval '1 day', f.offered_at + interval '30 days')
    FROM lock.acting() a JOIN table_filing f ON f.delegation_id = a.delegation
    JOIN table_discussion d ON d.id = f.discussion_id AND d.state <> 'forgotten'
    JOIN hubs_table t ON t.id = d.table_id
    WHERE a.kind = 'seat' ORDER BY 5, 2
$$;

-- Every disclosure the acting agency made or received about one discussion.
CREATE FUNCTION lock.disclosures(wanted uuid) RETURNS TABLE (
    part uuid, teller uuid, viewer uuid, step text, manner text, basis text, reason text,
    since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT l.part, s.delegation_id, l.viewer, l.step::text, l.manner::text, l.basis::text,
           l.reason::text, l.since
    FROM lock.acting() a JOIN vault_ledger l ON l.record = wanted AND l.class = 'identified'
         AND l.step IN ('tell', 'heard', 'send', 'break_glass')
    JOIN table_subject s ON s.id = l.part
    WHERE a.kind = 'seat' AND a.delegation IS NOT NULL
      AND (s.delegation_id = a.delegation OR l.viewer = a.delegation
           OR l.step = 'break_glass' AND EXISTS (SELECT FROM table_look k WHERE k.discussion_id = wanted
              AND k.by_seat = l.viewer AND k.delegation_id = a.delegation))
    ORDER BY l.since, l.id
$$;

-- What the retention job is to forget now.
CREATE FUNCTION lock.forgettable() RETURNS TABLE (r uuid, version integer, reference text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id, d.version, d.reference::text FROM lock.acting() a
    JOIN table_discussion d ON d.state IN ('concluded', 'rejected')
    WHERE lock.retention_job() AND lock.may_move(d, 'forgotten', '')
    ORDER BY d.moved_at, d.id
$$;

-- Names that are to go before that: withdrawn, past the first contact, or 30 days closed (the time
-- to reopen), as the table keeps them; none under a hold.
CREATE FUNCTION lock.expired_names() RETURNS TABLE (s uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT v.id FROM lock.acting() a JOIN vault_sealed v ON true
    JOIN table_subject t ON t.id = v.id JOIN table_discussion d ON d.id = t.discussion_id
    WHERE lock.retention_job() AND NOT lock.kept(d.id) AND (
        d.state = 'withdrawn' OR lock.kept_until(d.id) = 'not_stored'
        OR d.state IN ('rejected', 'concluded') AND d.moved_at + interval '30 days' <= a.at
        OR lock.kept_until(d.id) = 'until_contact' AND d.type IN ('person', 'family')
           AND EXISTS (SELECT FROM table_plannote p WHERE p.subject_id = v.id AND p.kind = 'contact'
               AND NOT EXISTS (SELECT FROM table_plannote x WHERE x.replaces = p.id)))
$$;

-- Deletes those of these names whose time is over; returns how many. Their keys go next.
CREATE FUNCTION lock.shred_names(gone uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE rows integer;
BEGIN
    PERFORM lock.wait_for_holds(x.table_id) FROM (
        SELECT DISTINCT d.table_id FROM vault_sealed v JOIN table_subject t ON t.id = v.id
        JOIN table_discussion d ON d.id = t.discussion_id
        WHERE v.id = ANY (gone) AND lock.retention_job() ORDER BY 1) x;
    DELETE FROM vault_sealed v WHERE v.id = ANY (gone) AND v.id IN (SELECT x.s FROM lock.expired_names() x);
    GET DIAGNOSTICS rows = ROW_COUNT;
    RETURN rows;
END $$;

-- Every name that is kept: what else lies in the key store is an orphan and swept.
CREATE FUNCTION lock.sealed_ids() RETURNS TABLE (s uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT v.id FROM vault_sealed v WHERE lock.retention_job()
$$;

-- The persons of a discussion, for the job that destroys their keys.
CREATE FUNCTION lock.persons(r uuid) RETURNS TABLE (s uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.id FROM table_subject t WHERE t.discussion_id = r AND lock.retention_job()
$$;

-- What retention destroys once a discussion is forgotten; the keys go first. The thin row that stays
-- serves statistics; of a rejected one all but reference, month, sector, type and reason goes.
CREATE FUNCTION lock.shred(r uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    d table_discussion;
    gone integer;
    plans integer;
BEGIN
    SELECT * INTO d FROM table_discussion x WHERE x.id = r FOR UPDATE;
    IF (lock.retention_job() AND d.state = 'forgotten') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    DELETE FROM vault_sealed v WHERE v.record = r;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM vault_blind b WHERE b.record = r;
    DELETE FROM table_plannote n WHERE n.discussion_id = r;
    GET DIAGNOSTICS plans = ROW_COUNT;
    DELETE FROM table_note n WHERE n.discussion_id = r;
    DELETE FROM table_gathering g WHERE g.discussion_id = r;
    DELETE FROM table_safeguard g WHERE g.discussion_id = r;
    DELETE FROM table_proposal p WHERE p.discussion_id = r;
    DELETE FROM table_answer w WHERE w.discussion_id = r;
    DELETE FROM table_offer o WHERE o.discussion_id = r;
    DELETE FROM table_thanks t WHERE t.discussion_id = r;
    DELETE FROM table_worksheet w WHERE w.id = r;
    UPDATE table_look k SET reason = 'forgotten' WHERE k.discussion_id = r;
    UPDATE vault_ledger l SET reason = 'forgotten' WHERE l.record = r;
    UPDATE vault_consent c SET elsewhere = '', language = '' WHERE c.record = r;
    UPDATE table_packet p SET agency_name = '', hub_name = '' WHERE p.discussion_id = r;
    IF d.concluded_at IS NULL THEN
        DELETE FROM table_stance s WHERE s.discussion_id = r;
        DELETE FROM table_describedperson p WHERE p.discussion_id = r;
        DELETE FROM table_description e WHERE e.discussion_id = r;
        DELETE FROM table_presence p WHERE p.discussion_id = r;
        UPDATE table_discussion x SET submitted_at = date_trunc('month', x.submitted_at),
            presented_at = date_trunc('month', x.presented_at),
            decided_at = date_trunc('month', x.decided_at) WHERE x.id = r;
    END IF;
    INSERT INTO table_proof (id, discussion_id, table_id, retention_days, approved_by, approved_on,
                             identities, plans, at)
    SELECT gen_random_uuid(), r, t.id, t.retention_days, t.retention_approved_by,
           t.retention_approved_on, gone, plans, a.at
    FROM hubs_table t WHERE t.id = d.table_id;
    RETURN gone;
END $$;

-- Whoever answers for the records: the desk of the table, the Hub's administrator.
CREATE FUNCTION lock.keeps_records(t uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a JOIN hubs_table x ON x.id = t
        WHERE a.kind = 'seat' AND (a.tbl = t AND a.role IN ('chair', 'coordinator')
           OR a.role = 'admin' AND a.hub = x.hub_id))
$$;

-- What of a table is closed and not yet forgotten, by when that is due; and what keeps it. By
-- reference only. `total` counts all of them, however many are asked for.
CREATE FUNCTION lock.retained(t uuid, many integer) RETURNS TABLE (
    reference text, number text, closed_at timestamptz, due_at timestamptz, held boolean,
    offered bigint, filed bigint, unfiled boolean, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT x.reference, x.number, x.closed_at, x.due_at, lock.kept(x.id),
           (SELECT count(*) FROM table_filing f WHERE f.discussion_id = x.id),
           (SELECT count(f.filed_at) FROM table_filing f WHERE f.discussion_id = x.id),
           lock.unfiled(x.id), x.total
    FROM (SELECT d.id, d.reference::text, coalesce(p.number, '')::text AS number,
                 coalesce(d.concluded_at, d.moved_at) AS closed_at,
                 coalesce(d.concluded_at, d.moved_at) + b.retention_days * interval '1 day' AS due_at,
                 count(*) OVER () AS total
          FROM table_discussion d JOIN hubs_table b ON b.id = d.table_id
          LEFT JOIN table_report p ON p.id = d.id
          WHERE d.table_id = t AND d.state IN ('concluded', 'rejected') AND lock.keeps_records(t)
          ORDER BY 5, 2 LIMIT many) x
    ORDER BY x.due_at, x.reference
$$;

-- The proofs of a table, by reference; for who reads the proof, not for who reads the discussion.
CREATE FUNCTION lock.proofs(t uuid, many integer) RETURNS TABLE (
    proof uuid, reference text, number text, retention_days integer, approved_by text,
    approved_on date, identities integer, plans integer, at timestamptz, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT f.id, d.reference::text, coalesce(p.number, '')::text, f.retention_days,
           f.approved_by::text, f.approved_on, f.identities, f.plans, f.at, count(*) OVER ()
    FROM table_proof f JOIN table_discussion d ON d.id = f.discussion_id
    LEFT JOIN table_report p ON p.id = d.id
    WHERE f.table_id = t AND lock.keeps_records(t)
    ORDER BY f.at DESC, f.id LIMIT many
$$;

-- Places a hold on a table, or on one of its discussions by reference or Hub number. Returns false
-- when the table has no such discussion.
CREATE FUNCTION lock.place_hold(h uuid, t uuid, wanted text, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    d table_discussion;
BEGIN
    PERFORM FROM hubs_table x WHERE x.id = t AND lock.keeps_records(t) FOR NO KEY UPDATE;
    SELECT x.* INTO d FROM table_discussion x JOIN table_report p ON p.id = x.id
    WHERE x.table_id = t AND wanted <> '' AND wanted IN (x.reference, p.number);
    IF (lock.keeps_records(t) AND why IN ('lawsuit', 'subpoena', 'records_request', 'complaint')
        AND wanted IS NOT NULL) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    IF (wanted = '' OR d.id IS NOT NULL) IS NOT TRUE THEN RETURN false; END IF;
    INSERT INTO table_hold (id, hub_id, table_id, discussion_id, reference, kind, by_seat, since)
    SELECT h, x.hub_id, t, d.id, coalesce(d.reference, ''), why, a.seat, a.at
    FROM hubs_table x WHERE x.id = t;
    RETURN true;
END $$;

CREATE FUNCTION lock.lift_hold(h uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (EXISTS (SELECT FROM table_hold x WHERE x.id = h AND x.lifted_at IS NULL
        AND lock.keeps_records(x.table_id))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_hold x SET lifted_at = a.at, lifted_by = a.seat WHERE x.id = h;
END $$;
