"""The translations of a service's texts as its stewards see them: reviewed, waiting, outdated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hubtable.directory.models import Service, Translation
from hubtable.directory.rules.translating import LANGUAGES, TRANSLATED, Standing, standing


@dataclass(frozen=True, slots=True)
class Translated:
    """One text in one language. `id` is None where there is none of our own."""

    field: str
    language: str
    english: str
    standing: Standing
    id: UUID | None = None
    version: int = 0
    text: str = ""
    of: str = ""
    """The English it was made from."""
    translator: str = ""
    on: date | None = None
    reviewed_at: datetime | None = None
    source: str = ""
    """The feed it came with; empty for our own."""

    @property
    def language_name(self) -> str:
        """The language's own name."""
        return LANGUAGES[self.language]


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a service, field by field, each in every language of the finder."""

    name: str
    rows: Mapping[str, tuple[Translated, ...]]


def texts(service: UUID) -> Texts | None:
    """Return the texts of a service with their translations. Two queries."""
    one = Service.objects.filter(pk=service, ended_at=None).first()
    if one is None:
        return None
    known = _known(service)
    rows = {
        field: tuple(
            _translated(field, language, english, known.get((field, language)))
            for language in LANGUAGES
        )
        for field in TRANSLATED
        if (english := getattr(one, field))
    }
    return Texts(one.name, rows)


def text(service: UUID, field: str, language: str) -> tuple[str, Translated] | None:
    """Return the name of a service, and one of its texts in one language."""
    found = texts(service)
    cells = found.rows.get(field, ()) if found else ()
    cell = next((one for one in cells if one.language == language), None)
    return (found.name, cell) if found and cell else None


def _known(service: UUID) -> dict[tuple[str, str], Translation]:
    """Return the translation of each text in each language: our own before that of a feed."""
    rows = Translation.objects.filter(record=service, kind="service", ended_at=None)
    found: dict[tuple[str, str], Translation] = {}
    for row in rows.select_related("source").order_by("id"):
        key = (row.field, row.language)
        if key not in found or row.source is None:
            found[key] = row
    return found


def _translated(field: str, language: str, english: str, row: Translation | None) -> Translated:
    if row is None:
        return Translated(field, language, english, Standing.NONE)
    own = row.source is None
    return Translated(
        field,
        language,
        english,
        standing(row.text, row.of, english, reviewed=row.reviewed_at is not None),
        row.pk if own else None,
        row.version if own else 0,
        row.text,
        row.of,
        row.translator,
        row.translated_on,
        row.reviewed_at,
        "" if row.source is None else row.source.name,
    )
