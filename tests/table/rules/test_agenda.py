"""The agenda builds itself: one key walks through a whole meeting, nothing twice, nothing left."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from hubtable.table.rules.agenda import (
    Next,
    Stand,
    Turn,
    Update,
    before,
    exceptions,
    following,
    walked,
)
from hubtable.table.rules.updating import Attention

BEGAN = datetime(2026, 11, 17, 14, tzinfo=UTC)
EARLIER, NOW = BEGAN - timedelta(hours=3), BEGAN + timedelta(minutes=5)
A, B, C, D = (UUID(int=n) for n in range(1, 5))

updates = st.lists(
    st.builds(
        Update,
        id=st.builds(uuid4),
        number=st.integers(1, 999).map("2026-{:03}".format),
        attention=st.sampled_from(Attention),
        answered=st.sampled_from([None, EARLIER, NOW]),
    ),
    max_size=20,
)


def update(of: UUID, number: str, attention: Attention, answered: datetime | None = None) -> Update:
    return Update(of, number, attention, answered)


def test_exceptions_are_what_is_not_going_well_and_not_answered_since_it_began() -> None:
    rows = [
        update(A, "2026-004", Attention.AT_RISK, EARLIER),
        update(B, "2026-002", Attention.NO_ANSWER),
        update(C, "2026-001", Attention.GOING_WELL, EARLIER),
        update(D, "2026-009", Attention.OVERDUE),
    ]
    assert exceptions(rows, BEGAN) == (D, B, A)
    assert walked(rows) == (D, C, B, A)
    answered = [update(B, "2026-002", Attention.AT_RISK, NOW), *rows[:1], *rows[2:]]
    assert exceptions(answered, BEGAN) == (D, A)


@given(updates)
def test_an_answer_never_changes_the_order_of_the_rest(rows: list[Update]) -> None:
    left = exceptions(rows, BEGAN)
    for one in left:
        after = [row._replace(answered=NOW) if row.id == one else row for row in rows]
        assert exceptions(after, BEGAN) == tuple(other for other in left if other != one)


@given(updates, st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_one_key_leads_through_everything_once(
    rows: list[Update], new: int, accepted: int, answer: bool
) -> None:
    """Answered or passed over, each update is asked once; then what is new; then the names."""
    walk, waiting = walked(rows), [uuid4() for _ in range(new)]
    wanted, asked, on, begun = exceptions(rows, BEGAN), [], None, False
    left = list(wanted)
    takes = [uuid4() for _ in range(accepted)]
    rounds: list[UUID] = []
    seen: list[Turn] = []
    while True:
        stand = Stand(
            on=on,
            begun=begun,
            updates=tuple(left),
            waiting=tuple(waiting),
            accepted=tuple(takes),
            rounds=tuple(rounds),
        )
        found = following(stand, walk)
        assert found is not None
        seen.append(found.turn)
        match found.turn:
            case Turn.UPDATE:
                assert found.of is not None
                on = found.of
                asked.append(on)
                if answer:
                    left.remove(on)
            case Turn.PRESENT:
                assert found.of == waiting.pop(0)
                begun, on = True, found.of
            case Turn.OPEN_ROUND:
                rounds, takes = takes, []
            case Turn.ASSIGN:
                assert found.of == rounds.pop(0)
            case Turn.END:
                break
    assert tuple(asked) == wanted
    order = [Turn.UPDATE, Turn.PRESENT, Turn.OPEN_ROUND, Turn.ASSIGN, Turn.END]
    assert seen == sorted(seen, key=order.index)
    assert seen.count(Turn.PRESENT) == new
    assert seen.count(Turn.ASSIGN) == accepted


def test_what_is_on_is_decided_first() -> None:
    assert following(Stand(on=A, undecided=True, waiting=(B,)), ()) is None


def test_updates_that_were_passed_over_do_not_come_back_when_new_ones_have_begun() -> None:
    stand = Stand(updates=(A,), waiting=(B,), begun=True)
    assert following(stand, (A,)) == Next(Turn.PRESENT, B)
    assert following(Stand(updates=(A,), waiting=(B,)), (A,)) == Next(Turn.UPDATE, A)


def test_one_step_back() -> None:
    walk = (A, B, C)
    assert before(C, walk) == B
    assert before(A, walk) is None
    assert before(None, walk) is None
    assert before(D, walk) is None
