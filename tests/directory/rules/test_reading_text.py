"""Traces of other programs in texts, and bytes in other encodings."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_text import encoding_of, read_bytes, read_text


@pytest.mark.parametrize(
    ("text", "understood", "problems"),
    [
        ("Lorraine&#8217;s Soup Kitchen", "Lorraine\u2019s Soup Kitchen", (Problem.ENTITIES,)),
        ("Food &amp; Clothes", "Food & Clothes", (Problem.ENTITIES,)),
        (
            "Food &amp;amp; Clothes",
            "Food & Clothes",
            (Problem.ENTITIES, Problem.ENTITIES_TWICE),
        ),
        ("<p>Call us.</p><p>Or walk in.</p>", "Call us.\n\nOr walk in.", (Problem.TAGS,)),
        ("<tr><td>Monday</td><td>Closed</td></tr>", "Monday Closed", (Problem.TAGS,)),
        ("a<script>alert(1)</script>b", "ab", (Problem.TAGS,)),
        ("&lt;b&gt;Bring ID&lt;/b&gt;", "Bring ID", (Problem.ENTITIES, Problem.TAGS)),
        ("932 Main Street\\nWorcester", "932 Main Street\nWorcester", (Problem.LITERAL_ESCAPES,)),
        ("one\\ntwo", "one\ntwo", (Problem.LITERAL_ESCAPES,)),
        ("\u200b\u200binfo@example.org", "info@example.org", (Problem.CONTROL_CHARACTERS,)),
        ("a\x00b", "ab", (Problem.CONTROL_CHARACTERS,)),
        ("don\u00e2\u20ac\u2122t", "don\u00e2\u20ac\u2122t", (Problem.MOJIBAKE,)),
        ("caf\u00c3\u00a9", "caf\u00c3\u00a9", (Problem.MOJIBAKE,)),
        ("  by\u00a0appointment ", "by appointment", ()),
        ("one\r\ntwo", "one\ntwo", ()),
    ],
)
def test_traces_are_left_out_and_named(
    text: str, understood: str, problems: tuple[Problem, ...]
) -> None:
    read = read_text(text)
    assert (read.text, read.problems) == (understood, problems)


@pytest.mark.parametrize(
    "text",
    [
        "Fish &Chips; 2",
        "ages <18 and > 60",
        "C:\\new\\notes",
        "?a=1&copy=2",
        "Montréal",
        "S&L",
        "a<b",
    ],
)
def test_what_only_looks_like_a_trace_stays(text: str) -> None:
    read = read_text(text)
    assert (read.text, read.problems) == (text, ())


@pytest.mark.parametrize(
    ("raw", "name", "text"),
    [
        ("Montréal".encode(), "utf-8", "Montréal"),
        (codecs.BOM_UTF8 + "é".encode(), "utf-8-sig", "é"),
        ("Montréal – “ok”".encode("cp1252"), "cp1252", "Montréal – “ok”"),
        ("id,name\r\n".encode("utf-16"), "utf-16", "id,name\r\n"),
        ("id,name\r\n".encode("utf-16-le"), "utf-16-le", "id,name\r\n"),
        ("id,name\r\n".encode("utf-16-be"), "utf-16-be", "id,name\r\n"),
        (b"", "utf-8", ""),
    ],
)
def test_encodings(raw: bytes, name: str, text: str) -> None:
    found, encoding = read_bytes(raw)
    assert (found, encoding.name) == (text, name)
    assert (Problem.ENCODING in encoding.problems) is not name.startswith("utf-8")


def test_a_letter_cut_between_two_pieces_is_still_one() -> None:
    raw = "é".encode()
    assert encoding_of([b"caf" + raw[:1], raw[1:]]).name == "utf-8"
    assert encoding_of([b"caf" + raw[:1]]).name == "cp1252"


@given(
    st.text(st.characters(exclude_categories=())) | st.from_regex(r"(<p>|&amp;|\\n|&lt;|\xa0| )*")
)
def test_any_text_is_read_kept_and_reads_to_itself(text: str) -> None:
    read = read_text(text)
    assert read.given == text
    again = read_text(read.text)
    assert again.text == read.text
    assert set(again.problems) <= {Problem.MOJIBAKE}
    assert "\x00" not in read.text
    read.text.encode()


@given(st.binary())
def test_any_bytes_are_read(raw: bytes) -> None:
    text, encoding = read_bytes(raw)
    assert isinstance(text, str)
    codecs.lookup(encoding.name)
