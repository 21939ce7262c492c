-- The room's screen: the desk pairs a device that is nobody's by a code, for one meeting, and one
-- function says what the room may show of it (process.md, presenting; lock.md, Who acts: room).

-- What the room leaves out, and the codes that may stand on it (table/rules/room.py).
CREATE TABLE lock.room (kind text NOT NULL, value text NOT NULL, PRIMARY KEY (kind, value));

CREATE FUNCTION lock.room_rule(wanted text, code text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.room x WHERE x.kind = wanted AND x.value = code)
$$;

-- What is kept of a code. With the key in it, whoever reads the row cannot try all codes.
CREATE FUNCTION lock.pairing(code text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT lock.signature('pairing ' || upper(regexp_replace(code, '[^[:alnum:]]', '', 'g')))
$$;

-- The desk makes a code for one screen at the meeting that is on: ten minutes, one screen. An
-- earlier code ends. Error: insufficient_privilege with eight screens paired.
CREATE FUNCTION lock.room_offer() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    m uuid := (SELECT x.id FROM table_meeting x WHERE x.table_id = a.tbl AND x.ended_at IS NULL);
    code text := lock.new_code() || left(lock.new_code(), 2);
BEGIN
    PERFORM FROM table_meeting x WHERE x.id = m FOR NO KEY UPDATE;
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND m IS NOT NULL
        AND (SELECT count(*) FROM lock.room_screens()) < 8) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    UPDATE hubs_credential c SET ends_at = a.at
    WHERE c.kind = 'room' AND c.record = m AND c.used_at IS NULL AND c.ends_at > a.at;
    INSERT INTO hubs_credential (id, hub_id, kind, table_id, record, act, secret, wrong, starts_at,
                                 ends_at)
    VALUES (gen_random_uuid(), a.hub, 'room', a.tbl, m, '', lock.pairing(code), 0, a.at,
            a.at + interval '10 minutes');
    RETURN code;
END $$;

-- A screen types the code; from now on its own secret stands for it. Nothing for a wrong, used or
-- ended code. Whoever guesses ends all codes that are open: a hundred tries at one of 2^40.
CREATE FUNCTION lock.room_claim(typed text, digest text) RETURNS TABLE (meeting uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (lock.is_job('screens') AND digest ~ '^[0-9a-f]{64}$') IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    RETURN QUERY UPDATE hubs_credential c
    SET secret = digest, used_at = a.at, ends_at = a.at + interval '16 hours'
    WHERE c.kind = 'room' AND c.secret = lock.pairing(typed) AND c.used_at IS NULL
      AND c.starts_at <= a.at AND c.ends_at > a.at
      AND EXISTS (SELECT FROM table_meeting m WHERE m.id = c.record AND m.ended_at IS NULL)
    RETURNING c.record;
    IF NOT FOUND THEN
        UPDATE hubs_credential c SET wrong = c.wrong + 1,
            ends_at = CASE WHEN c.wrong >= 99 THEN a.at ELSE c.ends_at END
        WHERE c.kind = 'room' AND c.used_at IS NULL AND c.ends_at > a.at;
    END IF;
END $$;

-- Which credential a screen's secret stands for, whether it holds or not; nothing for a wrong one.
CREATE FUNCTION lock.room_of(digest text) RETURNS TABLE (screen uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF lock.is_job('screens') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT c.id FROM hubs_credential c
    WHERE c.kind = 'room' AND c.secret = digest AND c.used_at IS NOT NULL;
END $$;

-- The screens paired at the meeting that is on, for its desk.
CREATE FUNCTION lock.room_screens() RETURNS TABLE (screen uuid, since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator')) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    RETURN QUERY SELECT c.id, c.used_at FROM hubs_credential c
    JOIN table_meeting m ON m.id = c.record AND m.ended_at IS NULL
    WHERE m.table_id = a.tbl AND c.kind = 'room' AND c.used_at IS NOT NULL AND c.ends_at > a.at
    ORDER BY c.used_at, c.id;
END $$;

-- The desk unpairs a screen: it shows nothing more.
CREATE FUNCTION lock.room_end(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (EXISTS (SELECT FROM lock.room_screens() s WHERE s.screen = which)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    UPDATE hubs_credential c SET ends_at = a.at WHERE c.id = which;
END $$;

-- Whether a class of a situation is open to whoever looks at the room's screen: to a seat what is
-- open to itself, to a paired screen what the ledger opens to the table and its desk.
CREATE FUNCTION lock.room_sees(r uuid, wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM lock.acting() a JOIN hubs_table t ON t.id = a.tbl
        JOIN vault_ledger l ON l.viewer = ANY (
            CASE a.kind WHEN 'room' THEN ARRAY[t.id, t.desk] WHEN 'seat' THEN a.viewers END)
        WHERE l.record = r AND l.class = wanted AND l.opens AND l.since <= a.at AND l.until > a.at)
$$;

-- Words of the table's own vocabulary as [category, word] pairs in its order, without those that
-- are kept off the room by code or words, their own or their category's.
CREATE FUNCTION lock.room_words(edition uuid, codes text[], heading text, item text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_array(coalesce(c.text, ''), w.text)
                              ORDER BY w.kind = item, w.position), '[]')
    FROM hubs_term w LEFT JOIN hubs_term c
      ON c.vocabulary_id = edition AND c.kind = heading AND c.code = w.category AND w.kind = item
    WHERE w.vocabulary_id = edition AND w.kind IN (heading, item) AND w.code = ANY (codes)
      AND NOT EXISTS (SELECT FROM lock.room x WHERE x.kind = 'off'
                      AND concat_ws(E'\n', w.code, w.text, w.category, c.text) ~* x.value)
$$;

-- The newest revision of a description, cut for the room.
CREATE FUNCTION lock.room_told(d table_discussion, edition uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'people', (SELECT coalesce(jsonb_agg(jsonb_build_array(p.role, p.sex, p.age_group)
                                             ORDER BY p.position), '[]')
                   FROM table_describedperson p WHERE p.description_id = e.id
                     AND lock.room_rule('role', p.role) AND lock.room_rule('sex', p.sex)
                     AND lock.room_rule('age_group', p.age_group)),
        'interpreter', e.interpreter IS TRUE,
        'language', CASE WHEN lock.room_rule('common', e.language) THEN e.language ELSE '' END,
        'risks', lock.room_words(edition, e.risk_factors, 'risk_category', 'risk_factor'),
        'protective', lock.room_words(edition, e.protective_factors, 'protective_category',
                                      'protective_factor'),
        'flags', lock.room_words(edition, e.flags, '', 'study_flag'))
    FROM table_description e WHERE e.discussion_id = d.id ORDER BY e.revision DESC LIMIT 1
$$;

-- How many of those present say what: [question, stance, how many]. No agency.
CREATE FUNCTION lock.room_voices(d table_discussion) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_array(x.criterion, x.kind, x.n)
                              ORDER BY x.criterion, x.kind), '[]')
    FROM (SELECT v.criterion, v.kind, count(*) n FROM (
              SELECT DISTINCT ON (s.delegation_id, s.criterion) s.criterion, s.kind
              FROM table_stance s JOIN table_presence p
                ON p.discussion_id = d.id AND p.delegation_id = s.delegation_id
              WHERE s.discussion_id = d.id AND s.at >= d.presented_at
                AND lock.room_rule('stance', s.kind) AND lock.room_rule('question', s.criterion)
              ORDER BY s.delegation_id, s.criterion, s.at DESC, s.id DESC) v
          GROUP BY v.criterion, v.kind) x
$$;

-- The situation on now: what the table hears of it, and its description while it is presented.
CREATE FUNCTION lock.room_on(r uuid, t hubs_table) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('reference', d.reference, 'state', d.state, 'type', d.type,
                              'number', coalesce(p.number, ''), 'told', NULL)
        || CASE WHEN lock.room_sees(d.id, 'described') THEN jsonb_build_object(
               'told', CASE d.state WHEN 'presented' THEN lock.room_told(d, t.vocabulary_id) END,
               'deciding', t.deciding, 'said', lock.room_voices(d), 'present',
               (SELECT count(*) FROM table_presence x WHERE x.discussion_id = d.id))
           ELSE '{}' END
    FROM table_discussion d LEFT JOIN table_report p ON p.id = d.id
    WHERE d.id = r AND d.table_id = t.id AND d.state IN ('presented', 'accepted', 'rejected')
      AND lock.room_rule('type', d.type) AND lock.room_sees(d.id, 'reported')
$$;

-- How the meeting stands, in numbers: agencies here of all that may come, what was presented, the
-- updates answered and the names round; whether it is now that they are gone through.
CREATE FUNCTION lock.room_counts(m table_meeting, at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH here AS (
        SELECT x.delegation_id id FROM table_attendance x WHERE x.meeting_id = m.id AND x.until IS NULL
    ), asked AS (
        SELECT c.delegation_id id FROM table_convened c WHERE c.meeting_id = m.id AND NOT c.quiet
        UNION SELECT h.id FROM here h
        UNION SELECT s.id FROM hubs_delegation s WHERE s.table_id = m.table_id
            AND m.kind <> 'convened' AND s.starts_at <= at AND (s.ends_at IS NULL OR s.ends_at > at)
            AND EXISTS (SELECT FROM hubs_agreement g WHERE g.agency_id = s.agency_id
                        AND g.kind = 'information_sharing' AND g.starts_at <= at AND g.ends_at > at)
    ), d AS (
        SELECT * FROM table_discussion x WHERE x.table_id = m.table_id
        AND x.state IN ('presented', 'accepted', 'rejected', 'identifying', 'intervening')
    ), met AS (
        SELECT coalesce(max(x.ended_at), '-infinity') ended FROM table_meeting x
        WHERE x.table_id = m.table_id
    )
    SELECT jsonb_build_object(
        'here', (SELECT count(*) FROM here), 'of', (SELECT count(*) FROM asked),
        'presented', (SELECT count(*) FROM d WHERE d.presented_at >= m.started_at),
        'updates', (SELECT count(*) FROM d WHERE d.state = 'intervening'
                    AND d.presented_at < m.started_at),
        'answered', (SELECT count(*) FROM d, met WHERE d.state = 'intervening'
                     AND d.presented_at < m.started_at AND EXISTS (SELECT FROM table_update u
                         WHERE u.discussion_id = d.id AND u.at > met.ended)),
        'updating', EXISTS (SELECT FROM d WHERE d.id = m.current AND d.state = 'intervening'),
        'naming', (SELECT count(*) FROM d WHERE d.state = 'identifying'
                   AND d.presented_at >= m.started_at),
        'round', EXISTS (SELECT FROM d WHERE d.state = 'identifying'
                 AND d.presented_at >= m.started_at AND d.moved_at >= coalesce(
                     (SELECT c.moved_at FROM d c WHERE c.id = m.current), d.moved_at)))
$$;

-- Everything the room's screen shows now; also in a seat's own second window. The code of the door
-- for whoever is in the room: a paired screen, the desk, an agency that came in. Nothing of a small
-- session to who is not asked.
CREATE FUNCTION lock.room_now() RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    t hubs_table;
    m table_meeting;
    shown jsonb;
BEGIN
    IF (a.kind IN ('seat', 'room') AND a.tbl IS NOT NULL) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    SELECT * INTO t FROM hubs_table x WHERE x.id = a.tbl;
    SELECT * INTO m FROM table_meeting x WHERE x.table_id = a.tbl AND x.ended_at IS NULL;
    shown := (SELECT jsonb_build_object('hub', h.name, 'practice', t.practice, 'number', m.number,
                                        'kind', m.kind, 'blank', m.blank)
              FROM hubs_hub h WHERE h.id = t.hub_id);
    IF (m.id IS NOT NULL AND NOT m.blank AND (a.kind = 'room' OR m.kind <> 'convened'
        OR a.role IN ('chair', 'coordinator') OR EXISTS (
            SELECT FROM table_convened c WHERE c.meeting_id = m.id
            AND c.delegation_id = a.delegation))) IS NOT TRUE THEN
        RETURN shown;
    END IF;
    shown := shown || lock.room_counts(m, a.at) || jsonb_build_object(
        'names_round', t.names_round, 'on', lock.room_on(m.current, t),
        'code', (SELECT d.code FROM table_door d WHERE d.id = m.id AND m.kind <> 'convened'
                 AND (a.kind = 'room' OR a.role IN ('chair', 'coordinator') OR EXISTS (
                      SELECT FROM table_attendance x WHERE x.meeting_id = m.id
                      AND x.delegation_id = a.delegation AND x.until IS NULL))));
    IF (jsonb_typeof(shown #> '{on,told}') = 'object') IS TRUE THEN
        PERFORM lock.seen(m.current, 'described');
    END IF;
    RETURN shown;
END $$;
