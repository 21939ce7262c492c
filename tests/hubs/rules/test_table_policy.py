"""What must hold in a table's policy, and what a spreadsheet's cell must not do."""

from dataclasses import replace
from datetime import date

import pytest

from hubtable.hubs.rules.exporting import safe_cell
from hubtable.hubs.rules.policies import Deciding, Keeping, NamesRound
from hubtable.hubs.rules.table_policy import TablePolicy, sound

APPROVED = TablePolicy(
    retention_days=180,
    retention_approved_by="Records board",
    retention_approved_on=date(2026, 8, 1),
)


def test_a_table_starts_by_objections_silently_without_names_and_notes() -> None:
    start = TablePolicy()
    assert sound(start)
    assert (start.deciding, start.names_round) == (Deciding.OBJECTIONS, NamesRound.SILENT)
    assert (start.keeping, start.note_allowed) == (Keeping.NOT_STORED, False)
    assert (start.offering_hours, start.contact_target_hours, start.contact_limit_hours) == (
        24,
        24,
        48,
    )
    assert (start.retention_days, start.offered_factors) == (None, ())


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        (TablePolicy(contact_target_hours=49), "target"),
        (replace(APPROVED, retention_approved_by=" "), "approval"),
        (replace(APPROVED, retention_approved_on=None), "approval"),
        (replace(APPROVED, retention_days=None), "retention"),
        (TablePolicy(retention_approved_by="Records board"), "retention"),
        (TablePolicy(offered_categories=()), "categories"),
        (TablePolicy(contact_target_hours=48), ""),
        (APPROVED, ""),
    ],
)
def test_what_cannot_hold_together(policy: TablePolicy, code: str) -> None:
    assert sound(policy).code == code


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|'x'!A0"])
def test_a_cell_that_could_run_is_shown(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Valley Hospital", "a=1", "3 + 4"])
def test_other_cells_stay(text: str) -> None:
    assert safe_cell(text) == text
