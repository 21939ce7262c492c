"""Attacks on the room's screen: who pairs one, who finds one, who is shown the meeting."""

from tests.security.probes import NOTHING, Probe

MEMBERS = ("police", "school", "fire", "admin", "agency_lead", "analyst", "hospital_b")
SEATLESS = ("", "person:chair", "room", "link", "feed", "partner", "forged:chair")
LOST = ("school_former", "lapsed", "housing_unsigned")
DIGEST = "repeat('0', 64)"

DESK = {
    "make a code": "SELECT lock.room_offer()",
    "list the screens": "SELECT * FROM lock.room_screens()",
    "unpair a screen": "SELECT lock.room_end(:nobody)",
}
SCREENS = {
    "type a code": f"SELECT * FROM lock.room_claim('ABCDEFGH', {DIGEST})",
    "find a screen": f"SELECT * FROM lock.room_of({DIGEST})",
}
KEEPERS = {
    "hash a code": "SELECT lock.pairing('ABCDEFGH')",
    "read a rule": "SELECT lock.room_rule('off', '')",
    "read the rules": "TABLE lock.room",
    "read words": "SELECT lock.room_words(:vocabulary, ARRAY['x'], 'risk_category', 'risk_factor')",
    "ask what a room sees": "SELECT lock.room_sees(:presented, 'described')",
}
SEEN = "SELECT FROM lock.room_now() r WHERE r::text ~ 'alcohol'"


def _refused(calls: dict[str, str], *whos: str) -> list[Probe]:
    return [
        Probe(f"{name} by {who or 'nobody'}", who, sql)
        for name, sql in calls.items()
        for who in whos
    ]


ROOM = {
    "the desk's": [
        *_refused(DESK, *MEMBERS, *SEATLESS, *LOST, "job:screens"),
        Probe("a code without a meeting", "chair_c", DESK["make a code"]),
        Probe("unpair a screen that is none", "chair", DESK["unpair a screen"]),
        Probe("unpair another table's screen", "chair_b", "SELECT lock.room_end(:screen)"),
        Probe("list another table's screens", "chair_b", DESK["list the screens"], NOTHING),
    ],
    "the screen's": [
        *_refused(SCREENS, *MEMBERS, *SEATLESS, *LOST, "chair", "job:feeds", "job:outbox"),
        Probe("a code that is none", "job:screens", SCREENS["type a code"], NOTHING),
        Probe("a screen that is none", "job:screens", SCREENS["find a screen"], NOTHING),
        Probe("keep a bare secret", "job:screens", "SELECT lock.room_claim('X', 'secret')"),
        Probe("keep none", "job:screens", "SELECT lock.room_claim('X', NULL)"),
    ],
    "what only the lock asks": _refused(KEEPERS, "", "chair", "room", "police", "job:screens"),
    "the meeting": [
        *_refused(
            {"be shown the meeting": "SELECT lock.room_now()"},
            *("", "person:chair", "link", "feed", "partner", "forged:chair", *LOST),
            *("admin", "agency_lead", "analyst", "job:screens"),
        ),
        Probe("be shown what it missed", "treatment", SEEN, NOTHING),
        Probe("be shown the code from afar", "treatment",
              "SELECT FROM lock.room_now() r WHERE r ->> 'code' IS NOT NULL", NOTHING),
        Probe("the room reads meetings", "room", "TABLE table_meeting", NOTHING),
        Probe("the room reads the door", "room", "TABLE table_door", NOTHING),
        Probe("the room reads who is here", "room", "TABLE table_attendance", NOTHING),
        Probe("the room reads descriptions", "room", "TABLE table_description", NOTHING),
        Probe("the room reads another table's number", "room",
              "SELECT FROM table_pulse WHERE id <> :table_A", NOTHING),
    ],
}  # fmt: skip
"""Kind of attack → attacks."""
