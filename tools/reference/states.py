"""The states of a situation, drawn from the one table of moves."""

from tools.reference.markdown import block, page, table

from hubtable.table.rules.moves import MOVES, Move, Mover, State

INTRO = """\
These are the moves of `src/hubtable/table/rules/moves.py`. The same table is loaded into the
database (`lock.moves`), which refuses every other move. Some moves ask for more than the right
mover, such as an open meeting: `lock.may_move` in `src/hubtable/base/lock/4_steps.sql`."""

MOVERS = {
    Mover.ORIGIN: "the agency that brought it",
    Mover.DESK: "chair or coordinator",
    Mover.LEAD: "the lead agency",
    Mover.JOB: "the program, after the approved retention time",
}
ORDER = list(State)


def make() -> str:
    """Return the page."""
    moves = sorted(MOVES, key=_place)
    rows = [(move.source.value, move.target.value, MOVERS[move.who]) for move in moves]
    ends = [state.value for state in State if not any(move.source is state for move in MOVES)]
    return page(
        "States of a situation",
        INTRO,
        block("\n".join(["stateDiagram-v2", *_arrows(moves)]), "mermaid"),
        table(("from", "to", "who moves it"), rows),
        f"It ends in: {', '.join(ends)}.",
    )


def _arrows(moves: list[Move]) -> list[str]:
    pairs = dict.fromkeys((move.source, move.target) for move in moves)
    begin = f"    [*] --> {ORDER[0].value}"
    return [begin, *(f"    {source.value} --> {target.value}" for source, target in pairs)]


def _place(move: Move) -> tuple[int, int, str]:
    return ORDER.index(move.source), ORDER.index(move.target), move.who.value
