-- From the first visit to the end: contact, concluding, offers, joining, reviews, packets.

-- Whether the acting delegation may act for one person now: its plan is open to it, while intervening.
CREATE FUNCTION lock.acts_for(r uuid, s uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a
        JOIN table_discussion d ON d.id = r AND d.state = 'intervening'
        JOIN vault_ledger l ON l.record = r AND l.class = 'planned' AND l.part = s
             AND l.viewer = a.delegation AND l.opens AND l.since <= a.at AND l.until > a.at
        WHERE a.kind = 'seat'
          AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s))
$$;

CREATE FUNCTION lock.acts_for_any(r uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM table_subject s WHERE s.discussion_id = r AND lock.acts_for(r, s.id))
$$;

-- The first meeting with the person, or the visit to the place. It stops the clock. *Not now, come
-- back* counts once a person; declined closes sight at once. Where names are kept until contact they
-- go now. Returns whether they went: their key is destroyed after the commit.
CREATE FUNCTION lock.contact(n uuid, r uuid, s uuid, said text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    place boolean := (SELECT d.type NOT IN ('person', 'family') FROM table_discussion d WHERE d.id = r);
BEGIN
    PERFORM lock.hold(r);
    IF (lock.acts_for(r, s)
        AND (place AND said IN ('visited', 'acted')
             OR NOT place AND said IN ('agreed', 'not_now', 'declined'))
        AND (said <> 'not_now' OR NOT EXISTS (SELECT FROM table_plannote p
             WHERE p.subject_id = s AND p.kind = 'contact' AND p.code = 'not_now'
               AND NOT EXISTS (SELECT FROM table_plannote x WHERE x.replaces = p.id))))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_plannote (id, discussion_id, subject_id, kind, code, service, name, text,
                                by_delegation, by_seat, at)
    VALUES (n, r, s, 'contact', said, '', '', '', a.delegation, a.seat, a.at);
    UPDATE table_clock c SET stopped_at = a.at WHERE c.id = r AND c.stopped_at IS NULL;
    UPDATE table_report p SET overdue = false WHERE p.id = r;
    IF said = 'declined' THEN PERFORM lock.decline(r, s); END IF;
    IF NOT place AND lock.kept_until(r) = 'until_contact' AND NOT lock.kept(r) THEN
        DELETE FROM vault_sealed v WHERE v.id = s;
        RETURN FOUND;
    END IF;
    RETURN false;
END $$;

-- A contact recorded by mistake is taken back by the agency that recorded it, within a day: a new
-- entry, and the clock runs on if no other contact stands. A decline and deleted names stay so.
CREATE FUNCTION lock.mistaken(n uuid, wrong uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    p table_plannote;
BEGIN
    SELECT * INTO p FROM table_plannote x WHERE x.id = wrong;
    PERFORM lock.hold(p.discussion_id);
    IF (lock.acts_for(p.discussion_id, p.subject_id) AND p.by_delegation = a.delegation
        AND p.at + interval '1 day' > a.at AND p.kind <> 'mistake'
        AND NOT EXISTS (SELECT FROM table_plannote x WHERE x.replaces = wrong)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_plannote (id, discussion_id, subject_id, kind, code, service, name, text,
                                replaces, by_delegation, by_seat, at)
    VALUES (n, p.discussion_id, p.subject_id, 'mistake', '', '', '', '', wrong, a.delegation, a.seat,
            a.at);
    IF p.kind = 'contact' AND NOT EXISTS (SELECT FROM table_plannote x
            WHERE x.discussion_id = p.discussion_id AND x.kind = 'contact' AND x.id <> wrong
              AND NOT EXISTS (SELECT FROM table_plannote y WHERE y.replaces = x.id)) THEN
        UPDATE table_clock c SET stopped_at = NULL WHERE c.id = p.discussion_id;
        UPDATE table_report q SET overdue = EXISTS (SELECT FROM table_clock c JOIN table_reminder m
            ON m.discussion_id = c.id AND m.accepted_at = c.accepted_at AND m.kind = 'overdue'
            WHERE c.id = q.id) WHERE q.id = p.discussion_id;
    END IF;
END $$;

-- Closes with a reason; "risk lowered" and "connected" are recorded apart. Who brought it is told.
-- Returns the new version.
CREATE FUNCTION lock.conclude(r uuid, seen integer, why text, lower_risk boolean, served boolean)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE moved integer;
BEGIN
    moved := lock.move(r, seen, 'concluded', why);
    UPDATE table_report p SET lowered = lower_risk, connected = served WHERE p.id = r;
    PERFORM lock.post('concluded', r, ARRAY(
        SELECT o.delegation_id FROM table_origin o WHERE o.discussion_id = r), moved::text);
    RETURN moved;
END $$;

-- Tells who brought a situation of an offer just made; the offer itself went in by its policy.
CREATE FUNCTION lock.offer_made(o uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    f table_offer;
BEGIN
    SELECT * INTO f FROM table_offer x WHERE x.id = o;
    IF (f.by_seat = a.seat AND f.at = a.at AND f.answer = '') IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    PERFORM lock.post('offer', f.discussion_id, ARRAY(
        SELECT g.delegation_id FROM table_origin g WHERE g.discussion_id = f.discussion_id), o::text);
END $$;

-- The originating agency takes an offer or thanks for it; the offering agency takes it back.
CREATE FUNCTION lock.answer_offer(o uuid, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    f table_offer;
BEGIN
    SELECT * INTO f FROM table_offer x WHERE x.id = o FOR UPDATE;
    IF (f.withdrawn_at IS NULL AND f.answer = '' AND (
            said IN ('taken', 'thanks') AND 'origin' = ANY (lock.relations(f.discussion_id))
         OR said = 'withdrawn' AND f.delegation_id = a.delegation AND a.kind = 'seat'))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_offer x SET
        answer = CASE WHEN said = 'withdrawn' THEN '' ELSE said END,
        answered_at = CASE WHEN said <> 'withdrawn' THEN a.at END,
        withdrawn_at = CASE WHEN said = 'withdrawn' THEN a.at END
    WHERE x.id = o;
END $$;

-- Keeps the keyed hashes of one person and notes which open discussions of the table share one.
-- Tells nobody: the desk hears of a pair once both are submitted. At most 60 an hour and seat.
CREATE FUNCTION lock.recognize(s uuid, wanted bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    t table_subject;
BEGIN
    SELECT * INTO t FROM table_subject x WHERE x.id = s;
    PERFORM lock.hold(t.discussion_id);
    IF (t.delegation_id = a.delegation AND a.kind = 'seat' AND NOT t.protected
        AND lock.kept_until(t.discussion_id) <> 'not_stored'
        AND EXISTS (SELECT FROM table_discussion d WHERE d.id = t.discussion_id
                    AND d.state NOT IN ('rejected', 'concluded', 'withdrawn', 'forgotten'))
        AND (SELECT count(*) < 60 FROM vault_asking q
             WHERE q.by_seat = a.seat AND q.at > a.at - interval '1 hour')) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO vault_asking (id, by_seat, at) VALUES (gen_random_uuid(), a.seat, a.at);
    INSERT INTO vault_blind (id, table_id, record, hashes, at)
    VALUES (s, a.tbl, t.discussion_id, wanted, a.at)
    ON CONFLICT (id) DO UPDATE SET hashes = excluded.hashes, at = excluded.at;
    INSERT INTO table_match (id, table_id, first_id, second_id, by_desk, found_at, joined)
    SELECT gen_random_uuid(), a.tbl, b.record, t.discussion_id, false, a.at, false
    FROM (SELECT DISTINCT x.record FROM vault_blind x JOIN table_subject o ON o.id = x.id
          WHERE x.table_id = a.tbl AND x.record <> t.discussion_id AND x.hashes && wanted
            AND o.delegation_id <> a.delegation) b
    WHERE NOT EXISTS (SELECT FROM table_match m WHERE m.first_id = t.discussion_id AND m.second_id = b.record)
    ON CONFLICT DO NOTHING;
END $$;

-- A pair can be spoken of: both are before the table and neither is closed.
CREATE FUNCTION lock.pair_open(m table_match) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) = 2 FROM table_discussion d WHERE d.id IN (m.first_id, m.second_id)
      AND d.state IN ('submitted', 'presented', 'accepted', 'identifying', 'intervening')
$$;

CREATE FUNCTION lock.matches() RETURNS TABLE (
    match uuid, first uuid, first_reference text, second uuid, second_reference text,
    second_state text, asked timestamptz, agreed bigint, refused bigint, wanted bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT m.id, f.id, f.reference::text, s.id, s.reference::text, s.state::text, m.asked_at,
           count(q.id) FILTER (WHERE q.agreed), count(q.id) FILTER (WHERE NOT q.agreed), count(q.id)
    FROM lock.acting() a JOIN table_match m ON m.table_id = a.tbl AND m.settled_at IS NULL
    JOIN table_discussion f ON f.id = m.first_id
    JOIN table_discussion s ON s.id = m.second_id
    LEFT JOIN table_asked q ON q.match_id = m.id
    WHERE a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND lock.pair_open(m)
    GROUP BY m.id, f.id, s.id, m.asked_at ORDER BY m.found_at, m.id
$$;

-- The desk asks both agencies whether theirs may be one. Named by hand, the pair is made here.
CREATE FUNCTION lock.ask_joining(older uuid, newer uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    m table_match;
BEGIN
    PERFORM lock.hold(older);
    PERFORM lock.hold(newer);
    IF (older <> newer AND 'desk' = ANY (lock.relations(older)) AND 'desk' = ANY (lock.relations(newer)))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_match (id, table_id, first_id, second_id, by_desk, found_at, joined)
    VALUES (gen_random_uuid(), a.tbl, older, newer, true, a.at, false) ON CONFLICT DO NOTHING;
    SELECT * INTO m FROM table_match x WHERE x.first_id = older AND x.second_id = newer FOR UPDATE;
    IF (m.settled_at IS NULL AND lock.pair_open(m)) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_match x SET asked_at = a.at WHERE x.id = m.id;
    INSERT INTO table_asked (id, match_id, discussion_id, delegation_id, asked_at)
    SELECT gen_random_uuid(), m.id, o.discussion_id, o.delegation_id, a.at
    FROM table_origin o WHERE o.discussion_id IN (older, newer) ON CONFLICT DO NOTHING;
    RETURN m.id;
END $$;

CREATE FUNCTION lock.answer_joining(q uuid, yes boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    k table_asked;
BEGIN
    SELECT * INTO k FROM table_asked x WHERE x.id = q FOR UPDATE;
    IF (k.delegation_id = a.delegation AND a.kind = 'seat' AND yes IS NOT NULL AND EXISTS (
        SELECT FROM table_match m WHERE m.id = k.match_id AND m.settled_at IS NULL)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    UPDATE table_asked x SET agreed = yes, answered_at = a.at WHERE x.id = q;
END $$;

-- Two become one: who brought the later becomes an originating agency of the earlier, with the
-- persons it brought. Each still sees its own persons only (process.md, Two originators).
CREATE FUNCTION lock.join(wanted uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    m table_match;
BEGIN
    SELECT * INTO m FROM table_match x WHERE x.id = wanted FOR UPDATE;
    PERFORM lock.hold(m.first_id);
    PERFORM lock.hold(m.second_id);
    IF ('desk' = ANY (lock.relations(m.first_id)) AND m.settled_at IS NULL AND lock.pair_open(m)
        AND NOT EXISTS (SELECT FROM table_origin o WHERE o.discussion_id IN (m.first_id, m.second_id)
            AND NOT EXISTS (SELECT FROM table_asked q WHERE q.match_id = m.id
                            AND q.delegation_id = o.delegation_id AND q.agreed))
        AND EXISTS (SELECT FROM table_discussion d
                    WHERE d.id = m.second_id AND d.state IN ('submitted', 'presented')))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_match x SET settled_at = a.at, joined = true WHERE x.id = m.id;
    UPDATE table_discussion d SET state = 'withdrawn', version = d.version + 1, moved_at = a.at
    WHERE d.id = m.second_id;
    PERFORM lock.after_move(m.second_id, 'submitted', 'withdrawn', '');
    INSERT INTO table_origin (id, discussion_id, delegation_id, by_seat)
    SELECT gen_random_uuid(), m.first_id, o.delegation_id, o.by_seat FROM table_origin o
    WHERE o.discussion_id = m.second_id ON CONFLICT DO NOTHING;
    UPDATE vault_sealed v SET record = m.first_id WHERE v.record = m.second_id;
    UPDATE vault_consent c SET record = m.first_id WHERE c.record = m.second_id;
    UPDATE table_safeguard g SET discussion_id = m.first_id WHERE g.discussion_id = m.second_id;
    UPDATE table_subject t SET discussion_id = m.first_id WHERE t.discussion_id = m.second_id;
    UPDATE table_hold h SET discussion_id = m.first_id
    WHERE h.discussion_id = m.second_id AND h.lifted_at IS NULL;
    UPDATE table_discussion d SET version = d.version + 1 WHERE d.id = m.first_id;
    PERFORM lock.settle(m.second_id, 'joining');
    PERFORM lock.settle(m.first_id, 'joining');
END $$;

CREATE FUNCTION lock.set_apart(wanted uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (EXISTS (SELECT FROM table_match m WHERE m.id = wanted AND m.settled_at IS NULL
                AND 'desk' = ANY (lock.relations(m.first_id)))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    UPDATE table_match x SET settled_at = a.at WHERE x.id = wanted;
END $$;

-- Too much was said: time, discussion, who was present; the room's screen goes blank. The privacy
-- contact of the agency that brought it hears at once, or the agency itself where it has none.
CREATE FUNCTION lock.too_much(wanted uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    m table_meeting;
    made uuid := gen_random_uuid();
BEGIN
    SELECT * INTO m FROM table_meeting x WHERE x.table_id = a.tbl AND x.ended_at IS NULL FOR UPDATE;
    IF (a.kind = 'seat' AND a.delegation IS NOT NULL AND m.id IS NOT NULL AND (wanted IS NULL OR EXISTS (
        SELECT FROM table_discussion d WHERE d.id = wanted AND d.table_id = a.tbl
        AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_excess (id, table_id, meeting, discussion_id, present, by_seat, at, outcome)
    VALUES (made, a.tbl, m.id, wanted, ARRAY(SELECT t.delegation_id FROM table_attendance t
        WHERE t.meeting_id = m.id AND t.since <= a.at AND (t.until IS NULL OR t.until > a.at)),
        a.seat, a.at, '');
    UPDATE table_meeting x SET blank = true, version = x.version + 1 WHERE x.id = m.id;
    PERFORM lock.post('excess', made, CASE WHEN x.contacts = '{}' THEN ARRAY[x.delegation_id]
                      ELSE x.contacts END, '')
    FROM (SELECT o.delegation_id, lock.privacy_contacts(o.delegation_id) AS contacts
          FROM table_origin o WHERE o.discussion_id = wanted) x;
    RETURN made;
END $$;

-- Who looks at what went wrong: the desk of the table, the originating agency, its privacy contact.
CREATE FUNCTION lock.reviews(a lock.actor, r uuid, t uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.kind = 'seat' AND (
        a.tbl = t AND a.role IN ('chair', 'coordinator')
        OR EXISTS (SELECT FROM table_origin o JOIN hubs_delegation d ON d.id = o.delegation_id
                   WHERE o.discussion_id = r AND (o.delegation_id = a.delegation
                      OR a.role = 'privacy_contact' AND d.agency_id = a.agency)))
$$;

-- What was said too much, for the desk, the originating agency and its privacy contact.
CREATE FUNCTION lock.excesses() RETURNS TABLE (
    excess uuid, r uuid, reference text, at timestamptz, present uuid[], outcome text,
    reviewed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT e.id, e.discussion_id, coalesce(d.reference, '')::text, e.at, e.present, e.outcome::text,
           e.reviewed_at
    FROM lock.acting() a JOIN table_excess e ON lock.reviews(a, e.discussion_id, e.table_id)
    LEFT JOIN table_discussion d ON d.id = e.discussion_id
    ORDER BY e.at DESC, e.id
$$;

CREATE FUNCTION lock.review_excess(e uuid, ruling text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (ruling <> '' AND EXISTS (SELECT FROM table_excess x WHERE x.id = e AND x.outcome = ''
        AND lock.reviews(a, x.discussion_id, x.table_id))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_excess x SET outcome = ruling, reviewed_at = a.at, reviewed_by = a.seat WHERE x.id = e;
END $$;

-- Emergency looks, for whom they are to be reviewed by, and for whoever looked.
CREATE FUNCTION lock.looks() RETURNS TABLE (
    look uuid, r uuid, reference text, s uuid, place bigint, delegation uuid, mine boolean,
    ground text, reason text, at timestamptz, until timestamptz, closed_at timestamptz, outcome text,
    reviewed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT k.id, d.id, d.reference::text, k.subject_id, lock.place(k.subject_id),
           k.delegation_id, k.by_seat = a.seat, k.ground::text, k.reason::text, k.at, k.until,
           k.closed_at, k.outcome::text, k.reviewed_at
    FROM lock.acting() a JOIN table_look k ON true JOIN table_discussion d ON d.id = k.discussion_id
    WHERE a.kind = 'seat' AND (k.by_seat = a.seat OR lock.reviews(a, d.id, d.table_id))
    ORDER BY k.at DESC, k.id
$$;

CREATE FUNCTION lock.review_look(k uuid, ruling text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (ruling IN ('right', 'wrong', 'unclear') AND EXISTS (
        SELECT FROM table_look x JOIN table_discussion d ON d.id = x.discussion_id
        WHERE x.id = k AND x.outcome = '' AND a.person <> (SELECT s.person_id
              FROM hubs_seat s WHERE s.id = x.by_seat)
          AND lock.reviews(a, d.id, d.table_id))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE table_look x SET outcome = ruling, reviewed_at = a.at, reviewed_by = a.seat WHERE x.id = k;
END $$;

-- The lead sends one sealed packet to one agency at another Hub, which a written consent names. For
-- each person a row of who was told.
CREATE FUNCTION lock.send_packet(p uuid, r uuid, hub_told text, agency_told text, consents uuid[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (lock.relations(r) && ARRAY['lead'] AND cardinality(consents) > 0 AND lock.unused(p) AND (
        SELECT bool_and(EXISTS (SELECT FROM vault_consent v WHERE v.id = c AND v.record = r
            AND v.form = 'written' AND v.elsewhere = agency_told || ', ' || hub_told
            AND v.starts_at <= a.at AND v.until > a.at AND v.withdrawn_at IS NULL
            AND lock.acts_for(r, v.part))) FROM unnest(consents) c)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_packet (id, discussion_id, hub_name, agency_name, consent, by_seat, at)
    VALUES (p, r, hub_told, agency_told, consents[1], a.seat, a.at);
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              consent, opens, since, until)
    SELECT gen_random_uuid(), r, 'identified', v.part, p, a.seat, 'send', 'paper', 'consent',
           'sent to another Hub', v.id, false, a.at, a.at
    FROM vault_consent v WHERE v.id = ANY (consents);
END $$;
