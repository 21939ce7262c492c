"""What the guard finds by pattern and by how a name stands; what it leaves alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubtable.vault.rules.guarding.checking import Read, checked
from hubtable.vault.rules.guarding.dates import dates
from hubtable.vault.rules.guarding.findings import Finding, Guarded, Kind, Reason, together, word_of
from hubtable.vault.rules.guarding.names import names
from hubtable.vault.rules.guarding.patterns import patterns

YEAR = 2026
digits = st.text("0123456789", min_size=1).filter(lambda text: text != "0" * len(text))


def kinds(text: str) -> set[Kind]:
    """The kinds of pattern found."""
    return {one.kind for one in patterns(text, YEAR)}


def named(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """The stretches taken for names."""
    return [text[one.start : one.end] for one in names(text, known)]


@given(
    st.integers(201, 989),
    st.integers(200, 999),
    st.integers(0, 9999),
    st.sampled_from(
        ["{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "{} {} {}", "+1 {} {} {}", "1-{}-{}-{}", "{}{}{}"]
    ),
)
def test_a_phone_number_is_found_however_it_is_written(
    area: int, office: int, line: int, shape: str
) -> None:
    number = shape.format(area, office, f"{line:04}")
    text = f"Left a message at {number}, no answer."
    found = [one for one in patterns(text, YEAR) if one.kind in {Kind.PHONE, Kind.NUMBER}]
    assert any(one.start <= text.index(number) + 1 and one.blocked for one in found), number
    assert all(number[-4:] not in text[: one.start] + text[one.end :] for one in found)


@given(
    st.integers(100, 899),
    st.integers(10, 99),
    st.integers(1000, 9999),
    st.sampled_from(["-", " ", "."]),
)
def test_a_social_security_number_is_found(one: int, two: int, three: int, gap: str) -> None:
    assert Kind.SSN in kinds(f"gave {gap.join(map(str, (one, two, three)))} to the clinic")
    assert Kind.SSN in kinds(f"SSN {one}{two}{three} needed")


@given(
    st.dates(date(1925, 1, 1), date(2025, 12, 31)),
    st.sampled_from(
        ["%m/%d/%Y", "%m-%d-%y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%b %d %Y", "%m.%d.%Y"]
    ),
    st.sampled_from(["born {}", "DOB: {}", "d.o.b. {}", "date of birth is {}", "birthday {}"]),
)
def test_a_birth_date_is_found_however_it_is_written(when: date, shape: str, cue: str) -> None:
    text = cue.format(when.strftime(shape))
    assert Kind.BIRTH_DATE in kinds(text), text
    (written,) = dates(text)
    assert written.may_be(when.year, when.month, when.day)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to zora.q@example.org", Kind.EMAIL),
        ("zora.q (at) example (dot) org", Kind.EMAIL),
        ("her account @zora_quill", Kind.EMAIL),
        ("lives at 12 Elm Street, Apt 3B", Kind.ADDRESS),
        ("lives at 12 elm st", Kind.ADDRESS),
        ("4711 Old Post Rd, Anytown, MA 01234", Kind.ADDRESS),
        ("183 Route 9", Kind.ADDRESS),
        ("P.O. Box 12", Kind.ADDRESS),
        ("Rua das Flores 12", Kind.ADDRESS),
        ("last four 4711", Kind.SSN),
        ("SSN xxx-xx-4711", Kind.SSN),
        ("plate 3EHF12", Kind.PLATE),
        ("license plate: 123 ABC", Kind.PLATE),
        ("docket 2149CR001234", Kind.NUMBER),
        ("docket no. 21-1234", Kind.NUMBER),
        ("incident #23-29629", Kind.NUMBER),
        ("MRN 635795", Kind.NUMBER),
        ("report 2018-149848", Kind.NUMBER),
        ("4111 1111 1111 1111", Kind.NUMBER),
        ("first seen 3/2/2011", Kind.BIRTH_DATE),
        ("born in 1961", Kind.BIRTH_DATE),
    ],
)
def test_what_leads_to_a_person_is_blocked(text: str, kind: Kind) -> None:
    assert kind in kinds(text)
    assert all(one.blocked for one in patterns(text, YEAR))


@pytest.mark.parametrize(
    "text",
    [
        "Closed 2025-03-14 as declined, reopened 11/20.",
        "Situation D-0141 and D-0007 go together; number 23 is closed.",
        "Two earlier discussions (2023, 2024), and 2019-2024 before.",
        "3 overdoses in 30 days; calls fell from 9 to 2; ages 12-15 and 65+.",
        "Shelter for 2 nights near Pearl Street; Route 9 is close.",
        "Section 12, 209A, 42 CFR Part 2, 51A were discussed.",
        "Rent of $1,250.00 is due on 4/1, about 1,200,000 for the city.",
        "Meets at 10:30 AM in room 4 on Tuesday.",
    ],
)
def test_what_leads_to_nobody_passes(text: str) -> None:
    assert patterns(text, YEAR) == ()
    assert names(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zora Quillfeather was seen twice.", "Zora Quillfeather"),
        ("Spoke with zora quillfeather today", "zora quillfeather"),
        ("ZORA QUILLFEATHER came late again.", "ZORA QUILLFEATHER"),
        ("They saw Quillfeather, Zora at noon.", "Quillfeather, Zora"),
        ("Mother of Zora asked for help.", "Zora"),
        ("Mr. Hill needs a ride.", "Mr. Hill"),
        ("The boy, named hunter, ran away.", "hunter"),
        ("A young man known as Ace hangs around.", "Ace"),
        ("aka Smokey since spring", "Smokey"),
        ("J. Quillfeather has moved.", "J. Quillfeather"),
        ("The initials are Z.Q. only.", "Z.Q."),
        ("Grace's brother drinks.", "Grace's"),
        ("Joy was discharged.", "Joy"),
        ("she met with joão at noon", "joão"),
        ("Ana-Luísa dos Santos agreed.", "Ana-Luísa dos Santos"),
        ("zora quillfeather lives alone", "zora quillfeather"),
        ("Client Zora Church needs food.", "Zora Church"),
        ("met Hope Patel at the door", "Hope Patel"),
    ],
)
def test_a_name_is_suspected(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hope services can start in June; may need rent help.",
        "Mark as follow-up. Grace period ends Friday.",
        "Will call back tomorrow.",
        "Board of Health and Council on Aging visit jointly.",
        "Salvation Army gave a bed; Boys & Girls Club mentors.",
        "The DCF worker and EMS agreed; SMOC declined.",
        "Speaks Haitian Creole, reads Portuguese, prays at Saint Mary Church.",
        "Prescribed Suboxone and Seroquel.",
        "In Norwood, MA the clinic is closed.",
        "Plan B. The family agreed; 3 p.m. is fine. The U.S. office closed.",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert named(text) == []


def test_what_the_hub_knows_is_no_name() -> None:
    text = "Quillfeather House called Zora Marsh about Tamsin."
    assert named(text, ("Quillfeather House Inc.", "Zora Marsh")) == ["Tamsin"]


def test_the_model_adds_what_it_reads_but_not_ordinary_words() -> None:
    text = "the boy xu went to the pantry"
    start = text.index("xu")
    read = Read(names=((start, start + 2), (text.index("pantry"), len(text))))
    assert [text[one.start : one.end] for one in checked(text, year=YEAR, read=read)] == ["xu"]


def test_an_address_only_the_model_sees_can_be_confirmed() -> None:
    text = "stays at 9 Old Quarry, near Pearl Street and Route 9, 3 more nights"
    parts = ("9 Old Quarry", "Pearl Street", "Route 9", "3 more nights")
    read = Read(addresses=tuple((text.index(one), text.index(one) + len(one)) for one in parts))
    (found,) = (one for one in checked(text, year=YEAR, read=read) if one.kind is Kind.ADDRESS)
    assert (found.start, found.blocked) == (9, False)


def test_what_overlaps_is_said_once_and_nothing_is_lost() -> None:
    phone, name = Finding(Kind.PHONE, 5, 9, True), Finding(Kind.NAME, 0, 15, False)
    assert together([phone], [name]) == (
        Finding(Kind.NAME, 0, 4, False),
        phone,
        Finding(Kind.NAME, 10, 15, False),
    )
    assert together([Finding(Kind.NAME, 0, 4, False), Finding(Kind.NAME, 3, 9, False)]) == (
        Finding(Kind.NAME, 0, 9, False),
    )


def guarded(text: str) -> Guarded:
    """A text with what the rules find in it."""
    return Guarded(text, checked(text, year=YEAR))


def test_a_clear_text_may_be_kept() -> None:
    assert guarded("Rent is three months late.").verdict("Reason")


def test_the_refusal_names_kind_and_place_and_not_the_text() -> None:
    seen = guarded("Spoke with Zora Quill at 508-555-0143 today")
    verdict = seen.verdict("Reason", seen.confirmation(Reason.IS_STAFF))
    assert not verdict
    assert verdict.sentence == "Reason: take out what identifies. Phone number (word 6)."
    assert word_of("a b  c", 5) == 3
    assert [word_of("a bc", at) for at in range(4)] == [1, 1, 2, 2]
    assert "Zora" not in repr(seen)


def test_a_confirmation_holds_for_these_names_only() -> None:
    one, other = guarded("Ask Zora Quill."), guarded("Ask Zora Quill or Tamsin Vole.")
    confirm = one.confirmation(Reason.IS_STAFF)
    assert "name" in one.verdict("Note").sentence
    assert one.verdict("Note", confirm)
    assert one.reason(confirm) is Reason.IS_STAFF
    assert not other.verdict("Note", confirm)
    assert not one.verdict("Note", "is_staff")
    assert not one.verdict("Note", "")
