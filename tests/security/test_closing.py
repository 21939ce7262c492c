"""What closes stays closed: after a no, and from one names round to the next."""

import pytest

from hubtable.kernel.verdict import Refused
from tests import situations as s
from tests.cluster import Cluster
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


def test_what_was_told_on_screen_in_one_round_is_not_seen_in_the_next(world: World) -> None:
    """Told by word the second time: the agency hears, and its screen stays empty."""
    one = s.present(s.meet(s.submit(s.screening(world)), ["school", "hospital"]))
    s.tell(s.open_round(s.accept(one)), "hospital")
    assert identified(one, "hospital")
    s.open_round(s.close_round(one))
    assert not identified(one, "hospital")
    s.tell(one, "hospital", manner="spoken")
    assert not identified(one, "hospital")
    s.assign(one, "hospital")
    assert not identified(one, "hospital")
    s.tell(one, "hospital")
    assert identified(one, "hospital")


def test_an_agency_taken_off_the_visit_loses_sight_and_finds_it_again(world: World) -> None:
    one = s.present(s.meet(s.submit(s.screening(world)), ["school", "hospital", "housing"]))
    s.tell(s.tell(s.open_round(s.accept(one)), "hospital"), "housing")
    s.assign(one, "hospital", "housing")
    assert identified(one, "housing")
    s.assign(one, "hospital")
    assert not identified(one, "housing")
    s.assign(one, "housing", "hospital")
    assert identified(one, "housing")


@pytest.mark.parametrize("manner", ["screen", "spoken", "paper", "phone"])
def test_every_telling_is_one_row_that_says_how(
    cluster: Cluster, world: World, manner: str
) -> None:
    """Only what is told on screen opens sight; the rest is recorded and opens none."""
    from django.db import connection

    one = s.present(s.meet(s.submit(s.screening(world)), ["school", "hospital"]))
    s.tell(s.open_round(s.accept(one)), "hospital", manner=manner)
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as past:
        rows = past.execute(
            "SELECT viewer, part, manner, basis, by_seat, opens, until > since FROM vault_ledger"
            " WHERE record = %s AND step = 'tell' AND class = 'identified'",
            [one.id],
        ).fetchall()
    who, screen = world.delegation("hospital"), manner == "screen"
    row = (who, one.people[0], manner, "own_observation", one.origin.id, screen, screen)
    assert rows == [row]


def identified(one: s.Situation, who: str) -> bool:
    from hubtable.table.rules.disclosing import Sight
    from tests.world import see_everything

    return any(
        seen.sight is Sight.IDENTIFIED for seen in see_everything(one.world[who], one.id, one.at)
    )
