"""Descriptions made of the shipped vocabulary, as Hypothesis draws them."""

from hypothesis import strategies as st

from hubtable.hubs.rules.vocabularies import (
    FLAG,
    PROTECTIVE_CATEGORY,
    PROTECTIVE_FACTOR,
    RISK_CATEGORY,
    RISK_FACTOR,
    edition,
)
from hubtable.table.rules.languages import Language
from hubtable.table.rules.presenting import Item, Someone, Told
from hubtable.table.rules.words import PLACES, AgeGroup, DiscussionType, PersonRole, Sex

WORDS = edition("us")
CATEGORIES = {w.code: w.text for w in WORDS if w.kind in {RISK_CATEGORY, PROTECTIVE_CATEGORY}}
RISKS = tuple(
    [Item(w.code, w.text) for w in WORDS if w.kind == RISK_CATEGORY]
    + [Item(w.code, w.text, CATEGORIES[w.category]) for w in WORDS if w.kind == RISK_FACTOR]
)
PROTECTIVE = tuple(
    Item(w.code, w.text, CATEGORIES[w.category]) for w in WORDS if w.kind == PROTECTIVE_FACTOR
)
FLAGS = tuple(Item(w.code, w.text) for w in WORDS if w.kind == FLAG)


def some(items: tuple[Item, ...], most: int = 8) -> st.SearchStrategy[tuple[Item, ...]]:
    """Some of the items, each once."""
    return st.lists(st.sampled_from(items), unique=True, max_size=most).map(tuple)


people = st.builds(
    Someone, st.sampled_from(PersonRole), st.sampled_from(Sex), st.sampled_from(AgeGroup)
)


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Any description a table can hear."""
    kind = draw(st.sampled_from(DiscussionType))
    least, most = {DiscussionType.PERSON: (1, 1), DiscussionType.FAMILY: (2, 14)}.get(kind, (0, 0))
    assert (kind in PLACES) == (most == 0)
    interpreter = draw(st.booleans())
    return Told(
        type=kind,
        people=tuple(draw(st.lists(people, min_size=least, max_size=most))),
        interpreter=interpreter,
        language=draw(st.sampled_from(Language)) if interpreter else None,
        risks=draw(some(RISKS)),
        protective=draw(some(PROTECTIVE)),
        flags=draw(some(FLAGS)),
    )
