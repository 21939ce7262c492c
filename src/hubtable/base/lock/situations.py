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
        select=brought("table_worksheet", record="id"),
        insert=brought("table_worksheet", record="id", state=f"= {SCREENING}"),
        update=brought("table_worksheet", record="id", state=f"= {SCREENING}"),
        columns=(
            "danger_now", "abuse_suspected", "criteria", "tried", "regimes", "consent", "version",
            "saved_at",
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
        select=acting("a.tbl = table_meeting.table_id AND a.kind IN ('seat', 'room')"),
        insert=acting(f"a.tbl = table_meeting.table_id AND {DESK}"),
        update=acting(f"a.tbl = table_meeting.table_id AND {DESK}"),
        columns=("ended_at", "current", "version"),
    ),
    Guarded(
        "table_attendance",
        select=acting(
            "a.kind = 'seat' AND EXISTS"
            " (SELECT FROM public.table_meeting m WHERE m.id = meeting_id)"
        ),
        insert=acting(
            "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_meeting m WHERE"
            " m.id = meeting_id AND m.ended_at IS NULL) AND EXISTS"
            " (SELECT FROM public.hubs_delegation d WHERE d.table_id = a.tbl"
            " AND d.id = table_attendance.delegation_id) AND"
            f" (table_attendance.delegation_id = a.delegation OR {DESK})"
        ),
        update=acting(
            "EXISTS (SELECT FROM public.table_meeting m WHERE m.id = meeting_id) AND"
            f" (table_attendance.delegation_id = a.delegation OR {DESK})"
        ),
        columns=("until",),
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

LATER_STEPS = (
    Guarded(
        "table_pick",
        select="("
        + acting("table_pick.delegation_id = a.delegation")
        + " OR "
        + brought("table_pick")
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
        insert=sees(
            "table_plannote",
            "= 'planned'",
            part="l.part = table_plannote.subject_id AND table_plannote.by_seat = a.seat"
            " AND table_plannote.by_delegation = a.delegation AND NOT EXISTS (SELECT FROM"
            " public.table_decline n WHERE n.subject_id = table_plannote.subject_id)"
            " AND EXISTS (SELECT FROM public.table_discussion d WHERE d.state = 'intervening'"
            " AND d.id = table_plannote.discussion_id)",
        ),
    ),
    Guarded("table_decline", select=brought("table_decline")),
    Guarded("table_report", select=sees("table_report", "= 'reported'", record="id")),
    Guarded(
        "table_update",
        select=sees("table_update", "= 'reported'"),
        insert=acting(
            "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_assignment s"
            " JOIN public.table_discussion d ON d.id = s.discussion_id WHERE"
            " s.discussion_id = table_update.discussion_id AND s.delegation_id = a.delegation"
            " AND s.role = 'lead' AND s.until IS NULL AND d.state = 'intervening')"
        ),
    ),
)
