"""What may be written of a visit."""

from datetime import timedelta

import pytest
from tests.world import NOW

from hubtable.table.rules.intervening import (
    EntryKind,
    Known,
    answers_left,
    may_note,
    may_take_back,
)
from hubtable.table.rules.later_words import ContactAnswer

KNOWN = Known({"Housing": "Housing"}, {"Connected to service": "Connected to service"})


def test_a_person_answers_a_place_does_not() -> None:
    assert answers_left((), place=False) == (
        ContactAnswer.AGREED,
        ContactAnswer.NOT_NOW,
        ContactAnswer.DECLINED,
    )
    assert answers_left((), place=True) == (ContactAnswer.VISITED, ContactAnswer.ACTED)


def test_not_now_counts_once() -> None:
    assert ContactAnswer.NOT_NOW not in answers_left({"not_now"}, place=False)
    assert ContactAnswer.NOT_NOW in answers_left({"agreed"}, place=False)


@pytest.mark.parametrize(
    ("kind", "code", "service", "place", "may"),
    [
        ("plan", "", "", False, True),
        ("attempt", "door", "", False, True),
        ("attempt", "", "", False, False),
        ("attempt", "agreed", "", False, False),
        ("service", "Connected to service", "Housing", False, True),
        ("service", "Connected to service", "", False, False),
        ("service", "", "Housing", False, False),
        ("service", "door", "Housing", False, False),
        ("outcome", "handed_over", "", True, True),
        ("outcome", "handed_over", "", False, False),
        ("outcome", "", "", True, False),
        ("contact", "agreed", "", False, False),
        ("mistake", "", "", False, False),
        ("other", "", "", False, False),
    ],
)
def test_entries_say_what_their_kind_has_to_say(kind, code, service, place, may) -> None:
    assert bool(may_note(kind, code, service, KNOWN, place=place)) is may


def test_taken_back_within_a_day_by_its_agency() -> None:
    day = timedelta(days=1)
    last = NOW + day - timedelta(seconds=1)
    assert may_take_back(NOW, last, EntryKind.PLAN, ours=True)
    assert not may_take_back(NOW, NOW + day, EntryKind.PLAN, ours=True)
    assert not may_take_back(NOW, NOW, EntryKind.PLAN, ours=False)
    assert not may_take_back(NOW, NOW, EntryKind.MISTAKE, ours=True)
