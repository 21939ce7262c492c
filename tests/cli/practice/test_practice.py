"""What is in practice data, and that the lock holds over all of it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.cli.practice.conftest import make_at

MONDAY_NIGHT = datetime(2027, 3, 15, 4, 2, tzinfo=UTC)
"""Two minutes after midnight in Massachusetts, the night after summer time began."""

CLASSES = ("announced", "described", "answered", "identified", "planned", "reported")


def test_two_hubs_in_real_towns(practice):
    assert practice.rows(
        "SELECT h.name, string_agg(t.name, ', ' ORDER BY t.name) FROM hubs_hub h"
        " JOIN hubs_town t ON t.hub_id = h.id GROUP BY h.name ORDER BY h.name"
    ) == [
        ("MetroWest Practice Hub", "Ashland, Framingham, Natick"),
        ("Worcester Practice Hub", "Worcester"),
    ]


def test_tables_meet_and_decide_in_different_ways(practice):
    assert practice.rows(
        "SELECT name, starts::text, rhythm, deciding, names_round, keeping, note_allowed"
        " FROM hubs_table ORDER BY name"
    ) == [
        ("MetroWest Table", "09:30:00", "weekly", "objections", "silent", "not_stored", False),
        (
            "Worcester Elder and Home Table",
            "10:00:00",
            "monthly",
            "criteria",
            "whole_table",
            "until_contact",
            True,
        ),
        (
            "Worcester Table",
            "09:00:00",
            "weekly",
            "objections",
            "small_room",
            "until_conclusion",
            False,
        ),
        ("Youth Table", "14:00:00", "biweekly", "vote", "small_room", "not_stored", False),
    ]
    assert practice.rows(
        "SELECT name, retention_days, retention_approved_by FROM hubs_table"
        " WHERE retention_approved_on IS NOT NULL AND offered_factors <> '{}'"
    ) == [("Worcester Table", 180, "City records office (practice)")]


def test_agencies_of_every_regime_and_many_sectors(practice):
    from hubtable.hubs.rules.policies import AgreementKind, Regime

    assert practice.column("SELECT count(*) FROM hubs_agency")[0] >= 20
    assert practice.column("SELECT count(DISTINCT sector) FROM hubs_agency")[0] >= 15
    regimes = practice.column("SELECT DISTINCT unnest(regimes) FROM hubs_program")
    assert set(regimes) == {regime.value for regime in Regime}
    kinds = practice.column("SELECT DISTINCT kind FROM hubs_agreement")
    assert set(kinds) == {kind.value for kind in AgreementKind}
    unknown = practice.column(
        "SELECT a.sector FROM hubs_agency a WHERE NOT EXISTS (SELECT FROM hubs_term t"
        " JOIN hubs_vocabularyversion v ON v.id = t.vocabulary_id"
        " WHERE t.kind = 'sector' AND t.code = a.sector AND v.hub_id = a.hub_id)"
    )
    assert unknown == []


def test_agreements_run_end_soon_and_have_ended(practice):
    days = [
        (end - practice.start).days
        for end in practice.column(
            "SELECT ends_at FROM hubs_agreement WHERE kind = 'information_sharing'"
        )
    ]
    assert any(0 < left < 60 for left in days)
    assert any(left < 0 for left in days)
    assert sum(left > 60 for left in days) > 20


def test_an_agency_at_two_tables_and_people_with_several_seats(practice):
    assert practice.column(
        "SELECT agency_id FROM hubs_delegation GROUP BY 1 HAVING count(DISTINCT table_id) = 2"
    )
    assert practice.column(
        "SELECT p.user_id FROM hubs_person p GROUP BY 1 HAVING count(DISTINCT hub_id) = 2"
    )
    roles = practice.column(
        "SELECT array_agg(role ORDER BY role) FROM hubs_seat GROUP BY person_id HAVING count(*) > 1"
    )
    assert ["coordinator", "representative"] in roles


def test_every_role_can_sign_in(practice):
    from hubtable.kernel.seat import Role

    assert {user.role for user in practice.users} == {role.value for role in Role}
    assert practice.users[0].as_json().keys() == {
        "email", "password", "name", "role", "agency", "hub", "table",
    }  # fmt: skip
    first = {(user.hub, user.role) for user in practice.users[:4]}
    assert ("MetroWest Practice Hub", "coordinator") in first


def test_every_seat_holds_but_the_ended_ones(practice):
    from hubtable.base.acting import acting, seat_subject
    from hubtable.hubs.queries.acting import my_seat

    named = {}
    for seat, user, name in practice.rows(
        "SELECT s.id, p.user_id, p.name FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id"
    ):
        with acting("seat", seat_subject(seat, user), at=practice.start):
            named[seat] = (name, my_seat())
    gone = {name for name, holds in named.values() if holds is None}
    assert gone == {"Nettle Harrier", "Amber Cloud", "Garnet Dipper"}
    holding = Counter(
        (s.person_name, s.role.value, s.agency_name, s.hub_name, s.table_name)
        for _, s in named.values()
        if s
    )
    told = Counter((u.name, u.role, u.agency, u.hub, u.table) for u in practice.users)
    assert holding == told


def test_one_password_for_all_each_with_its_own_salt(practice):
    from django.contrib.auth.hashers import check_password

    hashes = practice.column("SELECT password FROM accounts_user")
    assert len(set(hashes)) == len(hashes)
    assert len({user.password for user in practice.users}) == 1
    assert len(practice.users[0].password) >= 20
    assert all(user.email.endswith("@example.org") for user in practice.users)
    one = practice.users[0]
    (hashed,) = practice.column("SELECT password FROM accounts_user WHERE email = %s", one.email)
    assert check_password(one.password, hashed)
    assert set(practice.column("SELECT email FROM accounts_user")) == set(
        practice.column("SELECT email FROM hubs_person")
    )


def test_the_main_table_has_situations_in_every_state(practice):
    from hubtable.table.rules.moves import State

    found = practice.rows(
        "SELECT t.name, d.state, count(*) FROM table_discussion d"
        " JOIN hubs_table t ON t.id = d.table_id GROUP BY 1, 2"
    )
    main = {state for table, state, _ in found if table == "MetroWest Table"}
    assert main == {state.value for state in State} - {"forgotten"}
    assert {state for _, state, _ in found} == {state.value for state in State}
    assert sum(n for _, _, n in found) >= 40


@pytest.mark.parametrize(
    "verb", ["reopened", "corrected", "put_back", "forgotten", "decision_undone"]
)
def test_the_trail_knows_what_is_rare(practice, verb):
    assert practice.column("SELECT count(*) FROM audit_entry WHERE verb = %s", verb)[0] >= 1


def test_types_and_a_protected_program(practice):
    types = set(practice.column("SELECT DISTINCT type FROM table_discussion"))
    assert types == {"person", "family", "dwelling", "neighborhood", "environmental"}
    assert practice.column("SELECT count(*) FROM table_subject WHERE protected")[0] >= 2
    assert practice.column("SELECT count(*) FROM table_report WHERE lead_protected")[0] >= 1
    told = practice.column(
        "SELECT c.form FROM table_pick p JOIN table_subject s ON s.id = p.subject_id"
        " LEFT JOIN vault_consent c ON c.id = p.consent AND p.delegation_id = ANY (c.recipients)"
        " WHERE s.protected"
    )
    assert set(told) == {"written"}


def test_history_is_two_years_long_and_nothing_lies_ahead(practice):
    first, last = practice.rows("SELECT min(started_at), max(started_at) FROM table_meeting")[0]
    assert timedelta(days=720) < practice.start - first < timedelta(days=740)
    assert last < practice.start
    assert practice.column("SELECT count(*) FROM table_meeting WHERE ended_at IS NULL") == [0]
    assert practice.column("SELECT max(at) FROM audit_entry")[0] < practice.start
    absent = practice.rows(
        "SELECT m.id FROM table_meeting m JOIN hubs_table t ON t.id = m.table_id"
        " WHERE t.name = 'MetroWest Table' AND (SELECT count(*) FROM table_attendance a"
        " WHERE a.meeting_id = m.id) < 17"
    )
    assert len(absent) >= 5


def test_the_trail_follows_time_and_verifies(practice):
    from hubtable.base.acting import acting, call, seat_subject

    times = practice.column("SELECT at FROM audit_entry WHERE chain = 'app' ORDER BY seq")
    assert times == sorted(times)
    admin = practice.rows(
        "SELECT s.id, p.user_id FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id"
        " WHERE s.role = 'admin'"
    )[0]
    with acting("seat", seat_subject(*admin), at=practice.start):
        assert call("verify_audit") == []


def test_codes_are_those_the_table_offers(practice):
    for risks, categories, factors in practice.rows(
        "SELECT e.risk_factors, t.offered_categories, t.offered_factors FROM table_description e"
        " JOIN table_discussion d ON d.id = e.discussion_id JOIN hubs_table t ON t.id = d.table_id"
    ):
        assert set(risks) <= set(factors or categories)
    for column, table, kind in (
        ("service", "table_plannote WHERE kind = 'service'", "service_type"),
        ("code", "table_plannote WHERE kind = 'service'", "mobilization_type"),
        ("reason", "table_report WHERE reason <> ''", "conclusion_reason"),
        ("basis", "vault_ledger WHERE step = 'tell' AND class = 'identified'", "legal_basis"),
    ):
        used = set(practice.column(f"SELECT DISTINCT {column} FROM {table}"))
        known = set(practice.column("SELECT code FROM hubs_term WHERE kind = %s", kind))
        assert used
        assert used <= known


def test_identities_are_kept_only_where_the_table_keeps_them(practice):
    tables = practice.column(
        "SELECT DISTINCT t.name FROM vault_sealed v JOIN table_discussion d ON d.id = v.record"
        " JOIN hubs_table t ON t.id = d.table_id"
    )
    assert set(tables) == {"Worcester Table", "Worcester Elder and Home Table"}
    assert practice.column(
        "SELECT count(*) FROM vault_sealed v JOIN table_discussion d ON d.id = v.record"
        " WHERE d.state = 'forgotten'"
    ) == [0]


def test_the_originating_agency_opens_a_sealed_identity(practice):
    from hubtable.base.acting import acting, seat_subject
    from hubtable.hubs.queries.acting import my_seat
    from hubtable.vault.actions.revealing import reveal

    seat, user, record, person = practice.rows(
        "SELECT s.id, p.user_id, d.id, v.id FROM vault_sealed v"
        " JOIN table_discussion d ON d.id = v.record AND d.state = 'submitted'"
        " JOIN table_origin o ON o.discussion_id = d.id"
        " JOIN hubs_seat s ON s.delegation_id = o.delegation_id AND s.role = 'representative'"
        " JOIN hubs_person p ON p.id = s.person_id LIMIT 1"
    )[0]
    with acting("seat", seat_subject(seat, user), at=practice.start):
        found = reveal(by=my_seat(), at=practice.start, of=record, person=person)
    assert found.name.endswith("Sampleton")
    assert "Example" in found.address


def test_the_chair_can_begin_a_meeting_today_and_present_what_waits(practice):
    from hubtable.base.acting import acting, seat_subject
    from hubtable.hubs.queries.acting import my_seat
    from hubtable.table.actions import meeting, presenting

    (chair,) = practice.rows(
        "SELECT s.id, p.user_id FROM hubs_seat s JOIN hubs_person p ON p.id = s.person_id"
        " JOIN hubs_delegation d ON d.id = s.delegation_id JOIN hubs_table t ON t.id = d.table_id"
        " WHERE s.role = 'chair' AND t.name = 'MetroWest Table'"
    )
    waiting = practice.rows(
        "SELECT d.id, d.version FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id"
        " WHERE d.state = 'submitted' AND t.name = 'MetroWest Table'"
    )
    assert len(waiting) == 8
    with acting("seat", seat_subject(*chair), at=practice.start):
        by = my_seat()
        meeting.begin_meeting(by=by, at=practice.start)
        for discussion, version in waiting:
            presenting.present(by=by, at=practice.start, of=discussion, seen=version)


def facts_of(practice, discussion):
    from hubtable.table.rules.disclosing import Facts
    from hubtable.table.rules.moves import State

    ((table, state, presented, concluded, hours),) = practice.rows(
        "SELECT d.table_id, d.state, d.presented_at, d.concluded_at, t.offering_hours"
        " FROM table_discussion d JOIN hubs_table t ON t.id = d.table_id WHERE d.id = %s",
        discussion,
    )

    def of(table, *columns, where="true"):
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE discussion_id = %s AND {where}"
        return practice.rows(query, discussion)

    assigned = of("table_assignment", "role", "delegation_id", where="until IS NULL")
    return Facts(
        table=table,
        state=State(state),
        subjects=dict(of("table_subject", "id", "delegation_id")),
        present=frozenset(row[0] for row in of("table_presence", "delegation_id")),
        picks={
            (who, person): screen
            for who, person, screen in of("table_pick", "delegation_id", "subject_id", "on_screen")
        },
        answers=dict(of("table_answer", "id", "delegation_id")),
        lead=next((who for role, who in assigned if role == "lead"), None),
        assisting=frozenset(who for role, who in assigned if role == "assisting"),
        lapses={
            (who, person): end
            for who, person, end in practice.rows(
                "SELECT p.delegation_id, p.subject_id, least(c.until, c.withdrawn_at)"
                " FROM table_pick p JOIN vault_consent c ON c.id = p.consent"
                " WHERE p.discussion_id = %s",
                discussion,
            )
        },
        declined=frozenset(row[0] for row in of("table_decline", "subject_id")),
        origins=frozenset(row[0] for row in of("table_origin", "delegation_id")),
        presented_at=presented,
        concluded_at=concluded,
        offering_hours=hours,
    )


def test_every_ledger_says_what_the_matrix_says(practice):
    from hubtable.table.rules.disclosing import Seen, Sight, Viewer, sees

    compared = Counter()
    for discussion, table, desk in practice.rows(
        "SELECT d.id, d.table_id, t.desk FROM table_discussion d"
        " JOIN hubs_table t ON t.id = d.table_id"
    ):
        facts = facts_of(practice, discussion)
        open_rows = practice.rows(
            "SELECT viewer, class, part FROM vault_ledger WHERE record = %s AND opens"
            " AND since <= %s AND until > %s",
            discussion, practice.start, practice.start,
        )  # fmt: skip
        members = practice.column("SELECT id FROM hubs_delegation WHERE table_id = %s", table)
        for member in members:
            for at_desk in (False, True):
                viewer = Viewer(seat=uuid4(), delegation=member, table=table, desk=at_desk)
                keys = {member, table} | ({desk} if at_desk else set())
                opened = {Seen(Sight(kind), part) for who, kind, part in open_rows if who in keys}
                assert opened == sees(viewer, facts, now=practice.start)
                compared.update(seen.sight.value for seen in opened)
        assert {who for who, _, _ in open_rows} <= {*members, table, desk}
    assert set(compared) == set(CLASSES)


def structure(rows):
    """Return what was made, without ids, times and numbers."""
    agencies = rows(
        "SELECT h.slug, a.name, a.sector, array_agg(DISTINCT t.name ORDER BY t.name)"
        " FROM hubs_agency a JOIN hubs_hub h ON h.id = a.hub_id"
        " LEFT JOIN hubs_delegation d ON d.agency_id = a.id"
        " LEFT JOIN hubs_table t ON t.id = d.table_id GROUP BY 1, 2, 3 ORDER BY 1, 2"
    )
    seats = rows(
        "SELECT p.email, s.role, s.ends_at IS NULL, p.languages FROM hubs_seat s"
        " JOIN hubs_person p ON p.id = s.person_id ORDER BY 1, 2, 3, 4, s.hub_id IS NULL"
    )
    situations = rows(
        "SELECT t.name, d.type, d.state, a.name, e.revision, e.risk_factors, p.reason,"
        " (SELECT g.name FROM hubs_delegation l JOIN hubs_agency g ON g.id = l.agency_id"
        " WHERE l.id = p.lead), (SELECT count(*) FROM table_subject s"
        " WHERE s.discussion_id = d.id) FROM table_discussion d"
        " JOIN hubs_table t ON t.id = d.table_id JOIN table_origin o ON o.discussion_id = d.id"
        " JOIN hubs_delegation x ON x.id = o.delegation_id JOIN hubs_agency a ON a.id = x.agency_id"
        " JOIN table_description e ON e.discussion_id = d.id JOIN table_report p ON p.id = d.id"
    )
    return agencies, seats, Counter(map(str, situations))


def test_the_same_is_made_on_any_day(cluster, practice):
    again = make_at(cluster, "hubtable_practice_again", MONDAY_NIGHT)
    with cluster.as_superuser("hubtable_practice_again") as look:
        other = structure(lambda query: look.execute(query.encode()).fetchall())
        late = look.execute(b"SELECT max(at) FROM audit_entry").fetchone()[0]
    cluster.drop("hubtable_practice_again")
    assert other == structure(practice.rows)
    assert late < MONDAY_NIGHT
    assert [(u.email, u.role) for u in again] == [(u.email, u.role) for u in practice.users]
    assert again[0].password != practice.users[0].password


def test_passwords_can_be_given(database):
    from hubtable.cli.practice import accounts
    from hubtable.cli.practice.accounts import make_accounts

    address = "one.person@example.org"
    make_accounts([(uuid4(), address)], lambda email: f"secret of {email}", at=MONDAY_NIGHT)
    from hubtable.accounts.models import User

    assert User.objects.get(email=address).check_password(f"secret of {address}")
    first, second = accounts.one_for_all(), accounts.one_for_all()
    assert first("a@example.org") == first("b@example.org") != second("a@example.org")
