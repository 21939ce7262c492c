"""Every move by everybody: who is no mover of it is refused."""

import psycopg
import pytest

from hubtable.table.rules.moves import MOVES, Mover, State
from tests.security.probes import token_of
from tests.security.scene import REFUSED, Scene

MOVE = "SELECT lock.move(%s, %s, %s, 'why')"
RELATIONS: dict[str, frozenset[Mover]] = {
    "school": frozenset({Mover.ORIGIN}),
    "chair": frozenset({Mover.DESK}),
    "coordinator": frozenset({Mover.DESK}),
    "hospital": frozenset({Mover.LEAD}),
    "job:retention": frozenset({Mover.JOB}),
} | dict.fromkeys(
    (
        *("housing", "elders", "police", "fire", "refuge", "chair_b", "chair_c", "ridge_chair"),
        *("admin", "ridge_admin", "agency_lead", "privacy_contact", "analyst", "leadership"),
        *("community", "school_former", "lapsed", "housing_unsigned", "person:school"),
        *("person:chair", "room", "link", "feed", "partner", "job:outbox", "forged:chair", ""),
    ),
    frozenset(),
)
"""Who → what lets it move a situation the school brought and the hospital leads."""
STAGES = {
    "draft": State.SCREENING,
    "waiting": State.SUBMITTED,
    "presented": State.PRESENTED,
    "accepted": State.ACCEPTED,
    "rejected": State.REJECTED,
    "round": State.IDENTIFYING,
    "visit": State.INTERVENING,
    "concluded": State.CONCLUDED,
    "withdrawn": State.WITHDRAWN,
    "gone": State.FORGOTTEN,
}


@pytest.mark.parametrize("target", State)
@pytest.mark.parametrize("name", STAGES)
def test_only_its_movers_move_it(stage: Scene, name: str, target: State) -> None:
    source = STAGES[name]
    before = stage.look.snapshot()
    movers = {move.who for move in MOVES if (move.source, move.target) == (source, target)}
    with stage.connect() as connection:
        for who, held in RELATIONS.items():
            if not (held & movers):
                assert _met(connection, stage, who, name, target) == REFUSED, who
    assert stage.look.snapshot() == before


def _met(
    connection: "psycopg.Connection[tuple[object, ...]]",
    stage: Scene,
    who: str,
    name: str,
    target: State,
) -> str:
    ids = stage.ids
    try:
        with connection.transaction():
            token = token_of(stage, who)
            connection.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
            connection.execute(MOVE, [ids[name], ids[f"{name}_version"], target.value])
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


def test_every_stage_is_what_its_name_says(stage: Scene) -> None:
    for name, state in STAGES.items():
        found = stage.look.past.execute(
            "SELECT state, version FROM table_discussion WHERE id = %s", [stage.ids[name]]
        ).fetchone()
        assert found == (state.value, stage.ids[f"{name}_version"]), name
