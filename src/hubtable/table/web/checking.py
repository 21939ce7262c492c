"""The answers of a worksheet as words, in the sections of the page that checks them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hubtable.hubs.rules.policies import Regime
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.screening import Draft
from hubtable.table.queries.wording import Offered
from hubtable.table.rules.languages import Language
from hubtable.table.rules.presenting import Item
from hubtable.table.rules.words import AgeGroup, ConsentGiven, PersonRole, Sex, Tried


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer in words; `field` is its anchor on the worksheet."""

    field: str
    question: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Answers under one heading."""

    title: str
    anchor: str
    answers: tuple[Answer, ...]


def answers_of(card: Draft, offered: Offered) -> tuple[Section, ...]:
    """Return every answer of a worksheet in words."""
    return (_own(card, offered), _people(card), _described(card, offered))


def _own(card: Draft, offered: Offered) -> Section:
    return Section(
        _("Only your agency sees this"),
        "abuse",
        (
            Answer("danger_now", _("In danger right now"), _truth(card.danger_now)),
            Answer(
                "abuse_suspected", _("Abuse or neglect suspected"), _truth(card.abuse_suspected)
            ),
            Answer(
                "criteria", _("Acutely elevated risk"), _chosen(card.criteria, offered.criteria)
            ),
            Answer("tried", _("What was tried"), _chosen(card.tried, Tried.labels())),
            Answer("consent", _("Consent"), _chosen([card.consent], ConsentGiven.labels())),
            *([Answer("emergency", _("Emergency"), (_("Recorded"),))] if card.emergency else []),
            Answer("regimes", _("Privacy rules"), _chosen(card.regimes, Regime.labels())),
        ),
    )


def _people(card: Draft) -> Section:
    answers = tuple(
        Answer(
            f"person-{person.id}",
            _("Person %(number)s") % {"number": number},
            (
                *_chosen([person.role], PersonRole.labels()),
                *_chosen([person.sex], Sex.labels()),
                *_chosen([person.age_group], AgeGroup.labels()),
            ),
        )
        for number, person in enumerate(card.people, 1)
    )
    about = Answer("people", _("What it is about"), (card.type.label,))
    return Section(_("Who or what it is about"), "people", (about, *answers))


def _described(card: Draft, offered: Offered) -> Section:
    language = one_of(Language, card.language)
    spoken = (language.label,) if language else ()
    nothing = (_("None"),)
    return Section(
        _("What the table will hear"),
        "hear",
        (
            Answer("interpreter", _("Interpreter needed"), _truth(card.interpreter)),
            *([Answer("language", _("Language"), spoken)] if card.interpreter else []),
            Answer("risk_factors", _("Risk factors"), _items(card.risk_factors, offered.risks)),
            Answer(
                "protective_factors",
                _("What protects"),
                _items(card.protective_factors, offered.protective) or nothing,
            ),
            Answer("flags", _("Flags"), _items(card.flags, offered.flags) or nothing),
        ),
    )


def _truth(value: bool | None) -> tuple[str, ...]:  # noqa: FBT001 - an answer, not a switch
    return () if value is None else (_("Yes"),) if value else (_("No"),)


def _chosen(codes: Iterable[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    chosen = set(codes)
    return tuple(words for code, words in labels.items() if code in chosen)


def _items(codes: Iterable[str], items: Iterable[Item]) -> tuple[str, ...]:
    chosen = set(codes)
    return tuple(
        f"{item.category}: {item.text}" if item.category else item.text
        for item in items
        if item.code in chosen
    )
