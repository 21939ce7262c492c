"""Writing what a Hub says of itself in public, publishing it, and taking it back."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.hubs.actions.swapping import absent, distinct, swap
from hubtable.hubs.models import Hub, PublicPage, PublicWords, Town
from hubtable.hubs.rules.administering import may_administer
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused, Stale

ENGLISH = PublicLanguage.ENGLISH


@recorded
def write_words(
    *, by: Seat, at: datetime, language: PublicLanguage, version: int, words: Words
) -> None:
    """Write the words of one language; what is published is read by everybody at once.

    `version` is 0 where the language has none yet.

    :raises Refused: for a translation of an English text that is not there.
    """
    may_administer(by).or_refuse()
    rows = PublicWords.objects.filter(hub=by.hub)
    if language is not ENGLISH and not rows.filter(language=ENGLISH).exists():
        raise _no_english()
    page = _page(by) or _begun(by)
    values = {**asdict(words), "changed_at": at}
    if language is ENGLISH:
        values |= {"translator": "", "shown": True}
    own = rows.filter(language=language)
    if version or own.exists():
        swap(own, version, **values)
    else:
        _new(PublicWords, hub_id=by.hub, page_id=page, language=language.value, **values)
    record("public_words_written", page, language=language.value)


@recorded
def name_towns(*, by: Seat, at: datetime, version: int, towns: Iterable[str]) -> None:
    """Say in public which towns the Hub serves, each as *Framingham, MA*."""
    may_administer(by).or_refuse()
    said = list(dict.fromkeys(towns))
    if version or _page(by):
        swap(PublicPage.objects.filter(hub=by.hub), version, towns=said)
    else:
        _begun(by, said)
    record("public_towns_named", _page(by), words=len(said))


@recorded
def publish(*, by: Seat, at: datetime, version: int) -> None:
    """Let everybody read the Hub's public pages from now on.

    :raises Refused: as long as there is no English, which other languages fall back to.
    """
    may_administer(by).or_refuse()
    if not PublicWords.objects.filter(hub=by.hub, language=ENGLISH).exists():
        raise _no_english()
    swap(PublicPage.objects.filter(hub=by.hub), version, published_at=at)
    record("public_page_published", _page(by))


@recorded
def take_back(*, by: Seat, at: datetime, version: int) -> None:
    """Take the Hub's public pages off the finder; what was written stays."""
    may_administer(by).or_refuse()
    swap(PublicPage.objects.filter(hub=by.hub), version, published_at=None)
    record("public_page_taken_back", _page(by))


def _page(by: Seat) -> UUID | None:
    return PublicPage.objects.filter(hub=by.hub).values_list("pk", flat=True).first()


def _begun(by: Seat, towns: list[str] | None = None) -> UUID:
    """Make the Hub's page, with the towns it serves where none are said."""
    slug = Hub.objects.filter(pk=by.hub).values_list("slug", flat=True).first()
    if slug is None:
        raise absent()
    if towns is None:
        served = Town.objects.filter(hub=by.hub, ends_at=None).order_by("name", "state")
        towns = [f"{town.name}, {town.state}" for town in served]
    return _new(PublicPage, hub_id=by.hub, slug=slug, towns=towns)


def _new(model: Any, **values: Any) -> UUID:
    """Add a row there is only one of.

    :raises Stale: when somebody added it meanwhile.
    """
    try:
        with distinct():
            return UUID(str(model.objects.create(**values).pk))
    except Refused:
        raise Stale from None


def _no_english() -> Refused:
    return Refused("no_english", "Write the English first: other languages fall back to it.")
