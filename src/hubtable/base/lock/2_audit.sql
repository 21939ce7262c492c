-- The trail: appended in the same transaction as the change, hash-chained, never changed.
-- One chain a connection role; the head row is locked until commit, so append last (lock.md, Traps).

CREATE FUNCTION lock.append(chain_name text, happened timestamptz, kind text, actor text, hub uuid,
                            verb text, record uuid, detail jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last audit_head;
    next_hash bytea;
BEGIN
    -- Links are looked at now, not at the commit: whoever holds the head must wait for no row.
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    INSERT INTO audit_head (chain, seq, hash) VALUES (chain_name, 0, '\x') ON CONFLICT DO NOTHING;
    SELECT * INTO last FROM audit_head h WHERE h.chain = chain_name FOR UPDATE;
    next_hash := lock.entry_hash(last.hash, chain_name, last.seq + 1, happened, kind, actor, hub,
                                 verb, record, detail);
    INSERT INTO audit_entry (chain, seq, at, kind, actor, hub, verb, record, detail, previous, hash)
    VALUES (chain_name, last.seq + 1, happened, kind, actor, hub, verb, record, detail, last.hash,
            next_hash);
    UPDATE audit_head h SET seq = last.seq + 1, hash = next_hash WHERE h.chain = chain_name;
END $$;

CREATE FUNCTION lock.entry_hash(previous bytea, chain text, seq bigint, at timestamptz, kind text,
                                actor text, hub uuid, verb text, record uuid, detail jsonb)
RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(previous || convert_to(jsonb_build_array(
        chain, seq, (extract(epoch FROM at) * 1000000)::bigint, kind, actor, hub, verb, record,
        detail)::text, 'UTF8'))
$$;

-- What the web's role records: the actor is who acts, not what the program says.
CREATE FUNCTION lock.record(verb text, record uuid, detail jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF a.kind IS NULL THEN
        RAISE insufficient_privilege USING message = 'refused';
    END IF;
    PERFORM lock.append('app', a.at, a.kind, a.subject,
        CASE WHEN NOT lock.of_situation(record) THEN a.hub END, verb, record, detail);
    PERFORM lock.pulse(a);
END $$;

-- While a meeting is on, whoever watches its table hears that something changed: a number, no more.
-- Everything that is recorded comes by here last, under the chain's lock: nobody waits for the row,
-- and a page that read the number before its rows never misses a change with a higher one.
CREATE FUNCTION lock.pulse(a lock.actor) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE beat bigint;
BEGIN
    IF EXISTS (SELECT FROM table_meeting m WHERE m.table_id = a.tbl
               AND (m.ended_at IS NULL OR m.ended_at = a.at)) THEN
        INSERT INTO table_pulse AS p (id, number) VALUES (a.tbl, 1)
        ON CONFLICT (id) DO UPDATE SET number = p.number + 1 RETURNING p.number INTO beat;
        PERFORM pg_notify('hubtable_pulse', a.tbl || ' ' || beat);
    END IF;
END $$;

-- An entry about a situation or a meeting names no Hub: its administrator, who reads the entries of
-- the Hub, would learn from them which agency brought what.
CREATE FUNCTION lock.of_situation(record uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM table_discussion d WHERE d.id = record)
        OR EXISTS (SELECT FROM table_meeting m WHERE m.id = record)
$$;

-- What the sign-in role records: it has no acting seat, only an account.
CREATE FUNCTION lock.record_account(verb text, account uuid, happened timestamptz, detail jsonb)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT lock.append('auth', happened, 'account', coalesce(account::text, ''), NULL, verb, NULL,
                       detail)
$$;

-- Opening a record leaves one row a seat, record, class and minute, before the page is shown.
CREATE FUNCTION lock.seen(r uuid, class text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF a.kind IS NULL OR EXISTS (
        SELECT FROM audit_entry e WHERE e.record = r AND e.at >= date_trunc('minute', a.at)
        AND e.verb = 'seen' AND e.actor = a.subject AND e.detail ->> 'class' = class) THEN
        RETURN;
    END IF;
    PERFORM lock.append('app', a.at, a.kind, a.subject, NULL, 'seen', r,
                        jsonb_build_object('class', class));
END $$;

-- The same for every record of a list, in one call.
CREATE FUNCTION lock.seen_each(rs uuid[], class text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT lock.seen(x.r, seen_each.class) FROM unnest(rs) WITH ORDINALITY x (r, place) ORDER BY x.place
$$;

-- Walks every chain; returns the first entry of each that does not follow from the one before,
-- and a chain whose head is not its last entry.
CREATE FUNCTION lock.verify_audit() RETURNS TABLE (broken_chain text, broken_seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT chain, min(seq) FROM (
        SELECT e.chain, e.seq FROM (
            SELECT *, lag(hash, 1, '\x') OVER w AS before, row_number() OVER w AS place
            FROM audit_entry WINDOW w AS (PARTITION BY chain ORDER BY seq)) e
        WHERE e.previous <> e.before OR e.seq <> e.place OR e.hash <> lock.entry_hash(
            e.before, e.chain, e.seq, e.at, e.kind, e.actor, e.hub, e.verb, e.record, e.detail)
        UNION ALL
        SELECT chain, greatest(l.seq, h.seq) FROM audit_head h
        FULL JOIN (SELECT DISTINCT ON (chain) chain, seq, hash FROM audit_entry
                   ORDER BY chain, seq DESC) l USING (chain)
        WHERE coalesce(h.seq, -1) <> coalesce(l.seq, 0)
           OR l.seq IS NOT NULL AND h.hash IS DISTINCT FROM l.hash) wrong
    GROUP BY chain
$$;
