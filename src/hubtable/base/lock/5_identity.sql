-- The steps that touch identity. It is given only by who brought it; assigning widens nothing.

-- The originator tells one delegation who one person is: one row of the ledger, basis and reason
-- in words. What was spoken or handed over on paper opens no sight. A protected person is told to
-- nobody without a consent on file (process.md, Protected sources).
CREATE FUNCTION lock.tell(r uuid, s uuid, who uuid, how text, ground text, why text, agreed uuid)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (EXISTS (SELECT FROM table_discussion d JOIN table_subject t ON t.discussion_id = d.id
            JOIN table_origin o ON o.discussion_id = d.id AND o.delegation_id = t.delegation_id
            WHERE d.id = r AND t.id = s AND a.kind = 'seat' AND t.delegation_id = a.delegation
              AND d.state IN ('identifying', 'intervening')
              AND (NOT t.protected OR agreed IS NOT NULL)
              AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s))
        AND who <> a.delegation AND lock.sits(who, r)
        AND (NOT lock.protected(who) OR agreed IS NOT NULL)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_pick (id, discussion_id, subject_id, delegation_id, on_screen, by_seat, at)
    VALUES (gen_random_uuid(), r, s, who, how = 'screen', a.seat, a.at)
    ON CONFLICT (subject_id, delegation_id)
        DO UPDATE SET on_screen = table_pick.on_screen OR excluded.on_screen;
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              consent, opens, since, until)
    VALUES (gen_random_uuid(), r, 'identified', s, who, a.seat, 'tell', how, ground, why, agreed,
            how = 'screen', a.at, CASE WHEN how = 'screen' THEN timestamptz 'infinity' ELSE a.at END);
    PERFORM lock.settle(r, 'tell');
END $$;

CREATE FUNCTION lock.answer(r uuid, s uuid, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (EXISTS (SELECT FROM table_pick p JOIN table_discussion d ON d.id = p.discussion_id
            WHERE p.discussion_id = r AND p.subject_id = s AND a.kind = 'seat'
              AND p.delegation_id = a.delegation AND d.state = 'identifying'
              AND (said IN ('could_help', 'not_us')
                   OR said IN ('serving', 'later') AND NOT lock.protected(a.delegation))))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_answer (id, discussion_id, subject_id, delegation_id, kind, by_seat, at)
    VALUES (gen_random_uuid(), r, s, a.delegation, said, a.seat, a.at);
    PERFORM lock.settle(r, 'answer');
END $$;

-- The desk records lead and assisting agencies: each must have been told by the originator (or be
-- it). Protected programs are counted in the report, never named. Returns the new version.
CREATE FUNCTION lock.assign(r uuid, seen integer, leader uuid, helping uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    d table_discussion;
    chosen uuid[] := ARRAY[leader] || helping;
BEGIN
    SELECT * INTO d FROM table_discussion x WHERE x.id = r FOR UPDATE;
    IF ('desk' = ANY (lock.relations(r)) AND d.state IN ('identifying', 'intervening')
        AND leader <> ALL (helping)
        AND (SELECT bool_and(lock.sits(c, r) AND (
                EXISTS (SELECT FROM table_origin o WHERE o.discussion_id = r AND o.delegation_id = c)
             OR EXISTS (SELECT FROM table_pick p WHERE p.discussion_id = r AND p.delegation_id = c)))
             FROM unnest(chosen) c)) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    IF d.version IS DISTINCT FROM seen THEN RAISE serialization_failure USING message = 'stale'; END IF;
    UPDATE table_assignment s SET until = a.at WHERE s.discussion_id = r AND s.until IS NULL;
    INSERT INTO table_assignment (id, discussion_id, delegation_id, role, since)
    SELECT gen_random_uuid(), r, c, CASE WHEN c = leader THEN 'lead' ELSE 'assisting' END, a.at
    FROM (SELECT DISTINCT unnest(chosen) c) x;
    UPDATE table_report p SET
        lead = CASE WHEN NOT lock.protected(leader) THEN leader END,
        lead_protected = lock.protected(leader),
        assisting = ARRAY(SELECT DISTINCT h FROM unnest(helping) h WHERE NOT lock.protected(h)),
        assisting_protected = (SELECT count(DISTINCT h) FROM unnest(helping) h WHERE lock.protected(h))
    WHERE p.id = r;
    IF d.state = 'identifying' THEN
        RETURN lock.move(r, seen, 'intervening', '');
    END IF;
    UPDATE table_discussion x SET version = x.version + 1 WHERE x.id = r;
    PERFORM lock.settle(r, 'assigning');
    RETURN seen + 1;
END $$;

-- The person said no: identity and plan of that person close for all but the originator at once.
CREATE FUNCTION lock.decline(r uuid, s uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (lock.relations(r) && ARRAY['origin', 'lead', 'assisting'] AND EXISTS (
        SELECT FROM table_subject t JOIN table_discussion d ON d.id = t.discussion_id
        WHERE t.id = s AND d.id = r AND d.state = 'intervening')) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_decline (id, discussion_id, subject_id, by_seat, at)
    VALUES (gen_random_uuid(), r, s, a.seat, a.at) ON CONFLICT DO NOTHING;
    PERFORM lock.settle(r, 'decline');
END $$;

-- Emergency look: one person of a submitted discussion, for one hour, for the acting seat alone.
-- Closed for protected persons (process.md, Break glass and Protected sources).
CREATE FUNCTION lock.break_glass(r uuid, s uuid, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (a.kind = 'seat' AND a.delegation IS NOT NULL AND btrim(why) <> '' AND EXISTS (
        SELECT FROM table_discussion d JOIN table_subject t ON t.discussion_id = d.id
        WHERE d.id = r AND t.id = s AND d.table_id = a.tbl AND NOT t.protected
          AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')
          AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              opens, since, until)
    VALUES (gen_random_uuid(), r, 'identified', s, a.seat, a.seat, 'break_glass', 'screen',
            'serious_harm', why, true, a.at, a.at + interval '1 hour');
END $$;

CREATE FUNCTION lock.close_glass(r uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (lock.relations(r) && ARRAY['origin', 'desk']) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE vault_ledger l SET until = a.at
    WHERE l.record = r AND l.step = 'break_glass' AND l.until > a.at;
END $$;

-- Everyone who was told, spoken and paper included: for the agency that brought the person. Of two
-- originating agencies each hears about its own (process.md, Two originators).
CREATE FUNCTION lock.told(r uuid) RETURNS TABLE (
    part uuid, viewer uuid, step text, manner text, basis text, reason text, since timestamptz,
    until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT l.part, l.viewer, l.step, l.manner, l.basis, l.reason, l.since, l.until
    FROM lock.acting() a
    JOIN table_subject s ON s.discussion_id = r AND s.delegation_id = a.delegation
    JOIN vault_ledger l ON l.record = r AND l.part = s.id AND l.class = 'identified'
    WHERE 'origin' = ANY (lock.relations(r))
    ORDER BY l.since, l.id
$$;

-- What retention destroys once a discussion is forgotten; the key file goes first.
CREATE FUNCTION lock.shred(r uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gone integer;
BEGIN
    PERFORM lock.hold(r);
    IF ('job' = ANY (lock.relations(r)) AND EXISTS (SELECT FROM table_discussion d
        WHERE d.id = r AND d.state IN ('forgotten', 'withdrawn'))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    DELETE FROM vault_sealed v WHERE v.record = r;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM table_plannote n WHERE n.discussion_id = r;
    RETURN gone;
END $$;
