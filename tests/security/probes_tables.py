"""Attacks on the rows of the later steps: reading, and writing past the functions."""

from tests.security.probes import NOTHING, Probe
from tests.security.probes_rows import LOST

DENIED = "42501"
OWN = (
    *("vault_consent", "table_note", "table_gathering", "table_clock", "table_safeguard"),
    *("table_proposal", "table_offer", "table_asked", "table_filing", "table_packet"),
    *("table_intake", "table_thanks"),
)
"""Seen by few; of none of them `fire`, who was never there, sees a row."""
RECORDS = ("table_hold", "table_proof")
"""Seen by who answers for the records of a table."""
SECRET = ("vault_blind", "vault_asking", "table_match", "table_look", "table_excess")
"""Seen by nobody: the lock's functions say of them what is to be said."""
CONSENT = (
    "INSERT INTO vault_consent (id, record, part, form, recipients, elsewhere, purposes, giver,"
    " language, text_version, by_delegation, by_seat, starts_at, until) VALUES (:new, :{0},"
    " :{1}, 'written', ARRAY[:{2}]::uuid[], '', '{{}}', 'self', '', '1', :{2}, :seat_{3}, :at,"
    " 'infinity')"
)
SAFEGUARD = (
    "INSERT INTO table_safeguard (id, discussion_id, consenter, may_tell, must_not, version)"
    " VALUES (:{0}, :{1}, '', '{{}}', '{{}}', 1)"
)
NOTE = (
    "INSERT INTO table_note (id, discussion_id, text, by_seat, at)"
    " VALUES (:{0}, :{0}, 'x', :seat_{1}, :at)"
)
GATHER = (
    "INSERT INTO table_gathering (id, discussion_id, kind, place, interpreter, by_seat, at)"
    " VALUES (:new, :{0}, 'call', '', false, :seat_{1}, :at)"
)
OFFER = (
    "INSERT INTO table_offer (id, discussion_id, delegation_id, service, by_seat, at, answer)"
    " VALUES (:new, :{0}, :{1}, 'x', :seat_{2}, :at, '{3}')"
)
ENTRY = (
    "INSERT INTO table_plannote (id, discussion_id, subject_id, kind, code, service, name, text,"
    " replaces, by_delegation, by_seat, at) VALUES (:new, :visited, :visited_person1, '{0}', '',"
    " '', '', '', {1}, :hospital_A, :seat_hospital, :at)"
)
UPDATE = (
    "INSERT INTO table_update (id, discussion_id, still_at_risk, connected, recorded_by_chair, at)"
    " VALUES (:new, :{0}, true, true, {1}, :at)"
)


def _reading() -> list[Probe]:
    away = ("analyst", "agency_lead", "leadership", "community", "privacy_contact")
    return [
        *(Probe(f"{who or 'nobody'} reads {table}", who, f"TABLE {table}", NOTHING)
          for who in (*LOST, "fire", "admin", *away, "chair_c", "forged:hospital")
          for table in OWN),
        *(Probe(f"{who or 'nobody'} reads {table}", who, f"TABLE {table}", NOTHING)
          for who in (*LOST, "fire", "school", "hospital", "ridge_admin", "chair_c", *away)
          for table in RECORDS),
        *(Probe(f"{who or 'nobody'} {verb} {table}", who, sql.format(table), DENIED)
          for who in (*LOST, "fire", "school", "chair", "admin", "job:retention")
          for table in SECRET
          for verb, sql in {"reads": "TABLE {}", "empties": "DELETE FROM {}"}.items()),
        Probe("another's offer, read in the room", "hospital", "TABLE table_offer", NOTHING),
        *(Probe(f"another's thanks, by {who}", who, "TABLE table_thanks", NOTHING)
          for who in ("housing", "elders", "chair_b", "hospital_b")),
        Probe("the lead's thanks, by the desk", "coordinator",
              "SELECT FROM table_thanks WHERE voice <> 'table'", NOTHING),
        Probe("who thanked, by who was thanked", "school",
              "SELECT FROM table_thanks t JOIN table_writer w ON w.id = t.id", NOTHING),
        Probe("the clock, by who brought it", "school",
              "SELECT FROM table_clock WHERE id = :visited", NOTHING),
        Probe("the proposal, by the desk", "chair", "TABLE table_proposal", NOTHING),
        Probe("whom a consent names, by who was told", "elders", "TABLE vault_consent", NOTHING),
        Probe("a safeguard, by who was not told of that person", "elders",
              "SELECT FROM table_safeguard", NOTHING),
        Probe("a note before it is presented", "chair",
              "SELECT FROM table_note WHERE discussion_id = :draft", NOTHING),
    ]  # fmt: skip


def _agreeing() -> list[Probe]:
    visited = ("visited", "visited_person1")
    return [
        Probe("a consent that names oneself", "fire", CONSENT.format(*visited, "fire_A", "fire")),
        Probe("a consent as told only", "elders",
              CONSENT.format(*visited, "elders_A", "elders")),
        Probe("a consent by the desk", "coordinator",
              CONSENT.format(*visited, "office_A", "coordinator")),
        Probe("a consent of who one was not told of", "housing",
              CONSENT.format("visited", "visited_person2", "housing_A", "housing")),
        Probe("a consent of another's person", "police",
              CONSENT.format("visited", "visited_person1", "police_A", "police")),
        Probe("a consent put to another situation", "school",
              CONSENT.format("round_of", "visited_person1", "school_A", "school")),
        Probe("a consent once it is closed", "school",
              CONSENT.format("concluded", "concluded_person1", "school_A", "school")),
        Probe("a consent in another agency's name", "school",
              CONSENT.format("draft", "draft_person1", "hospital_A", "school")),
        Probe("a consent in another seat's name", "school",
              CONSENT.format("draft", "draft_person1", "school_A", "hospital")),
        Probe("a consent made longer", "school", "UPDATE vault_consent SET until = 'infinity'"),
        Probe("a consent made to name another", "school",
              "UPDATE vault_consent SET recipients = ARRAY[:fire_A]::uuid[]"),
        Probe("a consent given back", "school", "UPDATE vault_consent SET withdrawn_at = NULL"),
        Probe("safeguard another's person", "police",
              SAFEGUARD.format("visited_person1", "visited")),
        Probe("safeguard as who leads", "hospital",
              SAFEGUARD.format("visited_person1", "visited")),
        Probe("safeguard what is over", "school",
              SAFEGUARD.format("concluded_person1", "concluded")),
        Probe("safeguard into another situation", "school",
              SAFEGUARD.format("visited_person1", "draft")),
        Probe("lift another's safeguard", "hospital", "UPDATE table_safeguard SET must_not = '{}'",
              NOTHING),
    ]  # fmt: skip


def _noting() -> list[Probe]:
    return [
        Probe("a note where the table allows none", "school", NOTE.format("draft", "school")),
        Probe("a note to another's draft", "fire", NOTE.format("draft", "fire")),
        Probe("a note after submitting", "school", NOTE.format("waiting", "school")),
        Probe("another's note changed", "hospital", "UPDATE table_note SET text = 'y'", NOTHING),
        Probe("a note changed once submitted", "school", "UPDATE table_note SET text = 'y'",
              NOTHING),
        Probe("a note taken away once submitted", "school", "DELETE FROM table_note", NOTHING),
        Probe("gather unassigned", "fire", GATHER.format("visited", "fire")),
        Probe("gather as told only", "elders", GATHER.format("visited", "elders")),
        Probe("gather as who brought it", "school", GATHER.format("visited", "school")),
        Probe("gather from another table's desk", "chair_b", GATHER.format("visited", "chair_b")),
        Probe("gather before it is acted on", "chair", GATHER.format("round_of", "chair")),
        Probe("gather in another's name", "hospital", GATHER.format("visited", "housing")),
        Probe("a contact past its function", "hospital", ENTRY.format("contact", "NULL")),
        Probe("a mistake past its function", "hospital", ENTRY.format("mistake", ":entry")),
        Probe("an entry that replaces another's", "hospital", ENTRY.format("plan", ":entry")),
        Probe("an update for the lead by a member", "school", UPDATE.format("visited", "true")),
        Probe("an update for the lead by another desk", "chair_b",
              UPDATE.format("visited", "true")),
        Probe("an update of the desk as if the lead", "coordinator",
              UPDATE.format("visited", "false")),
        Probe("an update for the lead once closed", "chair", UPDATE.format("concluded", "true")),
        Probe("the clock wound on", "hospital", "UPDATE table_clock SET stopped_at = :at"),
        Probe("an entry rewritten", "hospital", "UPDATE table_plannote SET code = 'x'"),
    ]  # fmt: skip


INTAKE = (
    "INSERT INTO table_intake (id, table_id, by_seat, at, body, found)"
    " VALUES (:new, :{0}, :seat_{1}, :at, '', '')"
)


def _offering() -> list[Probe]:
    of = "presented_of"
    return [
        Probe("bring a file as a member", "fire", INTAKE.format("table_A", "fire")),
        Probe("bring a file to another table", "chair_b", INTAKE.format("table_A", "chair_b")),
        Probe("bring a file in another's name", "chair", INTAKE.format("table_A", "coordinator")),
        Probe("another seat's file changed", "coordinator", "UPDATE table_intake SET body = ''",
              NOTHING),
        Probe("another seat's file read", "coordinator", "TABLE table_intake", NOTHING),
        Probe("offer as who was absent", "fire", OFFER.format(of, "fire_A", "fire", "")),
        Probe("offer after the window", "hospital",
              OFFER.format("parting", "hospital_A", "hospital", "")),
        Probe("offer before it is presented", "hospital",
              OFFER.format("twin", "hospital_A", "hospital", "")),
        Probe("offer to oneself", "school", OFFER.format(of, "school_A", "school", "")),
        Probe("offer in another's name", "hospital",
              OFFER.format(of, "police_A", "hospital", "")),
        Probe("offer from another's seat", "hospital",
              OFFER.format(of, "hospital_A", "police", "")),
        Probe("offer what is taken at once", "hospital",
              OFFER.format(of, "hospital_A", "hospital", "taken")),
        Probe("offer by the desk that was absent", "coordinator",
              OFFER.format(of, "office_A", "coordinator", "")),
        Probe("offer at another table", "police_b", OFFER.format(of, "police_B", "police_b", "")),
        *(Probe(f"{verb} {table}", "chair", sql.format(table), DENIED)
          for table in ("table_proposal", "table_asked", "table_hold", "table_filing",
                        "table_proof", "table_packet", "table_clock", "vault_consent",
                        "table_offer", "table_pick", "table_decline")
          for verb, sql in {"empty": "DELETE FROM {}"}.items()),
    ]  # fmt: skip


TABLES = {
    "rows of the later steps": _reading(),
    "consents and safeguards": _agreeing(),
    "notes, entries and updates": _noting(),
    "rows of offers": _offering(),
}
