-- An agency is asked by mail about its record and answers by a link, without an account; anybody may
-- say what is wrong with a record. Whoever answers reads no row: these functions do it.

-- Whether an organization is in the directory: one that was merged or taken out asks nothing more.
CREATE FUNCTION lock.stands(one uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM directory_organization o WHERE o.id = one AND o.ended_at IS NULL)
$$;

-- Takes the next question that waits to be mailed, for `lease`. Six tries, then it stays.
CREATE FUNCTION lock.ask_claim(lease interval) RETURNS TABLE (
    question uuid, address text, organization text, until timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (lock.is_job('directory')) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY UPDATE directory_proposal p
    SET claimed_until = a.at + lease, tries = p.tries + 1
    FROM directory_organization o
    WHERE o.id = p.record AND p.id = (
        SELECT w.id FROM directory_proposal w WHERE w.state = 'waiting' AND w.tries < 6
          AND lock.stands(w.record) AND w.ends_at > a.at AND (w.claimed_until IS NULL OR w.claimed_until < a.at)
        ORDER BY w.made_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING p.id, p."to", o.name, p.ends_at;
END $$;

-- Keeps the digest of the link before the mail goes; `asked` false puts the question back.
CREATE FUNCTION lock.ask_mark(question uuid, key bytea, asked boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (lock.is_job('directory')) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE directory_proposal p SET digest = CASE WHEN asked THEN key END,
        state = CASE WHEN asked THEN 'asked' ELSE 'waiting' END,
        asked_at = CASE WHEN asked THEN a.at END
    WHERE p.id = question AND p.state IN ('waiting', 'asked');
END $$;

-- Whose record a link is about; nothing when it was used, ended, or never was.
CREATE FUNCTION lock.asked_of(key bytea, now_at timestamptz) RETURNS TABLE (
    question uuid, record uuid, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.id, p.record, p.ends_at FROM directory_proposal p
    WHERE p.digest = key AND p.state = 'asked' AND p.ends_at > now_at AND lock.stands(p.record)
$$;

-- The one answer by a link. Without changes it confirms the organization and its services at once.
CREATE FUNCTION lock.answer_asked(
    key bytea, now_at timestamptz, who text, job_title text, changes jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE p directory_proposal;
BEGIN
    IF (length(who) BETWEEN 2 AND 120 AND length(job_title) <= 120
        AND jsonb_typeof(changes) = 'object' AND length(changes::text) < 40000
        AND EXISTS (SELECT FROM directory_proposal d WHERE d.digest = key AND d.state = 'asked'
                    AND d.ends_at > now_at AND lock.stands(d.record))) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE directory_proposal d SET digest = NULL, answered_at = now_at, name = who,
        title = job_title, proposed = changes,
        state = CASE WHEN changes = '{}' THEN 'approved' ELSE 'answered' END
    WHERE d.digest = key AND d.state = 'asked' RETURNING * INTO p;
    IF p.id IS NULL THEN PERFORM lock.refuse(); END IF;
    IF changes = '{}' THEN PERFORM lock.confirm_all(p.record, now_at, who, job_title); END IF;
END $$;

CREATE FUNCTION lock.confirm_all(one uuid, now_at timestamptz, who text, job_title text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO directory_verification (id, record, level, verified_at, due_at, how, name, title)
    SELECT gen_random_uuid(), x.id, x.level, now_at, now_at + interval '365 days', 'mail', who, job_title
    FROM (SELECT o.id, 'organization' AS level FROM directory_organization o WHERE o.id = one
        UNION ALL SELECT s.id, 'service' FROM directory_service s
        WHERE s.organization_id = one AND s.ended_at IS NULL) x;
    UPDATE directory_organization SET checked_on = now_at::date WHERE id = one;
    UPDATE directory_service SET checked_on = now_at::date
    WHERE organization_id = one AND ended_at IS NULL;
    UPDATE directory_listing SET checked_on = now_at::date WHERE organization_id = one;
$$;

-- What anybody says is wrong with a record. Twenty unread ones about one record are enough, and 500
-- a day about all of them: nothing is known of who reports, so that nobody can be held back alone.
CREATE FUNCTION lock.report_mistake(about uuid, kind text, now_at timestamptz, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (length(said) BETWEEN 3 AND 500 AND (
            kind = 'organization' AND EXISTS (SELECT FROM directory_organization o WHERE o.id = about)
            OR kind = 'service' AND EXISTS (SELECT FROM directory_service s WHERE s.id = about)
            OR kind = 'location' AND EXISTS (SELECT FROM directory_location l WHERE l.id = about))
        AND (SELECT count(*) < 20 FROM directory_mistake m
             WHERE m.record = about AND m.settled_at IS NULL)
        AND (SELECT count(*) < 500 FROM directory_mistake m
             WHERE m.at > now_at - interval '1 day' AND m.settled_at IS NULL)) IS NOT TRUE
        THEN PERFORM lock.refuse(); END IF;
    INSERT INTO directory_mistake (id, record, level, at, words, settled_how)
    VALUES (gen_random_uuid(), about, kind, now_at, said, '');
END $$;
