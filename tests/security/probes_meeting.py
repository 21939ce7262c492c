"""Attacks on meetings: who begins, calls, comes in; who was asked; what is told aloud."""

from tests.security.probes import NOTHING, Probe
from tests.security.probes_functions import LOST, SEATLESS

BEGIN = "SELECT lock.begin_meeting(:new, {0}, {1}, {2})"
IN = "SELECT lock.check_in(:{0}, :{1}, '')"
ALOUD = "SELECT lock.assign_aloud(:{0}, :{0}_version, ARRAY[{1}]::uuid[], :{2}, '{{}}', '{3}', 'x')"
NONE = "'{}'"
MEMBERS = ("fire", "police", "school", "hospital", "admin", "agency_lead", "analyst")
NOBODYS = (*MEMBERS, *SEATLESS, *LOST, "forged:chair")


def _some(*names: str) -> str:
    return f"ARRAY[{', '.join(f':{name}' for name in names)}]::uuid[]"


def _beginning() -> list[Probe]:
    two = _some("police_A", "fire_A")
    small = {
        "one": _some("fire_A"),
        "four": _some("fire_A", "food_A", "police_A", "school_A"),
        "one twice": _some("fire_A", "fire_A"),
        "one of another table": _some("fire_A", "police_B"),
        "one of another Hub": _some("fire_A", "clinic_R"),
        "one that has left": _some("fire_A", "veterans_A"),
        "nobody": NONE,
        "null": "NULL",
        "a null": "ARRAY[:fire_A, NULL]::uuid[]",
    }
    about = {
        "nothing": "NULL",
        "what is not": ":nobody",
        "a draft": ":draft",
        "what was presented": ":presented",
        "what another table has": ":other_at_b",
        "what another Hub has": ":ridge",
    }
    return [
        *(Probe(f"begin by {who or 'nobody'}", who, BEGIN.format("'regular'", NONE, "NULL"))
          for who in NOBODYS),
        *(Probe(f"begin a small one by {who or 'nobody'}", who,
                BEGIN.format("'convened'", two, ":waiting")) for who in NOBODYS),
        *(Probe(f"ask {name}", "chair", BEGIN.format("'convened'", asked, ":waiting"))
          for name, asked in small.items()),
        *(Probe(f"ask about {name}", "chair", BEGIN.format("'convened'", two, of))
          for name, of in about.items()),
        Probe("ask to a meeting of all", "chair", BEGIN.format("'regular'", two, "NULL")),
        Probe("all about one", "chair", BEGIN.format("'emergency'", NONE, ":waiting")),
        Probe("begin what is no meeting", "chair", BEGIN.format("'party'", NONE, "NULL")),
        Probe("begin null", "chair", BEGIN.format("NULL", NONE, "NULL")),
        Probe("present another at a small one", "chair_b",
              "SELECT lock.move(:other_at_b, :other_at_b_version, 'presented', '')"),
    ]  # fmt: skip


def _coming() -> list[Probe]:
    return [
        *(Probe(f"come in for another by {who or 'nobody'}", who, IN.format("meeting", "food_A"))
          for who in (*NOBODYS, "chair_b", "ridge_chair")),
        Probe("come in elsewhere", "police", IN.format("meeting_b", "police_A")),
        Probe("let oneself in elsewhere", "chair_b", IN.format("meeting", "office_B")),
        Probe("let in who sits elsewhere", "chair", IN.format("meeting", "police_B")),
        Probe("let in who has left", "chair", IN.format("meeting", "veterans_A")),
        Probe("let in nobody", "chair", "SELECT lock.check_in(:meeting, NULL, '')"),
        Probe("come in to nothing", "chair", IN.format("nobody", "fire_A")),
        Probe("come in unasked", "housing_b", IN.format("meeting_b", "housing_B")),
        Probe("let in who was not asked", "chair_b", IN.format("meeting_b", "housing_B")),
        Probe("find out who brought it at the door", "chair_b",
              IN.format("meeting_b", "hospital_B")),
        *(Probe(f"change the code by {who or 'nobody'}", who, "SELECT lock.change_code()")
          for who in NOBODYS),
    ]  # fmt: skip


def _calling() -> list[Probe]:
    call = "SELECT lock.call_session(:new, {0})"
    soon = ":at + interval '2 hours'"
    return [
        *(Probe(f"call by {who or 'nobody'}", who, call.format(soon)) for who in NOBODYS),
        *(Probe(f"call off by {who or 'nobody'}", who, "SELECT lock.call_off()")
          for who in NOBODYS),
        Probe("call for what is past", "chair", call.format(":at")),
        Probe("call for never", "chair", call.format("NULL::timestamptz")),
        Probe("call for next week", "chair", call.format(":at + interval '7 days'")),
        Probe("call off what is not called", "chair_b", "SELECT lock.call_off()"),
    ]  # fmt: skip


def _seeing() -> list[Probe]:
    asked = "SELECT FROM (SELECT lock.asked(:meeting_b) AS mine) x WHERE mine"
    outside = ("housing_b", "chair", "ridge_chair", "admin", "room", "partner", "", *LOST)
    return [
        *(Probe(f"asked, says {who or 'nobody'}", who, asked, NOTHING) for who in outside),
        Probe("asked to another, says one", "police_b", asked.replace("_b", ""), NOTHING),
        *(Probe(f"{who or 'nobody'} looks into {table}", who, f"TABLE {table}", NOTHING)
          for who in outside[:1] + outside[3:] for table in ("table_convened",)),
        Probe("who brought it, by the desk", "chair_b",
              "SELECT FROM table_convened WHERE quiet OR delegation_id = :hospital_B", NOTHING),
        Probe("who brought it, by another asked", "police_b",
              "SELECT FROM table_convened WHERE quiet OR delegation_id = :hospital_B", NOTHING),
        Probe("who comes, by who was not asked", "housing_b",
              "SELECT FROM table_attendance WHERE meeting_id = :meeting_b", NOTHING),
        Probe("what is said, by who was not asked", "housing_b",
              "SELECT FROM table_description WHERE discussion_id = :at_b", NOTHING),
        *(Probe(f"{who or 'nobody'} looks into table_call", who, "TABLE table_call", NOTHING)
          for who in ("chair_b", "ridge_chair", "admin", "analyst", "room", "partner", "", *LOST)),
        *(Probe(f"{who or 'nobody'} looks into {table}", who, f"TABLE {table}", NOTHING)
          for who in ("fire", "school", "admin", "ridge_clinic", "partner", "", *LOST)
          for table in ("table_door",)),
        *(Probe(f"{who or 'nobody'} looks into {table}", who, f"TABLE {table}", NOTHING)
          for who in ("admin", "analyst", "partner", "", *LOST)
          for table in ("table_pulse", "table_meeting", "table_attendance")),
        Probe("come back without the chair", "fire",
              "UPDATE table_attendance SET until = NULL WHERE delegation_id = :police_A", NOTHING),
        Probe("end a meeting", "fire",
              "UPDATE table_meeting SET ended_at = :at WHERE id = :meeting", NOTHING),
    ]  # fmt: skip


def _aloud() -> list[Probe]:
    def aloud(of: str, heard: str, lead: str = "hospital_A", basis: str = "own_observation") -> str:
        return ALOUD.format(of, heard, lead, basis)

    members = ("school", "hospital", "elders", "chair_b", "ridge_chair")
    refused = {
        "a protected program": aloud("round", ":refuge_A"),
        "a program of 42 CFR Part 2": aloud("round", ":treatment_A"),
        "police of a school's child": aloud("round", ":police_A"),
        "who must not be told": aloud("round_of", ":police_A", "hospital_A", "ferpa_emergency"),
        "of a protected person": aloud("shielded", ":fire_A"),
        "who has left": aloud("round", ":veterans_A"),
        "who sits elsewhere": aloud("round", ":housing_B"),
        "another Hub": aloud("round", ":clinic_R"),
        "a protected lead": aloud("round", "", "refuge_A"),
        "before the round": aloud("accepted", ":fire_A"),
        "after the round": aloud("visit", ":fire_A"),
        "after the end": aloud("concluded", ":fire_A"),
        "on a written basis": aloud("round", ":fire_A", basis="ferpa_consent"),
        "on no basis there is": aloud("round", ":fire_A", basis="because"),
    }
    tell = "SELECT lock.tell(:{0}, :{0}_person1, :fire_A, '{1}', 'own_observation', 'x', {2})"
    return [
        *(Probe(f"tell aloud by {who or 'nobody'}", who, aloud("round", ":fire_A"))
          for who in (*NOBODYS, *(m for m in members if m not in NOBODYS))),
        *(Probe(f"told aloud: {name}", "chair", sql) for name, sql in refused.items()),
        *(Probe(f"{who} passes it on aloud", who, tell.format("round", "spoken", "NULL"))
          for who in ("hospital", "elders", "police")),
        Probe("the desk opens a name", "chair", tell.format("round", "screen", "NULL")),
        Probe("the desk hands over a paper", "chair", tell.format("round", "paper", "NULL")),
        Probe("the desk tells on a consent", "chair", tell.format("round_of", "spoken", ":agreed")),
        Probe("the desk tells on a consent that names it", "chair",
              tell.format("round_of", "spoken", ":for_police").replace(":fire_A", ":police_A")),
        Probe("the desk tells after the round", "chair", tell.format("visit", "spoken", "NULL")),
    ]  # fmt: skip


_WRONG = "SELECT FROM (SELECT lock.check_in(:meeting, :fire_A, {0}) AS came) x WHERE came"
KNOCKING = [
    Probe(f"come in by {name}", "fire", _WRONG.format(code), NOTHING)
    for name, code in {"no code": "''", "null": "NULL", "another": "'AAAAAA'"}.items()
]
"""These count as wrong codes: they change something, and let nobody in."""
MEETINGS = {
    "beginning": _beginning(),
    "coming in": _coming(),
    "calling": _calling(),
    "who was asked": _seeing(),
    "told aloud": _aloud(),
}
