"""Practice data holds every state, type, policy and step: a tutorial can show any of them."""

from datetime import timedelta

import pytest


def enums():
    """Yield (column, rows it is looked up in, the values there are)."""
    from hubtable.cli.practice.naming import REASONS
    from hubtable.hubs.rules import bases, policies
    from hubtable.table.rules import clock, intervening, later_words, words
    from hubtable.table.rules.moves import State

    notes = "table_plannote WHERE kind = '{}'"
    assert {one.code for one in bases.BASES} == set(REASONS)
    return [
        ("state", "table_discussion", State),
        ("type", "table_discussion", words.DiscussionType),
        ("rhythm", "hubs_table", policies.Rhythm),
        ("deciding", "hubs_table", policies.Deciding),
        ("names_round", "hubs_table", policies.NamesRound),
        ("keeping", "hubs_table", policies.Keeping),
        ("note_allowed::text", "hubs_table", ("true", "false")),
        ("unnest(regimes)", "hubs_program", policies.Regime),
        ("sex", "table_describedperson WHERE sex <> ''", words.Sex),
        ("age_group", "table_describedperson WHERE age_group <> ''", words.AgeGroup),
        ("role", "table_describedperson WHERE role <> ''", words.PersonRole),
        ("unnest(criteria)", "table_worksheet", words.Criterion),
        ("unnest(tried)", "table_worksheet", words.Tried),
        ("consent", "table_worksheet WHERE consent <> ''", words.ConsentGiven),
        ("kind", "table_stance", words.StanceKind),
        ("kind", "table_answer", words.AnswerKind),
        ("reason", "table_description WHERE reason <> ''", words.CorrectionReason),
        ("manner", "vault_ledger WHERE step = 'tell'", later_words.Manner),
        (
            "basis",
            "vault_ledger WHERE step = 'tell' AND class = 'identified'",
            [one.code for one in bases.BASES],
        ),
        ("form", "vault_consent", ("verbal", "written")),
        ("consenter", "table_safeguard", later_words.Consenter),
        ("unnest(may_tell || must_not)", "table_safeguard", later_words.Told),
        ("kind", "table_gathering", later_words.GatheringKind),
        ("code", notes.format("attempt"), later_words.AttemptKind),
        ("code", notes.format("contact"), later_words.ContactAnswer),
        ("code", notes.format("outcome"), intervening.PlaceOutcome),
        ("kind", "table_plannote", intervening.EntryKind),
        ("kind", "table_reminder", clock.Reminding),
        ("answer", "table_offer", (*later_words.OfferAnswer, "")),
        ("ground", "table_look", later_words.LookGround),
        ("outcome", "table_look", (*later_words.LookOutcome, "")),
        ("outcome", "table_excess", (*later_words.ExcessOutcome, "")),
        ("kind", "table_hold", later_words.HoldKind),
    ]


def test_every_value_of_every_list_is_there(practice):
    missing = {
        (column, rows): {str(value) for value in values}
        ^ set(practice.column(f"SELECT DISTINCT {column} FROM {rows}"))
        for column, rows, values in enums()
    }
    assert {where: what for where, what in missing.items() if what} == {}


STEPS = {
    "two originating agencies": (
        "SELECT count(*) FROM (SELECT discussion_id FROM table_origin GROUP BY 1"
        " HAVING count(*) = 2) x"
    ),
    "joined": "SELECT count(*) FROM table_match WHERE joined",
    "set apart": "SELECT count(*) FROM table_match WHERE settled_at IS NOT NULL AND NOT joined",
    "found and not yet asked": "SELECT count(*) FROM table_match WHERE asked_at IS NULL",
    "returned": "SELECT count(*) FROM table_report WHERE returned",
    "protected lead": "SELECT count(*) FROM table_report WHERE lead_protected",
    "protected helper": "SELECT count(*) FROM table_report WHERE assisting_protected > 0",
    "school emergency": "SELECT count(*) FROM table_worksheet WHERE emergency",
    "a note that is open": "SELECT count(*) FROM table_note",
    "own picks for each person": (
        "SELECT count(*) FROM (SELECT p.discussion_id FROM table_pick p GROUP BY 1"
        " HAVING count(DISTINCT p.subject_id) > 2 AND count(*) <"
        " count(DISTINCT p.subject_id) * count(DISTINCT p.delegation_id)) x"
    ),
    "answer heard by the originating agency": "SELECT count(*) FROM table_answer WHERE heard",
    "names round closed without an assignment": (
        "SELECT count(*) FROM audit_entry WHERE verb = 'names_round_closed'"
    ),
    "proposed and assigned": "SELECT count(*) FROM table_proposal",
    "overdue now": "SELECT count(*) FROM table_report WHERE overdue",
    "taken back as a mistake": "SELECT count(*) FROM table_plannote WHERE replaces IS NOT NULL",
    "not now, then agreed": (
        "SELECT count(*) FROM table_plannote a JOIN table_plannote b"
        " ON b.subject_id = a.subject_id AND b.code = 'agreed' AND b.at > a.at"
        " WHERE a.code = 'not_now'"
    ),
    "declined": "SELECT count(*) FROM table_decline",
    "said by the chair": "SELECT count(*) FROM table_update WHERE recorded_by_chair",
    "answered before the meeting": "SELECT count(*) FROM table_update WHERE meeting IS NULL",
    "consent withdrawn": "SELECT count(*) FROM vault_consent WHERE withdrawn_at IS NOT NULL",
    "offer taken back": "SELECT count(*) FROM table_offer WHERE withdrawn_at IS NOT NULL",
    "look closed by the desk": "SELECT count(*) FROM table_look WHERE closed_at IS NOT NULL",
    "reviewed by a privacy contact": (
        "SELECT count(*) FROM table_excess e JOIN hubs_seat s ON s.id = e.reviewed_by"
        " AND s.role = 'privacy_contact'"
    ),
    "packet to another Hub": "SELECT count(*) FROM table_packet",
    "hold in force": "SELECT count(*) FROM table_hold WHERE lifted_at IS NULL",
    "hold lifted": "SELECT count(*) FROM table_hold WHERE lifted_at IS NOT NULL",
    "filing waiting": (
        "SELECT count(*) FROM table_filing f JOIN table_discussion d ON d.id = f.discussion_id"
        " AND d.state = 'concluded' WHERE f.filed_at IS NULL"
    ),
    "filed": "SELECT count(*) FROM table_filing WHERE filed_at IS NOT NULL",
    "forgotten with a proof": "SELECT count(*) FROM table_proof",
    "rejected and forgotten": (
        "SELECT count(*) FROM table_discussion d JOIN table_proof p ON p.discussion_id = d.id"
        " WHERE d.concluded_at IS NULL"
    ),
    "names gone at the first visit": (
        "SELECT count(*) FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id"
        " AND t.keeping = 'until_contact' WHERE d.state = 'intervening'"
        " AND NOT EXISTS (SELECT FROM vault_sealed v WHERE v.record = d.id)"
    ),
    "rhythm changed": "SELECT count(*) FROM audit_entry WHERE verb = 'policy_changed'",
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_was_taken(practice, step):
    assert practice.column(STEPS[step])[0] >= 1


def test_a_hold_alone_keeps_what_should_be_forgotten(practice):
    """What is past its time is forgotten, but for the hold."""
    kept = practice.column(
        "SELECT d.id FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id"
        " WHERE d.state IN ('concluded', 'rejected') AND t.retention_days IS NOT NULL"
        " AND coalesce(d.concluded_at, d.moved_at) + t.retention_days * interval '1 day'"
        " + interval '31 days' < %s",
        practice.start,
    )
    held = practice.column("SELECT discussion_id FROM table_hold WHERE lifted_at IS NULL")
    assert kept == held


def test_the_agenda_of_the_main_table_is_full_today(practice):
    waiting, leading = practice.rows(
        "SELECT count(*) FILTER (WHERE d.state = 'submitted'),"
        " count(*) FILTER (WHERE d.state = 'intervening') FROM table_discussion d"
        " JOIN hubs_table t ON t.id = d.table_id WHERE t.name = 'MetroWest Table'"
    )[0]
    assert (waiting, leading) == (8, 14)
    clocks = practice.column(
        "SELECT c.limit_at FROM table_clock c JOIN table_discussion d ON d.id = c.id"
        " JOIN hubs_table t ON t.id = d.table_id WHERE t.name = 'MetroWest Table'"
        " AND c.stopped_at IS NULL AND d.state = 'intervening'"
    )
    left = [limit - practice.start for limit in clocks]
    assert any(timedelta(0) < one < timedelta(hours=20) for one in left)
    assert any(timedelta(hours=20) < one < timedelta(hours=40) for one in left)
    assert any(one < timedelta(0) for one in left)


def test_two_years_from_first_to_last(practice):
    first, last = practice.rows("SELECT min(moved_at), max(presented_at) FROM table_discussion")[0]
    earliest = practice.column("SELECT min(presented_at) FROM table_discussion")[0]
    assert practice.start - min(first, earliest) > timedelta(days=670)
    assert practice.start - last < timedelta(days=2)


def test_no_text_of_practice_says_who_somebody_is(cluster):
    from hubtable.cli.practice import texts
    from hubtable.cli.practice.making import SITUATIONS
    from hubtable.vault.rules.guarding.checking import checked

    written = [one for name, one in vars(texts).items() if name.isupper()]
    plain = [one for one in written if isinstance(one, str)]
    pools = [text for one in written if isinstance(one, tuple) for text in one]
    notes = [one.note for one in SITUATIONS if one.note]
    for text in (*plain, *pools, *texts.SERVICES.values(), *notes):
        assert checked(text, identities=(), known=(), year=2026) == (), text
