"""An identity never prints itself."""

import json
import logging
from uuid import uuid4

import pytest

from hubtable.vault.rules.identity import Identity, binding

WHO = Identity(name="Zora Canary", birth_date="1990-04-01", address="9 Canary Row")


@pytest.mark.parametrize(
    "said",
    [
        repr(WHO),
        str(WHO),
        f"{WHO}",
        f"{WHO!r}",
        f"{[WHO]} { {'who': WHO} }",
        str(ValueError(WHO)),
        logging.LogRecord("x", 20, "x", 1, "%s %r", (WHO, WHO), None).getMessage(),
        json.dumps({"who": WHO}, default=str, ensure_ascii=False),
    ],
)
def test_it_says_only_that_there_is_one(said: str) -> None:
    assert "Identity(…)" in said
    for part in ("Zora", "1990", "Canary"):
        assert part not in said


def test_it_cannot_be_changed_and_carries_nothing_else() -> None:
    with pytest.raises(AttributeError):
        WHO.name = "Other"  # type: ignore[misc]
    assert not hasattr(WHO, "__dict__")
    assert Identity(**WHO.fields()) == WHO


def test_the_binding_names_table_column_and_person() -> None:
    person = uuid4()
    assert binding(person) == f"vault_sealed|body|1|{person}".encode()
    assert binding(person) != binding(uuid4())
