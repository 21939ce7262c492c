"""A steward writes a translation down, reviews it, takes it back; each has its line of history."""

from datetime import date, datetime
from uuid import UUID, uuid4

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.actions.editing import relist
from hubtable.directory.models import Change, Service, Translation
from hubtable.directory.rules.editing import may_keep
from hubtable.directory.rules.translating import LANGUAGES, TRANSLATED
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused, Stale


@recorded
def translate(
    *, by: Seat, at: datetime, service: UUID, field: str, language: str, version: int, text: str,
    translator: str, on: date,
) -> UUID:  # fmt: skip
    """Write down a translation of the English text that stands there now; return its id.

    Nobody is shown it until it is reviewed. `version`: of the one that was read; 0 for none.

    :raises Refused: for whoever is no steward, of a field without words, into another language.
    :raises Stale: when somebody changed the translation since it was read.
    """
    may_keep(by.steward).or_refuse()
    english = _english(service, field)
    if language not in LANGUAGES or not english:
        raise Refused("nothing_to_translate", "There is no English text to translate here.")
    whose = {"record": service, "field": field, "language": language, "source": None}
    found = Translation.objects.filter(**whose).first()
    if (found.version if found else 0) != version:
        raise Stale
    before = found.text if found and not found.ended_at else None
    values = {
        "kind": "service", "text": text, "of": english, "translator": translator,
        "translated_on": on, "reviewed_at": None, "reviewed_by": None, "changed_at": at,
        "ended_at": None, "version": version + 1,
    }  # fmt: skip
    made, _ = Translation.objects.update_or_create(
        **whose, defaults=values, create_defaults={**values, **whose, "added_at": at}
    )
    _note(by, at, made, "translated", (before, text))
    record("text_translated", service)
    relist(by, at, "service", service)
    return UUID(str(made.pk))


@recorded
def review(*, by: Seat, at: datetime, translation: UUID, version: int) -> None:
    """Say that a translation was read beside the English; it is shown to everybody now.

    :raises Refused: for whoever is no steward, and where the English is another one by now.
    :raises Stale: when somebody changed the translation since it was read.
    """
    may_keep(by.steward).or_refuse()
    found = _standing(translation, version)
    if found.of != _english(found.record, found.field):
        raise Refused("english_changed", "The English text has changed. Translate it anew.")
    _set(found, at, {"reviewed_at": at, "reviewed_by": by.id})
    _note(by, at, found, "reviewed", (None, found.text))
    record("translation_reviewed", found.record)
    relist(by, at, "service", found.record)


@recorded
def withdraw(*, by: Seat, at: datetime, translation: UUID, version: int) -> None:
    """Take a translation off the public pages; its text stays, to be mended and reviewed again.

    :raises Refused: for whoever is no steward.
    :raises Stale: when somebody changed the translation since it was read.
    """
    may_keep(by.steward).or_refuse()
    found = _standing(translation, version)
    _set(found, at, {"reviewed_at": None, "reviewed_by": None})
    _note(by, at, found, "withdrawn", (found.text, None))
    record("translation_withdrawn", found.record)
    relist(by, at, "service", found.record)


def _standing(translation: UUID, version: int) -> Translation:
    found = Translation.objects.filter(pk=translation, version=version, ended_at=None).first()
    if found is None:
        raise Stale
    return found


def _set(found: Translation, at: datetime, values: dict[str, object]) -> None:
    same = Translation.objects.filter(pk=found.pk, version=found.version)
    if not same.update(**values, changed_at=at, version=found.version + 1):
        raise Stale


def _english(service: UUID, field: str) -> str:
    if field not in TRANSLATED:
        return ""
    found = Service.objects.filter(pk=service, ended_at=None)
    return str(found.values_list(field, flat=True).first() or "")


def _note(
    by: Seat, at: datetime, one: Translation, how: str, texts: tuple[str | None, str | None]
) -> None:
    before, after = texts
    Change.objects.create(
        act=uuid4(), record=one.record, table="service", field=f"{one.field}:{one.language}",
        before=before, after=after, at=at, seat=by.id, how=how,
    )  # fmt: skip
