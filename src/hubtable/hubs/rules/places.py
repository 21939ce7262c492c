"""States and time zones a Hub can be in."""

ZONES = {
    "America/New_York": "Eastern time",
    "America/Chicago": "Central time",
    "America/Denver": "Mountain time",
    "America/Phoenix": "Arizona time",
    "America/Los_Angeles": "Pacific time",
    "America/Anchorage": "Alaska time",
    "Pacific/Honolulu": "Hawaii time",
    "America/Puerto_Rico": "Atlantic time (Puerto Rico)",
    "America/Halifax": "Atlantic time (Canada)",
    "America/St_Johns": "Newfoundland time",
    "America/Regina": "Saskatchewan time",
}

UNITED_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY"
)
CANADA = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
STATES = tuple(f"{UNITED_STATES} {CANADA}".split(" "))
"""Postal codes of states, then of provinces."""
