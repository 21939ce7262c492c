"""A table with many discussions, made by SQL as a superuser: only the reading is measured."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connections, transaction

from hubtable.accounts.actions.enrolling import make_user
from hubtable.base.acting import acting, seat_subject
from hubtable.hubs.actions.agencies import add_agency, add_agreement
from hubtable.hubs.actions.founding import found_hub
from hubtable.hubs.actions.people import (
    add_person,
    record_confidentiality,
    sign_own_confidentiality,
)
from hubtable.hubs.actions.seating import give_seat, send_delegation
from hubtable.hubs.actions.tables import open_table
from hubtable.hubs.actions.vocabularies import issue_vocabulary
from hubtable.hubs.rules.policies import AgreementKind
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.kernel.seat import Role

AGENCIES = 25
PRESENT = 12
START = datetime(2026, 1, 5, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The table and two of its seats."""

    table: UUID
    chair: UUID
    chair_user: UUID
    member: UUID
    member_user: UUID


def found() -> Crowd:
    """Make a Hub with one table of 25 agencies, through the real actions."""
    admin_user = uuid4()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        admin = found_hub(
            cursor,
            at=START,
            slug="bench",
            name="Bench Hub",
            time_zone="America/New_York",
            admin_name="Admin",
            admin_email="admin@example.org",
            admin_user=admin_user,
        )
    with acting("person", str(admin_user), at=START):
        sign_own_confidentiality(at=START, person=admin.person)
    with acting("seat", seat_subject(admin.id, admin_user), at=START):
        table = open_table(
            by=admin,
            at=START,
            name="Table",
            weekday=1,
            starts=time(9),
            time_zone="America/New_York",
            vocabulary=issue_vocabulary(by=admin, at=START),
            policy=TablePolicy(),
        )
        seats = [_agency(admin, table, number) for number in range(AGENCIES)]
    for _, user, email in seats[:2]:
        make_user(id=user, email=email, password="never-typed-by-anyone", at=START)
    return Crowd(table, seats[0][0], seats[0][1], seats[1][0], seats[1][1])


def _agency(admin: Any, table: UUID, number: int) -> tuple[UUID, UUID, str]:
    agency = add_agency(by=admin, at=START, name=f"Agency {number}", sector="Housing")
    add_agreement(
        by=admin,
        at=START,
        agency=agency,
        kind=AgreementKind.INFORMATION_SHARING,
        starts_at=START,
        ends_at=START + timedelta(days=3650),
    )
    user, email = uuid4(), f"person{number}@example.org"
    person = add_person(
        by=admin, at=START, name=f"Person {number}", email=email, agency=agency, user=user
    )
    record_confidentiality(by=admin, at=START, person=person, signed_at=START)
    delegation = send_delegation(by=admin, at=START, table=table, agency=agency)
    role = Role.CHAIR if number == 0 else Role.REPRESENTATIVE
    seat = give_seat(by=admin, at=START, person=person, role=role, delegation=delegation)
    return seat, user, email


FILL = """
CREATE TEMP TABLE made AS
SELECT gen_random_uuid() AS id, gen_random_uuid() AS subject, n,
    CASE WHEN n %% 50 < 44 THEN 'concluded' WHEN n %% 50 < 47 THEN 'rejected'
         WHEN n %% 50 = 47 THEN 'intervening' WHEN n %% 50 = 48 THEN 'submitted'
         ELSE 'presented' END AS state,
    now() - ((%(upto)s - n) * interval '20 minutes') - interval '2 minutes' AS at,
    (SELECT array_agg(d.id ORDER BY d.id) FROM hubs_delegation d WHERE d.table_id = %(table)s) AS of
FROM generate_series(%(first)s, %(upto)s) n;
INSERT INTO table_discussion (id, table_id, type, reference, state, version, moved_at, presented_at,
                              decided_at, concluded_at)
SELECT id, %(table)s, 'person', 'D-' || lpad(n::text, 5, '0'), state, 5, at, at, at,
       CASE WHEN state = 'concluded' THEN at END FROM made;
INSERT INTO table_origin (id, by_seat, discussion_id, delegation_id)
SELECT gen_random_uuid(), gen_random_uuid(), id, of[1 + n %% 25] FROM made;
INSERT INTO table_announcement (id, sector) SELECT id, 'Housing' FROM made;
INSERT INTO table_subject (id, discussion_id, delegation_id, protected)
SELECT subject, id, of[1 + n %% 25], false FROM made;
INSERT INTO table_description (id, discussion_id, revision, interpreter, language, risk_factors,
    protective_factors, flags, reason, made_at, version)
SELECT id, id, 1, false, '', ARRAY['Housing', 'Mental Health', 'Poverty'], '{}', '{}', '', at, 1
FROM made;
INSERT INTO table_describedperson (id, discussion_id, description_id, subject_id, position, role,
                                   sex, age_group)
SELECT gen_random_uuid(), id, id, subject, 0, 'main', 'female', '30-39' FROM made;
INSERT INTO table_report (id, number, lead, lead_protected, assisting, assisting_protected, reason)
SELECT id, CASE WHEN state IN ('concluded', 'intervening') THEN '2026-' || n ELSE '' END,
       of[1 + n %% 25], false, '{}', 0, '' FROM made;
INSERT INTO table_worksheet (id, danger_now, abuse_suspected, criteria, tried, regimes, consent,
                             version, saved_at)
SELECT id, false, false, '{interest}', '{outreach}', '{none}', 'verbal', 3, at FROM made;
INSERT INTO table_presence (id, discussion_id, delegation_id)
SELECT gen_random_uuid(), id, of[1 + (n + k) %% 25] FROM made, generate_series(1, %(present)s) k
WHERE state <> 'submitted';
INSERT INTO vault_ledger (id, record, class, part, viewer, by_seat, step, manner, basis, reason,
                          opens, since, until)
SELECT gen_random_uuid(), x.* FROM (
    SELECT m.id, 'described', NULL::uuid, of[1 + (n + k) %% 25], NULL::uuid, 'presented', 'screen',
           'table_agreement', 'presented', true, at, at + interval '24 hours'
    FROM made m, generate_series(1, %(present)s) k WHERE state <> 'submitted'
    UNION ALL SELECT m.id, 'reported', NULL, %(table)s, NULL, 'presented', 'screen',
           'table_agreement', 'presented', true, at, 'infinity'
    FROM made m WHERE state <> 'submitted'
    UNION ALL SELECT m.id, 'announced', NULL, t.desk, NULL, 'submitted', 'screen',
           'table_agreement', 'submitted', true, at, 'infinity'
    FROM made m, hubs_table t WHERE state = 'submitted' AND t.id = %(table)s
    UNION ALL SELECT m.id, 'described', NULL, of[1 + n %% 25], NULL, 'screening', 'screen',
           'table_agreement', 'screening', true, at, 'infinity' FROM made m) x;
DROP TABLE made;
"""


def fill(connection: Any, table: UUID, *, first: int, upto: int) -> None:
    """Add the discussions `first` to `upto`, most of them concluded, with their ledgers."""
    facts = {"table": f"'{table}'", "first": first, "upto": upto, "present": PRESENT}
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement % facts)
    connection.execute("VACUUM ANALYZE")
