"""Which answers count for a meeting, and what the table looks at first."""

from datetime import timedelta

from tests.world import NOW

from hubtable.table.rules.updating import Answered, Attention, attention, counts


def answered(*, at_risk: bool) -> Answered:
    return Answered(at_risk, connected=False, at=NOW)


def test_an_answer_counts_from_the_end_of_the_last_meeting_on() -> None:
    assert counts(NOW, None)
    assert counts(NOW + timedelta(seconds=1), NOW)
    assert not counts(NOW, NOW)


def test_overdue_then_no_answer_then_at_risk_then_nothing() -> None:
    found = [
        attention(answered(at_risk=False), overdue=True),
        attention(None, overdue=False),
        attention(answered(at_risk=True), overdue=False),
        attention(answered(at_risk=False), overdue=False),
    ]
    assert found == list(Attention) == sorted(found)
