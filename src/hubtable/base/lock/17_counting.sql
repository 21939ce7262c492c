-- Searches of the public finder: counted by kind of help and town, shown from five up.

-- Counts one search on its day. A town must be one we know: words somebody typed cannot get here.
CREATE FUNCTION lock.count_search(now_at timestamptz, kind text, place text, region text, nothing boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (lock.is_job('finder') AND kind ~ '^[a-z_]{0,40}$'
        AND (place = '' AND region = '' OR EXISTS (
            SELECT FROM directory_place p WHERE p.town = place AND p.state = region))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO directory_searchcount AS c (id, day, category, town, state, searches, without)
    VALUES (gen_random_uuid(), (now_at AT TIME ZONE 'UTC')::date, kind, place, region, 1, nothing::int)
    ON CONFLICT (day, category, town, state) DO UPDATE
    SET searches = c.searches + 1, without = c.without + nothing::int;
END $$;

-- Who reads what people looked for: stewards, who mend the directory by it, coordinators and analysts
-- (counts that passed disclosure control: process.md, Who sees what).
CREATE FUNCTION lock.reads_searches() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    RETURN coalesce(a.kind = 'seat' AND a.role IN ('steward', 'coordinator', 'analyst'), false);
END $$;

-- What was looked for in the month of a day: no line under five, and no number of those without an
-- answer under five either. Months do not overlap and have no sum, so that no line can be told from
-- the difference of two others.
CREATE FUNCTION lock.searches_counted(month date)
RETURNS TABLE (category text, town text, state text, searches bigint, without bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.category, c.town, c.state, sum(c.searches),
        CASE WHEN sum(c.without) >= 5 THEN sum(c.without) END
    FROM directory_searchcount c
    WHERE c.day >= date_trunc('month', month) AND c.day < date_trunc('month', month) + interval '1 month'
      AND lock.reads_searches() GROUP BY c.category, c.town, c.state
    HAVING sum(c.searches) >= 5 ORDER BY 4 DESC, 1, 2, 3
$$;
