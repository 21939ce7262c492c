-- What the desk brings to its table without having seen it: a file of discussions, or one that it
-- enters for an agency (process.md, Around the table). Codes, times and who is assigned; never an
-- identity, never a pick: of `identified` and `planned` nothing opens but to an agency its own persons.

-- One discussion as it comes in. `people`: [{id, role, sex, age}], role null for a place; `updates`:
-- [{at, risk, connected}]; `sheet`: the agency's own worksheet, where it was asked.
CREATE TYPE lock.incoming AS (
    id uuid, reference text, number text, type text, state text, submitted timestamptz,
    presented timestamptz, decided timestamptz, concluded timestamptz, origin uuid, sector text,
    lead uuid, lead_protected boolean, assisting uuid[], assisting_protected integer,
    description uuid, interpreter boolean, language text, risks text[], protective text[],
    flags text[], people jsonb, updates jsonb, overdue boolean, reason text, lowered boolean,
    connected boolean, returned boolean, sheet jsonb
);

-- The delegations of the desk's table, by the names a file says: whether each sits there now, and
-- whether it stands for a protected program.
CREATE FUNCTION lock.delegations() RETURNS TABLE (
    delegation uuid, agency text, program text, sector text, sits boolean, protected boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id, g.name::text, coalesce(p.name, '')::text, g.sector::text,
           d.starts_at <= a.at AND (d.ends_at IS NULL OR d.ends_at > a.at) AND EXISTS (
               SELECT FROM hubs_agreement m WHERE m.agency_id = g.id
               AND m.kind = 'information_sharing' AND m.starts_at <= a.at AND m.ends_at > a.at),
           lock.protected(d.id)
    FROM lock.acting() a JOIN hubs_delegation d ON d.table_id = a.tbl
    JOIN hubs_agency g ON g.id = d.agency_id LEFT JOIN hubs_program p ON p.id = d.program_id
    WHERE a.kind = 'seat' AND a.role IN ('chair', 'coordinator')
    ORDER BY 5, d.starts_at, d.id
$$;

-- Which of these references and Hub numbers the desk's table has given already.
CREATE FUNCTION lock.taken(refs text[], numbers text[]) RETURNS TABLE (reference text, number text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.reference::text, p.number::text FROM lock.acting() a
    JOIN table_discussion d ON d.table_id = a.tbl AND d.reference = ANY (refs)
    JOIN table_report p ON p.id = d.id
    WHERE a.kind = 'seat' AND a.role IN ('chair', 'coordinator')
    UNION
    SELECT d.reference::text, p.number::text FROM lock.acting() a
    JOIN table_report p ON p.number = ANY (numbers) AND p.number <> ''
    JOIN table_discussion d ON d.id = p.id AND d.table_id = a.tbl
    WHERE a.kind = 'seat' AND a.role IN ('chair', 'coordinator')
$$;

-- Whether a discussion can stand as it says: its numbers, and the times and facts of its state.
CREATE FUNCTION lock.possible(x lock.incoming, at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT x.reference ~ '^D-(\d{4}|[1-9]\d{4,6})$'
        AND x.number ~ '^(20\d\d-(\d{3}|[1-9]\d{3,5}))?$'
        AND x.type IN ('person', 'family', 'dwelling', 'neighborhood', 'environmental')
        AND coalesce(greatest(x.submitted, x.presented, x.decided, x.concluded) <= at, false)
        AND (x.submitted <= x.presented) IS NOT FALSE AND (x.presented <= x.decided) IS NOT FALSE
        AND (x.decided <= x.concluded) IS NOT FALSE
        AND CASE x.state
            WHEN 'submitted' THEN x.submitted IS NOT NULL AND x.presented IS NULL AND x.decided IS NULL
            WHEN 'withdrawn' THEN x.decided IS NULL
            WHEN 'presented' THEN x.presented IS NOT NULL AND x.decided IS NULL
            WHEN 'rejected' THEN x.decided IS NOT NULL AND x.reason <> ''
            WHEN 'forgotten' THEN x.decided IS NOT NULL AND x.reason <> ''
            ELSE x.state IN ('accepted', 'identifying', 'intervening', 'concluded')
                 AND x.decided IS NOT NULL AND x.number <> '' END
        AND (x.concluded IS NOT NULL) = (x.state = 'concluded'
             OR x.state = 'forgotten' AND x.number <> '')
        AND (x.state <> 'intervening' OR x.lead IS NOT NULL OR x.lead_protected)
        AND (x.state IN ('intervening', 'concluded', 'forgotten') OR x.lead IS NULL
             AND NOT x.lead_protected AND x.assisting = '{}' AND x.assisting_protected = 0)
        AND (x.lead IS NULL OR NOT x.lead_protected AND x.lead <> ALL (x.assisting))
$$;

-- Whether everything that comes in names delegations of this table, and words of its lists only.
CREATE FUNCTION lock.worded(arrived jsonb, t uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x
        CROSS JOIN LATERAL unnest(array_remove(x.assisting || x.lead || x.origin, NULL)) who
        WHERE NOT EXISTS (SELECT FROM hubs_delegation d WHERE d.id = who AND d.table_id = t))
    AND NOT EXISTS (
        SELECT FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x
        CROSS JOIN LATERAL (
            SELECT 'risk' AS list, unnest(x.risks) AS code
            UNION ALL SELECT 'protective_factor', unnest(x.protective)
            UNION ALL SELECT 'study_flag', unnest(x.flags)
            UNION ALL SELECT 'conclusion_reason', nullif(x.reason, '')) w
        WHERE w.code IS NOT NULL AND NOT EXISTS (
            SELECT FROM hubs_table h JOIN hubs_term m ON m.vocabulary_id = h.vocabulary_id
            WHERE h.id = t AND m.code = w.code
              AND (m.kind = w.list OR w.list = 'risk' AND m.kind IN ('risk_category', 'risk_factor'))))
$$;

-- Brings discussions in as a file says they stand, all or none. For chair and coordinator, at their
-- own table. Numbers that are taken are refused; numbers given later go on after the highest.
CREATE FUNCTION lock.take_in(arrived jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    PERFORM FROM hubs_table h WHERE h.id = a.tbl FOR NO KEY UPDATE;
    IF (a.kind = 'seat' AND a.role IN ('chair', 'coordinator') AND a.tbl IS NOT NULL
        AND (SELECT bool_and(lock.possible(x, a.at)) AND count(*) = count(DISTINCT x.reference)
             AND count(nullif(x.number, '')) = count(DISTINCT nullif(x.number, ''))
             FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x)
        AND lock.worded(arrived, a.tbl)
        AND NOT EXISTS (SELECT FROM lock.taken(
            ARRAY(SELECT x.reference FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x),
            ARRAY(SELECT x.number FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x))))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    PERFORM lock.lay_down(arrived, 'taken_in');
END $$;

-- The coordinator enters a submitted discussion for an agency with a place at the table, which told
-- it the codes; never for the own agency, and never for a protected program.
CREATE FUNCTION lock.enter_for(arrived jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    x lock.incoming := jsonb_populate_record(NULL::lock.incoming, arrived);
BEGIN
    PERFORM FROM hubs_table h WHERE h.id = a.tbl FOR NO KEY UPDATE;
    x.reference := lock.next_reference(a.tbl);
    x.submitted := a.at;
    IF (a.kind = 'seat' AND a.role = 'coordinator' AND x.state = 'submitted'
        AND x.origin <> a.delegation AND x.description IS NOT NULL AND x.number = ''
        AND jsonb_array_length(x.people) > 0
        AND EXISTS (SELECT FROM lock.delegations() d
                    WHERE d.delegation = x.origin AND d.sits AND NOT d.protected)
        AND x.sheet ->> 'danger_now' = 'false' AND x.sheet ->> 'abuse_suspected' IS NOT NULL
        AND jsonb_array_length(x.sheet -> 'criteria') = 4
        AND lock.possible(x, a.at) AND lock.worded(jsonb_build_array(to_jsonb(x)), a.tbl))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    PERFORM lock.lay_down(jsonb_build_array(to_jsonb(x)), 'entered');
    RETURN x.reference;
END $$;

-- Writes what was checked, and settles who sees it by the matrix.
CREATE FUNCTION lock.lay_down(arrived jsonb, step text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    INSERT INTO table_discussion (id, table_id, type, reference, state, version, moved_at,
                                  submitted_at, presented_at, decided_at, concluded_at)
    SELECT x.id, a.tbl, x.type, x.reference, x.state, 1,
           coalesce(x.concluded, x.decided, x.presented, x.submitted), x.submitted, x.presented,
           x.decided, x.concluded
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x;
    INSERT INTO table_origin (id, discussion_id, delegation_id, by_seat, entered_at)
    SELECT gen_random_uuid(), x.id, x.origin, a.seat, a.at
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x WHERE x.origin IS NOT NULL;
    INSERT INTO table_announcement (id, sector)
    SELECT x.id, CASE WHEN x.sector <> '' THEN x.sector ELSE coalesce(lock.sector(x.origin), '') END
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x;
    PERFORM lock.lay_down_worksheets(arrived);
    PERFORM lock.lay_down_descriptions(arrived);
    PERFORM lock.lay_down_reports(arrived);
    PERFORM lock.settle_new(
        ARRAY(SELECT x.id FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x), step);
END $$;

-- What `lock.settle` does, for many discussions at once that are new: they have no picks, answers,
-- presence or emergency looks, and nothing to close. One by one, 60,000 took hours. A test compares
-- what this opens with `lock.wanted`, row by row.
CREATE FUNCTION lock.settle_new(made uuid[], step text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH d AS (
        SELECT d.id, d.presented_at, d.concluded_at, d.table_id, t.desk, t.offering_hours,
               CASE d.state WHEN 'accepted' THEN 'presented' ELSE d.state END AS stage
        FROM unnest(made) n (id) JOIN table_discussion d ON d.id = n.id
        JOIN hubs_table t ON t.id = d.table_id
    ), relation (id, viewer, relation) AS (
        SELECT o.discussion_id, o.delegation_id, 'origin'
            FROM unnest(made) n (id) JOIN table_origin o ON o.discussion_id = n.id
        UNION ALL SELECT s.discussion_id, s.delegation_id, s.role
            FROM unnest(made) n (id) JOIN table_assignment s ON s.discussion_id = n.id
        UNION ALL SELECT d.id, d.desk, 'desk' FROM d
        UNION ALL SELECT d.id, d.table_id, 'table' FROM d
    ), own (id, viewer, part) AS (
        SELECT s.discussion_id, s.delegation_id, s.id
        FROM unnest(made) n (id) JOIN table_subject s ON s.discussion_id = n.id
        WHERE s.delegation_id IS NOT NULL
    ), wanted AS (
        SELECT x.id, x.viewer, m.class, own.part, max(CASE m.until_rule
            WHEN 'window' THEN d.presented_at + d.offering_hours * interval '1 hour'
            WHEN 'lead_days' THEN d.concluded_at + interval '30 days' ELSE 'infinity' END) AS until
        FROM relation x JOIN d ON d.id = x.id
        JOIN lock.matrix m ON m.stage = d.stage AND m.relation = x.relation
        LEFT JOIN own ON own.id = x.id AND own.viewer = x.viewer
             AND m.class IN ('identified', 'planned')
        WHERE m.class NOT IN ('identified', 'planned') OR own.part IS NOT NULL
        GROUP BY x.id, x.viewer, m.class, own.part
    )
    INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                              opens, since, until)
    SELECT gen_random_uuid(), w.id, w.class, w.part, w.viewer,
           CASE WHEN w.class <> 'announced' THEN a.seat END, settle_new.step, 'screen',
           'table_agreement', settle_new.step, true, a.at, w.until
    FROM lock.acting() a, wanted w WHERE w.until > a.at
$$;

CREATE FUNCTION lock.lay_down_worksheets(arrived jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO table_worksheet (id, danger_now, abuse_suspected, criteria, tried, regimes, consent,
                                 emergency, version, saved_at)
    SELECT x.id, (x.sheet ->> 'danger_now')::boolean, (x.sheet ->> 'abuse_suspected')::boolean,
           ARRAY(SELECT jsonb_array_elements_text(x.sheet -> 'criteria')),
           ARRAY(SELECT jsonb_array_elements_text(x.sheet -> 'tried')), lock.regimes(x.origin),
           coalesce(x.sheet ->> 'consent', ''), false, 1, a.at
    FROM lock.acting() a, jsonb_populate_recordset(NULL::lock.incoming, arrived) x
    WHERE x.origin IS NOT NULL AND x.state <> 'forgotten'
$$;

CREATE FUNCTION lock.lay_down_descriptions(arrived jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO table_subject (id, discussion_id, delegation_id, protected, sealed_off)
    SELECT (p ->> 'id')::uuid, x.id, x.origin,
           CASE WHEN x.origin IS NULL THEN false ELSE lock.protected(x.origin) END,
           CASE WHEN x.origin IS NULL THEN false
                ELSE lock.protected(x.origin) AND 'victim' = ANY (lock.regimes(x.origin)) END
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x
    CROSS JOIN LATERAL jsonb_array_elements(x.people) p;
    INSERT INTO table_description (id, discussion_id, revision, interpreter, language, risk_factors,
                                   protective_factors, flags, reason, made_at, version)
    SELECT x.description, x.id, 1, x.interpreter, x.language, x.risks, x.protective, x.flags, '',
           coalesce(x.submitted, x.presented, x.decided), 1
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x WHERE x.description IS NOT NULL;
    INSERT INTO table_describedperson (id, discussion_id, description_id, subject_id, position, role,
                                       sex, age_group)
    SELECT gen_random_uuid(), x.id, x.description, (p ->> 'id')::uuid, n - 1, p ->> 'role',
           p ->> 'sex', p ->> 'age'
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x
    CROSS JOIN LATERAL jsonb_array_elements(x.people) WITH ORDINALITY q (p, n)
    WHERE x.description IS NOT NULL AND p ->> 'role' IS NOT NULL;
$$;

-- Report, updates, assignments, and the hours of the first visit where they still run: of a visit
-- that was made the file says nothing.
CREATE FUNCTION lock.lay_down_reports(arrived jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH hidden AS MATERIALIZED (
        SELECT array_agg(d.id) AS ids FROM lock.acting() a
        JOIN hubs_delegation d ON d.table_id = a.tbl WHERE lock.protected(d.id)
    )
    INSERT INTO table_report (id, number, lead, lead_protected, assisting, assisting_protected, reason,
                              lowered, connected, overdue, returned, assigned_at)
    SELECT x.id, x.number, CASE WHEN x.lead = ANY (h.ids) THEN NULL ELSE x.lead END,
           x.lead_protected OR coalesce(x.lead = ANY (h.ids), false),
           ARRAY(SELECT w FROM unnest(x.assisting) w WHERE (w = ANY (h.ids)) IS NOT TRUE),
           x.assisting_protected
               + (SELECT count(*) FROM unnest(x.assisting) w WHERE w = ANY (h.ids)),
           x.reason, x.lowered, x.connected, x.overdue, x.returned,
           CASE WHEN x.state IN ('intervening', 'concluded')
                 AND (x.lead IS NOT NULL OR x.lead_protected) THEN x.decided END
    FROM hidden h, jsonb_populate_recordset(NULL::lock.incoming, arrived) x;
    INSERT INTO table_update (id, discussion_id, still_at_risk, connected, recorded_by_chair, at)
    SELECT gen_random_uuid(), x.id, (u ->> 'risk')::boolean, (u ->> 'connected')::boolean, false,
           (u ->> 'at')::timestamptz
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x
    CROSS JOIN LATERAL jsonb_array_elements(x.updates) u;
    INSERT INTO table_assignment (id, discussion_id, delegation_id, role, since)
    SELECT gen_random_uuid(), x.id, w.who, w.role, x.decided
    FROM jsonb_populate_recordset(NULL::lock.incoming, arrived) x
    CROSS JOIN LATERAL (SELECT x.lead AS who, 'lead' AS role WHERE x.lead IS NOT NULL
                        UNION ALL SELECT DISTINCT h, 'assisting' FROM unnest(x.assisting) h) w
    WHERE x.state IN ('intervening', 'concluded');
    INSERT INTO table_clock (id, accepted_at, target_at, limit_at)
    SELECT x.id, x.decided, x.decided + h.contact_target_hours * interval '1 hour',
           x.decided + h.contact_limit_hours * interval '1 hour'
    FROM lock.acting() a JOIN hubs_table h ON h.id = a.tbl,
         jsonb_populate_recordset(NULL::lock.incoming, arrived) x
    WHERE x.state IN ('accepted', 'identifying', 'intervening')
      AND (x.overdue OR x.decided + h.contact_limit_hours * interval '1 hour' > a.at);
$$;

-- The account behind a seat that holds, for the commands that act `--as` it. Only the owner calls it.
CREATE FUNCTION lock.account_of(wanted uuid, at timestamptz) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.user_id FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id
    WHERE s.id = wanted AND (lock.acting_seat(s.id, p.user_id, at)).seat IS NOT NULL
$$;
