"""What is offered while somebody types."""

from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("directory")


def suggest(typed: str, **more: Any) -> Any:
    from hubtable.directory.queries import suggesting

    return suggesting.suggest(typed, **more)


def test_categories_names_and_towns_are_offered() -> None:
    found = suggest("fo")
    assert ("category", "Food", "food") in [(s.kind, s.text, s.code) for s in found]
    assert ("name", "New Road Counseling Inc.") in [(s.kind, s.text) for s in suggest("new ro")]
    assert suggest("framin")[-1].text == "Framingham, MA"
    assert "01702 (Framingham)" in {s.text for s in suggest("0170")}


def test_labels_are_of_the_language() -> None:
    assert suggest("despen", language="es")[0].text == "Despensas de alimentos"


def test_one_letter_offers_nothing() -> None:
    assert suggest("f") == ()
    assert suggest("'; --") == ()
