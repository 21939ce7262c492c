"""What practice data holds, counted from its script, and who can sign in for which story."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from tools.reference.markdown import code, page, table

from hubtable.cli.practice.cast import Cast, Person, Table
from hubtable.cli.practice.making import CASTS, SITUATIONS
from hubtable.cli.practice.situations import Heard, Situation, Unheard
from hubtable.kernel.seat import DESK, Role
from hubtable.table.rules.later_words import ContactAnswer

INTRO = """\
What `hubtable demo` makes at its first start, counted from the script it plays. All people and
agencies are invented. Days are counted back from the day it is made: the MetroWest Table meets on
that day, and some first visits are due within hours."""

Shows = Callable[[Heard], object]

HEARD: Mapping[str, Shows] = {
    "Due within hours": lambda one: one.meeting <= 0 and not one.visits,
    "A first visit taken back as a mistake, now overdue": lambda one: any(
        visit.mistaken is not None for visit in one.visits
    ),
    "Each person told to other agencies": lambda one: any(t.persons for t in one.told.values()),
    "*Not now*, then agreed": lambda one: (
        [visit.said for visit in one.visits] == [ContactAnswer.NOT_NOW, ContactAnswer.AGREED]
    ),
    "Declined": lambda one: any(v.said is ContactAnswer.DECLINED for v in one.visits),
    "Consent withdrawn": lambda one: one.withdrawn is not None,
    "Offers taken and thanked": lambda one: one.offers,
    "Emergency look": lambda one: one.looks,
    "Too much was said": lambda one: one.excess,
    "A hold": lambda one: one.hold,
    "Record of disclosures filed": lambda one: one.filed,
    "Packet sent to another Hub": lambda one: one.packet,
    "Reopened": lambda one: one.reopened is not None,
    "Names round open": lambda one: one.end.value == "identifying",
}


def make() -> str:
    """Return the page."""
    return page("Practice data", INTRO, _counts(), _stories())


def _counts() -> str:
    rows = []
    for cast in CASTS:
        for one in cast.tables:
            here = [s for s in SITUATIONS if s.table == one.key]
            types = Counter(s.type.label for s in here)
            said = ", ".join(f"{kind} {n}" for kind, n in types.items())
            rows.append((cast.name, one.name, str(len(here)), said, _policy(one)))
    rows.append(("", "all", str(len(SITUATIONS)), "", ""))
    return "## Counts\n\n" + table(("Hub", "table", "situations", "types", "policy"), rows)


def _policy(one: Table) -> str:
    policy = one.policy
    said = (policy.rhythm, policy.deciding, policy.names_round, policy.keeping)
    return "; ".join(word.label for word in said)


def _stories() -> str:
    names = {one.key: one.name for cast in CASTS for one in cast.tables}
    rows = [(story, names[one.table], one.type.label, _who(one)) for story, one in _told()]
    head = ("story", "table", "type", "who can sign in: it came from, leads, desk")
    return "## Who can sign in for which story\n\n" + table(head, rows)


def _told() -> Iterator[tuple[str, Situation]]:
    for story, shows in HEARD.items():
        for one in SITUATIONS:
            if isinstance(one.course, Heard) and shows(one.course):
                yield story, one
    for one in SITUATIONS:
        if one.safe:
            yield "*Must not be told*", one
        if one.note:
            yield "A checked note", one
        if one.earlier:
            yield "Returned", one
        if isinstance(one.course, Unheard) and one.course.same_as:
            yield "Perhaps the same person as another", one


def _who(one: Situation) -> str:
    cast = next(c for c in CASTS if one.table in {t.key for t in c.tables})
    lead = one.course.lead if isinstance(one.course, Heard) else ""
    agencies = dict.fromkeys(key for key in (one.origin, lead) if key)
    seats = [_seat(cast, one.table, key) for key in agencies]
    return "; ".join(code(who) for who in (*seats, _desk(cast, one.table)))


def _seat(cast: Cast, at: str, agency: str) -> str:
    """Return who sits there for an agency: its chair or coordinator where it sends nobody else."""
    own = [person for person in _people(cast) if person.agency == agency]
    members = [person for person in own if _sits(person, at, DESK, wanted=False)]
    return (members or [person for person in own if _sits(person, at, DESK, wanted=True)])[0].email


def _desk(cast: Cast, at: str) -> str:
    return next(p for p in _people(cast) if _sits(p, at, DESK, wanted=True)).email


def _people(cast: Cast) -> tuple[Person, ...]:
    return (cast.admin, *cast.people)


def _sits(person: Person, at: str, roles: frozenset[Role], *, wanted: bool) -> bool:
    return any(
        seat.table == at and seat.until is None and (seat.role in roles) is wanted
        for seat in person.seats
    )
