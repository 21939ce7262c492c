-- Mails with a link and no content, and the clock that makes some of them. A mail is made in the
-- transaction of the step it tells of; the worker's job `outbox` sends it afterwards.
-- Source: process.md, intervening; lock.md, Who acts (job).

-- Whether a person has any seat that holds: somebody without one gets no mail, made or not.
CREATE FUNCTION lock.has_seat(who uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id
        WHERE p.id = who AND (lock.acting_seat(s.id, p.user_id, has_seat.at)).seat IS NOT NULL);
END $$;

-- One mail a person who holds a seat of these viewers: a delegation, a desk (chair, coordinator),
-- a table, a seat, or an agency (its privacy contacts). Called by the steps only. The same kind,
-- record, person and occasion again makes nothing. Returns how many people it is for.
CREATE FUNCTION lock.post(kind text, r uuid, viewers uuid[], occasion text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    people uuid[];
BEGIN
    IF (a.kind IS NOT NULL) IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    SELECT coalesce(array_agg(DISTINCT s.person_id), '{}') INTO people
    FROM hubs_seat s
    JOIN hubs_person p ON p.id = s.person_id
    LEFT JOIN hubs_delegation d ON d.id = s.delegation_id
    LEFT JOIN hubs_table t ON t.id = d.table_id
    CROSS JOIN LATERAL lock.acting_seat(s.id, p.user_id, a.at) found
    WHERE (s.id = ANY (post.viewers) OR s.delegation_id = ANY (post.viewers)
           OR t.id = ANY (post.viewers) OR t.desk = ANY (post.viewers)
           OR s.role = 'privacy_contact' AND s.agency_id = ANY (post.viewers))
      AND (found.viewers && post.viewers
           OR found.role = 'privacy_contact' AND found.agency = ANY (post.viewers));
    INSERT INTO hubs_mail (id, hub_id, person_id, kind, record, occasion, made_at, next_try_at,
                           tries, error)
    SELECT gen_random_uuid(), p.hub_id, p.id, post.kind, r, post.occasion, a.at, a.at, 0, ''
    FROM hubs_person p WHERE p.id = ANY (people) ON CONFLICT DO NOTHING;
    RETURN cardinality(people);
END $$;

-- The privacy contacts of the agency a delegation stands for, as viewers for `lock.post`.
CREATE FUNCTION lock.privacy_contacts(delegation uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    RETURN coalesce((SELECT array_agg(s.id) FROM hubs_delegation d
        JOIN hubs_seat s ON s.agency_id = d.agency_id AND s.role = 'privacy_contact'
        JOIN hubs_person p ON p.id = s.person_id
        WHERE d.id = privacy_contacts.delegation
          AND (lock.acting_seat(s.id, p.user_id, a.at)).seat IS NOT NULL), '{}');
END $$;

CREATE FUNCTION lock.is_job(name text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    RETURN coalesce(a.kind = 'job' AND a.subject = name, false);
END $$;

-- Whether what a mail is about happened at a practice table.
CREATE FUNCTION lock.practiced(r uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM hubs_table t WHERE t.practice AND t.id IN (
        SELECT d.table_id FROM table_discussion d WHERE d.id = r
        UNION ALL SELECT x.table_id FROM table_excess x WHERE x.id = r
        UNION ALL SELECT m.table_id FROM table_meeting m WHERE m.id = r
        UNION ALL SELECT c.table_id FROM table_call c WHERE c.id = r))
$$;

-- Takes the next mail for `lease`; two workers never take the same. A worker that ends between
-- sending and `mail_sent` leaves the claim: after the lease the mail goes again, under the same
-- Message-ID (its id), by which mailboxes know that they have it. Once at least, seldom twice.
-- A mail to somebody whose seats have ended meanwhile is given up unsent.
CREATE FUNCTION lock.mail_claim(lease interval) RETURNS TABLE (
    mail uuid, address text, hub_name text, kind text, record uuid, tries integer,
    claim timestamptz, practice boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    m hubs_mail;
BEGIN
    IF lock.is_job('outbox') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    LOOP
        SELECT * INTO m FROM hubs_mail x
        WHERE x.sent_at IS NULL AND x.given_up_at IS NULL AND x.next_try_at <= a.at
          AND (x.claimed_until IS NULL OR x.claimed_until <= a.at)
        ORDER BY x.next_try_at, x.id LIMIT 1 FOR UPDATE SKIP LOCKED;
        EXIT WHEN NOT FOUND;
        IF lock.has_seat(m.person_id, a.at) THEN
            UPDATE hubs_mail x SET claimed_until = a.at + lease, tries = x.tries + 1
            WHERE x.id = m.id;
            RETURN QUERY SELECT m.id, p.email::text, h.name::text, m.kind::text, m.record,
                                m.tries + 1, a.at + lease, lock.practiced(m.record)
            FROM hubs_person p JOIN hubs_hub h ON h.id = p.hub_id WHERE p.id = m.person_id;
            RETURN;
        END IF;
        UPDATE hubs_mail x SET given_up_at = a.at, error = 'no_seat' WHERE x.id = m.id;
    END LOOP;
END $$;

CREATE FUNCTION lock.mail_sent(m uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF lock.is_job('outbox') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE hubs_mail x SET sent_at = a.at, given_up_at = NULL, claimed_until = NULL, error = ''
    WHERE x.id = m AND x.sent_at IS NULL;
END $$;

-- A try that failed; without a `wait` the mail is given up. A worker whose claim ran out and was
-- taken by another changes nothing.
CREATE FUNCTION lock.mail_failed(m uuid, claim timestamptz, trouble text, wait interval)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF lock.is_job('outbox') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE hubs_mail x SET claimed_until = NULL, error = trouble,
        next_try_at = coalesce(a.at + wait, x.next_try_at),
        given_up_at = CASE WHEN wait IS NULL THEN a.at END
    WHERE x.id = m AND x.claimed_until = claim AND x.sent_at IS NULL;
END $$;

CREATE FUNCTION lock.mail_sweep(kept interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    gone integer;
BEGIN
    IF lock.is_job('outbox') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    DELETE FROM hubs_mail x WHERE coalesce(x.sent_at, x.given_up_at) <= a.at - kept;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- For whoever runs the installation (`hubtable check`): how many wait too long, how many failed.
CREATE FUNCTION lock.mail_standing(late interval) RETURNS TABLE (waiting bigint, failed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF lock.is_job('outbox') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT
        count(*) FILTER (WHERE x.given_up_at IS NULL AND x.made_at <= a.at - late),
        count(*) FILTER (WHERE x.given_up_at IS NOT NULL AND x.error NOT IN ('no_seat', 'set_aside'))
    FROM hubs_mail x WHERE x.sent_at IS NULL;
END $$;

-- For the Hub's administrator: the mails that did not go, with who and why, and the day only. What
-- they are about, and who got which mail when, would tell who takes part in a situation.
CREATE FUNCTION lock.mails(late interval) RETURNS TABLE (
    mail uuid, person uuid, person_name text, made_at timestamptz, tries integer,
    given_up boolean, error text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.role = 'admin') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT x.id, p.id, p.name::text,
        date_trunc('day', x.made_at, h.time_zone), x.tries::integer,
        x.given_up_at IS NOT NULL, x.error::text
    FROM hubs_mail x JOIN hubs_person p ON p.id = x.person_id JOIN hubs_hub h ON h.id = x.hub_id
    WHERE x.hub_id = a.hub AND x.sent_at IS NULL
      AND (x.error NOT IN ('', 'no_seat', 'set_aside') OR x.given_up_at IS NULL
           AND x.made_at <= a.at - late)
    ORDER BY x.given_up_at IS NULL, x.made_at, p.name, x.id;
END $$;

-- How many mails wait, and how many went on each day of the Hub; nothing of whom they are for.
CREATE FUNCTION lock.mails_counted() RETURNS TABLE (day date, mails bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.role = 'admin') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT (x.sent_at AT TIME ZONE h.time_zone)::date, count(*)
    FROM hubs_mail x JOIN hubs_hub h ON h.id = x.hub_id
    WHERE x.hub_id = a.hub AND x.given_up_at IS NULL
    GROUP BY 1 ORDER BY 1 DESC NULLS FIRST;
END $$;

-- Tries a mail again that did not go, from the beginning. The lease of a worker holds.
CREATE FUNCTION lock.mail_again(m uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.role = 'admin') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE hubs_mail x SET next_try_at = a.at, tries = 0, given_up_at = NULL
    WHERE x.id = m AND x.hub_id = a.hub AND x.sent_at IS NULL;
    RETURN FOUND;
END $$;

-- Gives a mail up that did not go: it is not tried again, and nobody is told of it any more.
CREATE FUNCTION lock.mail_aside(m uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE a lock.actor := lock.acting();
BEGIN
    IF (a.role = 'admin') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    UPDATE hubs_mail x SET given_up_at = coalesce(x.given_up_at, a.at), error = 'set_aside'
    WHERE x.id = m AND x.hub_id = a.hub AND x.sent_at IS NULL;
    RETURN FOUND;
END $$;

-- The clocks that run: times and the reminders that went, nothing of what they are about. Overdue
-- counts as done while the report says so: a first visit taken back as mistaken cleared it.
CREATE FUNCTION lock.clocks_running() RETURNS TABLE (
    r uuid, accepted_at timestamptz, target_at timestamptz, limit_at timestamptz, done text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF lock.is_job('clocks') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    RETURN QUERY SELECT c.id, c.accepted_at, c.target_at, c.limit_at, ARRAY(
        SELECT m.kind::text FROM table_reminder m
        WHERE m.discussion_id = c.id AND m.accepted_at = c.accepted_at
          AND (m.kind <> 'overdue' OR p.overdue))
    FROM table_clock c JOIN table_discussion d ON d.id = c.id JOIN table_report p ON p.id = d.id
    WHERE c.stopped_at IS NULL AND d.state IN ('accepted', 'identifying', 'intervening')
    ORDER BY c.limit_at, c.id;
END $$;

-- Reminds once: making the row decides which worker does. The lead hears what comes near; the desk
-- does while nobody leads, or nobody of the lead has a seat that holds. Overdue is told to both and
-- stands in the report. Returns whether this call was the one.
CREATE FUNCTION lock.remind(r uuid, what text, accepted timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a lock.actor := lock.acting();
    occasion text := extract(epoch FROM accepted)::bigint::text;
    desk uuid;
    leader uuid;
    marked boolean := false;
BEGIN
    IF lock.is_job('clocks') IS NOT TRUE THEN PERFORM lock.refuse(); END IF;
    PERFORM lock.hold(r);
    SELECT t.desk, s.delegation_id INTO desk, leader
    FROM table_clock c JOIN table_discussion d ON d.id = c.id JOIN hubs_table t ON t.id = d.table_id
    LEFT JOIN table_assignment s ON s.discussion_id = d.id AND s.role = 'lead' AND s.until IS NULL
    WHERE c.id = r AND c.accepted_at = accepted AND c.stopped_at IS NULL
      AND d.state IN ('accepted', 'identifying', 'intervening')
      AND (what = 'overdue' AND c.limit_at <= a.at
           OR what IN ('target_near', 'limit_near') AND c.limit_at > a.at);
    IF NOT FOUND THEN RETURN false; END IF;
    IF what = 'overdue' THEN
        UPDATE table_report p SET overdue = true WHERE p.id = r AND NOT p.overdue;
        marked := FOUND;
    END IF;
    INSERT INTO table_reminder (id, discussion_id, kind, accepted_at, at)
    VALUES (gen_random_uuid(), r, what, accepted, a.at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN marked; END IF;
    IF what = 'overdue' THEN
        PERFORM lock.post(what, r, array_remove(ARRAY[desk, leader], NULL), occasion);
    ELSIF leader IS NULL OR lock.post(what, r, ARRAY[leader], occasion) = 0 THEN
        PERFORM lock.post(what, r, ARRAY[desk], occasion);
    END IF;
    RETURN true;
END $$;
