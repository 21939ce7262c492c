"""The reading card: three plain sentences made from the codes, for the presenter to read aloud.

Nothing enters a sentence but the fixed words below and words of the vocabulary (process.md,
presenting): no name, no age but the group, no language, no agency.
"""

from collections.abc import Sequence

from hubtable.table.rules.presenting import Item, Told

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Numbers of people of a family, from two on; above ten a number would point to one family."""


def reading_card(told: Told) -> tuple[str, str, str]:
    """Return three sentences: who or what it is about, the risks, what helps."""
    return (_about(told), _risks(told.risks), _helps(told))


def _about(told: Told) -> str:
    interpreter = " An interpreter is needed." if told.interpreter else ""
    return f"This is about {_subject(told)}.{interpreter}"


def _subject(told: Told) -> str:
    if told.place:
        return f"a place: {told.type.label}"
    if len(told.people) == 1:
        someone = told.people[0]
        return f"one person: {someone.sex.label.lower()}, {someone.age_group.label}"
    who = "; ".join(someone.words for someone in told.people)
    return f"a family of {_number(len(told.people))}: {who}"


def _number(count: int) -> str:
    return NUMBERS[count - 2] if 2 <= count < len(NUMBERS) + 2 else "many"


def _risks(risks: Sequence[Item]) -> str:
    if not risks:
        return "No risk is named."
    return f"The {'risks are' if len(risks) > 1 else 'risk is'}: {_list(risks)}."


def _helps(told: Told) -> str:
    noted = f" Also noted: {_list(told.flags)}." if told.flags else ""
    if not told.protective:
        return f"Nothing that helps is known yet.{noted}"
    return f"What helps: {_list(told.protective)}.{noted}"


def _list(items: Sequence[Item]) -> str:
    words = [_words(item) for item in items]
    return "; ".join(words)


def _words(item: Item) -> str:
    return f"{item.category} ({item.text})" if item.category else item.text
