-- Who acts: a signed token in a transaction-local setting, checked by the database itself.
-- Source: lock.md, "Who acts". `@app` and the like are replaced by the installation's role names.

-- HMAC-SHA256 from the built-in sha256(): the key stands here already mixed with the pads.
CREATE TABLE lock.key (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);

CREATE TYPE lock.actor AS (
    kind text, subject text, hub uuid, tbl uuid, delegation uuid, agency uuid,
    seat uuid, role text, person uuid, usr uuid, record uuid, viewers uuid[], at timestamptz
);

-- The functions of every request are plpgsql: their plans are kept for the session, those of SQL
-- functions are made anew for each query.
CREATE FUNCTION lock.signature(message text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE k lock.key;
BEGIN
    SELECT * INTO k FROM lock.key;
    RETURN encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(message, 'UTF8'))), 'hex');
END $$;

-- The acting seat, if seat, delegation, agreement and confidentiality all hold at `at`.
CREATE FUNCTION lock.acting_seat(wanted uuid, owner_of_seat uuid, at timestamptz)
RETURNS lock.actor
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found lock.actor;
BEGIN
    SELECT 'seat', s.id::text, s.hub_id, d.table_id, s.delegation_id,
               coalesce(d.agency_id, s.agency_id), s.id, s.role, p.id, p.user_id, NULL::uuid,
               array_remove(ARRAY[s.id, s.delegation_id, d.table_id,
                   CASE WHEN s.role IN ('chair', 'coordinator') THEN t.desk END], NULL),
               at
    INTO found
    FROM hubs_seat s
    JOIN hubs_person p ON p.id = s.person_id
    LEFT JOIN hubs_delegation d ON d.id = s.delegation_id
    LEFT JOIN hubs_table t ON t.id = d.table_id
    LEFT JOIN hubs_agency g ON g.id = coalesce(d.agency_id, s.agency_id)
    WHERE s.id = wanted AND p.user_id = owner_of_seat
      AND s.starts_at <= at AND (s.ends_at IS NULL OR s.ends_at > at)
      AND (p.ends_at IS NULL OR p.ends_at > at)
      AND (s.delegation_id IS NULL OR (d.starts_at <= at AND (d.ends_at IS NULL OR d.ends_at > at)
           AND (t.ends_at IS NULL OR t.ends_at > at)))
      AND (g.id IS NULL OR ((g.ends_at IS NULL OR g.ends_at > at) AND EXISTS (
           SELECT FROM hubs_agreement m WHERE m.agency_id = g.id
           AND m.kind = 'information_sharing' AND m.starts_at <= at AND m.ends_at > at)))
      AND EXISTS (SELECT FROM hubs_confidentiality c WHERE c.person_id = p.id
                  AND c.signed_at <= at AND (c.ends_at IS NULL OR c.ends_at > at));
    RETURN found;
END $$;

-- A room, link, feed or partner, as long as what it stands for holds: its table, the delegation
-- with agency and agreement, the seat of the feed, the meeting a screen was paired for.
CREATE FUNCTION lock.acting_credential(wanted uuid, wanted_kind text, at timestamptz)
RETURNS lock.actor
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found lock.actor;
BEGIN
    SELECT c.kind, c.id::text, c.hub_id, c.table_id, c.delegation_id, d.agency_id,
               CASE WHEN c.kind = 'feed' THEN c.seat_id END, NULL::text, NULL::uuid, NULL::uuid,
               c.record,
               CASE c.kind WHEN 'room' THEN ARRAY[c.id] WHEN 'partner' THEN ARRAY[c.delegation_id]
                    ELSE ARRAY[]::uuid[] END,
               at
    INTO found
    FROM hubs_credential c
    LEFT JOIN hubs_delegation d ON d.id = c.delegation_id
    WHERE c.id = wanted AND c.kind = wanted_kind AND c.starts_at <= at AND c.ends_at > at
      AND (c.kind <> 'link' OR c.used_at IS NULL)
      AND (c.kind <> 'room' OR c.used_at IS NOT NULL AND EXISTS (SELECT FROM table_meeting m
           WHERE m.id = c.record AND m.table_id = c.table_id AND m.ended_at IS NULL))
      AND (c.delegation_id IS NULL OR (d.starts_at <= at AND (d.ends_at IS NULL OR d.ends_at > at)
           AND EXISTS (SELECT FROM hubs_agency g WHERE g.id = d.agency_id
                AND (g.ends_at IS NULL OR g.ends_at > at))
           AND EXISTS (SELECT FROM hubs_agreement m WHERE m.agency_id = d.agency_id
                AND m.kind = 'information_sharing' AND m.starts_at <= at AND m.ends_at > at)))
      AND NOT EXISTS (SELECT FROM hubs_table t
                      WHERE t.id IN (c.table_id, d.table_id) AND t.ends_at <= at)
      AND (c.seat_id IS NULL OR EXISTS (
           SELECT FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id
           WHERE s.id = c.seat_id AND (lock.acting_seat(s.id, p.user_id, at)).seat IS NOT NULL));
    RETURN found;
END $$;

-- Whom a token stands for; a row of nulls when it is missing, forged, expired or no longer holds.
-- Token: kind|subject|at|exp|mac, times in microseconds since 1970; a seat's subject is seat/user.
CREATE FUNCTION lock.holder(token text) RETURNS lock.actor
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text[] := string_to_array(token, '|');
    at timestamptz;
BEGIN
    IF token IS NULL OR token = '' OR array_length(part, 1) <> 5
       OR (lock.signature(left(token, -length(part[5]) - 1)) = part[5]) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    IF (timestamptz 'epoch' + part[4]::bigint * interval '1 microsecond' > clock_timestamp())
       IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    at := timestamptz 'epoch' + part[3]::bigint * interval '1 microsecond';
    CASE part[1]
        WHEN 'seat' THEN
            RETURN lock.acting_seat(split_part(part[2], '/', 1)::uuid,
                                    split_part(part[2], '/', 2)::uuid, at);
        WHEN 'room', 'link', 'feed', 'partner' THEN
            RETURN lock.acting_credential(part[2]::uuid, part[1], at);
        WHEN 'person' THEN
            RETURN ROW('person', part[2], NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       part[2]::uuid, NULL, ARRAY[]::uuid[], at)::lock.actor;
        WHEN 'job' THEN
            RETURN ROW('job', part[2], NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       ARRAY[]::uuid[], at)::lock.actor;
        ELSE
            RETURN NULL;
    END CASE;
END $$;

-- What is signed of a seat that was looked up: the row, the token it was looked up for, the server
-- process and the beginning of the transaction. It begins with a word that is no kind of token, so
-- that neither signature ever stands for the other. Transactions sent in one message begin at the
-- same time: one can use the row of another there, which the token alone gives it too.
CREATE FUNCTION lock.bound(token text, found text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT 'found|' || pg_backend_pid() || '|' || encode(timestamptz_send(transaction_timestamp()), 'hex')
           || '|' || token || '|' || found
$$;

-- Begins to act: keeps the token, and a seat's row beside it, signed, for the rest of the
-- transaction. Whoever sends SQL inside a request can set both settings, empty them, or go back to a
-- savepoint: what does not verify together is looked up by the token alone. The row has no time in
-- it: how one is written depends on settings. What is used up by acting (a link), or shown where
-- everybody can see it (a room's screen), is looked up at every statement.
CREATE FUNCTION lock.act(token text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.holder(token);
    found text := '';
BEGIN
    PERFORM set_config('hubtable.actor', coalesce(token, ''), true);
    IF a.kind = 'seat' THEN
        a.at := NULL;
        found := a::text;
        found := lock.signature(lock.bound(token, found)) || found;
    END IF;
    PERFORM set_config('hubtable.found', found, true);
END $$;

-- Who acts now; a row of nulls when nobody does. The row `act` found holds for five seconds of its
-- transaction, then the seat is looked up at every statement, as it is without one: a seat that ends
-- meanwhile sees nothing more after that, or from the next transaction on. The token's end is
-- compared with the server's clock at every call.
CREATE FUNCTION lock.acting() RETURNS lock.actor
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    token text := current_setting('hubtable.actor', true);
    found text := current_setting('hubtable.found', true);
    part text[];
    a lock.actor;
BEGIN
    IF token <> '' AND found <> '' AND clock_timestamp() < transaction_timestamp() + interval '5 s' THEN
        part := string_to_array(token, '|');
        IF array_length(part, 1) = 5
           AND lock.signature(lock.bound(token, substr(found, 65))) = left(found, 64) THEN
            IF (timestamptz 'epoch' + part[4]::bigint * interval '1 microsecond' > clock_timestamp())
               IS NOT TRUE THEN
                RETURN NULL;
            END IF;
            a := substr(found, 65)::lock.actor;
            a.at := timestamptz 'epoch' + part[3]::bigint * interval '1 microsecond';
            RETURN a;
        END IF;
    END IF;
    RETURN lock.holder(token);
END $$;

-- The seats a signed-in person may choose from, whatever Hub they are in.
CREATE FUNCTION lock.my_seats() RETURNS TABLE (
    seat uuid, hub uuid, hub_name text, role text, agency_name text, table_name text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.id, s.hub_id, h.name::text, s.role::text, coalesce(g.name, '')::text,
           coalesce(t.name, '')::text
    FROM lock.acting() a
    JOIN hubs_person p ON p.user_id = a.usr
    JOIN hubs_seat s ON s.person_id = p.id
    JOIN hubs_hub h ON h.id = s.hub_id
    LEFT JOIN hubs_delegation d ON d.id = s.delegation_id
    LEFT JOIN hubs_table t ON t.id = d.table_id
    LEFT JOIN hubs_agency g ON g.id = coalesce(d.agency_id, s.agency_id)
    WHERE a.usr IS NOT NULL AND (lock.acting_seat(s.id, a.usr, a.at)).seat IS NOT NULL
    ORDER BY h.name, t.name, g.name, s.role, s.id
$$;

-- Confidentiality agreements a signed-in person has yet to sign, and the act of signing one.
CREATE FUNCTION lock.unsigned() RETURNS TABLE (person uuid, hub_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.id, h.name::text FROM lock.acting() a
    JOIN hubs_person p ON p.user_id = a.usr AND (p.ends_at IS NULL OR p.ends_at > a.at)
    JOIN hubs_hub h ON h.id = p.hub_id
    WHERE NOT EXISTS (SELECT FROM hubs_confidentiality c WHERE c.person_id = p.id
                      AND c.signed_at <= a.at AND (c.ends_at IS NULL OR c.ends_at > a.at))
    ORDER BY h.name
$$;

CREATE FUNCTION lock.sign_confidentiality(who uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (EXISTS (SELECT FROM lock.unsigned() u WHERE u.person = who)) IS NOT TRUE THEN
        RAISE insufficient_privilege USING message = 'refused';
    END IF;
    INSERT INTO hubs_confidentiality (id, hub_id, person_id, signed_at)
    SELECT gen_random_uuid(), p.hub_id, p.id, a.at FROM hubs_person p WHERE p.id = who;
END $$;

-- A person says which languages they speak, at the Hub of the acting seat; nothing else of the row.
CREATE FUNCTION lock.speak(spoken text[], seen integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.kind = 'seat' AND cardinality(spoken) <= 20 AND NOT EXISTS (SELECT FROM unnest(spoken) w
        WHERE (length(w) BETWEEN 1 AND 40) IS NOT TRUE)) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE hubs_person p SET languages = spoken, version = p.version + 1
    WHERE p.id = a.person AND p.version = seen;
    IF NOT FOUND THEN RAISE serialization_failure USING message = 'stale'; END IF;
END $$;

-- The row of the acting seat with the names its pages show; nothing when it no longer holds.
CREATE FUNCTION lock.my_seat() RETURNS TABLE (
    seat uuid, role text, person uuid, usr uuid, hub uuid, person_name text, hub_name text,
    agency uuid, agency_name text, delegation uuid, tbl uuid, table_name text, time_zone text,
    practice boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.seat, a.role, a.person, a.usr, a.hub, p.name::text, h.name::text, a.agency,
           coalesce(g.name, '')::text, a.delegation, a.tbl, coalesce(t.name, '')::text,
           coalesce(t.time_zone, h.time_zone)::text, coalesce(t.practice, false)
    FROM lock.acting() a
    JOIN hubs_person p ON p.id = a.person
    JOIN hubs_hub h ON h.id = a.hub
    LEFT JOIN hubs_agency g ON g.id = a.agency
    LEFT JOIN hubs_table t ON t.id = a.tbl
    WHERE a.kind = 'seat';
END $$;

-- Whether an id stands for no viewer yet. Seats, delegations, tables, their desks and credentials
-- are all viewers in the ledger: a row made with another's id would see with its eyes, in any Hub.
CREATE FUNCTION lock.unused(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM hubs_seat x WHERE x.id = wanted)
        AND NOT EXISTS (SELECT FROM hubs_delegation x WHERE x.id = wanted)
        AND NOT EXISTS (SELECT FROM hubs_table x WHERE wanted IN (x.id, x.desk))
        AND NOT EXISTS (SELECT FROM hubs_credential x WHERE x.id = wanted)
$$;

CREATE FUNCTION lock.unclaimed(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.role = 'admin' AND lock.unused(wanted) FROM lock.acting() a
$$;

-- The first row of a Hub: the Hub, its first person and that person's seat as administrator. Only
-- the owner may call it (`init`, practice data); everything after goes through that seat.
CREATE FUNCTION lock.found(hub uuid, slug text, hub_name text, zone text, who uuid, account uuid,
                           person_name text, address text, seat uuid, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO hubs_hub (id, slug, name, time_zone, created_at, version)
    VALUES (hub, slug, hub_name, zone, at, 1);
    INSERT INTO hubs_person (id, hub_id, user_id, name, email, languages, version)
    VALUES (who, hub, account, person_name, address, '{}', 1);
    INSERT INTO hubs_seat (id, hub_id, person_id, role, starts_at, version)
    VALUES (seat, hub, who, 'admin', at, 1);
$$;

-- Every seat of the installation, without names: for whoever runs it (`hubtable seats`).
CREATE FUNCTION lock.all_seats(at timestamptz) RETURNS TABLE (
    seat uuid, hub text, tbl text, agency text, role text, holds boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.id, h.slug::text, coalesce(t.name, '')::text, coalesce(g.name, '')::text,
           s.role::text, (lock.acting_seat(s.id, p.user_id, at)).seat IS NOT NULL
    FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id JOIN hubs_hub h ON h.id = s.hub_id
    LEFT JOIN hubs_delegation d ON d.id = s.delegation_id
    LEFT JOIN hubs_table t ON t.id = d.table_id
    LEFT JOIN hubs_agency g ON g.id = coalesce(d.agency_id, s.agency_id)
    ORDER BY h.slug, t.name, g.name, s.role, s.id
$$;

-- Written once when the data is made: practice or real (contract.md, demo).
CREATE FUNCTION lock.install(is_practice boolean, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO base_installation (id, practice, created_at) VALUES (1, is_practice, at)
$$;
