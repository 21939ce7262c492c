"""Opening hours in prose: read whole or kept as words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.reading_hours import hours_in, read_hours
from hubtable.directory.rules.schedules import Schedule


def line(schedule: Schedule) -> str:
    """Return a schedule in a few signs."""
    days = schedule.byday + (f"/{schedule.interval}" if schedule.interval > 1 else "")
    span = f"{clock(schedule.opens)}-{clock(schedule.closes)}"
    marks = " appointment" * schedule.by_appointment + " no holidays" * schedule.holidays_off
    return f"{days or '?'} {span}{marks}"


def clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


WEEK = "MO,TU,WE,TH,FR"
TABLE = (
    "<table><tr><td>Monday</td><td>Closed</td></tr><tr><td>Tuesday</td><td>"
    "<time>9:00 AM - 12:00 PM</time><time>1:00 PM - 5:00 PM</time></td></tr></table>"
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Monday - Friday: \n 8:30 am-4:30 pm", [f"{WEEK} 8:30-16:30"]),
        ("monday - friday 8:30am - 4:30pm", [f"{WEEK} 8:30-16:30"]),
        (
            "Mon.-Thurs. 8 a.m.-6 p.m., Fri. 8 a.m.-5 p.m.",
            ["MO,TU,WE,TH 8:00-18:00", "FR 8:00-17:00"],
        ),
        ("Office hours are 8:30 am to 4:30 pm Monday to Friday.", [f"{WEEK} 8:30-16:30"]),
        (
            "9 am to 9 pm Monday to Thursday, 9:30 am to 5:30 pm Fridays, and 10 am to 4 pm Sat",
            ["MO,TU,WE,TH 9:00-21:00", "FR 9:30-17:30", "SA 10:00-16:00"],
        ),
        ("Mon - Tue & Thur - Fri 8:30AM - 5:00PM", ["MO,TU,TH,FR 8:30-17:00"]),
        ("Monday, Wed-Thur 9:00AM - 6:00PM", ["MO,WE,TH 9:00-18:00"]),
        ("Sunday - Thursday 9am-1pm", ["MO,TU,WE,TH,SU 9:00-13:00"]),
        ("MWF 09:00-12:00", ["MO,WE,FR 9:00-12:00"]),
        ("M-F 1-4pm", [f"{WEEK} 13:00-16:00"]),
        ("Tuesdays 10-noon", ["TU 10:00-12:00"]),
        ("Open daily 9am to midnight", ["MO,TU,WE,TH,FR,SA,SU 9:00-24:00"]),
        ("24 hours a day, 7 days a week", ["MO,TU,WE,TH,FR,SA,SU 0:00-24:00"]),
        ("24/7", ["MO,TU,WE,TH,FR,SA,SU 0:00-24:00"]),
        ("Friday 7:00PM - 7:00AM", ["FR 19:00-31:00"]),
        ("Monday 12:30:00-18:00:00, 12:30:00-18:00:00", ["MO 12:30-18:00"]),
        (
            "Monday-Thursday (Closes daily noon to 1pm) 8:30AM - 5:00PM",
            ["MO,TU,WE,TH 8:30-12:00", "MO,TU,WE,TH 13:00-17:00"],
        ),
        ("Mon-Sat 9am-5pm, closed Wednesday", ["MO,TU,TH,FR,SA 9:00-17:00"]),
        ("weekdays 9am-5pm except holidays", [f"{WEEK} 9:00-17:00", "? - no holidays"]),
        ("Distribution is the 1st Tuesday of each month 4:00 – 5:30 p.m.", ["1TU 16:00-17:30"]),
        ("Occurs the 2nd & 4th Monday of each month 11:00 – 12:00 p.m.", ["2MO,4MO 11:00-12:00"]),
        ("First, second, and fourth Tuesday 9:30AM-12PM", ["1TU,2TU,4TU 9:30-12:00"]),
        (
            "Pantry is open on the second-to-last Wednesday of every month from 8 a.m. – 12 p.m.",
            ["-2WE 8:00-12:00"],
        ),
        ("2nd and last Thursday of each month 11:30 a.m. – 1:30 p.m.", ["2TH,-1TH 11:30-13:30"]),
        ("Pickup occurs every 1st Tuesday from  11:00 a.m.", ["1TU 11:00-"]),
        (
            "Pantry is open every other Tuesday from 4:00 – 6:00 p.m., as well as by appointment.",
            ["TU/2 16:00-18:00", "? - appointment"],
        ),
        (
            "Visits are also available by appointment from 8 a.m. – 4 p.m. Monday through Friday.",
            [f"{WEEK} 8:00-16:00 appointment"],
        ),
        ("By appointment only", ["? - appointment"]),
        ("Mon-Fri 9am-5pm and Sat by appointment", [f"{WEEK} 9:00-17:00", "SA - appointment"]),
        ("Monday-Friday\n\nBreakfast: 7:30 AM - 8:30 AM\n\nLunch: 12 PM - 1 PM",
         [f"{WEEK} 7:30-8:30", f"{WEEK} 12:00-13:00"]),
        (TABLE, ["TU 9:00-12:00", "TU 13:00-17:00"]),
    ],
)  # fmt: skip
def test_hours_are_understood(text: str, lines: list[str]) -> None:
    read = read_hours(text)
    assert [line(schedule) for schedule in read.schedules] == lines
    assert read.understood
    assert Problem.AMBIGUOUS not in read.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mon-Fri 9-5", f"{WEEK} 9:00-17:00"), ("Thursday 5 - 7", "TH 17:00-19:00"),
     ("Sunday - Monday 7:00PM - 7:00AM", "MO,SU 19:00-31:00")],
)  # fmt: skip
def test_a_guess_is_told_as_one(text: str, expected: str) -> None:
    read = read_hours(text)
    assert [line(schedule) for schedule in read.schedules] == [expected]
    assert read.problems == (Problem.AMBIGUOUS,)


@pytest.mark.parametrize(
    "text",
    [
        "Please note that the Registry is closed from 1:00 - 2:00 daily",
        "Delivery is available Monday at 1:00 p.m. to Florence and Northampton.",
        "KIDS UNDER 18: Mon/Wed: 9a-12p, 4-7p",
        "Every 2nd Friday from 2:00 – 3:30 p.m. for veterans & seniors (55+) only.",
        "Monday 9:00AM - 5:00AM",
        "Monday 6-8",
        "November 1 - March 31 Nights - Mornings",
        "Pantry is closed for the month of August. Open on the 2nd Sunday from 10 a.m. – 12 p.m.",
        "Closed",
        "Monday: Closed",
        "Closed Wed and Thu 9-5",
        "1st Monday - Friday 9am-5pm",
    ],
)
def test_what_is_not_understood_stays_as_words(text: str) -> None:
    read = read_hours(text)
    assert read.schedules == (Schedule(given=text),)
    assert read.problems == (Problem.NOT_UNDERSTOOD,)


def test_one_sentence_not_understood_does_not_spoil_another() -> None:
    read = read_hours("Open Monday 9am-5pm. Delivery on Tuesday at 3 pm.")
    assert [line(s) for s in read.schedules] == ["MO 9:00-17:00", "? -"]
    assert read.schedules[1].given == "Delivery on Tuesday at 3 pm"
    assert read.problems == (Problem.PARTLY_UNDERSTOOD,)
    assert not read.understood


def test_times_without_days_and_days_without_times() -> None:
    assert read_hours("9:00AM - 5:00PM").problems == (Problem.NO_DAYS,)
    assert read_hours("Monday - Friday").problems == (Problem.NO_TIMES,)


def test_hours_that_vary() -> None:
    assert read_hours("hours vary").problems == (Problem.VARIES,)
    assert read_hours("Varies based on offered programming").understood


def test_a_description_without_hours_has_none() -> None:
    read = hours_in("Guests are limited to 12 visits a year. Please bring an empty bag.")
    assert (read.schedules, read.problems) == ((), (Problem.NO_HOURS,))
    assert read_hours("").problems == ()


@given(st.text(max_size=60))
def test_any_text_is_read_and_kept(text: str) -> None:
    read = read_hours(text)
    assert read.given == text
    assert bool(read.schedules) is bool(text.strip())


SAID = (
    "Mon Tue - , and to 9am 5pm 9:30 17:00 noon 1st 3rd every other closed holidays daily 24/7 ( ) "
    "; by appointment from weekdays except Sunday last until 12 midnight . 24 hours"
)
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=12)


@given(WORDS)
@example("closed Mon - Tue".split())
def test_any_row_of_words_is_read(words: list[str]) -> None:
    for schedule in read_hours(" ".join(words)).schedules:
        assert schedule.opens is None or 0 <= schedule.opens < 1440
        assert schedule.closes is None or schedule.opens is not None
        assert schedule.closes is None or schedule.opens < schedule.closes <= 2160
        assert list(schedule.days) == sorted(set(schedule.days))


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=3, unique=True),
)
def test_what_is_understood_reads_to_itself(
    days: list[int], opens: int, closes: int, nths: list[int]
) -> None:
    names = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    ordinals = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
    if nths:
        said = f"{' and '.join(ordinals[nth] for nth in nths)} {names[days[0]]}"
    else:
        said = ", ".join(names[day] for day in days)
    hours = f"{opens // 60:02}:{opens % 60:02} - {closes // 60:02}:{closes % 60:02}"
    read = read_hours(f"{said} {hours}")
    if opens < closes or (closes == 0 and opens):
        (schedule,) = read.schedules
        end = {0: 1440, 1439: 1440}.get(closes, closes)
        assert (schedule.opens, schedule.closes) == (opens, end)
        assert schedule.days == ((days[0],) if nths else tuple(sorted(days)))
        assert set(schedule.nths) == set(nths)
