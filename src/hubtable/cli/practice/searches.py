"""What people looked for in the finder of the practice communities: counts, as the page keeps them.

They say what the page is for: where nothing was found there is a gap in the directory, or in help.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hubtable.cli.practice.stage import Chore
from hubtable.directory.actions.counting import count_search

STATE = "MA"
LOOKED = (
    ("food_pantry", "Framingham", 23, 0),
    ("food_pantry", "Natick", 9, 0),
    ("rent_help", "Framingham", 17, 6),
    ("rent_help", "Ashland", 7, 7),
    ("dental", "Framingham", 11, 11),
    ("childcare", "Natick", 8, 5),
    ("english_classes", "Framingham", 12, 0),
    ("shelter", "Worcester", 14, 5),
    ("counseling", "Worcester", 10, 0),
    ("", "Framingham", 6, 6),
    ("tax_help", "Ashland", 3, 3),
)
"""Kind of help, town, searches, of them without an answer. The last is one the page never tells."""
AGO = (timedelta(minutes=1), timedelta(days=31))


def search_events(at: datetime) -> Iterator[Chore]:
    """Yield a month's searches twice: of this month, and of the one before."""
    for ago in AGO:
        yield Chore(at - ago, "finder", _count)


def _count(at: datetime) -> None:
    for category, town, searches, without in LOOKED:
        for number in range(searches):
            nothing = number < without
            count_search(at=at, category=category, town=town, state=STATE, nothing=nothing)
