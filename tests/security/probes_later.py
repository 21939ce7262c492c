"""Attacks on the steps from consent to forgetting: each condition of each guard has one."""

from hubtable.base.lock.policies import APP_FUNCTIONS
from tests.security.probes import NOTHING, ROWS, Probe
from tests.security.probes_functions import LOST, SEATLESS, STRANGERS
from tests.security.signatures import signatures

NOBODYS = (*STRANGERS, *SEATLESS, *LOST, "forged:school", "forged:chair", "forged:hospital")
TELL = "SELECT lock.tell(:{0}, :{0}_person{1}, :{2}, '{3}', '{4}', 'why', {5})"


def _tell(one: str, to: str, basis: str, consent: str, person: int = 1) -> str:
    return TELL.format(one, person, to, "screen", basis, consent)


EVERYONES = {
    "withdraw a consent": "lock.withdraw_consent(:agreed)",
    "propose": "lock.propose(:round_of, :hospital_A, '{}', false)",
    "assign as proposed": "lock.assign_proposed(:round_of, :round_of_version)",
    "visit": "lock.contact(:new, :visited, :visited_person1, 'agreed')",
    "take an entry back": "lock.mistaken(:new, :entry)",
    "answer an offer": "lock.answer_offer(:offer, 'taken')",
    "take an offer back": "lock.answer_offer(:offer, 'withdrawn')",
    "recognize": "lock.recognize(:draft_person1, '{}')",
    "ask whether two are one": "lock.ask_joining(:twin, :waiting)",
    "answer whether two are one": "lock.answer_joining(:question_school, true)",
    "join": "lock.join(:pair_ready)",
    "set apart": "lock.set_apart(:pair)",
    "review what was said": "lock.review_excess(:excess, 'talked')",
    "review a look": "lock.review_look(:look, 'right')",
    "send a packet": "lock.send_packet(:new, :visited, 'Ridgefield Hub', 'Ridge Clinic',"
    " ARRAY[:elsewhere]::uuid[])",
    "offer filing": "lock.offer_filing()",
    "file": "lock.filed(:concluded)",
    "place a hold": "lock.place_hold(:new, :table_A, '', 'lawsuit')",
    "lift a hold": "lock.lift_hold(:hold)",
    "conclude with what came of it": "lock.conclude(:visited, :visited_version, 'x', true, true)",
    "thank": "lock.thank(:ripe)",
    "answer what was heard": "lock.answer(:round_of, :round_of_person1, :hospital_A, 'not_us')",
}
ALSO = {
    ("answer an offer", "police"): NOTHING,
    ("take an offer back", "police"): ROWS,
    ("recognize", "x"): NOTHING,
    ("offer filing", "job:retention"): ROWS,
    ("place a hold", "admin"): ROWS,
    ("lift a hold", "admin"): ROWS,
}
"""Who may do it after all, of the many who may not."""


def _everyones() -> list[Probe]:
    return [
        Probe(f"{name} by {who or 'nobody'}", who, f"SELECT {call}")
        for name, call in EVERYONES.items()
        for who in NOBODYS
        if ALSO.get((name, who)) != ROWS
    ]


def _consenting() -> list[Probe]:
    return [
        Probe("withdraw another's consent", "hospital", "SELECT lock.withdraw_consent(:agreed)"),
        Probe(
            "withdraw the originator's consent as the lead",
            "hospital",
            "SELECT lock.withdraw_consent(:elsewhere)",
        ),
        Probe("withdraw twice", "school", "SELECT lock.withdraw_consent(:taken_back)"),
        Probe("withdraw nothing", "school", "SELECT lock.withdraw_consent(NULL)"),
        Probe("withdraw as the desk", "chair", "SELECT lock.withdraw_consent(:agreed)"),
    ]


def _telling() -> list[Probe]:
    protected = {
        "no consent": "NULL",
        "a made-up consent": ":nobody",
        "a spoken consent": ":spoken",
        "a consent that ended": ":lapsed_consent",
        "a consent taken back": ":taken_back",
        "a consent that names another": ":for_police",
        "another person's consent": ":for_person2",
        "another situation's consent": ":elsewhere",
    }
    return [
        *(Probe(f"tell a protected program on {name}", "school",
                _tell("round_of", "refuge_A", "other", consent))
          for name, consent in protected.items()),
        *(Probe(f"tell police from a school on {basis}", "school",
                _tell("round_of", "police_A", basis, "NULL"))
          for basis in ("own_observation", "other", "child_abuse_report")),
        Probe("tell police of who must not be told to police", "school",
              _tell("round_of", "police_A", "ferpa_emergency", "NULL", 2)),
        Probe("tell on no basis there is", "school",
              _tell("round_of", "fire_A", "because", "NULL")),
        Probe("tell on nobody's basis", "school",
              _tell("round_of", "fire_A", "x", "NULL").replace("'x'", "NULL")),
        Probe("tell on a hospital's basis", "school",
              _tell("round_of", "fire_A", "hipaa_treatment", "NULL")),
        Probe("tell on a written basis without one", "school",
              _tell("round_of", "fire_A", "ferpa_consent", "NULL")),
        *(Probe(f"tell on {name}, though none is needed", "school",
                _tell("round_of", "fire_A", "other", consent))
          for name, consent in {"a made-up consent": ":nobody", "one that ended":
                                ":lapsed_consent", "one taken back": ":taken_back"}.items()),
        Probe("tell of a protected person on an observation, with consent", "treatment",
              _tell("shielded", "hospital_A", "own_observation", ":shielded_consent")),
        Probe("tell of a protected person on an observation", "treatment",
              _tell("shielded", "hospital_A", "own_observation", "NULL")),
        Probe("tell of a protected person in an emergency", "treatment",
              _tell("shielded", "hospital_A", "part2_medical_emergency", "NULL")),
    ]  # fmt: skip


def _proposing() -> list[Probe]:
    call = "SELECT lock.propose(:round_of, {0}, {1}, false)"
    one = "ARRAY[:{0}]::uuid[]"
    return [
        Probe("propose who was not told", "school", call.format(":fire_A", "'{}'")),
        Probe("propose help that was not told", "school",
              call.format(":hospital_A", one.format("fire_A"))),
        Probe("propose the lead twice", "school",
              call.format(":hospital_A", one.format("hospital_A"))),
        Probe("propose nobody", "school", call.format("NULL", "'{}'")),
        Probe("propose null to help", "school", call.format(":hospital_A", "NULL")),
        Probe("propose a null", "school", call.format(":hospital_A", "ARRAY[NULL]::uuid[]")),
        Probe("propose by the desk", "chair", call.format(":hospital_A", "'{}'")),
        Probe("propose by who was told", "hospital", call.format(":hospital_A", "'{}'")),
        Probe("propose after the end", "school",
              "SELECT lock.propose(:concluded, :hospital_A, '{}', false)"),
        Probe("take a proposal that is none", "chair",
              "SELECT lock.assign_proposed(:visit, :visit_version)"),
        Probe("take a proposal by who made it", "school",
              "SELECT lock.assign_proposed(:round_of, :round_of_version)"),
        *(Probe(f"read the proposal by {who or 'nobody'}", who,
                "SELECT * FROM lock.proposed(:round_of)", NOTHING)
          for who in (*NOBODYS, "hospital", "elders", "housing")),
    ]  # fmt: skip


def _visiting() -> list[Probe]:
    call = "SELECT lock.contact(:new, :{0}, :{0}_person{1}, '{2}')"
    back = "SELECT lock.mistaken(:new, :{0})"
    return [
        Probe("visit as told only", "elders", call.format("visited", 1, "agreed")),
        Probe("visit as who brought it", "school", call.format("visited", 1, "agreed")),
        Probe("visit as the desk", "chair", call.format("visited", 1, "agreed")),
        Probe("visit who one was not told of", "housing", call.format("visited", 2, "agreed")),
        Probe("visit after a no", "hospital", call.format("declined", 1, "agreed")),
        Probe("visit after the end", "hospital", call.format("concluded", 1, "agreed")),
        Probe("visit in the names round", "hospital", call.format("round_of", 1, "agreed")),
        Probe("stop another Hub's clock", "hospital", call.format("ridge", 1, "agreed")),
        Probe("stop another Hub's clock from there", "ridge_clinic",
              call.format("visited", 1, "agreed")),
        Probe("visit a person as a place", "hospital", call.format("visited", 1, "visited")),
        Probe("hear no answer there is", "hospital", call.format("visited", 1, "maybe")),
        Probe("hear nothing", "hospital",
              call.format("visited", 1, "x").replace("'x'", "NULL")),
        Probe("visit nobody", "hospital", "SELECT lock.contact(:new, :visited, NULL, 'agreed')"),
        Probe("say not now twice", "hospital", call.format("put_off", 1, "not_now")),
        Probe("take back another's entry", "housing", back.format("entry")),
        Probe("take back what is taken back", "hospital", back.format("entry_undone")),
        Probe("take back what is over", "hospital", back.format("entry_over")),
        Probe("take back after a day", "hospital", back.format("entry_old")),
        Probe("take back a taking back", "hospital", back.format("entry_mistake")),
        Probe("take back nothing", "hospital", "SELECT lock.mistaken(:new, NULL)"),
        Probe("visit as who was taken off", "housing", call.format("put_off", 1, "agreed")),
        Probe("visit a place as a person", "hospital", call.format("place", 1, "agreed")),
        Probe("decline for another situation's person", "school",
              "SELECT lock.decline(:visited, :put_off_person1)"),
        Probe("decline for who one was not told of", "housing",
              "SELECT lock.decline(:visited, :visited_person2)"),
    ]  # fmt: skip


def _offering() -> list[Probe]:
    call = "SELECT lock.answer_offer(:offer, '{0}')"
    return [
        Probe("tell of another's offer", "fire", "SELECT lock.offer_made(:offer)"),
        Probe("tell of no offer", "fire", "SELECT lock.offer_made(NULL)"),
        Probe("take an offer that is not to oneself", "hospital", call.format("taken")),
        Probe("take one's own offer", "police", call.format("taken")),
        Probe("take back another's offer", "school", call.format("withdrawn")),
        Probe("answer an offer in no word", "school", call.format("yes")),
        Probe("answer an offer in nothing", "school", call.format("x").replace("'x'", "NULL")),
        Probe("answer no offer", "school", "SELECT lock.answer_offer(NULL, 'taken')"),
        Probe("answer twice", "school", "SELECT lock.answer_offer(:offer_over, 'taken')"),
        Probe("take an answered offer back", "police",
              "SELECT lock.answer_offer(:offer_over, 'withdrawn')"),
    ]  # fmt: skip


def _thanking() -> list[Probe]:
    call = "SELECT lock.thank(:{0})"
    return [
        Probe("thank as who brought it", "school", call.format("ripe")),
        Probe("thank oneself as the desk", "chair", call.format("desks_own")),
        Probe("thank as told only", "elders", call.format("ripe")),
        Probe("thank twice as the lead", "hospital", call.format("old")),
        Probe("thank for the table a second time", "coordinator", call.format("old")),
        Probe("thank before it is closed", "hospital", call.format("visited")),
        Probe("thank before it is closed as the desk", "chair", call.format("visited")),
        Probe("thank from another table", "hospital_b", call.format("ripe")),
        Probe("thank for nothing", "chair", "SELECT lock.thank(NULL)"),
    ]


def _joining() -> list[Probe]:
    return [
        Probe("answer for another's joining", "police",
              "SELECT lock.answer_joining(:question_school, true)"),
        Probe("answer joining in nothing", "school",
              "SELECT lock.answer_joining(:question_school, NULL)"),
        Probe("answer no joining", "school", "SELECT lock.answer_joining(NULL, true)"),
        Probe("join without both", "chair", "SELECT lock.join(:pair)"),
        Probe("join nothing", "chair", "SELECT lock.join(NULL)"),
        Probe("set nothing apart", "chair", "SELECT lock.set_apart(NULL)"),
        Probe("join one's own", "school", "SELECT lock.join(:pair_ready)"),
        Probe("ask of one alone", "chair", "SELECT lock.ask_joining(:twin, :twin)"),
        Probe("ask of nothing", "chair", "SELECT lock.ask_joining(NULL, :twin)"),
        Probe("ask of a draft", "chair", "SELECT lock.ask_joining(:twin, :draft)"),
        Probe("ask of what is over", "chair", "SELECT lock.ask_joining(:twin, :concluded)"),
        Probe("ask of another table's", "chair", "SELECT lock.ask_joining(:twin, :at_b)"),
        Probe("ask of another table's first", "chair", "SELECT lock.ask_joining(:at_b, :twin)"),
        Probe("ask of what is set apart", "chair", "SELECT lock.ask_joining(:apart, :waiting)"),
        Probe("join what is set apart", "chair", "SELECT lock.join(:pair_apart)"),
        Probe("answer what is set apart", "school",
              "SELECT lock.answer_joining(:question_apart, true)"),
        Probe("set apart again", "chair", "SELECT lock.set_apart(:pair_apart)"),
        *(Probe(f"hear of pairs by {who or 'nobody'}", who, "SELECT * FROM lock.matches()", NOTHING)
          for who in (*NOBODYS, "school", "hospital", "chair_c")),
        Probe("recognize another's person", "police",
              "SELECT lock.recognize(:draft_person1, '{}')"),
        Probe("recognize nobody", "school", "SELECT lock.recognize(NULL, '{}')"),
        Probe("recognize a protected person", "treatment",
              "SELECT lock.recognize(:guarded_person1, '{}')"),
        Probe("recognize where no names are kept", "housing_c",
              "SELECT lock.recognize(:unheard_person1, '{}')"),
        Probe("recognize what is over", "school",
              "SELECT lock.recognize(:concluded_person1, '{}')"),
        Probe("recognize too often", "police",
              "SELECT lock.recognize(:submitted_person1, '{}')"),
    ]  # fmt: skip


def _reviewing() -> list[Probe]:
    return [
        Probe("review one's own look", "coordinator", "SELECT lock.review_look(:look, 'right')"),
        Probe("review one's own look from another seat", "too:coordinator",
              "SELECT lock.review_look(:look, 'right')"),
        Probe("review a look in no word", "chair", "SELECT lock.review_look(:look, 'fine')"),
        Probe("review a look in nothing", "chair", "SELECT lock.review_look(:look, NULL)"),
        Probe("review no look", "chair", "SELECT lock.review_look(NULL, 'right')"),
        Probe("review a look as who leads", "hospital", "SELECT lock.review_look(:look, 'right')"),
        Probe("review what was said as a member", "hospital",
              "SELECT lock.review_excess(:excess, 'talked')"),
        Probe("review what was said in no word", "chair",
              "SELECT lock.review_excess(:excess, '')"),
        Probe("review what was said in nothing", "chair",
              "SELECT lock.review_excess(:excess, NULL)"),
        Probe("review what was said again", "chair",
              "SELECT lock.review_excess(:excess_done, 'talked')"),
        *(Probe(f"too much was said, by {who or 'nobody'}", who, "SELECT lock.too_much(NULL)")
          for who in (*SEATLESS, *LOST, "admin", "agency_lead", "analyst", "chair_c")),
        *(Probe(f"too much was said of {of}", "hospital", f"SELECT lock.too_much(:{of})")
          for of in ("draft", "withdrawn", "gone", "at_b", "nobody")),
        *(Probe(f"{what} read by {who or 'nobody'}", who, f"SELECT * FROM lock.{what}()", NOTHING)
          for what in ("looks", "excesses")
          for who in ("fire", "police", "housing", "chair_c", "ridge_chair", "admin", "agency_lead",
                      "analyst", *SEATLESS, *LOST)),
        *(Probe(f"the list of looks of table A by {who or 'nobody'}", who,
                "SELECT * FROM lock.glass_list('D-0001') WHERE r IN (:draft, :submitted, :visit,"
                " :visited, :guarded, :presented)", NOTHING)
          for who in ("chair_b", "police_b", "ridge_clinic", "admin", "analyst", *SEATLESS, *LOST)),
        Probe("the list of looks without a number", "fire", "SELECT * FROM lock.glass_list('')",
              NOTHING),
    ]  # fmt: skip


def _keeping() -> list[Probe]:
    hold = "SELECT lock.place_hold(:new, :{0}, '', 'lawsuit')"
    sealed = {
        "the names that are over": "SELECT * FROM lock.expired_names()",
        "the sealed names": "SELECT * FROM lock.sealed_ids()",
        "the persons": "SELECT * FROM lock.persons(:visit)",
        "what is to be forgotten": "SELECT * FROM lock.forgettable()",
    }
    everyone = (*(w for w in NOBODYS if w != "job:retention"), "school", "chair", "hospital")
    return [
        *(Probe(f"{what} by {who or 'nobody'}", who, sql, NOTHING)
          for what, sql in sealed.items() for who in everyone),
        *(Probe(f"shred names by {who or 'nobody'}", who,
                "SELECT 1 FROM lock.shred_names(ARRAY[:dropped_person1]::uuid[]) n WHERE n > 0",
                NOTHING) for who in everyone),
        Probe("shred names that are kept", "job:retention",
              "SELECT 1 FROM lock.shred_names(ARRAY[:visit_person1]::uuid[]) n WHERE n > 0",
              NOTHING),
        Probe("shred names under a hold", "job:retention",
              "SELECT 1 FROM lock.shred_names(ARRAY[:withdrawn_person1]::uuid[]) n WHERE n > 0",
              NOTHING),
        *(Probe(f"hold table A by {who}", who, hold.format("table_A"))
          for who in ("school", "hospital", "police", "chair_b", "chair_c", "ridge_admin")),
        Probe("hold nothing", "chair", "SELECT lock.place_hold(:new, NULL, '', 'lawsuit')"),
        Probe("hold for no reason", "chair", "SELECT lock.place_hold(:new, :table_A, '', 'why')"),
        Probe("hold for null", "chair", "SELECT lock.place_hold(:new, :table_A, '', NULL)"),
        Probe("hold a null", "chair", "SELECT lock.place_hold(:new, :table_A, NULL, 'lawsuit')"),
        Probe("lift another table's hold", "chair", "SELECT lock.lift_hold(:hold_b)"),
        Probe("lift a table's hold from another", "chair_b", "SELECT lock.lift_hold(:hold)"),
        Probe("lift a hold as a member", "school", "SELECT lock.lift_hold(:hold)"),
        Probe("lift a hold from another Hub", "ridge_admin", "SELECT lock.lift_hold(:hold)"),
        Probe("lift a hold twice", "chair", "SELECT lock.lift_hold(:hold_lifted)"),
        Probe("lift nothing", "chair", "SELECT lock.lift_hold(NULL)"),
        Probe("forget under a hold", "job:retention",
              "SELECT lock.move(:old, :old_version, 'forgotten', '')"),
        *(Probe(f"forget as {who}", who, "SELECT lock.move(:ripe, :ripe_version, 'forgotten', '')")
          for who in ("job:outbox", "job:clocks", "chair", "school", "admin")),
        Probe("shred nothing", "job:retention", "SELECT lock.shred(NULL)"),
        Probe("forget before each filed", "job:retention",
              "SELECT lock.move(:unfiled, :unfiled_version, 'forgotten', '')"),
        Probe("file another's record", "elders", "SELECT lock.filed(:unfiled)"),
        Probe("file for one's agency from another table", "hospital_b",
              "SELECT lock.filed(:concluded)"),
        Probe("file nothing", "hospital", "SELECT lock.filed(NULL)"),
        *(Probe(f"filings read by {who or 'nobody'}", who, "SELECT * FROM lock.filings()", NOTHING)
          for who in (*NOBODYS, "hospital_b", "chair")),
        *(Probe(f"disclosures read by {who or 'nobody'}", who,
                "SELECT * FROM lock.disclosures(:visit)", NOTHING)
          for who in (*(w for w in NOBODYS if w != "partner"), "chair", "hospital_b")),
    ]  # fmt: skip


def _sending() -> list[Probe]:
    call = (
        "SELECT lock.send_packet({0}, :visited, 'Ridgefield Hub', 'Ridge Clinic',"
        " ARRAY[{1}]::uuid[])"
    )
    return [
        Probe("send as who helps", "housing", call.format(":new", ":elsewhere")),
        Probe("send as who brought it", "school", call.format(":new", ":elsewhere")),
        Probe("send on a spoken consent", "hospital", call.format(":new", ":elsewhere_spoken")),
        Probe("send to another than named", "hospital", call.format(":new", ":elsewhere_other")),
        Probe("send on another's consent", "hospital", call.format(":new", ":agreed")),
        Probe("send on one good and one bad", "hospital",
              call.format(":new", ":elsewhere, :elsewhere_spoken")),
        Probe("send on nothing", "hospital", call.format(":new", "")),
        Probe("send on null", "hospital", call.format(":new", "NULL")),
        Probe("send on no list", "hospital", call.format(":new", "").replace(
            "ARRAY[]::uuid[]", "NULL")),
        *(Probe(f"a packet that is {name}", "hospital", call.format(f":{name}", ":elsewhere"))
          for name in ("fire_A", "seat_fire", "table_A", "credential")),
    ]  # fmt: skip


def _nothings() -> list[Probe]:
    """Every guarded function, called by nobody with nothing."""
    return [
        Probe(
            f"{name} of nothing by nobody",
            "",
            f"SELECT * FROM lock.{name}({', '.join(f'NULL::{kind}' for kind in found.kinds)})",
        )
        for name, found in signatures().items()
        if name in APP_FUNCTIONS and found.refuses
    ]


LATER = {
    "every later function by everyone": _everyones(),
    "consents": _consenting(),
    "telling on what": _telling(),
    "proposals": _proposing(),
    "visits": _visiting(),
    "offers": _offering(),
    "thanks": _thanking(),
    "two that are one": _joining(),
    "reviews": _reviewing(),
    "holds and forgetting": _keeping(),
    "packets": _sending(),
    "nothing by nobody": _nothings(),
}
