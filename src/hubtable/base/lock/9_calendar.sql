-- A seat's calendar feed: a secret address that shows when the table meets and when first visits
-- are due that the seat's delegation leads. No number, no name. The secret is kept as a hash.

-- Makes the acting seat's feed address; one that was there before ends.
CREATE FUNCTION lock.feed_make(digest text, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND a.delegation IS NOT NULL AND digest ~ '^[0-9a-f]{64}$') IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    PERFORM FROM hubs_seat s WHERE s.id = a.seat FOR NO KEY UPDATE;
    PERFORM lock.feed_end();
    INSERT INTO hubs_credential (id, hub_id, kind, seat_id, act, secret, starts_at, ends_at)
    VALUES (gen_random_uuid(), a.hub, 'feed', a.seat, '', digest, a.at, until);
END $$;

CREATE FUNCTION lock.feed_end() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    ended integer;
BEGIN
    IF (a.kind = 'seat') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE hubs_credential c SET ends_at = a.at
    WHERE c.seat_id = a.seat AND c.kind = 'feed' AND c.ends_at > a.at;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;

-- Which credential a secret address stands for, whether it holds or not; nothing for a wrong one.
CREATE FUNCTION lock.feed_of(digest text) RETURNS TABLE (feed uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF lock.is_job('feeds') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT c.id FROM hubs_credential c WHERE c.kind = 'feed' AND c.secret = digest;
END $$;

-- When the table of the feed's seat meets. `stamp` is when the address was made.
CREATE FUNCTION lock.feed_meetings() RETURNS TABLE (
    tbl uuid, weekday integer, starts time, minutes integer, rhythm text, zone text,
    last_met timestamptz, stamp timestamptz, practice boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'feed') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT t.id, t.weekday::integer, t.starts, t.minutes::integer, t.rhythm::text,
        t.time_zone::text, (SELECT max(m.started_at) FROM table_meeting m WHERE m.table_id = t.id),
        c.starts_at, t.practice
    FROM hubs_credential c JOIN hubs_seat s ON s.id = c.seat_id
    JOIN hubs_delegation d ON d.id = s.delegation_id JOIN hubs_table t ON t.id = d.table_id
    WHERE c.id = a.subject::uuid;
END $$;

-- When first visits are due that the delegation of the feed's seat leads.
CREATE FUNCTION lock.feed_due() RETURNS TABLE (
    r uuid, target_at timestamptz, limit_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'feed') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT k.id, k.target_at, k.limit_at
    FROM hubs_seat s
    JOIN table_assignment l ON l.delegation_id = s.delegation_id AND l.role = 'lead'
         AND l.until IS NULL
    JOIN table_discussion d ON d.id = l.discussion_id AND d.state = 'intervening'
    JOIN table_clock k ON k.id = d.id AND k.stopped_at IS NULL
    WHERE s.id = a.seat ORDER BY k.target_at, k.id;
END $$;

-- For when the emergency sessions of the table of the feed's seat are called.
CREATE FUNCTION lock.feed_sessions() RETURNS TABLE (session uuid, begins timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'feed') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT c.id, c.begins_at
    FROM hubs_seat s JOIN hubs_delegation d ON d.id = s.delegation_id
    JOIN table_call c ON c.table_id = d.table_id AND NOT c.off
         AND (c.ended_at IS NULL OR c.ended_at >= c.begins_at)
         AND c.begins_at > a.at - interval '1 day'
    WHERE s.id = a.seat ORDER BY c.begins_at, c.id;
END $$;
