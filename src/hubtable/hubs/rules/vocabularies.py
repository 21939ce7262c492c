"""The lists a Hub starts with, and how an edition is made from them.

Source: the lists in `hubs/vocabulary/`, read from public documents of the field; `provenance` says
how sure each word is. No list is official, and pages do not call one so.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

RISK_CATEGORY, RISK_FACTOR = "risk_category", "risk_factor"
PROTECTIVE_CATEGORY, PROTECTIVE_FACTOR = "protective_category", "protective_factor"
FLAG, SECTOR, LEGAL_BASIS = "study_flag", "sector", "legal_basis"
OWN = "own"
"""Provenance of a word a Hub added itself."""

LISTS: Mapping[str, tuple[str, str, str, str]] = {
    # kind: file, column of the code, column of the text, column of the category
    "aer_criterion": ("aer_criteria", "criterion", "question", ""),
    "discussion_type": ("discussion_types", "discussion_type", "discussion_type", ""),
    "age_group": ("age_groups", "age_group", "age_group", ""),
    RISK_FACTOR: ("risk_factors", "factor", "factor", "category"),
    PROTECTIVE_FACTOR: ("protective_factors", "factor", "factor", "category"),
    FLAG: ("study_flags", "flag", "flag", ""),
    "conclusion_reason": ("conclusion_reasons", "reason", "reason", "group"),
    LEGAL_BASIS: ("legal_bases", "code", "label", "who_may_use_it"),
    "mobilization_type": ("mobilization_types", "mobilization_type", "mobilization_type", ""),
    "service_type": ("service_types", "service_type", "service_type", ""),
    SECTOR: ("sectors", "sector", "sector", ""),
    "pathway": ("pathways", "pathway", "pathway", ""),
    "unmet_need_reason": ("unmet_need_reasons", "code", "label", ""),
}
LIST_NAMES: Mapping[str, str] = {
    RISK_CATEGORY: "Risk categories",
    RISK_FACTOR: "Risk factors",
    PROTECTIVE_CATEGORY: "Protective categories",
    PROTECTIVE_FACTOR: "Protective factors",
    FLAG: "Study flags",
    "aer_criterion": "Criteria of acutely elevated risk",
    "discussion_type": "Types of situations",
    "age_group": "Age groups",
    "conclusion_reason": "Reasons for closing",
    LEGAL_BASIS: "Legal bases",
    "mobilization_type": "How services were mobilized",
    "service_type": "Types of services",
    SECTOR: "Sectors of agencies",
    "pathway": "Pathways",
    "unmet_need_reason": "Reasons for unmet needs",
}
"""What pages call each list."""

CATEGORY_OF = {RISK_FACTOR: RISK_CATEGORY, PROTECTIVE_FACTOR: PROTECTIVE_CATEGORY}
"""Lists whose words stand in categories that are words themselves; their codes name both."""

ONLY_IF_ADDED = frozenset({"Gangs", "Criminal Involvement: homicide", "Risk of radicalization"})
"""Codes a table in the United States leaves out unless it adds them (a gang item marks a person
for years; homicide and radicalization belong to other rooms)."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of one list. `code` stays for ever; `text` is what pages show."""

    kind: str
    code: str
    text: str
    provenance: str
    category: str = ""


def edition(country: str = "us", changes: Iterable[Word] = ()) -> tuple[Word, ...]:
    """Return all words of an edition: the shipped lists in a country's words, then changes."""
    return changed(worded(shipped(), country), changes)


def changed(words: Iterable[Word], changes: Iterable[Word]) -> tuple[Word, ...]:
    """Return words with changes laid over them: same kind and code replaces, empty text removes."""
    merged = {(word.kind, word.code): word for word in words}
    for change in changes:
        merged[change.kind, change.code] = change
    return tuple(word for word in merged.values() if word.text)


def worded(words: Iterable[Word], country: str) -> tuple[Word, ...]:
    """Return words as a country says them; codes stay."""
    if country != "us":
        return tuple(words)
    labels = us_labels()
    return tuple(replace(word, text=labels.get(word.text, word.text)) for word in words)


def starting(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the risk categories a table in the United States starts with."""
    return tuple(
        word.code for word in words if word.kind == RISK_CATEGORY and word.code not in ONLY_IF_ADDED
    )


@cache
def shipped() -> tuple[Word, ...]:
    """Return every word of the shipped lists; each category stands before its first factor."""
    words: dict[tuple[str, str], Word] = {}
    for kind in LISTS:
        for word in _read(kind):
            words.setdefault((word.kind, word.code), word)
    return tuple(words.values())


@cache
def us_labels() -> Mapping[str, str]:
    """Return the words of the United States, person first, by the word of the list."""
    return {row["term"]: row["label"] for row in _rows("us_labels")}


def _read(kind: str) -> Iterator[Word]:
    file, code, text, category = LISTS[kind]
    for row in _rows(file):
        group = row[category] if category else ""
        if kind in CATEGORY_OF:
            yield Word(CATEGORY_OF[kind], group, group, row["provenance"])
        full = f"{group}: {row[code]}" if kind in CATEGORY_OF else row[code]
        yield Word(kind, full, row[text], row["provenance"], group)


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files("hubtable.hubs").joinpath("vocabulary", f"{file}.csv")
    return list(csv.DictReader(text.read_text(encoding="utf-8").splitlines()))
