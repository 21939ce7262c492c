"""Words of opening hours as tokens: days, times, ordinals, and what may stand around them.

A word that is not here makes its sentence unread: names of meals or of groups of people change
what the hours mean.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hubtable.directory.rules.schedules import ALL_DAYS


class Kind(StrEnum):
    """What a token is."""

    DAY = "day"
    NTH = "nth"
    TIME = "time"
    TO = "to"
    AND = "and"
    OTHER = "every other"
    ALL_DAY = "24 hours"
    CLOSED = "closed"
    HOLIDAYS = "holidays"
    EXCEPT = "except"
    APPOINTMENT = "by appointment"
    SEASON = "season"
    FILLER = "filler"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: days of a DAY, the number of an NTH, minutes of a TIME."""

    kind: Kind
    text: str = ""
    days: tuple[int, ...] = ()
    number: int = 0
    half: str = ""
    sure: bool = True
    """Of a TIME: its half of the day is told ("am", "pm", or a 24-hour clock)."""


NAMES = (
    r"mon(?:day)?s?", r"tu(?:e|es|esday)?s?", r"wed(?:s|nes|nesday)?s?|wendesdays?",
    r"th(?:u|ur|urs|ursday)?s?", r"fri(?:day)?s?", r"sat(?:ur|urday)?s?", r"sun(?:day)?s?",
)  # fmt: skip
ORDINALS = {
    "1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4,
    "5th": 5, "fifth": 5, "last": -1, "second-to-last": -2, "second to last": -2,
    "next-to-last": -2,
}  # fmt: skip
FILLERS = frozenset(
    (
        "a an the is are on in of each every month months week from at between open opens "
        "opening hours hour hrs also during starting starts begins beginning following times "
        "time operates operating pantry pantries mealsite meal site distribution distributions "
        "distributes pickup occurs held runs available office business regular please note "
        "takes place drive-thru curbside by pop-up program it we our visit visits walk-in "
        "walk-ins walk welcome pick-up pick up outdoors outdoor mobile food meals served "
        "breakfast lunch dinner as well eastern est edt et local o'clock only daytime typically "
        "normal currently doors window directly to- go bags pre-packed grab and go regularly "
        "day days evenings evening mornings morning afternoons afternoon nights night this "
        "generally be will there ours below these listed guest guests vehicles to"
    ).split()
)
APPOINTMENT = (
    r"(?:(?:or|also)\s+)?(?:available\s+)?(?:by|with|or)\s+(?:scheduled\s+)?appointments?"
    r"(?:\s+only)?"
    r"|appointments?\s+(?:only|required|necessary|needed)|call\s+for\s+(?:an\s+)?appointment"
    r"|by\s+appt\.?(?:\s+only)?|appt\.?\s+only"
)
SEASON = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|june?|july|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|summer|winter|spring|fall|autumn|seasonal(?:ly)?"
    r"|school\s+year|semester|temporarily|permanently)\b"
)
TIME = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?\s*"
    r"(?P<half>(?<=[\s\d])[ap]m\b|(?<=\d)[ap]\b)?(?![\d:%$+])"
)
ALL_DAY = (
    r"24\s*[/-]\s*7|24\s*-?\s*(?:hours?|hrs?)(?:\s+(?:a|per)\s+day|\s+daily)?"
    r"|around the clock|open always|always open"
)
NTH = (
    r"(?:second(?:-|\s)to(?:-|\s)last|next-to-last"
    r"|(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last))\b"
)
HOLIDAYS = (
    r"(?:(?:on\s+)?(?:all\s+|most\s+|major\s+|federal\s+|state\s+|legal\s+|public\s+|and\s+){0,3}"
    r"holidays?)\b"
)
PARTS = (
    ("all_day", ALL_DAY),
    ("every_day", r"daily|every\s*day|(?:7|seven)\s+days(?:\s+(?:a|per)\s+week)?|all week"),
    ("weekdays", r"week\s?days?"),
    ("weekends", r"week\s?ends?"),
    ("other", r"every\s+other|alternate|alternating|bi-?weekly"),
    ("appointment", APPOINTMENT),
    ("nth", NTH),
    ("closed", r"(?:is\s+|are\s+)?(?:closed|closes|closing)\b"),
    ("holidays", HOLIDAYS),
    ("except", r"(?:except(?:\s+for)?|excluding|not\s+open)\b"),
    *((f"day{number}", rf"(?:{names})\b\.?") for number, names in enumerate(NAMES)),
    ("season", SEASON),
    ("noon", r"(?:12(?::00)?\s*)?noon\b"),
    ("midnight", r"(?:12(?::00)?\s*)?midnight\b"),
    ("time", TIME),
    ("to", r"-|to\b(?!-)|un?till?\b|thr(?:u|ough)\b"),
    ("and", r"[,&/]|and\b|plus\b|as well as\b"),
    ("word", r"[^\W\d_][\w'’-]*"),
    ("mark", r"[:()\[\].!|>*•·~]"),
    ("rest", r"\S"),
)
TOKEN = re.compile(r"\s*(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in PARTS) + ")")
FIXED = {
    "every_day": Token(Kind.DAY, days=ALL_DAYS),
    "weekdays": Token(Kind.DAY, days=(0, 1, 2, 3, 4)),
    "weekends": Token(Kind.DAY, days=(5, 6)),
    "other": Token(Kind.OTHER),
    "closed": Token(Kind.CLOSED),
    "holidays": Token(Kind.HOLIDAYS),
    "except": Token(Kind.EXCEPT),
    "season": Token(Kind.SEASON),
    "noon": Token(Kind.TIME, number=720, half="p"),
    "midnight": Token(Kind.TIME, number=0, half="a"),
    "to": Token(Kind.TO),
    "and": Token(Kind.AND),
    "mark": Token(Kind.FILLER),
    **{f"day{number}": Token(Kind.DAY, days=(number,)) for number in ALL_DAYS},
}


def tokens(text: str) -> list[Token]:
    """Return the tokens of one sentence in lower case."""
    return [_token(match) for match in TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    name = match.lastgroup or "rest"
    if match["time"] is not None:
        return _time(match)
    return FIXED.get(name) or _worded(name, match[0].strip())


def _worded(name: str, said: str) -> Token:
    """Return a token whose words matter."""
    if name == "all_day":
        week = any(word in said for word in ("7", "always", "clock"))
        return Token(Kind.ALL_DAY, number=int(week))
    if name == "appointment":
        return Token(Kind.APPOINTMENT, said)
    if name == "nth":
        return Token(Kind.NTH, number=ORDINALS[re.sub(r"\s+", " ", said)])
    return Token(Kind.FILLER if said in FILLERS else Kind.UNKNOWN, said)


def _time(match: re.Match[str]) -> Token:
    """Return a time as far as it tells itself; a number that is no time is unknown."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "")[:1]
    if hour > 24 or (hour == 24 and minute) or (half and not 1 <= hour <= 12):
        return Token(Kind.UNKNOWN, match[0])
    if half:
        return Token(
            Kind.TIME, match[0], number=hour % 12 * 60 + minute + 720 * (half == "p"), half=half
        )
    sure = bool(match["second"]) or hour >= 13 or hour == 0 or match["hour"].startswith("0")
    text = match[0].strip() if match["minute"] else ""
    return Token(Kind.TIME, text, number=hour * 60 + minute, sure=sure and bool(match["minute"]))
