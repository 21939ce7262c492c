"""Puts a taxonomy that comes with the program into the directory, to sort services under it.

It is put there when somebody asks for it: a directory should carry no terms it does not use (HSDS,
field guidance).
"""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.models import Taxonomy, TaxonomyTerm
from hubtable.directory.rules.editing import may_keep
from hubtable.directory.rules.vocabulary import Shipped, shipped
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@recorded
def put(*, by: Seat | None, at: datetime, key: str) -> int:
    """Put a taxonomy there, or what is missing of it; return how many terms are new.

    By a seat, or by the job `directory` without one.

    :raises Refused: for whoever is no steward, and for a word that names none.
    """
    if by is not None:
        may_keep(by.steward).or_refuse()
    if key not in shipped():
        raise Refused("no_taxonomy", "No taxonomy that comes with the program has this name.")
    found = shipped()[key]
    begun: dict[str, Any] = {"added_at": at, "changed_at": at}
    Taxonomy.objects.get_or_create(
        pk=taxonomy_id(key),
        defaults={
            "name": found.name, "uri": found.uri, "description": found.description,
            "version_of_taxonomy": found.version, **begun,
        },
    )  # fmt: skip
    known = set(TaxonomyTerm.objects.filter(taxonomy=taxonomy_id(key)).values_list("pk", flat=True))
    fresh = [one for one in _terms(found, begun) if one.pk not in known]
    TaxonomyTerm.objects.bulk_create(fresh)
    record("taxonomy_put", taxonomy_id(key), taxonomy=key)
    return len(fresh)


def _terms(found: Shipped, begun: dict[str, Any]) -> list[TaxonomyTerm]:
    """Return the terms, those above before those below them."""
    return [
        TaxonomyTerm(
            id=term_id(found.key, code), code=code, name=name, taxonomy_id=taxonomy_id(found.key),
            parent_id=term_id(found.key, above) if above else None, language="en", **begun,
        )
        for code, name, above in found.terms
    ]  # fmt: skip


def taxonomy_id(key: str) -> UUID:
    """Return the id of a taxonomy that comes with the program: the same everywhere."""
    return uuid5(NAMESPACE_URL, f"https://hubtable.example/taxonomies/{key}")


def term_id(key: str, code: str) -> UUID:
    """Return the id of one of its terms."""
    return uuid5(NAMESPACE_URL, f"https://hubtable.example/taxonomies/{key}/{code}")
