-- Rows that hold what was given or changed, without where confidential places are: quarantine, words as
-- they were given, history, proposals, reports. What they said is kept with the place.

-- The kept place a row tells of: by its words, or by the key its source gave the place.
CREATE FUNCTION lock.place_told(said text, keys text[], feed uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT c.location_id FROM directory_confidentialplace c
        JOIN directory_location l ON l.id = c.location_id
        WHERE EXISTS (SELECT FROM unnest(c.patterns) p WHERE said ~* p)
           OR l.source_key <> '' AND l.source_id = feed AND l.source_key = ANY (keys) LIMIT 1);
END $$;

-- Takes rows that hold what was given or changed out of the open tables, when they tell of a place.
CREATE FUNCTION lock.cover_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c directory_change;
    s text;
BEGIN
    IF (EXISTS (SELECT FROM directory_confidentialplace) AND EXISTS (SELECT FROM fresh)) IS NOT TRUE
        THEN RETURN NULL; END IF;
    CASE TG_TABLE_NAME
    WHEN 'directory_quarantine' THEN
        PERFORM lock.put_aside(t.place, 'quarantine', to_jsonb(t) - 'place') FROM (
            SELECT f.*, coalesce(lock.place_of(f.record), lock.place_told(f.given::text,
                f.source_key || ARRAY(SELECT value FROM jsonb_each_text(f.given)), r.source_id),
                lock.place_named(f.given, r.source_id)) AS place
            FROM fresh f JOIN directory_import r ON r.id = f.run_id WHERE f.given <> '{}') t
        WHERE t.place IS NOT NULL;
        UPDATE directory_quarantine x SET given = '{}' FROM fresh f, directory_import r
        WHERE f.id = x.id AND r.id = f.run_id AND f.given <> '{}'
          AND coalesce(lock.place_of(f.record), lock.place_told(f.given::text, f.source_key || ARRAY(
              SELECT value FROM jsonb_each_text(f.given)), r.source_id),
              lock.place_named(f.given, r.source_id)) IS NOT NULL;
    WHEN 'directory_original' THEN
        PERFORM lock.put_aside(t.place, 'original', to_jsonb(t) - 'place') FROM (
            SELECT f.*, coalesce(lock.place_of(f.record), lock.place_told(f.text, '{}', NULL)) AS place
            FROM fresh f) t WHERE t.place IS NOT NULL;
        DELETE FROM directory_original x USING fresh f WHERE f.id = x.id
          AND coalesce(lock.place_of(f.record), lock.place_told(f.text, '{}', NULL)) IS NOT NULL;
    WHEN 'directory_change' THEN
        s := lock.kept_streets();
        FOR c IN SELECT f.* FROM fresh f LOOP
            PERFORM lock.cover_change(c, s);
        END LOOP;
    WHEN 'directory_proposal' THEN
        PERFORM lock.put_aside(t.place, 'proposal', to_jsonb(t) - 'place' - 'digest') FROM (
            SELECT f.*, lock.place_told(f.proposed::text, '{}', NULL) AS place
            FROM fresh f WHERE f.proposed <> '{}') t WHERE t.place IS NOT NULL;
        UPDATE directory_proposal x SET proposed = lock.covered(f.proposed::text,
            lock.kept_streets())::jsonb FROM fresh f
        WHERE f.id = x.id AND lock.place_told(f.proposed::text, '{}', NULL) IS NOT NULL;
    WHEN 'directory_import' THEN
        UPDATE directory_import x SET report = lock.covered(x.report::text,
            lock.kept_streets())::jsonb FROM fresh f
        WHERE f.id = x.id AND x.report::text ~* lock.kept_streets();
    ELSE
        RAISE EXCEPTION 'no rows are known of %', TG_TABLE_NAME;
    END CASE;
    RETURN NULL;
END $$;

-- Fields of a confidential place, and of what is said beside it, that stand nowhere else.
CREATE FUNCTION lock.kept_fields(tbl text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE tbl
        WHEN 'location' THEN ARRAY['latitude', 'longitude', 'url', 'transportation',
                                   'external_identifier']
        WHEN 'address' THEN ARRAY['attention', 'address_1', 'address_2', 'region', 'postal_code']
        WHEN 'metadata' THEN ARRAY['previous_value', 'replacement_value']
        WHEN 'attribute' THEN ARRAY['value', 'label']
        WHEN 'translation' THEN ARRAY['text', 'of']
        ELSE '{}' END
$$;

-- A value of the history as it may be read: `mask` for a kept field, other texts without streets.
CREATE FUNCTION lock.masked(said jsonb, field text, kept text[], mask text, streets text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN (said NOT IN ('null', '""')) IS NOT TRUE THEN said
        WHEN field = ANY (kept) THEN to_jsonb(mask)
        WHEN jsonb_typeof(said) = 'string'
            THEN to_jsonb(coalesce(lock.covered(said #>> '{}', streets), said #>> '{}'))
        WHEN jsonb_typeof(said) = 'object' THEN coalesce((SELECT jsonb_object_agg(key,
            lock.masked(value, key, kept, mask, streets)) FROM jsonb_each(said)), said)
        ELSE said END;
END $$;

-- A line of the history that tells of a place: that somebody changed a field stays, or a feed would
-- write over it; what stood there is kept with the place. Before and after are never said alike.
CREATE FUNCTION lock.cover_change(c directory_change, streets text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    place uuid := lock.place_of(c.record);
    kept text[] := CASE WHEN place IS NULL THEN '{}' ELSE lock.kept_fields(c."table") END;
    was jsonb := lock.masked(c.before, c.field, kept, '(address kept confidential)', streets);
    now jsonb := lock.masked(c.after, c.field, kept, '(another address kept confidential)', streets);
BEGIN
    IF was IS NOT DISTINCT FROM c.before AND now IS NOT DISTINCT FROM c.after THEN RETURN; END IF;
    PERFORM lock.put_aside(coalesce(place, lock.place_told(
        concat_ws(' ', c.before::text, c.after::text), '{}', NULL)), 'change', to_jsonb(c));
    UPDATE directory_change x SET before = was, after = now WHERE x.id = c.id;
END $$;

-- Of records kept with a confidential place those that a feed gives as it gave them before: `marks`
-- are the fingerprints, which nobody else may compare, for a street can be guessed by them.
CREATE FUNCTION lock.given_before(records uuid[], marks text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (lock.keeps_directory()) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT DISTINCT g.id FROM unnest(records, marks) g (id, mark)
        JOIN directory_confidentialplace c ON c.location_id = lock.place_of(g.id)
        CROSS JOIN unnest(ARRAY['location', 'address']) t
        WHERE c.held -> t -> g.id::text ->> 'fingerprint' = g.mark;
END $$;

-- The kept place a record is, is an address of, or is said beside.
CREATE FUNCTION lock.place_of(rec uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids uuid[] := rec || ARRAY(SELECT resource_id FROM directory_metadata WHERE id = rec
        UNION ALL SELECT link_id FROM directory_attribute WHERE id = rec
        UNION ALL SELECT record FROM directory_translation WHERE id = rec);
BEGIN
    RETURN coalesce(
        (SELECT c.location_id FROM directory_confidentialplace c
         WHERE c.location_id = ANY (ids) LIMIT 1),
        (SELECT c.location_id FROM directory_confidentialplace c
         JOIN directory_address d ON d.location_id = c.location_id WHERE d.id = ANY (ids) LIMIT 1));
END $$;

-- Gives rows back what they said, when a place is shown again.
CREATE FUNCTION lock.give_back(aside jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO directory_original SELECT r.* FROM jsonb_array_elements(aside) x,
        jsonb_populate_record(NULL::directory_original, x -> 'row') r
    WHERE x ->> 'table' = 'original' ON CONFLICT DO NOTHING;
    -- A line that was covered twice, for somebody wrote on in it: its first before, its last after.
    UPDATE directory_change c SET before = t.was, after = t.now FROM (
        SELECT (x -> 'row' ->> 'id')::uuid AS id,
            nullif((array_agg(x -> 'row' -> 'before' ORDER BY nth))[1], 'null') AS was,
            nullif((array_agg(x -> 'row' -> 'after' ORDER BY nth DESC))[1], 'null') AS now
        FROM jsonb_array_elements(aside) WITH ORDINALITY y (x, nth)
        WHERE x ->> 'table' = 'change' GROUP BY 1) t WHERE c.id = t.id;
    UPDATE directory_quarantine q SET given = x -> 'row' -> 'given' FROM jsonb_array_elements(aside) x
    WHERE x ->> 'table' = 'quarantine' AND q.id = (x -> 'row' ->> 'id')::uuid AND q.given = '{}';
END $$;
