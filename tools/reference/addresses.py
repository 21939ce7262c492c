"""Every address, the rule that guards it, and what it shows."""

from tools.reference.facts import Address, Facts
from tools.reference.markdown import NOTHING, code, first_line, page, table

INTRO = """\
The rule is a function of `src/hubtable/hubs/rules/entering.py`, named on the view by
`@page_for(…)`. Addresses without one run without a seat, and the database shows them no row of a
Hub. Passing the rule opens nothing by itself: the lock decides what the page can read."""

LIBRARY = "signing in (django-allauth, with our template)"


def make(facts: Facts) -> str:
    """Return the page."""
    rows = sorted(
        (code(one.path), code(one.name), one.rule or NOTHING, _what(one)) for one in facts.addresses
    )
    return page("Addresses", INTRO, table(("address", "name", "rule", "page"), rows))


def _what(one: Address) -> str:
    return first_line(one.doc) or LIBRARY
