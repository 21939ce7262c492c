-- One row of directory_listing per service at a location, and per service without one.
-- Parameters: at, services (those to make anew; null: all), terms, meanings, above (taxonomy terms, the
-- categories each means, the terms above it), pattern, said, meant (words in names that say a
-- category), by_day (days as listing.py reads them). The marks (`=c:food`) are those of
-- rules/marks.py. A slash parts words, as people type them: to PostgreSQL's parser *food/clothing*
-- is the name of a file.
WITH offered AS (
    SELECT coalesce(sal.id, s.id) AS id, s.id AS service_id, sal.id AS sal_id, sal.location_id
    FROM directory_service s
    LEFT JOIN directory_serviceatlocation sal ON sal.service_id = s.id AND sal.ended_at IS NULL
    WHERE s.ended_at IS NULL AND s.status NOT IN ('inactive', 'defunct')
      AND (%(services)s::uuid[] IS NULL OR s.id = ANY (%(services)s::uuid[]))
), meaning AS MATERIALIZED (
    SELECT m.term, string_to_array(m.codes, ',') AS codes, string_to_array(m.above, ',') AS above
    FROM unnest(%(terms)s::uuid[], %(meanings)s::text[], %(above)s::text[]) m (term, codes, above)
), name_says AS MATERIALIZED (
    SELECT n.words, string_to_array(n.codes, ',') AS codes
    FROM unnest(%(said)s::text[], %(meant)s::text[]) n (words, codes)
), gathered AS (
    SELECT offered.*, s.organization_id, s.minimum_age, s.maximum_age,
        public.unaccent(concat_ws(' | ', s.name, s.alternate_name, o.name, o.alternate_name))
            AS names,
        lower(public.unaccent(concat_ws(', ', s.name, nullif(o.name, s.name)))) AS name,
        public.unaccent(s.description) AS description,
        public.unaccent(concat_ws(' | ', o.description, s.eligibility_description,
            s.application_process, s.fees_description, l.name,
            CASE WHEN NOT l.confidential THEN concat_ws(' | ', l.alternate_name, l.description) END,
            coalesce(a.city, '')))
            AS more,
        coalesce(l.confidential, false) AS confidential,
        coalesce(l.latitude, z.latitude, t.latitude) AS latitude,
        coalesce(l.longitude, z.longitude, t.longitude) AS longitude,
        coalesce(a.city, '') AS town, coalesce(a.state_province, '') AS state,
        CASE WHEN l.confidential THEN '' ELSE left(coalesce(a.postal_code, ''), 5) END AS postal_code,
        coalesce(l.location_type = 'virtual', false) OR EXISTS (
            SELECT FROM directory_contactway w
            WHERE w.service_id = s.id AND w.ended_at IS NULL AND w.way IN ('online', 'phone'))
            AS remote,
        CASE WHEN c.least = 0 OR s.free THEN true
             WHEN c.least > 0 OR NOT s.free THEN false
             WHEN concat_ws(' ', s.fees, s.fees_description)
                    ~* '^\s*(free|none|no (fee|cost|charge)s?)\M' THEN true END AS free,
        coalesce(k.status, 'unknown') AS capacity,
        greatest(s.checked_on, s.assured_date) AS checked_on,
        coalesce(g.codes, '{}') AS languages, coalesce(i.codes, '{}') AS insurance,
        coalesce(v.names, '{}') AS serves, coalesce(q.terms, '{}') AS terms,
        coalesce(q.above, '{}') AS above, coalesce(q.codes, '{}') AS codes,
        coalesce(q.names, '') AS sorted_under, h.hours, h.told_by,
        coalesce(l.time_zone, '') AS time_zone, coalesce(e.texts, '') AS spanish
    FROM offered
    JOIN directory_service s ON s.id = offered.service_id
    JOIN directory_organization o ON o.id = s.organization_id AND o.ended_at IS NULL
    LEFT JOIN directory_location l ON l.id = offered.location_id AND l.ended_at IS NULL
    LEFT JOIN LATERAL (
        SELECT a.city, a.state_province, a.postal_code,
            trim(regexp_replace(lower(public.unaccent(a.city)), '[^a-z0-9]+', ' ', 'g')) AS folded
        FROM directory_address a WHERE a.location_id = l.id AND a.ended_at IS NULL
        ORDER BY a.address_type <> 'physical', a.id LIMIT 1
    ) a ON true
    LEFT JOIN directory_place z
        ON z.id = 'zip:' || left(a.postal_code, 5) AND l.latitude IS NULL AND NOT l.confidential
    LEFT JOIN directory_place t
        ON t.id = 'town:' || a.state_province || ':' || a.folded AND l.latitude IS NULL
    LEFT JOIN LATERAL (
        SELECT min(c.amount) AS least FROM directory_costoption c
        WHERE c.service_id = s.id AND c.ended_at IS NULL
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT k.status FROM directory_servicecapacity k
        WHERE k.service_id = s.id AND k.ended_at IS NULL
        ORDER BY k.told_at DESC NULLS LAST, k.id LIMIT 1
    ) k ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT lower(coalesce(nullif(g.code, ''), g.name))) AS codes
        FROM directory_language g
        WHERE (g.service_id = s.id OR g.location_id = l.id) AND g.ended_at IS NULL
    ) g ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT lower(coalesce(nullif(i.code, ''), i.name))) AS codes
        FROM directory_insuranceaccepted i WHERE i.service_id = s.id AND i.ended_at IS NULL
    ) i ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT v.folded) FILTER (WHERE v.folded <> '') AS names FROM (
            SELECT trim(regexp_replace(lower(public.unaccent(
                coalesce(nullif(v.name, ''), v.extent))), '[^a-z0-9]+', ' ', 'g')) AS folded
            FROM directory_servicearea v
            WHERE (v.service_id = s.id OR v.service_at_location_id = offered.sal_id)
              AND v.ended_at IS NULL
        ) v
    ) v ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT q.taxonomy_term_id::text) AS terms,
            array_agg(DISTINCT x.above) FILTER (WHERE x.above IS NOT NULL) AS above,
            array_agg(DISTINCT y.code) FILTER (WHERE y.code IS NOT NULL) AS codes,
            public.unaccent(string_agg(DISTINCT n.name, ' | ')) AS names
        FROM directory_attribute q
        JOIN directory_taxonomyterm n ON n.id = q.taxonomy_term_id
        LEFT JOIN meaning m ON m.term = q.taxonomy_term_id
        LEFT JOIN LATERAL unnest(m.above) x (above) ON true
        LEFT JOIN LATERAL unnest(m.codes) y (code) ON true
        WHERE q.link_id IN (s.id, offered.sal_id, o.id) AND q.ended_at IS NULL
    ) q ON true
    LEFT JOIN LATERAL ( -- what queries/hours.py reads, as far as an ordinary week tells it
        SELECT CASE WHEN bool_and(r.silent OR r.span IS NOT NULL) THEN range_agg(r.span) END AS hours,
            CASE WHEN bool_and(r.plain OR r.only_off) AND bool_or(r.plain)
                THEN CASE WHEN bool_or(r.off) THEN 'days off' ELSE 'week' END
                WHEN count(*) > 0 THEN 'schedules' ELSE '' END AS told_by
        FROM (
            SELECT min(c.level) OVER () AS nearest, c.level, d.span, c.off, c.only_off,
                c.only_off OR c.dated AND c.holiday = 'closed' AS silent,
                d.span IS NOT NULL AND NOT c.dated AND c.dtstart IS NULL AND c.until IS NULL
                    AND c.count IS NULL AND coalesce(c.interval, 1) IN (0, 1)
                    AND c.freq <> 'MONTHLY' AND c.byday !~ '[0-9]' AS plain
            FROM (
                SELECT c.*, c.holiday = 'closed' AND NOT c.dated AS off,
                    c.holiday = 'closed' AND NOT c.dated AND c.byday = '' AND c.bymonthday = ''
                        AND c.dtstart IS NULL AND c.opens_at IS NULL AND NOT c.by_appointment
                        AS only_off
                FROM (
                    SELECT c.*, coalesce(c.valid_from, c.valid_to) IS NOT NULL AS dated,
                        CASE WHEN c.service_at_location_id = offered.sal_id THEN 1
                            WHEN c.service_at_location_id IS NOT NULL THEN NULL
                            WHEN c.service_id = s.id THEN 2 WHEN c.service_id IS NULL THEN 3
                        END AS level
                    FROM directory_schedule c
                    WHERE (c.service_at_location_id = offered.sal_id OR c.service_id = s.id
                           OR c.location_id = offered.location_id) AND c.ended_at IS NULL
                ) c
            ) c
            LEFT JOIN LATERAL (
                SELECT int4range(day * 1440 + opens, day * 1440 + CASE WHEN closes = 1439 THEN 1440
                    WHEN closes > opens THEN closes ELSE closes + 1440 END) AS span
                FROM (
                    SELECT position(right(d, 2) IN 'MOTUWETHFRSASU') / 2 AS day,
                        (date_part('hour', c.opens_at) * 60 + date_part('minute', c.opens_at))::int
                            AS opens,
                        (date_part('hour', c.closes_at) * 60 + date_part('minute', c.closes_at))::int
                            AS closes
                    FROM regexp_split_to_table(c.byday, ',') d
                    WHERE c.byday ~ %(by_day)s
                        AND c.bymonthday = '' AND NOT c.by_appointment
                        AND (NOT c.dated OR c.holiday = '')
                ) d WHERE opens IS NOT NULL AND closes IS NOT NULL
            ) d ON true
        ) r WHERE r.level = r.nearest
    ) h ON true
    LEFT JOIN LATERAL (
        SELECT public.unaccent(string_agg(e.text, ' | ')) AS texts FROM directory_translation e
        WHERE e.record IN (s.id, o.id) AND e.language = 'es' AND e.reviewed_at IS NOT NULL
    ) e ON true
), sorted AS (
    SELECT gathered.*, ARRAY(
        SELECT DISTINCT code FROM (
            SELECT unnest(gathered.codes) AS code
            UNION ALL
            SELECT unnest(n.codes)
            FROM regexp_matches(lower(gathered.names), %(pattern)s, 'g') r
            JOIN name_says n ON n.words = r[1]
            WHERE gathered.codes = '{}' -- a name is asked only where no term tells
        ) c ORDER BY code
    ) AS categories
    FROM gathered
)
INSERT INTO directory_listing (id, service_id, location_id, organization_id, name, words, named,
    categories, latitude, longitude, town, state, postal_code, serves, min_age, max_age, languages,
    insurance, free, remote, capacity, hours, told_by, time_zone, checked_on, confidential, listed_at)
SELECT id, service_id, location_id, organization_id, name,
    setweight(to_tsvector('english', translate(names, '/', ' ')), 'A')
    || setweight(to_tsvector('english', translate(sorted_under, '/', ' ')), 'B')
    || setweight(to_tsvector('english', translate(description, '/', ' ')), 'C')
    || setweight(to_tsvector('english', translate(more, '/', ' ')), 'D')
    || to_tsvector('spanish', translate(spanish || CASE
        WHEN names ~* '\m(de|para|los|las|del|y)\M' THEN ' ' || names ELSE '' END || CASE
        WHEN description ~* '\m(para|los|las|del|con)\M' THEN ' ' || description ELSE '' END,
        '/', ' '))
    || array_to_tsvector(
        ARRAY(SELECT '=c:' || unnest(categories))
        || ARRAY(SELECT '=t:' || unnest(terms || above))
        || CASE WHEN latitude IS NULL THEN ARRAY['=g?'] ELSE ARRAY(
            SELECT '=g' || n || ':' || floor(latitude * n) || ':' || floor(longitude * n)
            FROM unnest(ARRAY[16, 8, 4, 2, 1]) n) END
        || CASE WHEN remote THEN ARRAY['=r:remote'] ELSE '{}' END),
    setweight(to_tsvector('english', translate(names, '/', ' ')), 'A')
    || setweight(to_tsvector('english', translate(sorted_under, '/', ' ')), 'B'),
    categories, latitude, longitude, town, state, postal_code, serves, minimum_age, maximum_age,
    languages, insurance, free, remote, capacity, hours, told_by, time_zone, checked_on, confidential,
    %(at)s::timestamptz
FROM sorted
