-- The steps that touch identity. It is given only by who brought it; assigning widens nothing.

-- Whether a consent in force names this recipient for this person; `written` asks for a signed one.
CREATE FUNCTION lock.agreed(c uuid, r uuid, s uuid, who uuid, signed boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.acting() a JOIN vault_consent v ON v.id = c
        WHERE v.record = r AND v.part = s AND who = ANY (v.recipients)
          AND (v.form = 'written' OR NOT signed)
          AND v.starts_at <= a.at AND v.until > a.at AND v.withdrawn_at IS NULL)
$$;

-- Whether a delegation may not hear of a person: named as one that must not be told; or police, for
-- a school program without consent or recorded emergency (process.md, Minors, Protected sources).
CREATE FUNCTION lock.barred(s uuid, who uuid, ground text, consented boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM table_safeguard g WHERE g.id = s
            AND CASE lock.sector(who) WHEN 'Policing' THEN 'police' WHEN 'Education' THEN 'school'
                WHEN 'Child welfare' THEN 'child_welfare' ELSE '' END = ANY (g.must_not))
        OR EXISTS (SELECT FROM table_subject t WHERE t.id = s
            AND 'ferpa' = ANY (lock.regimes(t.delegation_id)) AND lock.sector(who) = 'Policing'
            AND NOT consented AND ground <> 'ferpa_emergency')
$$;

-- Whether an agency may rely on this basis for this person (vocabulary/legal_bases.csv).
CREATE FUNCTION lock.relies(ground text, r uuid, t table_subject, who uuid, agreed uuid)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM lock.bases b WHERE b.code = ground
        AND (b.regime = 'any' OR b.regime = 'none' AND NOT t.protected
             OR b.regime = ANY (lock.regimes(t.delegation_id)))
        AND (NOT b.written OR lock.agreed(agreed, r, t.id, who, true)))
$$;

-- The originator tells one delegation who one person is: one row of the ledger, basis and reason
-- in words. What was spoken or handed over on paper opens no sight. To and from a protected program
-- only with a written consent that names the recipient (process.md, Protected sources). For an
-- agency without a device the desk records what it told aloud (step `heard`): that opens nothing,
-- and neither protected programs nor consents are in it (process.md, Meeting).
CREATE FUNCTION lock.tell(r uuid, s uuid, who uuid, how text, ground text, why text, agreed uuid)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    t table_subject;
    shown boolean;
    own boolean;
BEGIN
    PERFORM lock.hold(r);
    SELECT * INTO t FROM table_subject x WHERE x.id = s AND x.discussion_id = r;
    own := a.delegation IS NOT DISTINCT FROM t.delegation_id;
    shown := EXISTS (SELECT FROM lock.picks(r) p
                     WHERE p.subject = s AND p.delegation = who AND p.on_screen);
    IF (EXISTS (SELECT FROM table_discussion d
            JOIN table_origin o ON o.discussion_id = d.id AND o.delegation_id = t.delegation_id
            WHERE d.id = r AND a.kind = 'seat'
              AND (own OR 'desk' = ANY (lock.relations(r)) AND how = 'spoken' AND agreed IS NULL
                   AND d.state = 'identifying')
              AND d.state IN ('identifying', 'intervening')
              AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s))
        AND who <> t.delegation_id AND lock.sits(who, r)
        AND (agreed IS NULL OR lock.agreed(agreed, r, s, who, false))
        AND (NOT t.protected AND NOT lock.protected(who) OR lock.agreed(agreed, r, s, who, true))
        AND lock.relies(ground, r, t, who, agreed)
        AND NOT lock.barred(s, who, ground, agreed IS NOT NULL)) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_pick (id, discussion_id, subject_id, delegation_id, on_screen, consent, by_seat, at)
    VALUES (gen_random_uuid(), r, s, who, how = 'screen', agreed, a.seat, a.at)
    ON CONFLICT (subject_id, delegation_id)
        -- Told anew by word, sight on screen stays what it was, and ends with what it rests on.
        DO UPDATE SET on_screen = excluded.on_screen OR shown,
                      consent = CASE WHEN shown AND NOT excluded.on_screen THEN table_pick.consent
                                     ELSE excluded.consent END,
                      at = excluded.at;
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              consent, opens, since, until)
    VALUES (gen_random_uuid(), r, 'identified', s, who, a.seat,
            CASE WHEN own THEN 'tell' ELSE 'heard' END, how, ground, why, agreed,
            how = 'screen', a.at, CASE WHEN how = 'screen' THEN timestamptz 'infinity' ELSE a.at END);
    PERFORM lock.settle(r, 'tell');
END $$;

-- A consent ends before its time; what rests on it closes at once.
CREATE FUNCTION lock.withdraw_consent(c uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    v vault_consent;
BEGIN
    SELECT * INTO v FROM vault_consent x WHERE x.id = c;
    PERFORM lock.hold(v.record);
    IF (lock.relations(v.record) && ARRAY['origin', 'lead', 'assisting']
        AND (v.by_delegation = a.delegation OR EXISTS (SELECT FROM table_subject t
             WHERE t.id = v.part AND t.delegation_id = a.delegation))
        AND v.withdrawn_at IS NULL) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE vault_consent x SET withdrawn_at = a.at WHERE x.id = c;
    PERFORM lock.settle(v.record, 'consent');
END $$;

-- A picked agency answers itself, or the agency that brought the person records what it heard it
-- say. A protected program says only that it could help, or not.
CREATE FUNCTION lock.answer(r uuid, s uuid, who uuid, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (EXISTS (SELECT FROM lock.picks(r) p JOIN table_discussion d ON d.id = r
            JOIN table_subject t ON t.id = s AND t.discussion_id = r
            WHERE p.subject = s AND p.delegation = who AND a.kind = 'seat'
              AND a.delegation IN (who, t.delegation_id) AND d.state = 'identifying'
              AND (said IN ('could_help', 'not_us')
                   OR said IN ('serving', 'later') AND NOT lock.protected(who))))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_answer (id, discussion_id, subject_id, delegation_id, kind, heard, by_seat, at)
    VALUES (gen_random_uuid(), r, s, who, said, a.delegation <> who, a.seat, a.at);
    PERFORM lock.settle(r, 'answer');
END $$;

-- Whether the desk may assign a delegation: it brought the situation, or it was told.
CREATE FUNCTION lock.assignable(r uuid, who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT lock.sits(who, r) AND (
        EXISTS (SELECT FROM table_origin o WHERE o.discussion_id = r AND o.delegation_id = who)
        OR EXISTS (SELECT FROM lock.picks(r) p WHERE p.delegation = who))
$$;

-- The originating agency says whom it proposes; the desk hears it without protected names.
CREATE FUNCTION lock.propose(r uuid, leader uuid, helping uuid[], spoken_for boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF ('origin' = ANY (lock.relations(r)) AND leader <> ALL (helping) AND EXISTS (
            SELECT FROM table_discussion d WHERE d.id = r AND d.state IN ('identifying', 'intervening'))
        AND (SELECT bool_and(lock.assignable(r, c)) FROM unnest(ARRAY[leader] || helping) c))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    INSERT INTO table_proposal (id, discussion_id, lead, assisting, interpreter, by_seat, at)
    VALUES (r, r, leader, helping, spoken_for, a.seat, a.at)
    ON CONFLICT (id) DO UPDATE SET lead = excluded.lead, assisting = excluded.assisting,
        interpreter = excluded.interpreter, by_seat = excluded.by_seat, at = excluded.at;
END $$;

CREATE FUNCTION lock.proposed(r uuid) RETURNS TABLE (
    lead uuid, lead_protected boolean, assisting uuid[], assisting_protected integer,
    interpreter boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN NOT lock.protected(p.lead) THEN p.lead END, lock.protected(p.lead),
           ARRAY(SELECT h FROM unnest(p.assisting) h WHERE NOT lock.protected(h)),
           (SELECT count(*)::integer FROM unnest(p.assisting) h WHERE lock.protected(h)),
           p.interpreter
    FROM table_proposal p JOIN table_discussion d ON d.id = p.id
    WHERE p.id = r AND lock.relations(r) && ARRAY['desk', 'origin']
      AND d.state IN ('identifying', 'intervening')
$$;

-- The proposals of a whole table in one reading, for the desk's page.
CREATE FUNCTION lock.proposals() RETURNS TABLE (
    r uuid, lead uuid, lead_protected boolean, assisting uuid[], assisting_protected integer,
    interpreter boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id, p.* FROM lock.acting() a
    JOIN table_discussion d ON d.table_id = a.tbl AND d.state = 'identifying'
    CROSS JOIN LATERAL lock.proposed(d.id) p
    WHERE a.kind = 'seat' AND a.role IN ('chair', 'coordinator')
$$;

-- What was agreed to, for whoever was told by it: the copy that goes with each disclosure of a
-- protected program (42 CFR 2.32). Whom else it names is left out.
CREATE FUNCTION lock.copies() RETURNS TABLE (
    r uuid, s uuid, form text, giver text, purposes text[], language text, version text,
    until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.discussion_id, p.subject_id, c.form::text, c.giver::text, c.purposes::text[],
           c.language::text, c.text_version::text, c.until
    FROM lock.acting() a
    JOIN table_pick p ON p.delegation_id = a.delegation
    JOIN table_discussion d ON d.id = p.discussion_id AND d.state IN ('identifying', 'intervening')
    JOIN vault_consent c ON c.id = p.consent AND c.withdrawn_at IS NULL AND c.until > a.at
    WHERE a.kind = 'seat'
$$;

-- The desk takes the proposal as it stands. Returns the new version.
CREATE FUNCTION lock.assign_proposed(r uuid, seen integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    p table_proposal;
    moved integer;
BEGIN
    SELECT * INTO p FROM table_proposal x WHERE x.id = r;
    IF (p.id IS NOT NULL) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    moved := lock.assign(r, seen, p.lead, p.assisting);
    INSERT INTO table_gathering (id, discussion_id, kind, place, interpreter, by_seat, at)
    VALUES (gen_random_uuid(), r, 'right_after', '', p.interpreter, a.seat, a.at);
    RETURN moved;
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
        AND (SELECT bool_and(lock.assignable(r, c)) FROM unnest(chosen) c)) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    IF d.version IS DISTINCT FROM seen THEN RAISE serialization_failure USING message = 'stale'; END IF;
    UPDATE table_assignment s SET until = a.at WHERE s.discussion_id = r AND s.until IS NULL;
    INSERT INTO table_assignment (id, discussion_id, delegation_id, role, since)
    SELECT gen_random_uuid(), r, c, CASE WHEN c = leader THEN 'lead' ELSE 'assisting' END, a.at
    FROM (SELECT DISTINCT unnest(chosen) c) x;
    UPDATE table_report p SET
        lead = CASE WHEN NOT lock.protected(leader) THEN leader END,
        lead_protected = lock.protected(leader),
        assisting = ARRAY(SELECT DISTINCT h FROM unnest(helping) h WHERE NOT lock.protected(h)),
        assisting_protected = (SELECT count(DISTINCT h) FROM unnest(helping) h WHERE lock.protected(h)),
        assigned_at = a.at
    WHERE p.id = r;
    IF d.state = 'identifying' THEN
        RETURN lock.move(r, seen, 'intervening', '');
    END IF;
    UPDATE table_discussion x SET version = x.version + 1 WHERE x.id = r;
    PERFORM lock.settle(r, 'assigning');
    RETURN seen + 1;
END $$;

-- A round without devices: the desk records whom the originating agency told aloud, of everyone in
-- the situation, and who acts. Nothing opens by the telling. Returns the new version.
CREATE FUNCTION lock.assign_aloud(r uuid, seen integer, heard uuid[], leader uuid, helping uuid[],
                                  ground text, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM lock.hold(r);
    IF ('desk' = ANY (lock.relations(r))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    PERFORM lock.tell(r, s.id, w, 'spoken', ground, why, NULL)
    FROM table_subject s, (SELECT DISTINCT unnest(heard || leader || helping) w) x
    WHERE s.discussion_id = r AND w <> s.delegation_id
      AND NOT EXISTS (SELECT FROM lock.picks(r) p WHERE p.subject = s.id AND p.delegation = w);
    RETURN lock.assign(r, seen, leader, helping);
END $$;

-- The person said no to who brought or acts for it: identity and plan of that person close for all but
-- the originator at once.
CREATE FUNCTION lock.decline(r uuid, s uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (EXISTS (SELECT FROM table_subject t JOIN table_discussion d ON d.id = t.discussion_id
        WHERE t.id = s AND d.id = r AND d.state = 'intervening' AND a.kind = 'seat'
          AND (t.delegation_id = a.delegation OR lock.acts_for(r, s)))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_decline (id, discussion_id, subject_id, by_seat, at)
    VALUES (gen_random_uuid(), r, s, a.seat, a.at) ON CONFLICT DO NOTHING;
    PERFORM lock.settle(r, 'decline');
END $$;

-- Emergency look: one person of a submitted discussion, for one hour, for the acting seat alone.
-- Closed for protected persons; those of 42 CFR Part 2 open to medical personnel in a medical
-- emergency (process.md, Break glass and Protected sources).
CREATE FUNCTION lock.break_glass(r uuid, s uuid, ground text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    made uuid := gen_random_uuid();
BEGIN
    PERFORM lock.hold(r);
    IF (a.kind = 'seat' AND a.delegation IS NOT NULL AND btrim(why) <> ''
        AND ground IN ('serious_harm', 'medical_emergency') AND EXISTS (
        SELECT FROM table_discussion d JOIN table_subject t ON t.discussion_id = d.id
        WHERE d.id = r AND t.id = s AND d.table_id = a.tbl
          AND (NOT t.protected OR NOT t.sealed_off AND ground = 'medical_emergency'
               AND 'hipaa' = ANY (lock.regimes(a.delegation)))
          AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')
          AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = s))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              opens, since, until)
    VALUES (gen_random_uuid(), r, 'identified', s, a.seat, a.seat, 'break_glass', 'screen',
            ground, why, true, a.at, a.at + interval '1 hour');
    INSERT INTO table_look (id, discussion_id, subject_id, delegation_id, by_seat, ground, reason,
                            at, until, outcome)
    VALUES (made, r, s, a.delegation, a.seat, ground, why, a.at, a.at + interval '1 hour', '');
    PERFORM lock.post('glass', r, (SELECT array_agg(v) FROM (
        SELECT o.delegation_id AS v FROM table_origin o WHERE o.discussion_id = r
        UNION SELECT t.desk FROM hubs_table t WHERE t.id = a.tbl) x), made::text);
END $$;

-- The number of a person among those of a situation, as its description counts them.
CREATE FUNCTION lock.place(s uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT x.place FROM (
        SELECT t.id, row_number() OVER (ORDER BY p.position NULLS LAST, t.id) AS place
        FROM table_subject t LEFT JOIN LATERAL (
            SELECT d.position FROM table_describedperson d
            JOIN table_description e ON e.id = d.description_id
            WHERE d.subject_id = t.id ORDER BY e.revision DESC LIMIT 1) p ON true
        WHERE t.discussion_id = (SELECT o.discussion_id FROM table_subject o WHERE o.id = place.s)) x
    WHERE x.id = place.s
$$;

-- What an emergency look can be at: the persons of a submitted discussion of the own table, found
-- by reference or Hub number; `open` is false where a look is closed to the acting seat.
CREATE FUNCTION lock.glass_list(wanted text) RETURNS TABLE (r uuid, s uuid, place bigint, open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id, t.id, lock.place(t.id),
           (NOT t.protected OR NOT t.sealed_off AND 'hipaa' = ANY (lock.regimes(a.delegation)))
           AND NOT EXISTS (SELECT FROM table_decline n WHERE n.subject_id = t.id)
    FROM lock.acting() a
    JOIN table_discussion d ON d.table_id = a.tbl
         AND d.state NOT IN ('screening', 'withdrawn', 'forgotten')
    JOIN table_report p ON p.id = d.id
    JOIN table_subject t ON t.discussion_id = d.id
    WHERE a.kind = 'seat' AND a.delegation IS NOT NULL AND wanted <> ''
      AND wanted IN (d.reference, p.number)
    ORDER BY 3
$$;

CREATE FUNCTION lock.close_glass(r uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM lock.hold(r);
    IF (lock.relations(r) && ARRAY['origin', 'desk']) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE vault_ledger l SET until = a.at
    WHERE l.record = r AND l.step = 'break_glass' AND l.until > a.at;
    UPDATE table_look k SET closed_at = a.at
    WHERE k.discussion_id = r AND k.closed_at IS NULL AND k.until > a.at;
END $$;

-- Everyone who was told, spoken and paper included: for the agency that brought the person. Of two
-- originating agencies each hears about its own (process.md, Two originators).
CREATE FUNCTION lock.told(r uuid) RETURNS TABLE (
    part uuid, viewer uuid, step text, manner text, basis text, reason text, since timestamptz,
    until timestamptz, consent uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT l.part, l.viewer, l.step, l.manner, l.basis, l.reason, l.since, l.until, l.consent
    FROM lock.acting() a
    JOIN table_subject s ON s.discussion_id = r AND s.delegation_id = a.delegation
    JOIN vault_ledger l ON l.record = r AND l.part = s.id AND l.class = 'identified'
    WHERE 'origin' = ANY (lock.relations(r))
    ORDER BY l.since, l.id
$$;

-- Who may be given a notice of who was told, and who must not be: for the agency that brought the
-- person, also when names are closed to it. It is asked before the notice is handed over.
CREATE FUNCTION lock.warned(r uuid) RETURNS TABLE (
    part uuid, place bigint, consenter text, may_tell text[], must_not text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.id, lock.place(s.id), coalesce(g.consenter, '')::text,
           coalesce(g.may_tell::text[], '{}'), coalesce(g.must_not::text[], '{}')
    FROM lock.acting() a
    JOIN table_subject s ON s.discussion_id = r AND s.delegation_id = a.delegation
    LEFT JOIN table_safeguard g ON g.id = s.id
    WHERE 'origin' = ANY (lock.relations(r))
    ORDER BY 2
$$;
