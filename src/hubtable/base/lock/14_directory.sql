-- Who keeps the directory, and what nobody else may come to read in it: where a confidential place is.

-- A steward's seat, or the signed job `directory` that takes feeds in.
CREATE FUNCTION lock.keeps_directory() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    RETURN coalesce(a.kind = 'seat' AND a.role = 'steward'
                    OR a.kind = 'job' AND a.subject = 'directory', false);
END $$;

CREATE FUNCTION lock.is_steward() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    RETURN coalesce(a.kind = 'seat' AND a.role = 'steward', false);
END $$;

-- Which transaction writes a record: by it a feed of changes finds what was written since.
CREATE FUNCTION lock.note_writing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.written := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
