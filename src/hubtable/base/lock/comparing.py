"""Compares the lock in the database with the one declared here, by putting it in again and
taking that back."""

from typing import Any

from hubtable.base.lock.applying import Rules, apply

QUERIES = {
    "policy": """
        SELECT format('%s.%s', tablename, policyname), concat_ws(' | ', permissive, roles::text,
               cmd, qual, with_check) FROM pg_policies WHERE schemaname = 'public'""",
    "row security": """
        SELECT relname::text, concat(relrowsecurity, ' ', relforcerowsecurity) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')""",
    "function": """
        SELECT p.oid::regprocedure::text, concat_ws(' | ', pg_get_functiondef(p.oid),
               pg_get_userbyid(proowner), proacl::text)
        FROM pg_proc p WHERE pronamespace IN ('lock'::regnamespace, 'public'::regnamespace)
          AND prokind = 'f' AND NOT EXISTS (
              SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    "grant": """
        SELECT c.oid::regclass::text, (SELECT array_agg(x::text ORDER BY x::text)::text
               FROM unnest(relacl) x) FROM pg_class c
        WHERE relnamespace IN ('lock'::regnamespace, 'public'::regnamespace)
          AND relkind IN ('r', 'p', 'v', 'm', 'S')""",
    "column grant": """
        SELECT format('%s.%s', attrelid::regclass, attname),
               (SELECT array_agg(x::text ORDER BY x::text)::text FROM unnest(attacl) x)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE relnamespace = 'public'::regnamespace AND attacl IS NOT NULL""",
    "trigger": """
        SELECT format('%s.%s', tgrelid::regclass, tgname), concat_ws(' ', pg_get_triggerdef(oid),
               tgenabled) FROM pg_trigger WHERE NOT tgisinternal""",
    "move": "SELECT concat_ws(' ', source, target, who), '' FROM lock.moves",
    "matrix": "SELECT concat_ws(' ', stage, relation, class), until_rule FROM lock.matrix",
    "room": "SELECT concat_ws(' ', kind, value), '' FROM lock.room",
}

Catalogue = dict[tuple[str, str], str]


def catalogue(cursor: Any) -> Catalogue:
    """Return what the database holds of the lock, by kind and name."""
    found: Catalogue = {}
    for kind, query in QUERIES.items():
        cursor.execute(query)
        found |= {(kind, name): text or "" for name, text in cursor.fetchall()}
    return found


def differences(cursor: Any, *, installation: str, actor_key: bytes, rules: Rules) -> list[str]:
    """Return what differs, one line each. Leaves the lock re-applied: roll the transaction back."""
    before = catalogue(cursor)
    apply(cursor, installation=installation, actor_key=actor_key, rules=rules)
    after = catalogue(cursor)
    return [
        f"{kind} {name} {_how(before.get((kind, name)), after.get((kind, name)))}"
        for kind, name in sorted(before.keys() | after.keys())
        if before.get((kind, name)) != after.get((kind, name))
    ]


def _how(is_there: str | None, declared: str | None) -> str:
    if is_there is None:
        return "is missing"
    return "is not declared" if declared is None else "was changed"
