-- Thanking who brought a situation, once it is closed (process.md, concluding: the originating agency
-- hears how it ended).

-- By the desk as the table, by the lead, or by an assisting agency; once an agency and situation, and
-- once for the table. Who thanked stands in table_writer, which only the own agency reads: the lead
-- can be a protected program. Returns the thanks' id.
CREATE FUNCTION lock.thank(r uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    held text[];
    said text;
    made uuid := gen_random_uuid();
BEGIN
    PERFORM lock.hold(r);
    held := lock.relations(r);
    said := CASE WHEN 'desk' = ANY (held) THEN 'table' WHEN 'lead' = ANY (held) THEN 'lead'
                 ELSE 'assisting' END;
    IF (held && ARRAY['desk', 'lead', 'assisting'] AND 'origin' <> ALL (held)
        AND EXISTS (SELECT FROM table_discussion d WHERE d.id = r AND d.state = 'concluded')
        AND NOT EXISTS (SELECT FROM table_thanks t JOIN table_writer w ON w.id = t.id
                        WHERE t.discussion_id = r AND (w.delegation_id = a.delegation
                              OR t.voice = 'table' AND said = 'table'))) IS NOT TRUE THEN
        PERFORM lock.refuse();
    END IF;
    INSERT INTO table_thanks (id, discussion_id, voice, at) VALUES (made, r, said, a.at);
    INSERT INTO table_writer (id, discussion_id, delegation_id, by_seat)
    VALUES (made, r, a.delegation, a.seat);
    PERFORM lock.post('thanks', r, ARRAY(
        SELECT o.delegation_id FROM table_origin o WHERE o.discussion_id = r), made::text);
    RETURN made;
END $$;
