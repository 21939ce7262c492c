"""Attacks on the lock's own functions: every condition of every guard has one that needs it."""

from tests.security.probes import NOTHING, Probe

STRANGERS = ("fire", "police", "chair_b", "ridge_chair", "admin", "agency_lead", "analyst")
"""Seats that are nothing to the situation `visit` (police was in the room)."""
SEATLESS = ("", "person:school", "room", "link", "feed", "partner", "job:outbox", "job:retention")
LOST = ("school_former", "lapsed", "housing_unsigned")
"""An ended seat, one of a lapsed agreement, one of somebody who has not signed."""

TELL = "SELECT lock.tell(:{0}, :{0}_person1, :{1}, 'screen', 'own_observation', 'why', {2})"
ASSIGN = "SELECT lock.assign(:{0}, :{0}_version, {1}, {2})"
GLASS = "SELECT lock.break_glass(:{0}, :{1}, 'serious_harm', {2})"
MOVE = "SELECT lock.move(:{0}, :{0}_version, '{1}', {2})"

EVERYONES = {
    "bring": "lock.bring(:new, 'person')",
    "add a person": "lock.add_subject(:draft, :new)",
    "drop a person": "lock.drop_subject(:draft, :draft_person1)",
    "submit": "lock.move(:draft, :draft_version, 'submitted', '')",
    "conclude": "lock.move(:visit, :visit_version, 'concluded', 'why')",
    "mark absent": "lock.was_absent(:presented, :hospital_A)",
    "tell": "lock.tell(:visit, :visit_person2, :fire_A, 'screen', 'own_observation', 'why', NULL)",
    "answer": "lock.answer(:round, :round_person1, :hospital_A, 'could_help')",
    "assign": "lock.assign(:round, :round_version, :hospital_A, '{}')",
    "decline": "lock.decline(:visit, :visit_person1)",
    "close the glass": "lock.close_glass(:visit)",
    "shred": "lock.shred(:withdrawn)",
}
ALSO = {
    *{("bring", who) for who in ("fire", "police", "chair_b", "ridge_chair")},
    ("shred", "job:retention"),
}
"""Who may do it after all."""


def _everyones() -> list[Probe]:
    return [
        Probe(f"{name} by {who or 'nobody'}", who, f"SELECT {call}")
        for name, call in EVERYONES.items()
        for who in (*STRANGERS, *SEATLESS, *LOST)
        if (name, who) not in ALSO
    ]


def _glass() -> list[Probe]:
    probes = []
    for name in ("guarded", "draft", "withdrawn", "gone", "declined", "at_b", "ridge"):
        sql = GLASS.format(name, f"{name}_person1", "'threat to life'")
        probes.append(Probe(f"glass on {name}", "fire", sql))
    for why in ("''", "'  '", "NULL"):
        sql = GLASS.format("visit", "visit_person1", why)
        probes.append(Probe(f"glass with reason {why}", "fire", sql))
    for name, who, ground in (
        *(("guarded", "hospital", "serious_harm"), ("guarded", "fire", "medical_emergency")),
        *(("hidden", "hospital", "medical_emergency"), ("visit", "fire", "curiosity")),
    ):
        sql = GLASS.format(name, f"{name}_person1", "'threat to life'")
        asked = sql.replace("serious_harm", ground)
        probes.append(Probe(f"glass on {name} by {who} for {ground}", who, asked))
    other = GLASS.format("visit", "at_b_person1", "'threat to life'")
    probes.append(Probe("glass on another situation's person", "fire", other))
    held = GLASS.format("visit", "visit_person1", "'threat to life'")
    outside = ("admin", "agency_lead", "analyst", "chair_b", "ridge_chair", *SEATLESS, *LOST)
    probes += [Probe(f"glass by {who or 'nobody'}", who, held) for who in outside]
    return probes


def _telling() -> list[Probe]:
    return [
        Probe("tell oneself", "school", TELL.format("visit", "school_A", "NULL")),
        Probe("tell nobody", "school", TELL.format("visit", "nobody", "NULL")),
        Probe("tell null", "school", TELL.format("visit", "nobody", "NULL").replace(
            ":nobody", "NULL")),
        Probe("tell another table", "school", TELL.format("visit", "police_B", "NULL")),
        Probe("tell another Hub", "school", TELL.format("visit", "clinic_R", "NULL")),
        Probe("tell a protected program", "school", TELL.format("visit", "refuge_A", "NULL")),
        Probe("tell of who declined", "school", TELL.format("declined", "fire_A", "NULL")),
        Probe("tell before the round", "school", TELL.format("accepted", "fire_A", "NULL")),
        Probe("tell while presented", "school", TELL.format("presented", "fire_A", "NULL")),
        Probe("tell after the end", "school", TELL.format("concluded", "fire_A", "NULL")),
        Probe("pass it on", "hospital", TELL.format("visit", "fire_A", "NULL")),
        Probe("tell as the desk", "chair", TELL.format("visit", "fire_A", "NULL")),
        Probe("tell of another's person", "school", TELL.format("visit", "fire_A", "NULL").replace(
            ":visit_person1", ":ridge_person1")),
        Probe("tell of another situation", "school", TELL.format("ridge", "fire_A", "NULL")),
    ]  # fmt: skip


def _answering() -> list[Probe]:
    sql = "SELECT lock.answer(:{0}, :{0}_person{1}, :{2}_A, '{3}')"
    return [
        Probe("answer unpicked", "housing", sql.format("round", 1, "housing", "could_help")),
        Probe("answer for a person not told", "elders",
              sql.format("round", 2, "elders", "could_help")),
        Probe("answer after the round", "hospital",
              sql.format("visit", 1, "hospital", "could_help")),
        Probe("answer what is no answer", "hospital", sql.format("round", 1, "hospital", "yes")),
        Probe("answer in nothing", "hospital",
              sql.format("round", 1, "hospital", "x").replace("'x'", "NULL")),
        Probe("answer as the originator", "school",
              sql.format("round", 1, "school", "could_help")),
        Probe("answer for who was not told", "school",
              sql.format("round", 1, "housing", "could_help")),
        Probe("answer for another", "elders", sql.format("round", 1, "hospital", "could_help")),
        Probe("answer as the desk", "chair", sql.format("round", 1, "hospital", "could_help")),
        Probe("answer in words that are not a protected program's", "school",
              sql.format("round_of", 1, "treatment", "serving")),
    ]  # fmt: skip


def _assigning() -> list[Probe]:
    none = "'{}'"
    return [
        Probe("lead never told", "chair", ASSIGN.format("round", ":fire_A", none)),
        Probe("assisting never told", "chair",
              ASSIGN.format("round", ":hospital_A", "ARRAY[:fire_A]::uuid[]")),
        Probe("lead twice", "chair",
              ASSIGN.format("round", ":hospital_A", "ARRAY[:hospital_A]::uuid[]")),
        Probe("lead of another table", "chair", ASSIGN.format("round", ":hospital_B", none)),
        Probe("no lead", "chair", ASSIGN.format("round", "NULL", none)),
        Probe("null assisting", "chair", ASSIGN.format("round", ":hospital_A", "NULL")),
        Probe("a null assisting", "chair",
              ASSIGN.format("round", ":hospital_A", "ARRAY[NULL]::uuid[]")),
        Probe("lead that has left", "chair", ASSIGN.format("parting", ":veterans_A", none)),
        Probe("assign before the round", "chair", ASSIGN.format("accepted", ":school_A", none)),
        Probe("assign after the end", "chair", ASSIGN.format("concluded", ":hospital_A", none)),
        Probe("assign by the lead", "hospital", ASSIGN.format("visit", ":hospital_A", none)),
        Probe("assign by who brought it", "school", ASSIGN.format("round", ":school_A", none)),
    ]  # fmt: skip


def _steps() -> list[Probe]:
    return [
        Probe("add a person after submitting", "police",
              "SELECT lock.add_subject(:submitted, :new)"),
        Probe("drop a person after submitting", "police",
              "SELECT lock.drop_subject(:submitted, :submitted_person1)"),
        Probe("drop another's person", "school", "SELECT lock.drop_subject(:draft, :at_b_person1)"),
        Probe("decline before it is acted on", "school",
              "SELECT lock.decline(:round, :round_person1)"),
        Probe("decline for another's person", "hospital",
              "SELECT lock.decline(:visit, :ridge_person1)"),
        Probe("decline after the end", "hospital",
              "SELECT lock.decline(:concluded, :concluded_person1)"),
        Probe("decline by the desk", "chair", "SELECT lock.decline(:visit, :visit_person1)"),
        Probe("decline by who was told", "elders", "SELECT lock.decline(:visit, :visit_person1)"),
        Probe("mark absent by a member", "hospital",
              "SELECT lock.was_absent(:presented, :police_A)"),
        Probe("mark absent by who brought it", "school",
              "SELECT lock.was_absent(:presented, :police_A)"),
        Probe("close the glass by the lead", "hospital", "SELECT lock.close_glass(:visit)"),
        Probe("shred what is alive", "job:retention", "SELECT lock.shred(:visit)"),
        Probe("shred by who brought it", "school", "SELECT lock.shred(:withdrawn)"),
        Probe("shred by the desk", "chair", "SELECT lock.shred(:gone)"),
        Probe("sign for another", "person:police",
              "SELECT lock.sign_confidentiality(:person_housing_unsigned)"),
        Probe("sign for another while unsigned", "person:housing_unsigned",
              "SELECT lock.sign_confidentiality(:person_police)"),
        Probe("sign again", "person:police", "SELECT lock.sign_confidentiality(:person_police)"),
        Probe("sign as nobody", "", "SELECT lock.sign_confidentiality(:person_housing_unsigned)"),
        Probe("record as nobody", "", "SELECT lock.record('seen', :visit, '{}')"),
        Probe("record as an ended seat", "school_former",
              "SELECT lock.record('seen', :visit, '{}')"),
    ]  # fmt: skip


def _moving() -> list[Probe]:
    return [
        Probe("accept without a look", "chair", MOVE.format("submitted", "accepted", "''")),
        Probe("reject in no words", "chair", MOVE.format("presented", "rejected", "''")),
        Probe("reject in nothing", "chair", MOVE.format("presented", "rejected", "NULL")),
        Probe("conclude in no words", "chair", MOVE.format("visit", "concluded", "''")),
        Probe("conclude in nothing", "hospital", MOVE.format("visit", "concluded", "NULL")),
        Probe("reopen in no words", "chair", MOVE.format("concluded", "intervening", "''")),
        Probe("act without a lead", "chair", MOVE.format("round", "intervening", "''")),
        Probe("forget too early", "job:retention", MOVE.format("concluded", "forgotten", "''")),
        Probe("forget what is alive", "job:retention", MOVE.format("visit", "forgotten", "''")),
        Probe("move to no state", "chair", MOVE.format("visit", "nowhere", "''")),
        Probe("move to null", "chair", MOVE.format("visit", "x", "''").replace("'x'", "NULL")),
        Probe("move what is not", "chair",
              "SELECT lock.move(:nobody, 1, 'concluded', 'why')"),
        Probe("guess a version", "fire", "SELECT lock.move(:visit, 99, 'concluded', 'why')"),
        Probe("guess no version", "fire", "SELECT lock.move(:visit, NULL, 'concluded', 'why')"),
    ]  # fmt: skip


def _asking() -> list[Probe]:
    asked = [
        Probe(f"who was told by {who or 'nobody'}", who, "SELECT * FROM lock.told(:visit)", NOTHING)
        for who in (*STRANGERS, *SEATLESS, *LOST, "hospital", "housing", "elders", "chair")
    ]
    lost = [
        Probe(f"{call} by {who or 'nobody'}", who, f"SELECT * FROM lock.{call}()", NOTHING)
        for call in ("my_seat", "my_seats")
        for who in ("", "job:retention", "room", "partner", "link", *LOST[:1])
    ]
    return asked + [probe for probe in lost if probe.name != "my_seats by school_former"]


FUNCTIONS = {
    "every function by everyone": _everyones(),
    "the emergency look": _glass(),
    "telling": _telling(),
    "answering": _answering(),
    "assigning": _assigning(),
    "the other steps": _steps(),
    "moving": _moving(),
    "asking": _asking(),
}
