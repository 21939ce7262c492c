"""Addresses as many countries write them, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.vault.rules.guarding.addresses import addresses, maybe_addresses
from hubtable.vault.rules.guarding.checking import Read, checked
from hubtable.vault.rules.guarding.findings import Finding, Kind, together
from hubtable.vault.rules.guarding.patterns import patterns

YEAR = 2026
LETTERS = st.text("bdfklmnrtvz", min_size=2, max_size=4)
NAMES = st.builds(lambda one, two: (one + "uo" + two).capitalize(), LETTERS, LETTERS)
HOUSES = st.builds(lambda number, letter: f"{number}{letter}", st.integers(1, 999), st.just(""))
TAILS = st.sampled_from(["", ".", ", second floor", "\nhelp is near", " since spring"])


def sure(text: str) -> list[str]:
    """What can be little else."""
    return [text[start:end] for start, end in addresses(text)]


def asked(text: str) -> list[str]:
    """What has the form of an address."""
    return [text[start:end] for start, end in maybe_addresses(text)]


@given(
    NAMES,
    HOUSES,
    TAILS,
    st.sampled_from(
        [
            "{house} {name} Street", "{house} NW {name} Skyway", "{house}, rue de {name}",
            "{house} bis avenue {name}", "{name}straße {house}", "{name}strasse {house}",
            "{name} Straße {house}", "{name}gasse {house}", "{name}weg {house}",
            "{name}straat {house}", "{name}gracht {house}", "{name}laan {house}",
            "{name}gatan {house}", "{name}gata {house}", "{name} gate {house}", "{name}vej {house}",
            "{name}veien {house}", "{name}katu {house}", "{name} utca {house}", "{name} u. {house}",
            "ul. {name} {house}", "ulica {name} {house}", "Calle {name} {house}",
            "calle de la {name}, {house}", "C/ {name} {house}", "Rua do {name}, n.º {house}",
            "Avenida {name} {house}", "Via {name} {house}", "Viale {name}, {house}",
            "Piazza {name} {house}", "An der {name} {house}", "rue {name} {house}",
            "nám. {name} {house}", "Trg {name} {house}",
        ]
    ),
)  # fmt: skip
def test_a_house_in_a_street_is_found_in_many_languages(
    name: str, house: str, tail: str, shape: str
) -> None:
    written = shape.format(name=name, house=house).replace("nám. ", "náměstí ")
    text = f"it is {written}{tail}"
    assert any(name in one and house in one for one in sure(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "12 rue de la paix",
        "12 Via Pearl then",
        "12 Boulevard des Pearl then",
        "rua das flores 12",
        "PSC 4711, Box 12",
        "Unit 4711 Box 0815",
        "CMR 47 Box 12",
        "APO AE 09123",
        "dpo, ap 96321",
        "USNS Vermilion\nFPO AA 34012",
        "PO Box 4711",
        "Post Office Box 12",
        "P.O.B. 12",
        "Private Bag 12",
        "RR 2 Box 12",
        "HC 1, Box 4",
        "Postfach 12 34",
        "Postbus 471",
        "Apartado de Correos 47",
        "Caixa Postal 47",
        "Oldtown, ma 01234",
        "in PR 00987",
        "01234-4711",
        "my zip is 01234",
        "postal code: 01234",
        "apt b",
        "Apartment A",
    ],
)
def test_boxes_forces_and_codes_are_blocked(text: str) -> None:
    assert sure(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12 Zelkova Ranch", "12 Zelkova Ranch"),
        ("Am Alten Markt 3", "Am Alten Markt 3"),
        ("Place de la Gare 4", "Place de la Gare 4"),
        ("44 Place Zelkova", "44 Place Zelkova"),
        ("44 Place Pearl then", "44 Place Pearl"),
        ("Vormarkt 12 then", "Vormarkt 12"),
        ("she lives at Pearl 33", "Pearl 33"),
        ("lives on Pearl Street", "Pearl Street"),
        ("Oxbridgeton 01234 is far", "Oxbridgeton 01234"),
        ("found at 12 Pearl yesterday", "12 Pearl"),
        ("she lives at Vermilion 33", "Vermilion 33"),
        ("address: Vermilion 33", "Vermilion 33"),
        ("lives on Zelkova Street", "Zelkova Street"),
        ("Her new place:\nZelkova Norrby 44\nthanks", "Zelkova Norrby 44"),
        ("Sent to\n12 Zelkova\nOldtown", "12 Zelkova"),
        ("4711 Oxbridgeton", ""),
        ("SE-111 22 Oxbridgeton", "SE-111 22 Oxbridgeton"),
        ("12345 Oxbridgeton", "12345 Oxbridgeton"),
        ("Oxbridgeton 01234", "Oxbridgeton 01234"),
        ("Massachusetts 01234", "Massachusetts 01234"),
        ("Zelkova 12, 1234 Oxbridgeton", "Zelkova 12, 1234 Oxbridgeton"),
        ("12 Zelkova, 1234 Oxbridgeton", "12 Zelkova, 1234 Oxbridgeton"),
        ("in M5V 2T6", "M5V 2T6"),
        ("in OX4 1AB", "OX4 1AB"),
        ("in 3511 LX Oxbridgeton", "3511 LX"),
        ("near Zelkova Road", "Zelkova Road"),
        ("it is Zelkova 44, they say", "Zelkova 44"),
        ("it is 44 Zelkova, they say", "44 Zelkova"),
    ],
)
def test_what_has_the_form_of_an_address_is_asked_about(text: str, part: str) -> None:
    assert sure(text) == []
    assert not part or part in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "During 2023 and Spring 2024, Norway 3 times.",
        "Reached via Zoom 3 times, Via Natick 2 calls.",
        "3 Framingham families and 2 Natick Police officers came.",
        "Meets at 3 Monday, at 10 Tuesday, at 9 AM.",
        "Takes 5 MG, 1500 MG daily; BP 140/90.",
        "About 12500 residents; 1500 Medicaid members.",
        "2 new rules, 5 good points, 3 bad ways to run, a 10 minute walk.",
        "Shelter near Pearl Street and Route 9 is close.",
        "Address housing and food. Address is not known.",
        "Lives in Framingham with 3 kids. Moved to Worcester in 2023.",
        "Stayed at Pearl Inn 2 nights.",
        "Room 4 on Tuesday; an apartment a week ago.",
        "Title 42 CFR Part 2 and Section 12.",
    ],
)
def test_what_counts_or_tells_the_time_is_no_address(text: str) -> None:
    assert sure(text) == asked(text) == []


def test_several_lines_are_one_finding_or_follow_each_other() -> None:
    text = "44 Zelkova Islands Suite 12\nOxbridgeton, MA 01234"
    kept = [one for one in patterns(text, YEAR) if one.kind is Kind.ADDRESS]
    assert kept[0].start == 0
    assert text[kept[-1].start : kept[-1].end].endswith("MA 01234")


def test_what_is_asked_about_never_frees_what_is_blocked() -> None:
    firm, soft = Finding(Kind.ADDRESS, 5, 9, True), Finding(Kind.ADDRESS, 0, 15, False)
    assert together([firm], [soft]) == (Finding(Kind.ADDRESS, 0, 15, True),)


def test_of_a_model_only_what_has_a_number_and_a_name_or_is_a_zip_code_is_kept() -> None:
    text = "near 01234 or 209A in Oldtown"
    parts = ("01234", "209A", "Oldtown")
    read = Read(addresses=tuple((text.index(one), text.index(one) + len(one)) for one in parts))
    found = [one for one in checked(text, year=YEAR, read=read) if one.kind is Kind.ADDRESS]
    assert [text[one.start : one.end] for one in found] == ["01234"]
    assert not found[0].blocked
