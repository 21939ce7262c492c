"""Who wrote a row does not tell the table which agency stands behind it."""

from datetime import timedelta

import pytest

from hubtable.kernel.verdict import Refused
from tests.world import NOW, World, as_seat


def test_no_column_of_a_shared_class_names_a_seat_of_one_side(database: str) -> None:
    """Descriptions hide the origin, updates a protected lead, announcements all but the sector."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema ="
            " 'public' AND table_name IN ('table_discussion', 'table_description', 'table_update',"
            " 'table_describedperson', 'table_report', 'table_announcement')"
            " AND column_name IN ('by_seat', 'delegation_id', 'by_delegation', 'origin')"
        )
        assert cursor.fetchall() == []


def test_the_desk_does_not_read_the_origin_from_its_own_ledger_row(world: World) -> None:
    from hubtable.vault.models import Ledger
    from tests.situations import screening, submit

    situation = submit(screening(world))
    with as_seat(world["chair"], NOW + timedelta(hours=1)):
        rows = Ledger.objects.filter(record=situation.id, kind="announced")
        assert list(rows.values_list("by_seat", flat=True)) == [None]


def test_nobody_accepts_when_objections_can_no_longer_be_heard(world: World) -> None:
    from hubtable.table.actions import deciding
    from tests.situations import meet, present, screening, submit

    situation = present(meet(submit(screening(world)), ["school"]))
    late = NOW + timedelta(hours=30)
    with as_seat(world["chair"], late), pytest.raises(Refused) as refusal:
        deciding.accept(by=world["chair"], at=late, of=situation.id, seen=situation.version)
    assert refusal.value.code == "closed"


def test_the_administrator_reads_no_trail_of_a_situation(world: World) -> None:
    from hubtable.audit.models import Entry
    from tests.situations import meet, present, screening, submit

    situation = present(meet(submit(screening(world)), ["school"]))
    with as_seat(world["admin"], NOW + timedelta(hours=1)):
        rows = Entry.objects.all()
        assert rows.exists()
        assert not rows.filter(record__in=[situation.id, situation.meeting]).exists()
        assert not rows.filter(verb__in=["submitted", "seen", "presented", "checked_in"]).exists()
