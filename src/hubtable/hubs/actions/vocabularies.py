"""Making an edition of a Hub's lists. An edition never changes: a change is a new edition."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Max

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.swapping import distinct, here
from hubtable.hubs.models import Term, VocabularyVersion
from hubtable.hubs.rules.administering import may_administer
from hubtable.hubs.rules.vocabularies import Word, changed, edition
from hubtable.kernel.seat import Seat


@recorded
def issue_vocabulary(
    *,
    by: Seat,
    at: datetime,
    country: str = "us",
    changes: Iterable[Word] = (),
    based_on: UUID | None = None,
) -> UUID:
    """Make the next edition: the shipped lists, or another edition, with changes laid over it."""
    may_administer(by).or_refuse()
    words = changed(words_of(based_on), changes) if based_on else edition(country, changes)
    last = VocabularyVersion.objects.filter(hub=by.hub).aggregate(last=Max("number"))["last"]
    vocabulary = uuid4()
    with distinct():
        VocabularyVersion.objects.create(
            id=vocabulary, hub_id=by.hub, number=(last or 0) + 1, made_at=at
        )
    Term.objects.bulk_create(
        Term(
            vocabulary_id=vocabulary,
            kind=word.kind,
            category=word.category,
            code=word.code,
            text=word.text,
            provenance=word.provenance,
            position=place,
        )
        for place, word in enumerate(words)
    )
    record("vocabulary_issued", vocabulary, words=len(words))
    return vocabulary


def words_of(vocabulary: UUID) -> tuple[Word, ...]:
    """Return the words of an edition of the acting seat's Hub.

    :raises Refused: when it has no such edition.
    """
    here(VocabularyVersion, pk=vocabulary)
    rows = Term.objects.filter(vocabulary=vocabulary).values_list(
        "kind", "code", "text", "provenance", "category"
    )
    return tuple(Word(*row) for row in rows)
