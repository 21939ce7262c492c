"""After a no: nothing more is done or told about that person."""

import pytest

from hubtable.kernel.verdict import Refused
from tests import situations as s
from tests.world import World


@pytest.fixture
def visited(world: World) -> s.Situation:
    """A situation its own originator leads, about two persons; the first said no."""
    one = s.screening(world, "school", people=2)
    s.open_round(s.accept(s.present(s.meet(s.submit(one), ["school", "hospital"]))))
    for person in (0, 1):
        s.tell(one, "hospital", person=person)
    s.plan(s.assign(one, "school", "hospital"), "school")
    return s.decline(one, "school")


def test_the_originator_that_leads_keeps_its_plan_and_adds_nothing(visited: s.Situation) -> None:
    from hubtable.table.models import PlanNote
    from tests.world import as_seat

    with as_seat(visited.origin, visited.at):
        assert PlanNote.objects.filter(subject_id=visited.people[0]).count() == 1
    with pytest.raises(Refused):
        s.plan(visited, "school")
    s.plan(visited, "school", person=1)


def test_nobody_is_told_or_looks_or_plans_any_more(visited: s.Situation) -> None:
    for step in (
        lambda: s.tell(visited, "police"),
        lambda: s.break_glass(visited, "police"),
        lambda: s.plan(visited, "hospital"),
    ):
        with pytest.raises(Refused):
            step()
    s.plan(visited, "hospital", person=1)
