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

-- What was looked for from a day on: no line under five, and no number of those without an answer
-- under five either.
CREATE FUNCTION lock.searches_counted(since date)
RETURNS TABLE (category text, town text, state text, searches bigint, without bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.category, c.town, c.state, sum(c.searches),
        CASE WHEN sum(c.without) >= 5 THEN sum(c.without) END
    FROM directory_searchcount c
    WHERE c.day >= since AND lock.is_steward() GROUP BY c.category, c.town, c.state
    HAVING sum(c.searches) >= 5 ORDER BY 4 DESC, 1, 2, 3
$$;
