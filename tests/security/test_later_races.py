"""Two at once in the later steps: visits, a no, joining, a hold, two workers."""

from typing import Any

import psycopg
import pytest

from tests.security.probes import complete, token_of
from tests.security.scene import Scene, _words
from tests.security.test_races import open_identities, second

VISIT = "SELECT lock.contact(gen_random_uuid(), :visited, :visited_person1, '{}')"


@pytest.fixture
def stage(racing: Scene) -> Scene:
    """Situations at the later steps, for one test that changes them."""
    return complete(racing)


def first(stage: Scene, who: str, sql: str) -> psycopg.Connection[Any]:
    """Return a connection on which a step was taken and not yet committed."""
    connection = stage.connect()
    connection.execute("SELECT set_config('hubtable.actor', %s, true)", [token_of(stage, who)])
    connection.execute(_words(sql), stage.ids)
    return connection


def count(stage: Scene, sql: str) -> int:
    row = stage.look.past.execute(_words(sql), stage.ids).fetchone()
    assert row is not None
    return int(str(row[0]))


def test_not_now_counts_once_however_it_is_said(stage: Scene) -> None:
    lead = first(stage, "hospital", VISIT.format("not_now"))
    late = second(stage, "housing", VISIT.format("not_now"), first=lead.commit)
    lead.close()
    assert late == "42501"


def test_two_visits_at_once_stop_the_clock_once(stage: Scene) -> None:
    lead = first(stage, "hospital", VISIT.format("agreed"))
    late = second(stage, "housing", VISIT.format("agreed"), first=lead.commit)
    lead.close()
    assert late == ""
    assert count(stage, "SELECT count(*) FROM table_plannote WHERE kind = 'contact'"
                        " AND discussion_id = :visited") == 2  # fmt: skip
    assert count(stage, "SELECT count(*) FROM table_clock WHERE id = :visited"
                        " AND stopped_at = :at") == 1  # fmt: skip


def test_a_visit_does_not_slip_past_a_no(stage: Scene) -> None:
    lead = first(stage, "hospital", "SELECT lock.decline(:visited, :visited_person1)")
    late = second(stage, "housing", VISIT.format("agreed"), first=lead.commit)
    lead.close()
    assert late == "42501"
    assert open_identities(stage, "visited", "housing_A") == 0


def test_two_joinings_at_once_join_once(stage: Scene) -> None:
    chair = first(stage, "chair", "SELECT lock.join(:pair_ready)")
    late = second(stage, "coordinator", "SELECT lock.join(:pair_ready)", first=chair.commit)
    chair.close()
    assert late == "42501"
    assert count(stage, "SELECT count(*) FROM table_origin WHERE discussion_id = :twin") == 2


@pytest.mark.parametrize("of", ["''", "(SELECT reference FROM table_discussion WHERE id = :ripe)"])
def test_nothing_is_forgotten_while_a_hold_is_placed(stage: Scene, of: str) -> None:
    if of != "''":
        row = stage.look.past.execute(_words(f"SELECT {of}"), stage.ids).fetchone()
        assert row is not None
        of = f"'{row[0]}'"
    hold = f"SELECT lock.place_hold(gen_random_uuid(), :table_A, {of}, 'subpoena')"
    chair = first(stage, "chair", hold)
    late = job(stage, "SELECT lock.move(:ripe, :ripe_version, 'forgotten', '')", chair)
    assert late == "42501"


def test_no_name_is_deleted_while_a_hold_is_placed(stage: Scene) -> None:
    hold = "SELECT lock.place_hold(gen_random_uuid(), :table_A, '', 'lawsuit')"
    chair = first(stage, "chair", hold)
    late = job(stage, "SELECT lock.shred_names(ARRAY[:dropped_person1]::uuid[])", chair)
    assert late == ""
    assert count(stage, "SELECT count(*) FROM vault_sealed WHERE id = :dropped_person1") == 1


def test_two_workers_forget_once(stage: Scene) -> None:
    forget = "SELECT lock.move(:ripe, :ripe_version, 'forgotten', ''), lock.shred(:ripe)"
    one = first(stage, "job:retention", forget)
    assert job(stage, forget, one) == "40001"
    assert count(stage, "SELECT count(*) FROM table_proof WHERE discussion_id = :ripe") == 1


def job(stage: Scene, sql: str, before: psycopg.Connection[Any]) -> str:
    """Send a call of the worker that meets another's open transaction; return what came of it."""
    token = token_of(stage, "job:retention")

    class Working(Scene):
        def token(self, who: str) -> str:
            return token

    scene = Working(stage.cluster, stage.database, stage.world, stage.ids, stage.look)
    late = second(scene, "job", sql, first=before.commit)
    before.close()
    return late
