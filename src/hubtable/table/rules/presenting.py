"""Presenting (filter 2): what is said of a situation, in codes and their words only."""

from dataclasses import dataclass

from hubtable.table.rules.languages import Language
from hubtable.table.rules.words import PLACES, AgeGroup, DiscussionType, PersonRole, Sex


@dataclass(frozen=True, slots=True)
class Item:
    """One word of the table's vocabulary: its code, its words, the words of its category."""

    code: str
    text: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """One affected person: role, sex and age group, never an age."""

    role: PersonRole
    sex: Sex
    age_group: AgeGroup

    @property
    def words(self) -> str:
        """Role, sex and age group on one line."""
        return f"{self.role.label}, {self.sex.label.lower()}, {self.age_group.label}"


@dataclass(frozen=True, slots=True)
class Told:
    """The de-identified description as the table hears it (process.md, presenting)."""

    type: DiscussionType
    people: tuple[Someone, ...] = ()
    interpreter: bool | None = None
    language: Language | None = None
    risks: tuple[Item, ...] = ()
    protective: tuple[Item, ...] = ()
    flags: tuple[Item, ...] = ()

    @property
    def place(self) -> bool:
        """Whether it is about a place: then there is no person."""
        return self.type in PLACES


def headline(told: Told) -> str:
    """Return the situation in one line: `Person, female, 60+`, `Family, 3 people`."""
    if told.place:
        return told.type.label
    if len(told.people) == 1:
        someone = told.people[0]
        return f"{told.type.label}, {someone.sex.label.lower()}, {someone.age_group.label}"
    return f"{told.type.label}, {len(told.people)} people"


def by_category(items: tuple[Item, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (category, words) pairs in order; a category chosen as such has no words."""
    groups: dict[str, list[str]] = {}
    for item in items:
        words = groups.setdefault(item.category or item.text, [])
        if item.category:
            words.append(item.text)
    return tuple((category, tuple(words)) for category, words in groups.items())
