-- The meeting: it begins, agencies come in by the door's code or by the chair, and whoever watches
-- hears that something changed.

-- Six characters of 32, without those that look alike on a screen across a room.
CREATE FUNCTION lock.new_code() RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + get_byte(b, i) % 32, 1), '')
    FROM (SELECT uuid_send(gen_random_uuid()) AS b) x, generate_series(0, 5) i
$$;

-- The desk begins a meeting; returns its number. A convening is a short meeting of those asked, two
-- or three agencies of the table: nobody else comes in. Error: unique_violation when one is on.
CREATE FUNCTION lock.begin_meeting(m uuid, sort text, asked uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    next_number integer;
BEGIN
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND a.tbl IS NOT NULL
        AND sort IN ('regular', 'emergency', 'convened')
        AND (SELECT count(DISTINCT d.id) FROM hubs_delegation d WHERE d.id = ANY (asked)
             AND d.table_id = a.tbl AND (d.ends_at IS NULL OR d.ends_at > a.at)) = cardinality(asked)
        AND (sort = 'convened' AND cardinality(asked) IN (2, 3)
             OR sort <> 'convened' AND cardinality(asked) = 0)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    PERFORM FROM hubs_table t WHERE t.id = a.tbl FOR NO KEY UPDATE;
    next_number := (SELECT 1 + coalesce(max(x.number), 0) FROM table_meeting x WHERE x.table_id = a.tbl);
    INSERT INTO table_meeting (id, table_id, number, kind, started_at, blank, version)
    VALUES (m, a.tbl, next_number, sort, a.at, false, 1);
    INSERT INTO table_convened (id, meeting_id, delegation_id)
    SELECT gen_random_uuid(), m, c FROM unnest(asked) c;
    INSERT INTO table_door (id, code, wrong) VALUES (m, lock.new_code(), 0);
    RETURN next_number;
END $$;

-- A delegation comes into the room; false for a wrong code. The desk needs none, nor who was asked
-- to a convening. After thirty wrong ones the door has another code: it cannot be guessed.
CREATE FUNCTION lock.check_in(m uuid, who uuid, typed text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    desk boolean := a.role IN ('chair', 'coordinator');
    x table_meeting;
BEGIN
    SELECT * INTO x FROM table_meeting t WHERE t.id = m AND t.table_id = a.tbl AND t.ended_at IS NULL;
    IF (x.id IS NOT NULL AND a.kind = 'seat' AND (a.delegation = who OR desk)
        AND EXISTS (SELECT FROM hubs_delegation d WHERE d.id = who AND d.table_id = a.tbl
                    AND d.starts_at <= a.at AND (d.ends_at IS NULL OR d.ends_at > a.at))
        AND (x.kind <> 'convened' OR EXISTS (SELECT FROM table_convened c
             WHERE c.meeting_id = m AND c.delegation_id = who))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    IF (desk OR x.kind = 'convened' OR EXISTS (SELECT FROM table_door d
            WHERE d.id = m AND d.code = upper(regexp_replace(typed, '[^[:alnum:]]', '', 'g'))))
        IS NOT TRUE THEN
        UPDATE table_door d SET wrong = (d.wrong + 1) % 30,
            code = CASE WHEN d.wrong = 29 THEN lock.new_code() ELSE d.code END WHERE d.id = m;
        RETURN false;
    END IF;
    INSERT INTO table_attendance (id, meeting_id, delegation_id, recorded_by_chair, since)
    VALUES (gen_random_uuid(), m, who, a.delegation IS DISTINCT FROM who, a.at)
    ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- The desk changes the door's code: who has the old one does not come in with it.
CREATE FUNCTION lock.change_code() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator')) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    UPDATE table_door d SET code = lock.new_code(), wrong = 0
    FROM table_meeting m WHERE m.id = d.id AND m.table_id = a.tbl AND m.ended_at IS NULL;
END $$;
