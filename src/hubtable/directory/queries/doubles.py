"""Records that may be the same as one that is about to be made, or as one that is there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

LIKE = 0.45
"""Trigrams two names must share, from 0 to 1: above, they read like one written twice."""
FIND = {
    "organization": """
SELECT o.id, o.name, coalesce((SELECT string_agg(DISTINCT p.number, ', ') FROM directory_phone p
        WHERE p.organization_id = o.id AND p.ended_at IS NULL), ''),
    public.similarity(lower(public.unaccent(o.name)), public.unaccent(%(name)s))
FROM directory_organization o WHERE o.ended_at IS NULL AND o.id IS DISTINCT FROM %(but)s
  AND (public.similarity(lower(public.unaccent(o.name)), public.unaccent(%(name)s)) >= %(like)s
    OR lower(o.alternate_name) = %(name)s
    OR o.id IN (SELECT p.organization_id FROM directory_phone p
                WHERE regexp_replace(p.number, '\\D', '', 'g') = ANY (%(phones)s)))
ORDER BY 4 DESC, o.id LIMIT 5""",
    "service": """
SELECT s.id, s.name, o.name,
    public.similarity(lower(public.unaccent(s.name)), public.unaccent(%(name)s))
FROM directory_service s JOIN directory_organization o ON o.id = s.organization_id
WHERE s.ended_at IS NULL AND s.id IS DISTINCT FROM %(but)s AND s.organization_id = %(of)s
  AND public.similarity(lower(public.unaccent(s.name)), public.unaccent(%(name)s)) >= %(like)s
ORDER BY 4 DESC, s.id LIMIT 5""",
    "location": """
SELECT l.id, l.name, concat_ws(', ', nullif(d.address_1, ''), d.city), 1.0
FROM directory_location l JOIN directory_address d ON d.location_id = l.id AND d.ended_at IS NULL
WHERE l.ended_at IS NULL AND l.id IS DISTINCT FROM %(but)s AND d.address_1 <> '' AND (
    lower(d.address_1), lower(d.city)) IN (SELECT lower(x.address_1), lower(x.city)
    FROM directory_address x WHERE x.location_id = %(but)s AND x.address_1 <> '')
ORDER BY l.id LIMIT 5""",
}


@dataclass(frozen=True, slots=True)
class Double:
    """A record that may be the same one."""

    id: UUID
    name: str
    about: str


def doubles(
    kind: str, name: str, *, but: UUID | None = None, of: UUID | None = None,
    phones: tuple[str, ...] = (),
) -> tuple[Double, ...]:  # fmt: skip
    """Return records of a kind whose name reads alike, or that have a phone or street in common.

    `but` is the record itself, `of` the organization a service belongs to.
    """
    if kind not in FIND:
        return ()
    digits = ["".join(c for c in phone if c.isdigit()) for phone in phones]
    given: dict[str, Any] = {
        "name": name.strip().lower(), "but": but, "of": of, "like": LIKE,
        "phones": [one for one in digits if one],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FIND[kind], given)
        return tuple(Double(pk, label, about) for pk, label, about, _ in cursor.fetchall())
