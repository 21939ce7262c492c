"""What a practice table is filled with: invented situations in different steps, codes only.

Nothing here is about anybody. They come in as a file would, so that the lock decides about them as
about every other; no name, no plan, no note is among them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.columns import Described, Line, Person, Reported
from hubtable.table.rules.languages import Language
from hubtable.table.rules.moves import State

MOST = 500
"""Numbers a practice table gives before it is full."""
CONNECTED, NOT_ACUTE = "Connected to services in our jurisdiction", "Not acutely elevated risk"


@dataclass(frozen=True, slots=True)
class Invented:
    """One situation. `hours`: how long ago it was submitted; the later steps count from there."""

    type: str
    state: State
    hours: int
    people: tuple[Person, ...]
    risks: tuple[str, ...]
    flags: tuple[str, ...] = ()
    interpreter: str = ""
    decided: int | None = None
    """How many hours ago the table decided."""
    concluded: int | None = None
    reason: str = ""
    overdue: bool = False


SITUATIONS: tuple[Invented, ...] = (
    Invented(
        "person", State.SUBMITTED, 30, (("main", "male", "60+"),),
        ("Housing", "Basic Needs", "Social Environment"), ("Hoarding", "Social isolation"),
    ),
    Invented(
        "family", State.SUBMITTED, 26,
        (("main", "female", "30-39"), ("child", "male", "6-11"), ("child", "female", "0-5")),
        ("Parenting", "Poverty", "Housing"), ("Child involved",), Language.PORTUGUESE.value,
    ),
    Invented(
        "dwelling", State.SUBMITTED, 20, (), ("Housing", "Physical Health"), ("Fire safety",),
    ),
    Invented(
        "person", State.ACCEPTED, 40, (("main", "female", "18-24"),),
        ("Mental Health", "Suicide", "Social Environment"), ("Recent escalation",), decided=3,
    ),
    Invented(
        "person", State.INTERVENING, 60, (("main", "male", "40-59"),),
        ("Alcohol", "Physical Health", "Basic Needs"), ("Homelessness",), decided=20,
    ),
    Invented(
        "family", State.INTERVENING, 220,
        (("main", "male", "40-59"), ("partner", "female", "40-59"), ("child", "male", "12-17")),
        ("Missing School", "Parenting", "Mental Health"), ("Child involved",), decided=196,
        overdue=True,
    ),
    Invented(
        "person", State.CONCLUDED, 700, (("main", "female", "60+"),),
        ("Cognitive Functioning", "Basic Needs"), ("Social isolation",), decided=670,
        concluded=330, reason=CONNECTED,
    ),
    Invented(
        "person", State.REJECTED, 530, (("main", "male", "25-29"),),
        ("Unemployment", "Poverty"), decided=505, reason=NOT_ACUTE,
    ),
)  # fmt: skip


def may_fill(*, practice: bool, desk: bool, agencies: int, given: int) -> Verdict:
    """Say whether invented situations may come in: only at a practice table, by its desk.

    `agencies`: how many sit there by name; `given`: the highest number the table has given.
    """
    if not practice:
        return no("not_practice", "Only a practice table is filled with invented situations.")
    if not desk:
        return no("not_desk", "Only the chair or the coordinator of a table does this.")
    if not agencies:
        return no("no_agency", "No agency sits here that can bring a situation. Send one first.")
    if given + len(SITUATIONS) > MOST:
        return no("full", "This practice table is full. Open another one.")
    return YES


def references(*, after: int, many: int) -> tuple[str, ...]:
    """Return the next references of a table after a number."""
    return tuple(f"D-{n:04d}" for n in range(after + 1, after + many + 1))


def numbers(*, year: int, after: int, many: int) -> tuple[str, ...]:
    """Return the next Hub numbers of a year after a number."""
    return tuple(f"{year}-{n:03d}" for n in range(after + 1, after + many + 1))


def invented(
    *, after: int, year: int, agencies: Sequence[str], now: datetime, words: Collection[str]
) -> Iterator[Line]:
    """Yield the situations as the rows of a file, brought by the agencies in turn.

    `words`: the codes the table knows; a situation keeps those of its own that are among them.
    """
    many = len(SITUATIONS)
    named = zip(
        references(after=after, many=many),
        numbers(year=year, after=after, many=many),
        SITUATIONS,
        strict=True,
    )
    for place, (reference, number, one) in enumerate(named):
        turned = [*agencies[place % len(agencies) :], *agencies[: place % len(agencies)]]
        yield Line(
            reference=reference,
            type=one.type,
            state=one.state,
            submitted=_ago(now, one.hours),
            presented=_ago(now, one.decided),
            decided=_ago(now, one.decided),
            concluded=_ago(now, one.concluded),
            agency=turned[0],
            described=_described(one, words),
            reported=_reported(one, number, turned, now),
        )


def _ago(now: datetime, hours: int | None) -> datetime | None:
    return None if hours is None else now - timedelta(hours=hours)


def _described(one: Invented, words: Collection[str]) -> Described:
    return Described(
        persons=one.people,
        interpreter=bool(one.interpreter),
        language=one.interpreter,
        risks=tuple(code for code in one.risks if code in words),
        flags=tuple(code for code in one.flags if code in words),
    )


def _reported(one: Invented, number: str, agencies: Sequence[str], now: datetime) -> Reported:
    """Return what the table would say of it: the next agency leads, the one after assists."""
    led = one.state in {State.INTERVENING, State.CONCLUDED}
    accepted = one.decided is not None and one.state is not State.REJECTED
    lead = agencies[1 % len(agencies)]
    helping = [name for name in agencies[2:3] if name != lead]
    return Reported(
        number=number if accepted else "",
        lead=lead if led else "",
        assisting=tuple(helping) if led else (),
        updates=((now - timedelta(hours=28), True, False),) if one.overdue else (),
        overdue=one.overdue,
        reason=one.reason,
        lowered=True if one.concluded else None,
        connected=True if one.concluded else None,
    )
