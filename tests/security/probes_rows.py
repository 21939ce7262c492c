"""Attacks on rows: reading, writing and guessing past row security."""

from hubtable.base.lock.policies import AUTH_TABLES
from tests.security.probes import NOTHING, Probe

DENIED, UNIQUE = "42501", "23505"
LOST = ("", "school_former", "lapsed", "housing_unsigned", "person:school", "job:outbox", "link")
CASE = (
    *("vault_ledger", "vault_sealed", "table_discussion", "table_origin", "table_writer"),
    *("table_announcement", "table_subject", "table_worksheet", "table_description"),
    *("table_describedperson", "table_stance", "table_meeting", "table_attendance"),
    *("table_presence", "table_pick", "table_answer", "table_assignment", "table_plannote"),
    *("table_decline", "table_report", "table_update"),
)
"""Every table about a situation."""
HIDDEN = (
    *("vault_sealed", "table_origin", "table_writer", "table_announcement", "table_subject"),
    *("table_worksheet", "table_description", "table_describedperson", "table_stance"),
    *("table_pick", "table_answer", "table_assignment", "table_plannote", "table_decline"),
)
"""Those of which `fire`, who was never there, sees no row."""
HUBS = (
    *("hubs_hub", "hubs_town", "hubs_vocabularyversion", "hubs_term", "hubs_table"),
    *("hubs_agency", "hubs_program", "hubs_agreement", "hubs_person", "hubs_confidentiality"),
    *("hubs_photo", "hubs_delegation", "hubs_seat", "hubs_credential"),
)


def _reading() -> list[Probe]:
    return [
        *(Probe(f"{w or 'nobody'} reads {t}", w, f"TABLE {t}", NOTHING)
          for w in LOST for t in (*CASE, *HUBS, "audit_entry", "base_receipt")
            if (w, t) != ("link", "hubs_hub")),
        *(Probe(f"{w} reads {t}", w, f"TABLE {t}", NOTHING)
          for w in ("fire", "admin", "analyst", "agency_lead") for t in HIDDEN),
        *(Probe(f"{w} reads all of {t}", w, f"TABLE {t}", NOTHING)
          for w in ("admin", "analyst", "agency_lead", "leadership", "community", "privacy_contact")
          for t in CASE),
        *(Probe(f"another Hub reads {t}", "ridge_admin",
                f"SELECT FROM {t} WHERE hub_id = :hub", NOTHING)
          for t in HUBS if t not in ("hubs_hub", "hubs_term")),
        *(Probe(f"{w} reads the trail", w, "TABLE audit_entry", NOTHING)
          for w in ("fire", "chair", "analyst", "privacy_contact")),
        *(Probe(f"a forged token reads {t}", "forged:hospital", f"TABLE {t}", NOTHING)
          for t in CASE),
        Probe("the trail's head", "admin", "TABLE audit_head", DENIED),
        Probe("credentials read by a member", "police", "TABLE hubs_credential", NOTHING),
        Probe("who people are, read by an analyst", "analyst",
              "SELECT FROM hubs_person WHERE id <> :person_analyst", NOTHING),
    ]  # fmt: skip


def _guessing() -> list[Probe]:
    """A condition with a side effect must not meet a hidden row."""
    return [
        *(Probe(f"divide by {t}", "fire",
                f"SELECT FROM {t} t WHERE 1 / (0 * length(t::text)) > 0", NOTHING)
          for t in HIDDEN),
        *(Probe(f"cast {t}", "fire", f"SELECT FROM {t} t WHERE t::text::int > 0", NOTHING)
          for t in HIDDEN),
        Probe("divide by an identity", "fire",
              "SELECT FROM vault_sealed WHERE 1 / (length(body) - length(body)) = 1", NOTHING),
        Probe("cast a code", "fire",
              "SELECT FROM table_describedperson WHERE age_group::int > 0", NOTHING),
        Probe("error in a join", "fire", "SELECT FROM hubs_agency g JOIN table_origin o"
              " ON (g.name || o.id)::int = 0", NOTHING),
        Probe("error in a subquery", "fire",
              "SELECT 1 FROM (TABLE table_pick) p WHERE (p.at::text)::int = 1", NOTHING),
        Probe("whole row to JSON", "fire", "SELECT to_jsonb(t) FROM vault_sealed t", NOTHING),
        Probe("rows to XML", "fire", "SELECT FROM query_to_xml('TABLE vault_sealed', false, false,"
              " '') x WHERE x::text LIKE '%body%'", NOTHING),
        Probe("rows in a rejected cursor", "fire",
              "SELECT FROM cursor_to_xml('none', 1, false, false, '')", "34000"),
        Probe("sight of a row by its place", "fire",
              "SELECT FROM vault_sealed WHERE ctid = '(0,1)'", NOTHING),
        Probe("sight of old rows", "fire",
              "SELECT FROM vault_sealed WHERE xmin::text::bigint > 0", NOTHING),
        Probe("a sample", "fire", "SELECT FROM vault_sealed TABLESAMPLE bernoulli (100)", NOTHING),
        Probe("statistics of values", "fire", "SELECT FROM pg_stats WHERE tablename IN"
              " ('vault_sealed', 'table_description', 'table_subject', 'vault_ledger')", NOTHING),
        Probe("raw statistics", "fire", "SELECT FROM pg_statistic", DENIED),
        Probe("lock hidden rows", "fire", "SELECT FROM vault_sealed FOR UPDATE", NOTHING),
        Probe("lock the ledger's rows", "hospital", "SELECT FROM vault_ledger FOR UPDATE", DENIED),
    ]  # fmt: skip


SEALED = "INSERT INTO vault_sealed (id, record, body, sealed_at) VALUES (:{0}, :{1}, '', :at)"
CLASH = " ON CONFLICT (id) DO UPDATE SET body = excluded.body"
LEDGER = (
    "INSERT INTO vault_ledger (id, record, class, part, viewer, step, manner, basis, reason, opens,"
    " since, until) VALUES (:new, :visit, 'identified', :visit_person1, :fire_A, 'tell', 'screen',"
    " 'x', 'x', true, :at, 'infinity')"
)
SEAT = (
    "INSERT INTO hubs_seat (id, hub_id, person_id, role, delegation_id, agency_id, starts_at,"
    " version) VALUES ({0}, {1}, {2}, '{3}', {4}, NULL, :at, 1)"
)
STANCE = (
    "INSERT INTO table_stance (id, discussion_id, delegation_id, kind, criterion,"
    " recorded_by_chair, by_seat, at) VALUES (:new, :{0}, :{1}, 'agree', '', {2}, :seat_{3}, :at)"
)
NOTE = (
    "INSERT INTO table_plannote (id, discussion_id, subject_id, kind, code, by_delegation, by_seat,"
    " at) VALUES (:new, :{0}, :{0}_person{1}, 'plan', '', :{2}, :seat_{3}, :at)"
)
UPDATE = (
    "INSERT INTO table_update (id, discussion_id, still_at_risk, connected, at)"
    " VALUES (:new, :{0}, true, true, :at)"
)
ATTEND = (
    "INSERT INTO table_attendance (id, meeting_id, delegation_id, recorded_by_chair, since)"
    " VALUES (:new, :meeting, :{0}, false, :at)"
)
WRITER = (
    "INSERT INTO table_writer (id, discussion_id, delegation_id, by_seat)"
    " VALUES (:new, :visit, :{0}, :seat_{1})"
)
DESCRIBE = (
    "INSERT INTO table_description (id, discussion_id, revision, language, risk_factors,"
    " protective_factors, flags, reason, made_at, version) VALUES (:new, :{0}, {1}, '', '{{}}',"
    " '{{}}', '{{}}', '{2}', :at, 1)"
)


def _sealing() -> list[Probe]:
    return [
        Probe("a row of the ledger for oneself", "fire", LEDGER),
        Probe("a row of the ledger by the originator", "school", LEDGER),
        Probe("seal another's person", "fire", SEALED.format("draft_person1", "draft")),
        Probe("seal over a hidden row", "fire", SEALED.format("draft_person1", "draft") + CLASH),
        Probe("seal over another's row", "hospital",
              SEALED.format("visit_person1", "visit") + CLASH),
        Probe("seal a made-up person", "school", SEALED.format("new", "draft")),
        Probe("seal into another record", "school", SEALED.format("draft_person1", "visit")),
        Probe("seal what is over", "school", SEALED.format("concluded_person1", "concluded")),
        Probe("seal where names are not kept", "housing_c",
              SEALED.format("unheard_person1", "unheard")),
        Probe("write over hidden identities", "fire", "UPDATE vault_sealed SET body = ''", NOTHING),
        Probe("write over told identities", "hospital", "UPDATE vault_sealed SET body = ''",
              NOTHING),
        Probe("move an identity to another record", "school",
              "UPDATE vault_sealed SET record = :draft", DENIED),
    ]  # fmt: skip


def _speaking() -> list[Probe]:
    return [
        Probe("say for another", "police", STANCE.format("presented", "hospital_A", "false",
                                                         "police")),
        Probe("say as if the chair had", "police", STANCE.format("presented", "hospital_A", "true",
                                                                 "police")),
        Probe("say from another seat", "police", STANCE.format("presented", "police_A", "false",
                                                               "hospital")),
        Probe("say without having been there", "fire", STANCE.format("presented", "fire_A", "false",
                                                                     "fire")),
        Probe("say after the decision", "police", STANCE.format("accepted", "police_A", "false",
                                                                "police")),
        Probe("say at another table", "police", STANCE.format("at_b", "police_A", "false",
                                                              "police")),
        Probe("the chair says for who was absent", "chair", STANCE.format("presented", "fire_A",
                                                                          "true", "chair")),
        Probe("plan unassigned", "fire", NOTE.format("visit", 1, "fire_A", "fire")),
        Probe("plan as told only", "elders", NOTE.format("visit", 1, "elders_A", "elders")),
        Probe("plan in another's name", "hospital", NOTE.format("visit", 1, "housing_A",
                                                               "hospital")),
        Probe("plan from another seat", "hospital", NOTE.format("visit", 1, "hospital_A",
                                                               "housing")),
        Probe("plan after the end", "hospital", NOTE.format("concluded", 1, "hospital_A",
                                                           "hospital")),
        Probe("plan after a no", "hospital", NOTE.format("declined", 1, "hospital_A", "hospital")),
        Probe("plan for who one was not told of", "housing", NOTE.format("visit", 2, "housing_A",
                                                                       "housing")),
        Probe("update by who assists", "housing", UPDATE.format("visit")),
        Probe("update by the originator", "school", UPDATE.format("visit")),
        Probe("update by a stranger", "fire", UPDATE.format("visit")),
        Probe("update by the desk", "chair", UPDATE.format("visit")),
        Probe("update after the end", "hospital", UPDATE.format("concluded")),
        Probe("update by a partner program", "partner", UPDATE.format("visit")),
    ]  # fmt: skip


def _attending() -> list[Probe]:
    ended = "UPDATE table_meeting SET ended_at = :at"
    return [
        Probe("check another in", "fire", ATTEND.format("refuge_A")),
        Probe("check in from another table", "police_b", ATTEND.format("police_B")),
        Probe("check in another table's delegation", "chair", ATTEND.format("housing_C")),
        Probe("check in by the room", "room", ATTEND.format("fire_A")),
        Probe("check another out", "fire", "UPDATE table_attendance SET until = :at", NOTHING),
        Probe("end a meeting by a member", "fire", ended, NOTHING),
        Probe("end a meeting by the room", "room", ended, NOTHING),
        Probe("end a meeting of another table", "chair_c", ended, NOTHING),
        Probe("begin a meeting by a member", "fire",
              "INSERT INTO table_meeting (id, table_id, number, started_at, ended_at, version)"
              " VALUES (:new, :table_A, 77, :at, :at, 1)"),
        Probe("begin another table's meeting", "chair",
              "INSERT INTO table_meeting (id, table_id, number, started_at, version)"
              " VALUES (:new, :table_C, 77, :at, 1)"),
        Probe("write as another delegation", "fire", WRITER.format("hospital_A", "fire")),
        Probe("write as another seat", "fire", WRITER.format("fire_A", "hospital")),
        Probe("describe another's draft", "fire", DESCRIBE.format("draft", 1, "")),
        Probe("correct another's description", "hospital", DESCRIBE.format("visit", 2, "wrong")),
        Probe("another's worksheet", "fire", "INSERT INTO table_worksheet (id, criteria, tried,"
              " regimes, consent, version, saved_at) VALUES (:draft, '{}', '{}', '{}', '', 1,"
              " :at)"),
        Probe("another's described person", "fire", "INSERT INTO table_describedperson (id,"
              " discussion_id, description_id, subject_id, position, role, sex, age_group) VALUES"
              " (:new, :draft, :nobody, :draft_person1, 0, '', '', '')"),
        Probe("correct without a writer", "school", DESCRIBE.format("visit", 2, "wrong")),
        Probe("correct what is over", "school", DESCRIBE.format("concluded", 2, "wrong")),
        Probe("rewrite what was submitted", "police",
              "UPDATE table_description SET flags = '{x}' WHERE discussion_id = :submitted",
              NOTHING),
        Probe("rewrite others' descriptions", "hospital",
              "UPDATE table_description SET flags = '{x}'", NOTHING),
        Probe("rewrite a submitted worksheet", "police",
              "UPDATE table_worksheet SET danger_now = true WHERE id = :submitted", NOTHING),
        Probe("take a described person away", "police", "DELETE FROM table_describedperson",
              NOTHING),
        Probe("another's receipt", "fire", "INSERT INTO base_receipt (id, actor, location, at)"
              " VALUES (:new, :seat_police, '/', :at)"),
    ]  # fmt: skip


def _governing() -> list[Probe]:
    own = ":person_{0}"
    return [
        *(Probe(f"{who} takes a seat", who,
                SEAT.format(":new", ":hub", own.format(who), "representative", ":hospital_A"))
          for who in ("police", "chair", "agency_lead", "analyst")),
        *(Probe(f"{who} becomes administrator", who,
                SEAT.format(":new", ":hub", own.format(who), "admin", "NULL"))
          for who in ("police", "chair", "agency_lead", "analyst")),
        Probe("a seat at another Hub's table", "ridge_admin",
              SEAT.format(":new", ":other_hub", ":person_ridge_admin", "chair", ":police_A")),
        Probe("a seat in another Hub", "ridge_admin",
              SEAT.format(":new", ":hub", ":person_ridge_admin", "admin", "NULL")),
        Probe("another Hub's person seated", "ridge_admin",
              SEAT.format(":new", ":other_hub", ":person_police", "admin", "NULL")),
        *(Probe(f"a seat that is the {name}", who,
                SEAT.format(f":{id_}", hub, f":person_{who}", "admin", "NULL"))
          for name, who, hub, id_ in (
              ("hospital's delegation, in another Hub", "ridge_admin", ":other_hub", "hospital_A"),
              ("hospital's delegation", "admin", ":hub", "hospital_A"),
              ("whole table", "ridge_admin", ":other_hub", "table_A"),
              ("partner", "ridge_admin", ":other_hub", "credential"))),
        Probe("a seat that is the desk", "admin",
              SEAT.format("(SELECT desk FROM hubs_table WHERE id = :table_A)", ":hub",
                          ":person_admin", "admin", "NULL")),
        Probe("a delegation that is a seat", "ridge_admin",
              "INSERT INTO hubs_delegation (id, hub_id, table_id, agency_id, starts_at, version)"
              " VALUES (:seat_fire_alternate, :other_hub, :table_R, :agency_clinic, :at, 1)"),
        Probe("a room that is a delegation", "ridge_admin",
              "INSERT INTO hubs_credential (id, hub_id, kind, table_id, act, secret, starts_at,"
              " ends_at) VALUES (:hospital_A, :other_hub, 'room', :table_R, '', 'x', :at,"
              " 'infinity')"),
        *(Probe(f"a table whose {column} is a delegation", "ridge_admin",
                TABLE.format(*values).replace("'again'", f"'{column}'"))
          for column, values in (("id", (":hospital_A", ":new")), ("desk", (":new", ":hospital_A")))
          ),
        Probe("a table whose id is its own desk", "ridge_admin", TABLE.format(":new", ":new")),
        *(Probe(f"{who} renews {what}", who, f"UPDATE {what} SET ends_at = 'infinity'", NOTHING)
          for who in ("fire", "chair", "ridge_chair", "analyst")
          for what in ("hubs_seat", "hubs_agreement", "hubs_delegation", "hubs_confidentiality",
                       "hubs_credential", "hubs_agency", "hubs_table")),
        Probe("renew another Hub's", "ridge_admin",
              "UPDATE hubs_agreement SET ends_at = 'infinity' WHERE hub_id = :hub", NOTHING),
        Probe("end what another agency protects", "agency_lead",
              "UPDATE hubs_program SET ends_at = :at WHERE agency_id <> :agency_hospital", NOTHING),
        Probe("send people to another agency", "agency_lead",
              "UPDATE hubs_person SET agency_id = :agency_police WHERE agency_id ="
              " :agency_hospital"),
        Probe("change one's account", "admin", "UPDATE hubs_person SET user_id = :user_police"),
        Probe("change a seat's person", "admin", "UPDATE hubs_seat SET person_id = :person_admin"),
        Probe("change a seat's role", "admin", "UPDATE hubs_seat SET role = 'chair'"),
        Probe("move a delegation", "admin", "UPDATE hubs_delegation SET table_id = :table_B"),
        Probe("change a desk", "admin", "UPDATE hubs_table SET desk = :hospital_A"),
        Probe("another Hub's terms", "ridge_admin", "INSERT INTO hubs_term (id, vocabulary_id)"
              " VALUES (:new, :vocabulary)"),
        Probe("rename another Hub", "ridge_admin",
              "UPDATE hubs_hub SET name = 'x' WHERE id = :hub", NOTHING),
    ]  # fmt: skip


TABLE = (
    "INSERT INTO hubs_table (id, desk, hub_id, name, weekday, starts, minutes, rhythm, time_zone,"
    " deciding, names_round, keeping, note_allowed, offering_hours, contact_target_hours,"
    " contact_limit_hours, retention_approved_by, vocabulary_id, offered_categories,"
    " offered_factors, version) SELECT {0}, {1}, hub_id, 'again', weekday, starts, minutes, rhythm,"
    " time_zone, deciding, names_round, keeping, note_allowed, offering_hours,"
    " contact_target_hours, contact_limit_hours, '', vocabulary_id, '{{}}', '{{}}', 1"
    " FROM hubs_table WHERE id = :table_R"
)
ACCOUNTS = AUTH_TABLES.keys() - {"base_installation", "django_migrations"}
KEYS = {"lock.key", "lock.matrix", "lock.moves"}
ROWS = {
    "accounts and keys": [Probe(t, "police", f"TABLE {t}") for t in sorted(ACCOUNTS | KEYS)],
    "reading": _reading(),
    "guessing": _guessing(),
    "identities and the ledger": _sealing(),
    "speaking for others": _speaking(),
    "being there and writing": _attending(),
    "the Hub's own tables": _governing(),
}
