-- The meeting: it begins, agencies come in by the door's code or by the chair, and whoever watches
-- hears that something changed.

-- Six characters of 32, without those that look alike on a screen across a room.
CREATE FUNCTION lock.new_code() RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + get_byte(b, i) % 32, 1), '')
    FROM (SELECT uuid_send(gen_random_uuid()) AS b) x, generate_series(0, 5) i
$$;

-- Whether the acting seat's agency is asked to a small session.
CREATE FUNCTION lock.asked(m uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a JOIN table_convened c
                   ON c.meeting_id = m AND c.delegation_id = a.delegation WHERE a.kind = 'seat')
$$;

-- The desk begins a meeting; returns its number. A small session is about one situation of the
-- agenda, with two or three agencies the desk asks: nobody else comes in, and nothing else is
-- presented. Whoever brought the situation is asked as well, quietly: the desk hears a sector only
-- (process.md, Who sees what), so that row is shown to that agency alone, and it comes in itself or
-- not at all. Every seat of an emergency session, and of those asked, gets a mail.
-- Error: unique_violation when a meeting is on.
CREATE FUNCTION lock.begin_meeting(m uuid, sort text, asked uuid[], about uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    next_number integer;
    brought uuid[] := ARRAY(SELECT o.delegation_id FROM table_origin o
        WHERE o.discussion_id = begin_meeting.about AND o.delegation_id <> ALL (asked));
BEGIN
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND a.tbl IS NOT NULL
        AND sort IN ('regular', 'emergency', 'convened')
        AND (SELECT count(DISTINCT d.id) FROM hubs_delegation d WHERE d.id = ANY (asked)
             AND d.table_id = a.tbl AND d.starts_at <= a.at
             AND (d.ends_at IS NULL OR d.ends_at > a.at)) = cardinality(asked)
        AND (sort <> 'convened' AND cardinality(asked) = 0 AND begin_meeting.about IS NULL
             OR sort = 'convened' AND cardinality(asked) IN (2, 3)
             AND EXISTS (SELECT FROM table_discussion d WHERE d.id = begin_meeting.about
                         AND d.table_id = a.tbl AND d.state = 'submitted'))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    PERFORM FROM hubs_table t WHERE t.id = a.tbl FOR NO KEY UPDATE;
    next_number := (SELECT 1 + coalesce(max(x.number), 0) FROM table_meeting x WHERE x.table_id = a.tbl);
    INSERT INTO table_meeting (id, table_id, number, kind, about, started_at, blank, version)
    VALUES (m, a.tbl, next_number, sort, begin_meeting.about, a.at, false, 1);
    INSERT INTO table_convened (id, meeting_id, delegation_id, quiet)
    SELECT gen_random_uuid(), m, c, c = ANY (brought) FROM unnest(asked || brought) c;
    INSERT INTO table_door (id, code, wrong) VALUES (m, lock.new_code(), 0);
    IF sort = 'emergency' THEN
        UPDATE table_call c SET ended_at = a.at WHERE c.table_id = a.tbl AND c.ended_at IS NULL;
        PERFORM lock.post('session_on', m, ARRAY[a.tbl], '');
    ELSIF sort = 'convened' THEN
        PERFORM lock.post('session_on', m, asked || brought, '');
    END IF;
    RETURN next_number;
END $$;

-- The desk calls an emergency session of the whole table for a time within a day; another time for
-- it takes the place of the one before. Every seat gets a mail.
CREATE FUNCTION lock.call_session(c uuid, begins timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND a.tbl IS NOT NULL
        AND begins > a.at AND begins <= a.at + interval '1 day') IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    PERFORM FROM hubs_table t WHERE t.id = a.tbl FOR NO KEY UPDATE;
    UPDATE table_call x SET ended_at = a.at WHERE x.table_id = a.tbl AND x.ended_at IS NULL;
    INSERT INTO table_call (id, table_id, by_seat, made_at, begins_at, off)
    VALUES (c, a.tbl, a.seat, a.at, begins, false);
    PERFORM lock.post('session_called', c, ARRAY[a.tbl], '');
END $$;

-- The desk calls the emergency session off that is called; every seat gets a mail.
CREATE FUNCTION lock.call_off() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    called uuid := (SELECT x.id FROM table_call x WHERE x.table_id = a.tbl AND x.ended_at IS NULL);
BEGIN
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND called IS NOT NULL)
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_call x SET ended_at = a.at, off = true WHERE x.id = called;
    PERFORM lock.post('session_off', called, ARRAY[a.tbl], '');
END $$;

-- A delegation comes into the room; false for a wrong code. The desk needs none, nor who was asked
-- to a small session. The desk cannot bring in who was asked quietly: it would find out who that
-- is. After thirty wrong ones the door has another code: it cannot be guessed.
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
             WHERE c.meeting_id = m AND c.delegation_id = who
               AND (NOT c.quiet OR a.delegation = who)))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    IF (desk OR x.kind = 'convened' OR EXISTS (SELECT FROM table_door d
            WHERE d.id = m AND d.code = upper(regexp_replace(typed, '[^[:alnum:]]', '', 'g'))))
        IS NOT TRUE THEN
        UPDATE table_door d SET wrong = (d.wrong + 1) % 30,
            code = CASE WHEN d.wrong = 29 THEN lock.new_code() ELSE d.code END WHERE d.id = m;
        RETURN false;
    END IF;
    INSERT INTO table_attendance (id, meeting_id, delegation_id, recorded_by_chair, by_seat, since)
    VALUES (gen_random_uuid(), m, who, a.delegation IS DISTINCT FROM who,
            CASE WHEN a.delegation = who THEN a.seat END, a.at)
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
