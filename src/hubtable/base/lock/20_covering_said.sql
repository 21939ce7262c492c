-- What is said beside a confidential place: metadata, attributes and translations of it or of an
-- address of it. A point or a ZIP code in them is no street that could be recognized, so what they say
-- is kept whole, like the fields of the place. Files and the API tell none of it either.

-- Kept places and their addresses.
CREATE FUNCTION lock.kept_records() RETURNS TABLE (record uuid, place uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.location_id, c.location_id FROM directory_confidentialplace c
    UNION ALL
    SELECT d.id, d.location_id FROM directory_address d
    JOIN directory_confidentialplace c ON c.location_id = d.location_id
$$;

-- Keeps what a row says with its place; `said` is the row, `mark` its fingerprint.
CREATE FUNCTION lock.put_said(place uuid, tbl text, said jsonb, mark bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT lock.put_away(place, tbl, (said ->> 'id')::uuid, (
        SELECT jsonb_object_agg(key, value) FROM jsonb_each(said) WHERE key = ANY (lock.kept_fields(tbl))
    ) || jsonb_build_object(
        'source_key', CASE WHEN said ->> 'source_key' LIKE '~%' THEN said ->> 'source_key' END,
        'fingerprint', CASE WHEN mark <> lock.marked() THEN encode(mark, 'hex') END))
$$;

-- Takes what was just said beside kept places out of the open tables, whoever wrote it. A key that is
-- a hash of what the row says goes too, for a point can be guessed by it.
CREATE FUNCTION lock.cover_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (EXISTS (SELECT FROM directory_confidentialplace) AND EXISTS (SELECT FROM fresh)) IS NOT TRUE
        THEN RETURN NULL; END IF;
    CASE TG_TABLE_NAME
    WHEN 'directory_metadata' THEN
        PERFORM lock.put_said(k.place, 'metadata', to_jsonb(f), f.fingerprint) FROM fresh f
        JOIN lock.kept_records() k ON k.record = f.resource_id
        WHERE f.previous_value || f.replacement_value <> '';
        UPDATE directory_metadata x SET previous_value = '', replacement_value = '',
            source_key = regexp_replace(x.source_key, '^~.*', ''), fingerprint = lock.marked()
        FROM fresh f JOIN lock.kept_records() k ON k.record = f.resource_id
        WHERE x.id = f.id AND f.previous_value || f.replacement_value <> '';
    WHEN 'directory_attribute' THEN
        PERFORM lock.put_said(k.place, 'attribute', to_jsonb(f), f.fingerprint) FROM fresh f
        JOIN lock.kept_records() k ON k.record = f.link_id WHERE f.value || f.label <> '';
        UPDATE directory_attribute x SET value = '', label = '',
            source_key = regexp_replace(x.source_key, '^~.*', ''), fingerprint = lock.marked()
        FROM fresh f JOIN lock.kept_records() k ON k.record = f.link_id
        WHERE x.id = f.id AND f.value || f.label <> '';
    WHEN 'directory_translation' THEN
        PERFORM lock.put_said(k.place, 'translation', to_jsonb(f), f.fingerprint) FROM fresh f
        JOIN lock.kept_records() k ON k.record = f.record WHERE f.text || f.of <> '';
        UPDATE directory_translation x SET text = '', of = '',
            source_key = regexp_replace(x.source_key, '^~.*', ''), fingerprint = lock.marked()
        FROM fresh f JOIN lock.kept_records() k ON k.record = f.record
        WHERE x.id = f.id AND f.text || f.of <> '';
    ELSE
        RAISE EXCEPTION 'nothing is said beside a place in %', TG_TABLE_NAME;
    END CASE;
    RETURN NULL;
END $$;

-- A row that is kept already, given again or changed: given as before it changes nothing.
CREATE FUNCTION lock.keep_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mine text[] := ARRAY[replace(TG_TABLE_NAME, 'directory_', ''), NEW.id::text];
    before text;
BEGIN
    IF NEW.fingerprint = lock.marked() THEN RETURN NEW; END IF;
    SELECT c.held #> mine ->> 'fingerprint' INTO before
    FROM directory_confidentialplace c WHERE c.location_id = lock.place_of(NEW.id);
    IF encode(NEW.fingerprint, 'hex') = before THEN
        IF (NEW.missing_since IS NOT DISTINCT FROM OLD.missing_since) IS TRUE THEN RETURN NULL; END IF;
        OLD.missing_since := NEW.missing_since;
        RETURN OLD;
    END IF;
    UPDATE directory_confidentialplace c SET held = c.held #- mine
    WHERE c.location_id = lock.place_of(NEW.id);
    RETURN NEW;
END $$;

-- Lets the triggers look at what is said beside records, and at what was given or changed of that.
CREATE FUNCTION lock.cover_beside(records uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE said uuid[];
BEGIN
    UPDATE directory_metadata SET id = id WHERE resource_id = ANY (records)
        AND fingerprint IS DISTINCT FROM lock.marked();
    UPDATE directory_attribute SET id = id WHERE link_id = ANY (records)
        AND fingerprint IS DISTINCT FROM lock.marked();
    UPDATE directory_translation SET id = id WHERE record = ANY (records)
        AND fingerprint IS DISTINCT FROM lock.marked();
    said := ARRAY(SELECT id FROM directory_metadata WHERE resource_id = ANY (records)
        UNION ALL SELECT id FROM directory_attribute WHERE link_id = ANY (records)
        UNION ALL SELECT id FROM directory_translation WHERE record = ANY (records));
    UPDATE directory_original SET record = record WHERE record = ANY (said);
    UPDATE directory_change SET record = record WHERE record = ANY (said);
    UPDATE directory_quarantine q SET "row" = q."row" WHERE q.record = ANY (said);
    UPDATE directory_quarantine q SET "row" = q."row" FROM directory_import r
    WHERE r.id = q.run_id AND q."table" IN ('metadata', 'attribute', 'translation')
      AND lock.place_named(q.given, r.source_id) = ANY (records);
END $$;

-- The kept place of which a row says something beside it, by the key its source gave the place or an
-- address of it.
CREATE FUNCTION lock.place_named(given jsonb, feed uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT c.location_id FROM directory_confidentialplace c
        JOIN directory_location l ON l.id = c.location_id
        LEFT JOIN directory_address d ON d.location_id = l.id
        WHERE l.source_id = feed
          AND ARRAY[given ->> 'resource_id', given ->> 'link_id', given ->> 'record'] && ARRAY[
              nullif(l.source_key, ''), c.held -> 'location' -> l.id::text ->> 'source_key',
              nullif(d.source_key, ''), c.held -> 'address' -> d.id::text ->> 'source_key']
        LIMIT 1);
END $$;

-- Gives rows back what they said, when a place is shown again; where somebody wrote anew, theirs stays.
CREATE FUNCTION lock.restore_said(held jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE directory_metadata x SET previous_value = coalesce(v ->> 'previous_value', ''),
        replacement_value = coalesce(v ->> 'replacement_value', ''),
        source_key = coalesce(v ->> 'source_key', x.source_key),
        fingerprint = decode(v ->> 'fingerprint', 'hex')
    FROM jsonb_each(coalesce(held -> 'metadata', '{}')) t (k, v)
    WHERE x.id = k::uuid AND x.fingerprint = lock.marked();
    UPDATE directory_attribute x SET value = coalesce(v ->> 'value', ''),
        label = coalesce(v ->> 'label', ''), source_key = coalesce(v ->> 'source_key', x.source_key),
        fingerprint = decode(v ->> 'fingerprint', 'hex')
    FROM jsonb_each(coalesce(held -> 'attribute', '{}')) t (k, v)
    WHERE x.id = k::uuid AND x.fingerprint = lock.marked();
    UPDATE directory_translation x SET text = coalesce(v ->> 'text', ''), of = coalesce(v ->> 'of', ''),
        source_key = coalesce(v ->> 'source_key', x.source_key),
        fingerprint = decode(v ->> 'fingerprint', 'hex')
    FROM jsonb_each(coalesce(held -> 'translation', '{}')) t (k, v)
    WHERE x.id = k::uuid AND x.fingerprint = lock.marked();
$$;
