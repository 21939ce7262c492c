"""Attacks on photos, on what one says of oneself, and on what makes a table one for practice."""

from tests.security.probes import NOTHING, Probe
from tests.security.probes_rows import LOST

DENIED = "42501"
PUT = (
    "INSERT INTO hubs_photo (id, hub_id, person_id, body, made_at)"
    " VALUES (:new, :{0}, :person_{1}, '\\xffd8ff', :at)"
)
TAKE = "DELETE FROM hubs_photo WHERE person_id = :person_police"
OF_POLICE = "SELECT FROM hubs_photo WHERE person_id = :person_police"
SPEAK = "SELECT lock.speak({0}, 1)"


def _reading() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} reads a photo", who, "TABLE hubs_photo", NOTHING)
          for who in (*LOST, "room", "feed", "partner", "forged:police", "job:retention")),
        *(Probe(f"{who} reads another's photo", who, OF_POLICE, NOTHING)
          for who in ("analyst", "leadership", "community", "ridge_admin", "ridge_chair")),
        Probe("the photo of who has gone", "chair",
              "SELECT FROM hubs_photo WHERE person_id = :person_school_former", NOTHING),
        Probe("divide by a photo", "analyst",
              "SELECT FROM hubs_photo WHERE 1 / (length(body) - length(body)) = 1", NOTHING),
    ]  # fmt: skip


def _writing() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} puts another's photo", who, PUT.format("hub", "fire"))
          for who in ("", "police", "admin", "agency_lead", "analyst", "ridge_admin", "room",
                      "job:retention", "person:fire", "fire_alternate")),
        Probe("put the own photo into another Hub", "fire", PUT.format("other_hub", "fire")),
        *(Probe(f"{who or 'nobody'} changes a photo", who, "UPDATE hubs_photo SET body = ''")
          for who in ("police", "admin", "")),
        Probe("give one's photo to another", "police",
              "UPDATE hubs_photo SET person_id = :person_fire"),
        *(Probe(f"{who or 'nobody'} removes another's photo", who, TAKE, NOTHING)
          for who in ("", "chair", "police_alternate", "agency_lead", "privacy_contact", "analyst",
                      "ridge_admin", "room", "job:retention")),
        Probe("a photo too large", "fire", PUT.format("hub", "fire").replace(
            "'\\xffd8ff'", "decode(repeat('00', 150001), 'hex')"), "23514"),
    ]  # fmt: skip


def _speaking() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} says languages", who, SPEAK.format("ARRAY['Twi']"))
          for who in ("", "person:police", "room", "feed", "partner", "job:retention", *LOST[1:4])),
        Probe("languages that are nothing", "fire", SPEAK.format("NULL")),
        Probe("a language that is nothing", "fire", SPEAK.format("ARRAY[NULL]::text[]")),
        Probe("a language without letters", "fire", SPEAK.format("ARRAY['']")),
        Probe("a language too long", "fire", SPEAK.format("ARRAY[repeat('x', 41)]")),
        Probe("too many languages", "fire", SPEAK.format("array_fill('x'::text, ARRAY[21])")),
        Probe("languages of a row that changed", "fire",
              "SELECT lock.speak(ARRAY['Twi'], 99)", "40001"),
        Probe("languages of no row", "fire", "SELECT lock.speak(ARRAY['Twi'], NULL)", "40001"),
        Probe("the own name", "fire", "UPDATE hubs_person SET name = 'x'", NOTHING),
        Probe("the own end", "fire", "UPDATE hubs_person SET ends_at = NULL", NOTHING),
    ]  # fmt: skip


def _practicing() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} makes a table one for practice", who,
                "UPDATE hubs_table SET practice = true")
          for who in ("admin", "chair", "coordinator", "ridge_admin", "")),
        Probe("who has practiced", "admin", "SELECT lock.practiced(:visit)"),
    ]  # fmt: skip


FACES = {
    "photos, read": _reading(),
    "photos, written": _writing(),
    "what one says of oneself": _speaking(),
    "tables for practice": _practicing(),
}
