"""Row security of every table: what the web's role may do, and on which condition."""

import textwrap

from tools.reference.facts import Facts
from tools.reference.markdown import block, code, first_line, page, table

from hubtable.base.lock.policies import APP_FUNCTIONS, AUTH_TABLES, GUARDED, Guarded

INTRO = """\
Made from `src/hubtable/base/lock/policies.py`. The role of the pages may do what stands here, on
rows for which the condition holds, and nothing else; every other write goes through a function of
the lock that checks for itself. Row security is enabled and forced on every table of the first
list. `lock.acting()` is who acts: it is empty without a valid token, and then nothing is seen."""

SIGN_IN = """\
## Tables of signing in

The role of the pages has no right to these, but for reading the last two. They belong to the role
of signing in, which in turn has no right to any table above."""


def make(facts: Facts) -> str:
    """Return the page."""
    words = {model.table: first_line(model.doc) for model in facts.models}
    rows = [_row(one, words.get(one.table, "")) for one in GUARDED]
    return page(
        "Tables and rights",
        INTRO,
        table(("table", "read", "add", "change", "delete", "what"), rows),
        "## Functions the pages may call",
        ", ".join(code(f"lock.{name}") for name in APP_FUNCTIONS) + ".",
        SIGN_IN,
        table(("table", "rights"), ((code(name), rights) for name, rights in AUTH_TABLES.items())),
        "## Conditions",
        *(part for one in GUARDED if (part := _conditions(one))),
    )


def _row(one: Guarded, words: str) -> tuple[str, ...]:
    changes = ", ".join(code(column) for column in one.columns) if one.update else ""
    rights = (_yes(one.select), _yes(one.insert), changes, _yes(one.delete))
    return (code(one.table), *rights, words)


def _yes(condition: str | None) -> str:
    return "yes" if condition else ""


def _conditions(one: Guarded) -> str:
    kinds = {"read": one.select, "add": one.insert, "change": one.update, "delete": one.delete}
    lines = [f"-- {kind}\n{_wrapped(sql)}" for kind, sql in kinds.items() if sql]
    return f"### {one.table}\n\n{block(chr(10).join(lines), 'sql')}" if lines else ""


def _wrapped(sql: str) -> str:
    return textwrap.fill(sql, 96, break_long_words=False, break_on_hyphens=False)
