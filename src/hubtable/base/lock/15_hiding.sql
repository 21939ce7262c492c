-- A confidential place: street, point and whatever tells of them stand in directory_confidentialplace
-- and nowhere else. Triggers keep it so whoever writes: a page, a feed that comes again, another feed
-- that has the same shelter. Source: Open Referral discussions #166 and #487; HSDS 3.1 has no field.

-- How a street is known wherever it is written: number and first word of three letters, any kind of
-- street after them. Of a street without a number all its words. Null where too little is said.
CREATE FUNCTION lock.street_pattern(street text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    words text[] := array_remove(regexp_split_to_array(lower(street), '[^[:alnum:]]+'), '');
    known integer;
BEGIN
    IF words[1] ~ '^[0-9]' THEN
        SELECT min(i) INTO known FROM generate_subscripts(words, 1) i
        WHERE i > 1 AND words[i] ~ '^[[:alpha:]]{3,}';
        known := coalesce(known, cardinality(words));
    ELSIF length(array_to_string(words, '')) >= 8 THEN
        known := cardinality(words);
    END IF;
    IF (known >= 2) IS NOT TRUE THEN RETURN NULL; END IF;
    RETURN '\m' || array_to_string(words[1:known], '\W+') || '\M(\W{1,3}(street|st|road|rd|avenue|'
        || 'ave|lane|ln|drive|dr|court|ct|place|pl|boulevard|blvd|way|circle|cir|terrace|ter|square|'
        || 'sq|parkway|pkwy|highway|hwy)\M\.?)?';
END $$;

-- The patterns of an address. Of its second line only what is a street with a number, for a unit or a
-- floor of that name is in every town.
CREATE FUNCTION lock.street_patterns(first text, second text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(p), '{}') FROM (
        SELECT lock.street_pattern(first) AS p
        UNION ALL
        SELECT lock.street_pattern(part) FROM regexp_split_to_table(second, ',') part
        WHERE part ~* '^\s*\d+[a-z]?\s+[[:alpha:]]{3,}' AND part !~* '^\s*\d+\s+floor'
    ) x WHERE p IS NOT NULL
$$;

-- All streets that are kept, as one pattern, each with its ZIP code where that follows; null where
-- there are none.
CREATE FUNCTION lock.kept_streets() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT string_agg(DISTINCT p || coalesce('(.{0,60}\m(' || z.codes || ')\M)?', ''), '|')
        FROM directory_confidentialplace c CROSS JOIN unnest(c.patterns) p CROSS JOIN LATERAL (
            SELECT string_agg(DISTINCT regexp_replace(code, '\W+', '\W+', 'g'), '|') AS codes
            FROM (SELECT trim(value ->> 'postal_code') AS code
                  FROM jsonb_each(coalesce(c.held -> 'address', '{}'))) x
            WHERE length(code) >= 4) z);
END $$;

CREATE FUNCTION lock.covered(said text, streets text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(said, streets, '(address kept confidential)', 'gi')
$$;

-- Keeps values of a record with its place; empty ones change nothing that was kept before.
CREATE FUNCTION lock.put_away(place uuid, tbl text, rec uuid, what jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    told jsonb := (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(what)
                   WHERE value NOT IN ('null', '""'));
BEGIN
    UPDATE directory_confidentialplace c SET
        held = c.held || jsonb_build_object(tbl, coalesce(c.held -> tbl, '{}')
               || jsonb_build_object(rec::text, coalesce(c.held -> tbl -> rec::text, '{}') || told)),
        latitude = CASE WHEN told ? 'latitude' THEN (told ->> 'latitude')::float ELSE c.latitude END,
        longitude = CASE WHEN told ? 'longitude' THEN (told ->> 'longitude')::float
                         ELSE c.longitude END,
        patterns = ARRAY(SELECT DISTINCT p FROM unnest(c.patterns || lock.street_patterns(
            told ->> 'address_1', told ->> 'address_2')) p)
    WHERE c.location_id = place;
END $$;

-- Keeps rows that told of a place: originals, history, what a feed or an agency wrote.
CREATE FUNCTION lock.put_aside(place uuid, tbl text, found jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE directory_confidentialplace c
    SET originals = c.originals || jsonb_build_object('table', tbl, 'row', found)
    WHERE c.location_id = place
$$;

-- The mark of a row whose real fingerprint is kept with its place: a hash of a street can be guessed.
CREATE FUNCTION lock.marked() RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT '\x00'::bytea $$;

-- A location that is confidential, or would become so. Only hiding and unhiding change which it is. A
-- feed that gives the row as it was given before changes nothing.
CREATE FUNCTION lock.keep_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept directory_confidentialplace;
    streets text;
BEGIN
    SELECT * INTO kept FROM directory_confidentialplace c WHERE c.location_id = NEW.id;
    IF kept.location_id IS NULL THEN
        IF (NOT NEW.confidential) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
        RETURN NEW;
    END IF;
    IF NEW.fingerprint <> lock.marked() AND encode(NEW.fingerprint, 'hex')
       = kept.held -> 'location' -> NEW.id::text ->> 'fingerprint' THEN
        -- As it was given before; where the source left it out in between, only that is taken back.
        IF (NEW.missing_since IS NOT DISTINCT FROM OLD.missing_since) IS TRUE THEN RETURN NULL; END IF;
        OLD.missing_since := NEW.missing_since;
        RETURN OLD;
    END IF;
    streets := lock.kept_streets();
    PERFORM lock.put_away(NEW.id, 'location', NEW.id, jsonb_build_object(
        'latitude', NEW.latitude, 'longitude', NEW.longitude, 'url', NEW.url,
        'transportation', NEW.transportation, 'external_identifier', NEW.external_identifier,
        'source_key', CASE WHEN NEW.source_key LIKE '~%' THEN NEW.source_key END,
        'name', CASE WHEN NEW.name ~* streets THEN NEW.name END,
        'alternate_name', CASE WHEN NEW.alternate_name ~* streets THEN NEW.alternate_name END,
        'description', CASE WHEN NEW.description ~* streets THEN NEW.description END,
        'precision', CASE WHEN NEW.latitude IS NOT NULL THEN NEW.precision END,
        'fingerprint', CASE WHEN NEW.fingerprint <> lock.marked()
                       THEN encode(NEW.fingerprint, 'hex') END));
    NEW.confidential := true;
    NEW.latitude := NULL; NEW.longitude := NULL; NEW.precision := 'town';
    NEW.url := ''; NEW.transportation := ''; NEW.external_identifier := '';
    -- Such a key is a hash of what the row says: a street can be guessed by it.
    IF NEW.source_key LIKE '~%' THEN NEW.source_key := ''; END IF;
    IF NEW.fingerprint IS NOT NULL THEN NEW.fingerprint := lock.marked(); END IF;
    IF streets IS NOT NULL THEN
        NEW.name := lock.covered(NEW.name, streets);
        NEW.alternate_name := lock.covered(NEW.alternate_name, streets);
        NEW.description := lock.covered(NEW.description, streets);
    END IF;
    RETURN NEW;
END $$;

-- An address whose place is confidential: town, state and country stay.
CREATE FUNCTION lock.bare(x directory_address) RETURNS directory_address
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM lock.put_away(x.location_id, 'address', x.id, jsonb_build_object(
        'attention', x.attention, 'address_1', x.address_1, 'address_2', x.address_2,
        'region', x.region, 'postal_code', x.postal_code,
        'source_key', CASE WHEN x.source_key LIKE '~%' THEN x.source_key END, 'fingerprint',
        CASE WHEN x.fingerprint <> lock.marked() THEN encode(x.fingerprint, 'hex') END));
    x.attention := ''; x.address_1 := ''; x.address_2 := ''; x.region := ''; x.postal_code := '';
    IF x.source_key LIKE '~%' THEN x.source_key := ''; END IF;
    x.fingerprint := lock.marked();
    RETURN x;
END $$;

-- An address that is kept already, given again or changed.
CREATE FUNCTION lock.keep_address() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE kept directory_confidentialplace;
BEGIN
    SELECT * INTO kept FROM directory_confidentialplace c WHERE c.location_id = NEW.location_id;
    IF kept.location_id IS NULL THEN RETURN NEW; END IF;
    IF NEW.fingerprint <> lock.marked() AND encode(NEW.fingerprint, 'hex')
       = kept.held -> 'address' -> NEW.id::text ->> 'fingerprint' THEN
        IF (NEW.missing_since IS NOT DISTINCT FROM OLD.missing_since) IS TRUE THEN RETURN NULL; END IF;
        OLD.missing_since := NEW.missing_since;
        RETURN OLD;
    END IF;
    RETURN lock.bare(NEW);
END $$;

-- Addresses written for a kept place, or that name a kept street of the same town: then the place
-- they are of is the same one under another id, and is hidden too.
CREATE FUNCTION lock.keep_addresses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one directory_address;
    again uuid;
BEGIN
    IF (EXISTS (SELECT FROM directory_confidentialplace) AND EXISTS (SELECT FROM fresh)) IS NOT TRUE
        THEN RETURN NULL; END IF;
    FOR one IN SELECT f.* FROM fresh f JOIN directory_confidentialplace c
                   ON c.location_id = f.location_id
               WHERE f.fingerprint IS DISTINCT FROM lock.marked() LOOP
        one := lock.bare(one);
        UPDATE directory_address d SET attention = '', address_1 = '', address_2 = '', region = '',
            postal_code = '', source_key = one.source_key, fingerprint = lock.marked()
        WHERE d.id = one.id;
        PERFORM lock.cover_beside(ARRAY[one.id]);
    END LOOP;
    -- What was written before a street was known tells of it too.
    PERFORM lock.cover_streets(ARRAY(SELECT DISTINCT c.location_id FROM fresh f
        JOIN directory_confidentialplace c ON c.location_id = f.location_id
        WHERE NOT c.patterns <@ c.covered));
    FOR again IN SELECT f.location_id FROM fresh f
                 WHERE f.address_1 ~* lock.kept_streets() AND lock.same_place(f.address_1, f.city)
                   AND NOT EXISTS (SELECT FROM directory_confidentialplace c
                                   WHERE c.location_id = f.location_id) LOOP
        PERFORM lock.hide_one(again);
    END LOOP;
    RETURN NULL;
END $$;

-- Whether a street is a kept one and stands in the town of that place.
CREATE FUNCTION lock.same_place(street text, town text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM directory_confidentialplace c, unnest(c.patterns) p, directory_address d
        WHERE street ~* p AND d.location_id = c.location_id AND lower(d.city) = lower(town));
END $$;

-- Hides one location: its rows are written anew, and the triggers above take out what tells of it.
CREATE FUNCTION lock.hide_one(place uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    INSERT INTO directory_confidentialplace
        (location_id, held, originals, patterns, covered, hidden_at, hidden_by)
    VALUES (place, '{}', '[]', ARRAY(SELECT DISTINCT p FROM directory_address d,
        unnest(lock.street_patterns(d.address_1, d.address_2)) p WHERE d.location_id = place),
        '{}', a.at, a.seat) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    UPDATE directory_location SET confidential = true, changed_at = a.at, version = version + 1
    WHERE id = place;
    UPDATE directory_address SET location_id = location_id WHERE location_id = place;
    PERFORM lock.cover_all(place);
    DELETE FROM directory_listing WHERE location_id = place;
END $$;

-- Lets the triggers look at every row that is about a place.
CREATE FUNCTION lock.cover_all(place uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE l directory_location;
BEGIN
    SELECT * INTO l FROM directory_location x WHERE x.id = place;
    UPDATE directory_original SET record = record WHERE record = place
        OR record IN (SELECT d.id FROM directory_address d WHERE d.location_id = place);
    UPDATE directory_change SET record = record WHERE record = place
        OR record IN (SELECT d.id FROM directory_address d WHERE d.location_id = place);
    UPDATE directory_quarantine q SET "row" = q."row" WHERE q.record = place
        OR q.record IN (SELECT d.id FROM directory_address d WHERE d.location_id = place)
        OR l.source_key <> ''
        AND (q.source_key = l.source_key OR q.given::text LIKE '%' || l.source_key || '%');
    PERFORM lock.cover_beside(place || ARRAY(SELECT d.id FROM directory_address d
        WHERE d.location_id = place));
END $$;

-- Lets the triggers look at every row that tells of the streets of places: whenever one comes to be
-- known, by whoever wrote it.
CREATE FUNCTION lock.cover_streets(places uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s text := (SELECT string_agg(DISTINCT p, '|') FROM directory_confidentialplace c,
               unnest(c.patterns) p WHERE c.location_id = ANY (places));
    again uuid;
BEGIN
    IF s IS NULL THEN RETURN; END IF;
    UPDATE directory_confidentialplace SET covered = patterns WHERE location_id = ANY (places);
    UPDATE directory_original SET record = record WHERE text ~* s;
    UPDATE directory_change SET record = record WHERE concat_ws(' ', before::text, after::text) ~* s;
    UPDATE directory_quarantine q SET "row" = q."row" WHERE q.given::text ~* s;
    UPDATE directory_proposal SET level = level WHERE proposed::text ~* s;
    UPDATE directory_import SET dry_run = dry_run WHERE report::text ~* s;
    PERFORM lock.cover_again(s);
    -- Words that were learned for spelling come back with the next listing, without those of a street.
    DELETE FROM directory_word w USING directory_confidentialplace c, jsonb_each(c.held -> 'address') x
    WHERE c.location_id = ANY (places) AND w.word = ANY (regexp_split_to_array(
        lower(x.value ->> 'address_1'), '[^[:alnum:]]+'));
    FOR again IN SELECT d.location_id FROM directory_address d
                 WHERE d.address_1 ~* s AND lock.same_place(d.address_1, d.city) LOOP
        PERFORM lock.hide_one(again);
    END LOOP;
END $$;

-- A steward hides a location, and every other one at the same street of the same town.
CREATE FUNCTION lock.hide_place(place uuid, seen integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (lock.is_steward() AND EXISTS (SELECT FROM directory_location l WHERE l.id = place))
        IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    PERFORM FROM directory_location l WHERE l.id = place AND l.version = seen FOR UPDATE;
    IF NOT FOUND THEN RAISE serialization_failure USING message = 'stale'; END IF;
    PERFORM lock.hide_one(place);
END $$;

-- A feed says of locations that where they are must not be told: they are hidden like by a steward.
CREATE FUNCTION lock.hide_told(places uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one uuid;
BEGIN
    IF (lock.keeps_directory()) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    FOR one IN SELECT l.id FROM directory_location l WHERE l.id = ANY (places) LOOP
        PERFORM lock.hide_one(one);
    END LOOP;
END $$;

-- Gives back what is kept of a location, and of every other one at the same street of the same town:
-- one of them alone would be hidden again at once. What was written around a street in texts of other
-- records comes with the next edition of its feed: their fingerprints are taken away.
CREATE FUNCTION lock.unhide_place(place uuid, seen integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    together uuid[];
    kept directory_confidentialplace[];
    one directory_confidentialplace;
BEGIN
    IF (lock.is_steward()) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    PERFORM FROM directory_location l WHERE l.id = place AND l.version = seen FOR UPDATE;
    IF NOT FOUND THEN RAISE serialization_failure USING message = 'stale'; END IF;
    together := ARRAY(SELECT DISTINCT o.location_id FROM directory_confidentialplace c
        JOIN directory_confidentialplace o ON o.patterns && c.patterns OR o.location_id = place
        WHERE c.location_id = place);
    kept := ARRAY(SELECT c FROM directory_confidentialplace c WHERE c.location_id = ANY (together));
    DELETE FROM directory_confidentialplace c WHERE c.location_id = ANY (together);
    FOREACH one IN ARRAY kept LOOP
        PERFORM lock.restore_place(one);
    END LOOP;
    UPDATE directory_service SET fingerprint = NULL WHERE source_id IS NOT NULL
        AND concat_ws(E'\n', name, description) LIKE '%(address kept confidential)%';
    UPDATE directory_organization SET fingerprint = NULL WHERE source_id IS NOT NULL
        AND concat_ws(E'\n', name, description) LIKE '%(address kept confidential)%';
    DELETE FROM directory_listing WHERE location_id = ANY (together);
END $$;

-- A text as it was before a street was taken out of it; where somebody has written it anew, theirs.
CREATE FUNCTION lock.uncovered(now text, before text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN now LIKE '%(address kept confidential)%' THEN coalesce(before, now) ELSE now END
$$;

CREATE FUNCTION lock.restore_place(kept directory_confidentialplace) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    h jsonb := coalesce(kept.held -> 'location' -> kept.location_id::text, '{}');
BEGIN
    UPDATE directory_location x SET confidential = false, changed_at = a.at, version = x.version + 1,
        latitude = kept.latitude, longitude = kept.longitude,
        precision = coalesce(h ->> 'precision', 'none'), url = coalesce(h ->> 'url', x.url),
        transportation = coalesce(h ->> 'transportation', x.transportation),
        external_identifier = coalesce(h ->> 'external_identifier', x.external_identifier),
        source_key = coalesce(h ->> 'source_key', x.source_key), name = lock.uncovered(x.name, h ->> 'name'),
        alternate_name = lock.uncovered(x.alternate_name, h ->> 'alternate_name'),
        description = lock.uncovered(x.description, h ->> 'description'),
        fingerprint = decode(h ->> 'fingerprint', 'hex')
    WHERE x.id = kept.location_id;
    UPDATE directory_address x SET attention = coalesce(v ->> 'attention', ''),
        address_1 = coalesce(v ->> 'address_1', ''), address_2 = coalesce(v ->> 'address_2', ''),
        region = coalesce(v ->> 'region', ''), postal_code = coalesce(v ->> 'postal_code', ''),
        source_key = coalesce(v ->> 'source_key', x.source_key),
        fingerprint = decode(v ->> 'fingerprint', 'hex')
    FROM jsonb_each(coalesce(kept.held -> 'address', '{}')) t (k, v) WHERE x.id = k::uuid;
    PERFORM lock.restore_said(kept.held);
    PERFORM lock.give_back(kept.originals);
END $$;
