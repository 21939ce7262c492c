"""Every field that is kept, and how private it is."""

from tools.reference.facts import Facts, Model
from tools.reference.markdown import code, first_line, page, table

INTRO = """\
Each field carries a label: **public** (anyone may know), **hub** (seats of the Hub, as the lock
allows), **agency** (one agency's own), **sealed** (secrets and identities). The label stands on the
model; a field without one does not pass the tests. A label says how private a field is; who sees a
row is decided by [row security](tables-and-rights.md)."""


def make(facts: Facts) -> str:
    """Return the page."""
    ours = sorted((one for one in facts.models if one.ours), key=lambda one: (one.app, one.name))
    return page("Fields and their privacy", INTRO, *(_model(one) for one in ours))


def _model(model: Model) -> str:
    rows = [(code(one.name), one.label, first_line(one.doc)) for one in model.columns]
    title = f"## {model.app}: {model.name}\n\n{first_line(model.doc)}\n\n"
    return title + table(("field", "label", "what"), rows)
