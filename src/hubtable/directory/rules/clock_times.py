"""Two times that stand for "from … to …", where one or both leave their half of the day open."""

from hubtable.directory.rules.hours_words import Token
from hubtable.directory.rules.schedules import DAY_LONG

NOON = 720
Range = tuple[int, int]


def range_of(first: Token, second: Token) -> tuple[Range, bool] | None:
    """Return minutes from and to, and whether the text itself says so; None where it cannot be.

    "4:00 - 5:30 pm" means the afternoon twice, "11:00 - 1:00 pm" begins before noon. "9 - 5"
    without any half is read as the working day, which is a guess and is told as one.
    """
    if first.half and second.half:
        return _checked(first.number, second.number, sure=True)
    if second.half:
        return _checked(_begin(first, second), second.number, sure=True)
    if first.half:
        return _checked(first.number, _end(first.number, second), sure=True)
    if first.sure or second.sure:
        told = second.sure or second.number > first.number
        end = second.number if told else second.number + NOON
        return _checked(first.number, end, sure=told)
    hour = first.number // 60
    if hour == 6 or hour > 12:
        return None
    start = first.number + (NOON if hour < 6 else 0)
    return _checked(start, _end(start, second), sure=False)


def _begin(first: Token, second: Token) -> int:
    """Return the latest time the first can mean that is before the second."""
    if first.sure:
        return first.number
    hour = first.number % NOON
    if second.half == "p":
        return hour + NOON if hour + NOON < second.number or second.number < NOON else hour
    return hour if hour < second.number else hour + NOON


def _end(start: int, second: Token) -> int:
    """Return the earliest time the second can mean that is after the start."""
    if second.sure:
        return second.number
    hour = second.number % NOON
    return next((end for end in (hour, hour + NOON) if end > start), hour)


def _checked(opens: int, closes: int, *, sure: bool) -> tuple[Range, bool] | None:
    """Refuse a range over night that begins before noon: it is a slip for another half."""
    if closes in {0, DAY_LONG - 1} or (closes == DAY_LONG and opens == 0):
        closes = DAY_LONG
    if closes > opens:
        return ((opens, closes), sure) if closes <= DAY_LONG else None
    if closes == opens or opens < NOON:
        return None
    return (opens, closes + DAY_LONG), sure
