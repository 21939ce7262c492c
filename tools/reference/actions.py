"""Everything that can be done, and the verb it leaves in the trail."""

from tools.reference.facts import Action, Facts
from tools.reference.markdown import code, first_line, page, table

INTRO = """\
An action is rolled back unless it records what happened, in the same transaction. The trail keeps
the verb, who acted, the record's id and codes; never a name, never what somebody typed. Actions on
accounts are recorded on the chain of the sign-in role. Opening a record leaves the verb `seen`."""

HEADS = ("action", "verb", "what happens")


def make(facts: Facts) -> str:
    """Return the page."""
    kept = [one for one in facts.actions if one.recorded or one.account_verbs]
    domains = dict.fromkeys(one.domain for one in kept)
    parts = [_domain(name, [one for one in kept if one.domain == name]) for name in domains]
    return page("Actions", INTRO, *parts)


def _domain(name: str, actions: list[Action]) -> str:
    rows = [(code(f"{one.step}.{one.name}"), _verbs(one), first_line(one.doc)) for one in actions]
    return f"## {name}\n\n" + table(HEADS, rows)


def _verbs(one: Action) -> str:
    """Return the verbs; an action that acts through another one has none of its own."""
    return ", ".join(code(verb) for verb in (*one.verbs, *one.account_verbs)) or "those it calls"
