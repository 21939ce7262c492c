"""Attacks on the directory: everybody reads it, stewards write it and know where a shelter is."""

from tests.security.probes import NOTHING, Probe
from tests.security.probes_rows import LOST

INSIDE = (
    *("import", "quarantine", "original", "verification", "change", "merging", "translation"),
    *("delivery", "deliverypart"),
)
STEWARDS = ("proposal", "mistake", "confidentialplace")
OTHERS = (
    *("", "police", "chair", "coordinator", "admin", "agency_lead", "privacy_contact", "analyst"),
    *("leadership", "community", "steward_former", "forged:steward", "person:steward"),
    *("ridge_admin", "job:outbox", "job:retention", "job:Directory", "room", "feed", "partner"),
)
"""None of them keeps the directory."""
ADD = (
    "INSERT INTO directory_organization (id, name, alternate_name, description, email, website,"
    " tax_status, tax_id, legal_status, logo, uri, source_key, added_at, changed_at, version)"
    " VALUES (:new, 'x', '', '', '', '', '', '', '', '', '', '', :at, :at, 1)"
)
TRANSLATE = (
    "INSERT INTO directory_translation (id, record, kind, field, language, text, of, translator,"
    " translated_on, reviewed_at, source_key, version) VALUES (:new, :organization,"
    " 'organization', 'name', 'es', 'x', 'x', 'x', :at, :at, '', 1)"
)
LIST = (
    "INSERT INTO directory_source (id, key, name, format, address, added_at)"
    " VALUES (:new, 'x', 'x', '', '', :at)"
)
ASK = (
    'INSERT INTO directory_proposal (id, record, level, "to", state, made_at, made_by, ends_at,'
    " name, title, proposed, tries) VALUES (:new, :organization, 'organization', 'x', 'waiting',"
    " :at, :seat_steward, :at, '', '', '{}', 0)"
)
KEEP = (
    "INSERT INTO directory_confidentialplace (location_id, held, originals, patterns, hidden_at)"
    " VALUES (:shelter, '{}', '[]', '{}', :at)"
)


BESIDE = {
    "metadata": "resource_id IN (:shelter, :door) AND previous_value || replacement_value <> ''",
    "attribute": "link_id IN (:shelter, :door) AND value || label <> ''",
    "translation": "record IN (:shelter, :door) AND text || of <> ''",
}
"""Table in which something can be said beside a shelter → what would tell where it is."""


def _beside() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} reads what directory_{table} says of a shelter", who,
                f"SELECT FROM directory_{table} WHERE {tells}", NOTHING)
          for who in (*OTHERS, "steward", "job:directory", *LOST[1:4])
          for table, tells in BESIDE.items()),
        *(Probe(f"{who or 'nobody'} {verb}", who, sql)
          for who in ("", "chair", "steward", "job:directory")
          for verb, sql in {
              "asks which places are kept": "SELECT lock.kept_records()",
              "asks whose place a record is": "SELECT lock.place_of(:door)",
              "asks which place a key names": "SELECT lock.place_named('{}', :nobody)",
              "covers what is said by hand": "SELECT lock.cover_beside(ARRAY[:shelter]::uuid[])",
              "gives back what was said by hand": "SELECT lock.restore_said('{}')",
              "keeps by hand": "SELECT lock.put_said(:shelter, 'metadata', '{}', NULL)",
          }.items()),
    ]  # fmt: skip


def _reading() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} reads directory_{table}", who, f"TABLE directory_{table}",
                NOTHING)
          for who in (*OTHERS, *LOST[1:4]) for table in (*INSIDE, *STEWARDS)),
        *(Probe(f"the feed's job reads directory_{table}", "job:directory",
                f"TABLE directory_{table}", NOTHING) for table in STEWARDS),
        *(Probe(f"divide by where a shelter is, {who}", who,
                "SELECT FROM directory_confidentialplace WHERE 1 / (latitude - latitude) > 0",
                NOTHING) for who in ("chair", "job:directory")),
    ]  # fmt: skip


def _writing() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} {verb}", who, sql)
          for who in (*OTHERS, *LOST[1:4])
          for verb, sql in {"adds an organization": ADD, "adds a translation": TRANSLATE,
                            "adds a source": LIST, "asks an agency": ASK}.items()),
        *(Probe(f"{who or 'nobody'} {verb}", who, sql, NOTHING)
          for who in (*OTHERS, *LOST[1:4])
          for verb, sql in {
              "renames": "UPDATE directory_organization SET name = 'x'",
              "moves": "UPDATE directory_location SET latitude = 1, longitude = 1",
              "removes": "DELETE FROM directory_service",
              "settles": "UPDATE directory_mistake SET settled_how = 'x'",
              "approves": "UPDATE directory_proposal SET state = 'approved'",
              "empties the listings": "DELETE FROM directory_listing",
          }.items()),
        Probe("the feed's job asks an agency", "job:directory", ASK),
        Probe("report a mistake as a row", "", "INSERT INTO directory_mistake SELECT FROM"
              " directory_mistake"),
    ]  # fmt: skip


def _hiding() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} {verb} a shelter", who,
                f"SELECT lock.{function}(:shelter, {version})")
          for who in (*OTHERS, "job:directory", *LOST[1:4])
          for verb, function, version in (("hides", "hide_place", 2),
                                          ("shows", "unhide_place", 2))),
        *(Probe(f"{who or 'nobody'} says that a shelter is one", who,
                "SELECT lock.hide_told(ARRAY[:shelter]::uuid[])")
          for who in (*OTHERS, *LOST[1:4])),
        *(Probe(f"{who or 'nobody'} tries hashes of a street", who,
                "SELECT lock.given_before(ARRAY[:shelter]::uuid[], ARRAY['00'])")
          for who in (*OTHERS, *LOST[1:4])),
        *(Probe(f"{who or 'nobody'} covers by hand", who, "SELECT lock.cover_again('x')")
          for who in ("", "chair", "steward", "job:directory")),
        Probe("whether an organization stands", "", "SELECT lock.stands(:organization)"),
        Probe("hide what is not there", "steward", "SELECT lock.hide_place(:nobody, 1)"),
        Probe("hide what changed", "steward", "SELECT lock.hide_place(:shelter, 99)", "40001"),
        Probe("show what changed", "steward", "SELECT lock.unhide_place(:shelter, 99)", "40001"),
        *(Probe(f"{who} keeps a place by hand", who, KEEP)
          for who in ("steward", "job:directory", "admin")),
        *(Probe(f"{who} takes a place away by hand", who,
                "DELETE FROM directory_confidentialplace")
          for who in ("steward", "job:directory", "admin")),
        *(Probe(f"{who} reads along what is kept", who, "SELECT lock.kept_streets()")
          for who in ("", "chair", "steward")),
        Probe("which street it is", "chair", "SELECT lock.same_place('14 Larchmere', 'Natick')"),
        Probe("give back by hand", "chair", "SELECT lock.restore_place(NULL)"),
    ]  # fmt: skip


ANSWER = "SELECT lock.answer_asked('{0}', {1}, {2}, '', {3})"
MISTAKE = "SELECT lock.report_mistake(:{0}, '{1}', :at, {2})"


def _asking() -> list[Probe]:
    """The link of the scene has the digest of one byte, 01."""
    late = "timestamptz '2040-01-01'"
    return [
        *(Probe(f"{who or 'nobody'} {verb}", who, sql)
          for who in ("", "steward", "admin", "chair", "job:outbox", "link", "forged:steward")
          for verb, sql in {
              "claims a question": "SELECT lock.ask_claim('1 minute')",
              "marks a question": "SELECT lock.ask_mark(:nobody, NULL, true)",
          }.items()),
        Probe("whose record an unknown link is", "",
              "SELECT lock.asked_of('\\x02', :at)", NOTHING),
        Probe("whose record no link is", "", "SELECT lock.asked_of(NULL, :at)", NOTHING),
        Probe("whose record a late link is", "", f"SELECT lock.asked_of('\\x01', {late})", NOTHING),
        Probe("answer by an unknown link", "", ANSWER.format("\\x02", ":at", "'Jo Ash'", "'{}'")),
        Probe("answer late", "", ANSWER.format("\\x01", late, "'Jo Ash'", "'{}'")),
        Probe("answer as nobody", "", ANSWER.format("\\x01", ":at", "NULL", "'{}'")),
        Probe("answer with one letter", "", ANSWER.format("\\x01", ":at", "'J'", "'{}'")),
        Probe("answer with a list", "", ANSWER.format("\\x01", ":at", "'Jo Ash'", "'[]'")),
        Probe("answer too much", "", ANSWER.format(
            "\\x01", ":at", "'Jo Ash'", "to_jsonb(json_build_object('x', repeat('y', 50000)))")),
        Probe("report on nothing", "", MISTAKE.format("nobody", "service", "'Closed.'")),
        Probe("report on a phone", "", MISTAKE.format("service", "phone", "'Closed.'")),
        Probe("report without words", "", MISTAKE.format("organization", "organization", "NULL")),
        Probe("report too little", "", MISTAKE.format("organization", "organization", "'x'")),
        Probe("report too much", "", MISTAKE.format(
            "organization", "organization", "repeat('x', 501)")),
        Probe("confirm by hand", "", "SELECT lock.confirm_all(:organization, :at, 'x', 'x')"),
    ]  # fmt: skip


COUNT = "SELECT lock.count_search(:at, {0}, {1}, {2}, false)"


def _counting() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} counts a search", who, COUNT.format("'food'", "''", "''"))
          for who in ("", "steward", "admin", "chair", "job:directory", "forged:steward")),
        Probe("count no kind of help", "job:finder", COUNT.format("NULL", "''", "''")),
        Probe("count typed words", "job:finder", COUNT.format("'My name is'", "''", "''")),
        Probe("count in a town nobody knows", "job:finder",
              COUNT.format("'food'", "'12 Elm St'", "''")),
        Probe("count in a state nobody knows", "job:finder",
              COUNT.format("'food'", "''", "'my name'")),
        *(Probe(f"{who or 'nobody'} reads the counts", who,
                "SELECT lock.searches_counted('2000-01-01')", NOTHING)
          for who in ("", "chair", "admin", "job:finder")),
    ]  # fmt: skip


DIRECTORY = {
    "searches, counted": _counting(),
    "agencies asked, mistakes reported": _asking(),
    "the directory's inside, read": _reading(),
    "the directory, written": _writing(),
    "where a shelter is": _hiding(),
    "what is said beside a shelter": _beside(),
}
