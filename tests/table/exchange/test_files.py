"""What is wrong with a file: said by line and column, and nothing is changed."""

import random

import pytest

from hubtable.hubs.rules.exporting import plain_cell, safe_cell
from hubtable.kernel.verdict import Refused
from hubtable.table.rules.columns import NAMES, joined, split
from tests.table.exchange.files import brought_in, file_of, taken_out
from tests.table.exchange.test_pages import RIGHT
from tests.world import World

GOOD = file_of(RIGHT | {"reference": "D-0001"})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (GOOD.encode("utf-16"), "encoding"),
        (GOOD.replace("Policing", "Polic\xe9").encode("latin-1"), "encoding"),
        (GOOD.replace("Policing", "Poli\0cing").encode(), "encoding"),
        (GOOD.replace(",", ";").encode(), "delimiter"),
        (GOOD.replace(",", "\t").encode(), "delimiter"),
        (b"Zora Canary,1 Nowhere Lane\n", "header"),
        (GOOD.replace("reference,", "references,", 1).encode(), "columns"),
        (GOOD.replace("returned", "returned,name", 1).encode(), "columns"),
        (GOOD.replace("D-0001", 'D-"0001"').encode() + b'"never ends', "quotes"),
    ],
)
def test_a_file_that_is_none(world: World, body: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        brought_in(world["chair"], body)
    assert refused.value.code == code
    assert "Zora" not in refused.value.sentence
    assert taken_out(world["chair"]).count("\n") == 1


def test_a_byte_order_mark_and_another_order_of_columns(world: World) -> None:
    lines = [line.split(",") for line in GOOD.splitlines()]
    turned = "\r\n".join(",".join(reversed(line)) for line in lines)
    assert brought_in(world["chair"], "\ufeff" + turned).new == 1


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("reference", "D-1", "form"),
        ("reference", "D-99999999", "form"),
        ("reference", "", "missing"),
        ("type", "cat", "unknown_code"),
        ("state", "screening", "unknown_code"),
        ("submitted", "yesterday", "time"),
        ("submitted", "2040-01-01", "future"),
        ("submitted", "", "missing"),
        ("presented", "2026-11-02", "too_early"),
        ("originating_agency", "Nobody's", "unknown_agency"),
        ("lead", "Lantern Refuge", "protected_named"),
        ("lead", "Valley Hospital", "too_early"),
        ("persons", "Zora Canary", "person"),
        ("risk_factors", "Housing;Zora Canary", "unknown_code"),
        ("risk_factors", '"Housing', "quote"),
        ("interpreter", "maybe", "not_yes_or_no"),
        ("language", "klingon", "unknown_code"),
        ("updates", "2026-11-02|yes", "update"),
        ("reason", "Zora Canary", "unknown_code"),
        ("originating_sector", "Zora Canary", "unknown_code"),
    ],
)
def test_a_wrong_cell(world: World, column: str, cell: str, code: str) -> None:
    row = RIGHT | {"reference": "D-0001"} | {column: cell}
    outcome = brought_in(world["chair"], file_of(RIGHT | {"reference": "D-0005"}, row))
    assert (outcome.new, outcome.quarantined) == (1, 1)
    assert (3, column, code) in {(line, p.column, p.code) for line, p in outcome.faults}
    assert not [p for _, p in outcome.faults if "Zora" in p.sentence]


def test_duplicates_and_what_stands_otherwise(world: World) -> None:
    one = RIGHT | {"reference": "D-0001"}
    outcome = brought_in(world["chair"], file_of(one, one))
    assert [(line, p.code) for line, p in outcome.faults] == [(3, "twice")]
    outcome = brought_in(world["chair"], file_of(one | {"type": "family"}))
    assert [(p.column, p.code) for _, p in outcome.faults] == [("type", "differs")]


def test_all_or_nothing(world: World) -> None:
    text = file_of(RIGHT | {"reference": "D-0001"}, RIGHT | {"reference": "x"})
    with pytest.raises(Refused) as refused:
        brought_in(world["chair"], text, whole=True)
    assert refused.value.code == "not_all"
    assert taken_out(world["chair"]).count("\n") == 1


def test_every_value_comes_back() -> None:
    chance = random.Random(7)
    letters = "ab ;\"'=+-@N/A|,\n\té"
    for _ in range(3000):
        values = [
            "".join(chance.choices(letters, k=chance.randint(1, 6)))
            for _ in range(chance.randint(0, 4))
        ]
        assert [value for value, _ in split(joined(values))] == values
        for value in values:
            assert plain_cell(safe_cell(value)) == value
            assert not safe_cell(value).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\n"))
    assert [v for v, _ in split(joined(["N/A", "A protected agency"]))] == [
        "N/A",
        "A protected agency",
    ]
    assert len(set(NAMES)) == len(NAMES)
