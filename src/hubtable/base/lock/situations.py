"""Row security of the table's own rows: one policy a command, one class a table (lock.md, 1)."""

from hubtable.base.lock.conditions import (
    DESK,
    OPEN_STATES,
    SCREENING,
    Guarded,
    acting,
    brought,
    sees,
)

SCREENED = (
    "EXISTS (SELECT FROM public.vault_ledger l WHERE l.record = o.discussion_id"
    " AND l.viewer = o.delegation_id AND l.class = 'described'"
    " AND l.step IN ('screening', 'entered', 'taken_in'))"
)
"""It screened it itself: who brought one that was joined to it sees no worksheet but its own."""

SKELETON = (
    Guarded("table_discussion", select=sees("table_discussion", "", record="id")),
    Guarded("table_origin", select=acting("table_origin.delegation_id = a.delegation")),
    Guarded(
        "table_writer",
        select=acting("table_writer.delegation_id = a.delegation"),
        insert=acting(
            "table_writer.delegation_id = a.delegation AND table_writer.by_seat = a.seat"
        ),
    ),
    Guarded(
        "table_announcement", select=sees("table_announcement", "= 'announced'", record="id")
    ),
    Guarded("table_subject", select=acting("table_subject.delegation_id = a.delegation")),
    Guarded(
        "table_worksheet",
        select=brought("table_worksheet", record="id", extra=SCREENED),
        insert=brought("table_worksheet", record="id", state=f"= {SCREENING}"),
        update=brought("table_worksheet", record="id", state=f"= {SCREENING}"),
        columns=(
            "danger_now", "abuse_suspected", "criteria", "tried", "regimes", "consent", "emergency",
            "earlier", "version", "saved_at",
        ),
    ),
)  # fmt: skip

SUBJECT_OF_DESCRIPTION = (
    "EXISTS (SELECT FROM public.table_subject s WHERE s.id = subject_id"
    " AND s.discussion_id = table_describedperson.discussion_id) AND EXISTS (SELECT FROM"
    " public.table_description e WHERE e.id = description_id AND e.{of}"
    " AND e.discussion_id = table_describedperson.discussion_id)"
)
"""A person of the situation, and a description of it: the draft, or the correction made now."""

WRITTEN = (
    "EXISTS (SELECT FROM public.table_writer w"
    " WHERE w.id = table_description.id AND w.by_seat = a.seat)"
)

NOTE_ALLOWED = (
    "table_note.id = table_note.discussion_id AND table_note.by_seat = a.seat"
    " AND EXISTS (SELECT FROM public.hubs_table t WHERE t.id = a.tbl AND t.note_allowed)"
)

DESCRIBED = (
    Guarded(
        "table_description",
        select=sees("table_description", "= 'described'"),
        insert="("
        + brought(
            "table_description", state=f"= {SCREENING}", extra="revision = 1"
        )
        + " OR "
        + brought("table_description", state=OPEN_STATES, extra=f"revision > 1 AND {WRITTEN}")
        + ")",
        update=brought("table_description", state=f"= {SCREENING}", extra="revision = 1"),
        columns=(
            "interpreter", "language", "risk_factors", "protective_factors", "flags", "made_at",
            "version",
        ),
    ),
    Guarded(
        "table_describedperson",
        select=sees("table_describedperson", "= 'described'"),
        insert="("
        + brought(
            "table_describedperson",
            state=f"= {SCREENING}",
            extra=SUBJECT_OF_DESCRIPTION.format(of="revision = 1"),
        )
        + " OR "
        + brought(
            "table_describedperson",
            state=OPEN_STATES,
            extra=SUBJECT_OF_DESCRIPTION.format(
                of="revision > 1 AND e.made_at = a.at AND EXISTS (SELECT FROM"
                " public.table_writer w WHERE w.id = e.id AND w.by_seat = a.seat)"
            ),
        )
        + ")",
        update=brought("table_describedperson", state=f"= {SCREENING}"),
        delete=brought("table_describedperson", state=f"= {SCREENING}"),
        columns=("role", "sex", "age_group", "position"),
    ),
    Guarded(
        "table_note",
        select=sees("table_note", "= 'described'"),
        insert=brought("table_note", state=f"= {SCREENING}", extra=NOTE_ALLOWED),
        update=brought("table_note", state=f"= {SCREENING}", extra=NOTE_ALLOWED),
        delete=brought("table_note", state=f"= {SCREENING}"),
        columns=("text", "by_seat", "at"),
    ),
    Guarded(
        "table_stance",
        select=sees("table_stance", "= 'described'"),
        insert=acting(
            "table_stance.by_seat = a.seat AND ("
            "table_stance.delegation_id = a.delegation AND NOT table_stance.recorded_by_chair"
            f" OR {DESK} AND table_stance.recorded_by_chair) AND EXISTS (SELECT FROM"
            " public.table_presence p JOIN public.table_discussion d ON d.id = p.discussion_id"
            " WHERE p.discussion_id = table_stance.discussion_id AND p.delegation_id ="
            " table_stance.delegation_id AND d.state = 'presented')"
        ),
    ),
)  # fmt: skip

MEETING = (
    Guarded(
        "table_meeting",
        select=acting("a.tbl = table_meeting.table_id AND a.kind = 'seat'"),
        update=acting(f"a.tbl = table_meeting.table_id AND {DESK}"),
        columns=("ended_at", "current", "blank", "version"),
    ),
    Guarded(
        "table_attendance",
        select=acting(
            "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_meeting m"
            " WHERE m.id = meeting_id"
            f" AND (m.kind <> 'convened' OR {DESK} OR lock.asked(m.id)))"
        ),
        update=acting(
            "EXISTS (SELECT FROM public.table_meeting m WHERE m.id = meeting_id) AND"
            f" (table_attendance.delegation_id = a.delegation OR {DESK}) AND"
            # Who left does not come back by this: only the door lets in.
            " (table_attendance.until IS NULL OR table_attendance.until = a.at)"
        ),
        columns=("until",),
    ),
    Guarded(
        "table_convened",
        select=acting(
            "a.kind = 'seat' AND (table_convened.delegation_id = a.delegation"
            " OR NOT table_convened.quiet"
            " AND EXISTS (SELECT FROM public.table_meeting m WHERE m.id = meeting_id)"
            f" AND ({DESK} OR lock.asked(meeting_id)))"
        ),
    ),
    Guarded("table_call", select=acting("a.kind = 'seat' AND a.tbl = table_call.table_id")),
    Guarded(
        "table_door",
        select=acting(
            f"a.kind = 'seat' AND {DESK} AND EXISTS (SELECT FROM"
            " public.table_meeting m WHERE m.id = table_door.id AND m.table_id = a.tbl"
            " AND m.ended_at IS NULL)"
        ),
    ),
    Guarded(
        "table_pulse",
        select=acting("a.tbl = table_pulse.id AND a.kind IN ('seat', 'room')"),
    ),
    Guarded(
        "table_presence",
        select=acting(
            "table_presence.delegation_id = a.delegation OR"
            f" {DESK} AND EXISTS (SELECT FROM public.table_discussion d WHERE"
            " d.id = table_presence.discussion_id AND d.table_id = a.tbl)"
        ),
    ),
)

OWN_SUBJECT = (
    "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_subject s"
    " JOIN public.table_discussion d ON d.id = s.discussion_id"
    " WHERE s.id = {table}.id AND s.discussion_id = {table}.discussion_id"
    f" AND s.delegation_id = a.delegation AND (d.state = {SCREENING} OR d.state {OPEN_STATES}))"
)
"""A person the acting delegation brought, while the situation is open."""

OFFERED = (
    "a.kind = 'seat' AND table_offer.delegation_id = a.delegation AND table_offer.by_seat = a.seat"
    " AND table_offer.answer = '' AND EXISTS (SELECT FROM public.table_discussion d"
    " JOIN public.hubs_table t ON t.id = d.table_id"
    " JOIN public.table_presence p ON p.discussion_id = d.id AND p.delegation_id = a.delegation"
    " WHERE d.id = table_offer.discussion_id AND d.state <> 'submitted'"
    " AND d.presented_at + t.offering_hours * interval '1 hour' > a.at)"
    " AND NOT EXISTS (SELECT FROM public.table_origin o"
    " WHERE o.discussion_id = table_offer.discussion_id AND o.delegation_id = a.delegation)"
)
"""By an agency that was in the room, within the offering window, not to itself."""

OWN_THANKS = (
    "a.kind = 'seat' AND (EXISTS (SELECT FROM public.table_writer w"
    " WHERE w.id = table_thanks.id AND w.delegation_id = a.delegation)"
    f" OR table_thanks.voice = 'table' AND {DESK} AND EXISTS (SELECT FROM"
    " public.table_discussion d WHERE d.id = table_thanks.discussion_id AND d.table_id = a.tbl))"
)
"""Of the agency that thanked; the table's own, of its desk."""

OWN_INTAKE = (
    f"a.kind = 'seat' AND {DESK} AND table_intake.by_seat = a.seat"
    " AND table_intake.table_id = a.tbl"
)
"""A file between the look at it and the decision: of the desk's seat that sent it, alone."""

LATER_STEPS = (
    Guarded(
        "table_pick",
        select="("
        + acting("table_pick.delegation_id = a.delegation")
        + " OR "
        + acting(
            "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_subject s"
            " WHERE s.id = table_pick.subject_id AND s.delegation_id = a.delegation)"
        )
        + ")",
    ),
    Guarded(
        "table_answer",
        select=sees(
            "table_answer", "= 'answered'", part="(l.part IS NULL OR l.part = table_answer.id)"
        ),
    ),
    Guarded(
        "table_assignment",
        select="("
        + acting("table_assignment.delegation_id = a.delegation")
        + " OR "
        + sees("table_assignment", "= 'planned'")
        + ")",
    ),
    Guarded(
        "table_plannote",
        select=sees("table_plannote", "= 'planned'", part="l.part = table_plannote.subject_id"),
        insert=acting(
            "table_plannote.kind IN ('plan', 'attempt', 'service', 'outcome')"
            " AND table_plannote.by_seat = a.seat AND table_plannote.by_delegation = a.delegation"
            " AND table_plannote.replaces IS NULL"
            " AND lock.acts_for(table_plannote.discussion_id, table_plannote.subject_id)"
        ),
    ),
    Guarded(
        "table_gathering",
        select=sees("table_gathering", "= 'planned'"),
        insert=acting(
            "table_gathering.by_seat = a.seat AND ("
            "lock.acts_for_any(table_gathering.discussion_id)"
            f" OR {DESK} AND EXISTS (SELECT FROM public.table_discussion d WHERE"
            " d.id = table_gathering.discussion_id AND d.table_id = a.tbl"
            " AND d.state = 'intervening'))"
        ),
    ),
    Guarded("table_clock", select=sees("table_clock", "= 'planned'", record="id")),
    Guarded(
        "table_safeguard",
        select=sees("table_safeguard", "= 'identified'", part="l.part = table_safeguard.id"),
        insert=acting(OWN_SUBJECT.format(table="table_safeguard")),
        update=acting(OWN_SUBJECT.format(table="table_safeguard")),
        columns=("consenter", "may_tell", "must_not", "version"),
    ),
    Guarded(
        "table_proposal",
        select=brought("table_proposal"),
    ),
    Guarded("table_decline", select=brought("table_decline")),
    Guarded("table_report", select=sees("table_report", "= 'reported'", record="id")),
    Guarded(
        "table_update",
        select=sees("table_update", "= 'reported'"),
        insert=acting(
            "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_discussion d"
            " WHERE d.id = table_update.discussion_id AND d.state = 'intervening' AND ("
            f"{DESK} AND d.table_id = a.tbl AND table_update.recorded_by_chair"
            " OR NOT table_update.recorded_by_chair AND EXISTS (SELECT FROM"
            " public.table_assignment s WHERE s.discussion_id = d.id"
            " AND s.delegation_id = a.delegation AND s.role = 'lead' AND s.until IS NULL)))"
        ),
    ),
    Guarded(
        "table_offer",
        select="("
        + acting("table_offer.delegation_id = a.delegation")
        + " OR "
        + brought("table_offer")
        + ")",
        insert=acting(OFFERED),
    ),
    Guarded(
        "table_thanks",
        select="(" + brought("table_thanks") + " OR " + acting(OWN_THANKS) + ")",
    ),
    Guarded(
        "table_intake",
        select=acting(OWN_INTAKE),
        insert=acting(OWN_INTAKE),
        update=acting(OWN_INTAKE),
        delete=acting(OWN_INTAKE),
        columns=("body", "found", "taken_at"),
    ),
    Guarded("table_match"),
    Guarded("table_asked", select=acting("table_asked.delegation_id = a.delegation")),
    Guarded("table_look"),
    Guarded("table_excess"),
    Guarded("table_hold", select=acting("lock.keeps_records(table_hold.table_id)")),
    Guarded("table_filing", select=acting("table_filing.delegation_id = a.delegation")),
    Guarded("table_proof", select=acting("lock.keeps_records(table_proof.table_id)")),
    Guarded(
        "table_packet",
        select="(" + sees("table_packet", "= 'planned'") + " OR " + brought("table_packet") + ")",
    ),
)
