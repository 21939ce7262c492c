"""What a steward types is kept so that a file carries it out and in again unchanged."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.directory.rules.feeds.splitting import split
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.language_names import CODE_BY_NAME, NAME_BY_CODE
from hubtable.directory.rules.specials import SPECIAL
from hubtable.directory.rules.states import COUNTRY_BY_NAME, PROVINCE_BY_NAME, STATE_BY_NAME
from hubtable.directory.rules.typed import as_read, readable
from hubtable.directory.rules.understanding import plan, understand

LINK = {"address": "location_id", "language": "service_id"}
SPACED = st.sampled_from((str, str.title, str.upper, lambda text: f" {text}. "))
KNOWN_STATES = st.builds(
    lambda text, form: form(text), st.sampled_from([*STATE_BY_NAME, *PROVINCE_BY_NAME]), SPACED
)
STATES = (
    KNOWN_STATES | st.sampled_from(("Mass.", "N.Y.", "Bavaria", "??", "")) | st.text(max_size=9)
)
COUNTRIES = st.sampled_from(
    ("", "US", "USA", "Canada", "ca", "Mexico", "Atlantis", "PR", *COUNTRY_BY_NAME)
)
CODES = st.sampled_from(("", "01702", "1702", "K1A 0B1", "k1a0b1", "02139-4307", "D-10115", "x"))
NOTES = st.sampled_from(("", "limited", "by appointment", "Tuesdays, Thursdays"))
NAMES = st.one_of(
    st.builds(
        lambda text, form: form(text),
        st.sampled_from([*CODE_BY_NAME, *NAME_BY_CODE, *NAME_BY_CODE.values()]), SPACED,
    ),
    st.builds("{} ({})".format, st.sampled_from(list(NAME_BY_CODE.values())), NOTES),
    st.sampled_from(("Creole", "Signs", "Spanish speaking staff", "any language", "speaks Farsi")),
    st.text(min_size=1, max_size=12),
)  # fmt: skip
ADDRESSES = st.fixed_dictionaries(
    {"city": st.just("Elm"), "state_province": STATES, "country": COUNTRIES, "postal_code": CODES}
)
LANGUAGES = st.fixed_dictionaries(
    {"name": NAMES, "code": st.sampled_from(("", "es", "spa", "zz", "ES")), "note": NOTES}
)


def taken_in(kind: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the records a file's row of these values becomes, as an import reads it."""
    columns = TABLES[kind].columns
    row = tuple({**values, LINK[kind]: "7"}.get(name, "") for name in columns)
    how = plan(kind, columns, b"0" * 16, SPECIAL[kind])
    found = []
    for name, cells in split(kind, columns, row):
        read = understand(how, cells, f"1{name}")
        found.append({name: read.values[name] or "" for name in values})
    return found


def plain(values: dict[str, Any]) -> bool:
    """Whether no other reading of texts is at work: signs that are cleaned, empty rows."""
    return all(text.isprintable() and "&" not in text and "\\" not in text and "<" not in text
               for text in values.values())  # fmt: skip


def comes_back(kind: str, typed: dict[str, Any]) -> bool:
    """Whether what is kept of typed values comes back from a file as it is; or is refused."""
    typed = {name: text.strip() for name, text in typed.items()}
    if not readable(kind, typed):
        return True
    kept = as_read(kind, {}, typed)
    return taken_in(kind, kept) == [kept]


@given(ADDRESSES.filter(plain))
def test_typed_addresses_come_back(typed: dict[str, Any]) -> None:
    assert comes_back("address", typed)


@given(LANGUAGES.filter(plain))
def test_typed_languages_come_back(typed: dict[str, Any]) -> None:
    assert comes_back("language", typed)


@pytest.mark.parametrize("name", sorted({*CODE_BY_NAME, *NAME_BY_CODE, *NAME_BY_CODE.values()}))
def test_every_language_there_is_comes_back(name: str) -> None:
    assert comes_back("language", {"name": name, "code": "", "note": ""})


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("address", {"state_province": "Mass.", "country": "", "postal_code": ""},
         ("MA", "US", "")),
        ("address", {"state_province": "", "country": "usa", "postal_code": "1702"},
         ("", "US", "01702")),
        ("address", {"state_province": "Bavaria", "country": "DE", "postal_code": "80331"},
         ("Bavaria", "DE", "80331")),
        ("language", {"name": "spanish (limited)", "code": "", "note": ""},
         ("Spanish", "es", "limited")),
        ("language", {"name": "Signs", "code": "", "note": ""}, ("Signs", "", "")),
    ],
)  # fmt: skip
def test_typed_words_are_kept_as_feeds_are_read(
    kind: str, typed: dict[str, str], kept: tuple[str, ...]
) -> None:
    assert tuple(as_read(kind, {}, typed).values()) == kept


def test_what_would_come_back_as_something_else_is_refused() -> None:
    assert readable("language", {"name": "Spanish and Portuguese"}).code == "languages"
    assert readable("address", {"postal_code": "170"}).code == "postal_code"
    assert readable("address", {"postal_code": "80331-x", "country": "DE"})
    assert readable("address", {"postal_code": ""})


def test_fields_that_were_not_typed_are_read_along() -> None:
    before = {"name": "Portuguese", "code": "pt", "note": "limited"}
    assert as_read("language", before, {"name": "spanish"}) == {"name": "Spanish", "code": "es"}
    assert as_read("phone", {}, {"number": "x"}) == {"number": "x"}
