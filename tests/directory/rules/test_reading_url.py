"""Web addresses of real feeds; nothing but http and https is given on."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_url import read_urls


@pytest.mark.parametrize(
    ("text", "url", "problems"),
    [
        ("http://example.org/Path?q=1#top", "http://example.org/Path?q=1#top", ()),
        ("HTTPS://Example.ORG", "https://example.org", ()),
        ("www.example.org", "https://www.example.org", (Problem.NO_SCHEME,)),
        ("http://www.example.org/about/  ", "http://www.example.org/about/", ()),
        (
            "http://example.us/metro/ health-center/",
            "http://example.us/metro/health-center/",
            (Problem.STRAY_CHARACTERS,),
        ),
        ("http://https://example.org", "https://example.org", (Problem.STRAY_CHARACTERS,)),
        ("http:/example.org", "http://example.org", (Problem.STRAY_CHARACTERS,)),
        ("http://münchen.de/straße", "http://xn--mnchen-3ya.de/stra%C3%9Fe", ()),
        ("\u200bhttps://example.org.", "https://example.org", ()),
    ],
)
def test_urls(text: str, url: str, problems: tuple[Problem, ...]) -> None:
    (read,) = read_urls(text)
    assert (read.url, read.problems) == (url, problems)


def test_several_in_a_cell() -> None:
    reads = read_urls("http://a.org; www.b.org")
    assert [read.url for read in reads] == ["http://a.org", "https://www.b.org"]
    assert all(Problem.SEVERAL in read.problems for read in reads)


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "JaVaScRiPt://x.org/%0aalert(1)", "data:text/html,x", "ftp://x.org",
     "mailto:info@x.org", "info@x.org", "http://user@x.org", "N/A", "http://localhost", "see above",
     "http://[::1"],
)  # fmt: skip
def test_what_is_no_web_address(text: str) -> None:
    (read,) = read_urls(text)
    assert (read.url, read.problems) == ("", (Problem.NOT_UNDERSTOOD,))


@given(
    st.text(max_size=40) | st.from_regex(r"(https?:|//|/|www\.|a\.org|:|@|\?|javascript:| ){1,8}")
)
def test_any_text_is_read_kept_and_reads_to_itself(text: str) -> None:
    for read in read_urls(text):
        assert read.given == text
        if read.url:
            assert urlsplit(read.url).scheme in {"http", "https"}
            assert read.url.isascii()
            (again,) = read_urls(read.url)
            assert again.url == read.url
