"""Phone numbers of real feeds, and of none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_phone import SHORT_CODES, read_phones


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("(508) 831-2050 ", "(508) 831-2050", ""),
        ("202.713.2939", "(202) 713-2939", ""),
        ("202 - 483 - 5800", "(202) 483-5800", ""),
        ("(202) 687- 0821", "(202) 687-0821", ""),
        ("978 744-1020", "(978) 744-1020", ""),
        ("3015985432", "(301) 598-5432", ""),
        ("1-877-508-6667", "(877) 508-6667", ""),
        ("(413) 584-1766\u200e", "(413) 584-1766", ""),
        ("(617) 288-9500 x400", "(617) 288-9500", "400"),
        ("(617) 782-6540, Press 5", "(617) 782-6540", "5"),
        ("978-737-4001 xOPT5", "(978) 737-4001", "5"),
        ("781-329-4777 x:303", "(781) 329-4777", "303"),
        ("(978) 687-7184 ext: 5022332", "(978) 687-7184", "5022332"),
        ("Phone No: (202) 797-8806 Ext: 1041", "(202) 797-8806", "1041"),
        ("1-800-465-7113 Local 501", "(800) 465-7113", "501"),
        ("(617) 542-SING", "(617) 542-7464", ""),
        ("1-877-ADOPT-07 (1-877-236-7807)", "(877) 236-7807", ""),
        ("+44 20 7946 0958", "+44 20 7946 0958", ""),
    ],
)
def test_one_number_is_understood(text: str, number: str, extension: str) -> None:
    (read,) = read_phones(text)
    assert (read.number, read.extension, read.problems) == (number, extension, ())


def test_several_numbers_in_a_cell_keep_who_answers() -> None:
    reads = read_phones("(413) 301-9335 (Michelle)  (413) 301-9476 (Madeline)")
    assert [(r.e164, r.note) for r in reads] == [
        ("+14133019335", "Michelle"),
        ("+14133019476", "Madeline"),
    ]
    assert all(Problem.SEVERAL in r.problems for r in reads)


def test_labels_before_numbers_belong_to_the_next() -> None:
    reads = read_phones("Office: 508-831-2050 x3 Fax: 508-831-2051")
    assert [(r.number, r.extension, r.kind) for r in reads] == [
        ("(508) 831-2050", "3", "voice"),
        ("(508) 831-2051", "", "fax"),
    ]


def test_labels_after_numbers_belong_to_the_one_before() -> None:
    reads = read_phones("(508) 831-2050 (fax), 508-831-2051 (hotline)")
    assert [r.kind for r in reads] == ["fax", "hotline"]


def test_each_extension_is_a_number_of_its_own() -> None:
    reads = read_phones("604-985-5355 Local 332, 334, 335, or 336")
    assert [r.extension for r in reads] == ["332", "334", "335", "336"]
    assert {r.e164 for r in reads} == {"+16049855355"}


@pytest.mark.parametrize("code", sorted(SHORT_CODES))
def test_short_codes_are_numbers(code: str) -> None:
    (read,) = read_phones(code)
    assert (read.number, read.e164, read.problems) == (code, "", ())
    assert read.uri == f"tel:{code};phone-context=+1"


def test_a_code_for_texts() -> None:
    (read,) = read_phones("Text HOME to 741741")
    assert (read.number, read.kind, read.problems) == ("741741", "text", ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("(223) 346 12361", Problem.WRONG_LENGTH),
        ("(0123) 4567 8900", Problem.WRONG_LENGTH),
        ("08200594004", Problem.WRONG_LENGTH),
        ("4356", Problem.WRONG_LENGTH),
        ("831-2050", Problem.NO_AREA_CODE),
        ("Local 114", Problem.NO_NUMBER),
        ("ask at the desk", Problem.NO_NUMBER),
    ],
)
def test_nothing_is_made_up(text: str, problem: Problem) -> None:
    (read,) = read_phones(text)
    assert (read.number, read.e164) == ("", "")
    assert problem in read.problems


def test_a_number_nobody_has_is_kept_and_named() -> None:
    (read,) = read_phones("(555) 123-4567")
    assert read.number == "(555) 123-4567"
    assert read.problems == (Problem.NOT_ASSIGNED,)


def test_the_column_of_extensions_counts_where_the_text_has_none() -> None:
    assert read_phones("(202) 797-8806", "1311.0")[0].extension == "1311"
    assert read_phones("(202) 797-8806 x7", "1311")[0].extension == "7"


def test_a_link_dials_the_extension_too() -> None:
    assert read_phones("508-222-5350 x348")[0].uri == "tel:+15082225350;ext=348"


@given(st.text(max_size=60), st.text(max_size=6))
def test_any_text_is_read_and_kept(text: str, extension: str) -> None:
    reads = read_phones(text, extension)
    assert reads
    assert all(read.given == text for read in reads)
    assert all(read.number or not read.e164 for read in reads)


@given(st.from_regex(r"\A(\(?[2-9]\d\d\)?[ .-]?\d{3}-\d{4}( ?x\d{1,5})?[ ,;]{1,2}){1,3}\Z"))
def test_what_is_understood_reads_to_itself(text: str) -> None:
    for read in read_phones(text):
        (again,) = read_phones(read.text)
        assert (again.number, again.e164, again.extension) == (
            read.number,
            read.e164,
            read.extension,
        )
