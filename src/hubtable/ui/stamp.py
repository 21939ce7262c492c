"""What every form carries besides its fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """Lets the server tell a repeated form, a stale page and the wrong seat.

    `request_id` is new for each shown form; `version` is the record's when the page was made;
    `seat` is the seat that opened the page.
    """

    request_id: str
    seat: str = ""
    version: str = ""
