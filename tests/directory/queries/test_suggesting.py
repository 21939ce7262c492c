"""What is offered while somebody types."""

from typing import Any

import pytest

from tests.directory.queries.conftest import add, relist

pytestmark = pytest.mark.usefixtures("directory")


def suggest(typed: str, **more: Any) -> list[tuple[str, str]]:
    from hubtable.directory.queries import suggesting

    return [(one.kind, one.text) for one in suggesting.suggest(typed, **more)]


def places(typed: str) -> list[str]:
    from hubtable.directory.queries import suggesting

    return [one.text for one in suggesting.suggest_places(typed)]


def test_kinds_of_help_come_before_names() -> None:
    assert suggest("fo")[0] == ("category", "Food")
    assert suggest("new ro") == [("name", "New Road Counseling Inc.")]
    kinds = [kind for kind, _ in suggest("foo")]
    assert kinds == sorted(kinds)


def test_towns_and_zip_codes_are_offered() -> None:
    assert places("framin") == ["Framingham, MA"]
    assert "01702 (Framingham)" in places("0170")


def test_labels_are_of_the_language() -> None:
    assert suggest("despen", language="es")[0] == ("category", "Despensas de alimentos")


@pytest.mark.parametrize("typed", ["", "f", "'; --", "\0\0"])
def test_too_little_offers_nothing(typed: str) -> None:
    assert suggest(typed) == []
    assert places(typed) == []


def test_a_name_is_offered_by_what_stands_after_a_slash() -> None:
    add("Fuel/Utility Help", "Natick")
    relist()
    assert suggest("fuel uti") == [("name", "Fuel/Utility Help Inc.")]
