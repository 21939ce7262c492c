"""Attacks on public pages: strangers read what is published, a Hub's administrator writes it."""

from tests.security.probes import NOTHING, Probe
from tests.security.probes_rows import LOST

OTHERS = (
    *(*LOST, "police", "chair", "coordinator", "agency_lead", "privacy_contact", "analyst"),
    *("leadership", "community", "steward", "ridge_chair", "person:admin", "forged:admin"),
    *("job:finder", "job:directory", "job:retention", "room", "feed", "partner"),
)
"""Nobody of them administers a Hub."""
PAGE = (
    "INSERT INTO hubs_publicpage (id, hub_id, slug, towns, published_at, version)"
    " VALUES (:new, :{0}, '{1}', '{{}}', :at, 1)"
)
WORDS = (
    "INSERT INTO hubs_publicwords (id, hub_id, page_id, language, name, phone, hours, how_it_works,"
    " your_information, translator, shown, changed_at, version) VALUES (:new, :{0}, :{1}, 'fr',"
    " 'x', '211', 'x', 'x', 'x', '', true, :at, 1)"
)
CHANGES = {
    "publishes": "UPDATE hubs_publicpage SET published_at = :at WHERE id = :{0}",
    "takes back": "UPDATE hubs_publicpage SET published_at = NULL WHERE id = :{0}",
    "renames towns of": "UPDATE hubs_publicpage SET towns = '{{x}}' WHERE id = :{0}",
    "changes the number of": "UPDATE hubs_publicwords SET phone = '900' WHERE page_id = :{0}",
    "shows all of": "UPDATE hubs_publicwords SET shown = true WHERE page_id = :{0}",
}


def _reading() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} reads an unpublished {what}", who, sql, NOTHING)
          for who in (*OTHERS, "ridge_admin")
          for what, sql in {
              "page": "SELECT FROM hubs_publicpage WHERE id = :draft_page",
              "text": "SELECT FROM hubs_publicwords WHERE page_id = :draft_page",
          }.items()),
        *(Probe(f"{who or 'nobody'} reads a translation that is not shown", who,
                "SELECT FROM hubs_publicwords WHERE page_id = :public_page AND language = 'es'",
                NOTHING) for who in (*OTHERS, "admin")),
        *(Probe(f"divide by an unpublished text, {who or 'nobody'}", who,
                "SELECT FROM hubs_publicwords WHERE page_id = :draft_page"
                " AND 1 / (length(phone) - length(phone)) > 0", NOTHING)
          for who in ("", "ridge_admin")),
    ]  # fmt: skip


def _writing() -> list[Probe]:
    return [
        *(Probe(f"{who or 'nobody'} {verb} {page}", who, sql.format(page), NOTHING)
          for who in OTHERS for page in ("draft_page", "public_page")
          for verb, sql in CHANGES.items()),
        *(Probe(f"{who} {verb} another Hub's pages", who, sql.format(page), NOTHING)
          for who, page in (("admin", "public_page"), ("ridge_admin", "draft_page"))
          for verb, sql in CHANGES.items()),
        *(Probe(f"{who or 'nobody'} adds {what}", who, sql)
          for who in OTHERS
          for what, sql in {"a page": PAGE.format("hub", "brookside"),
                            "words": WORDS.format("hub", "draft_page")}.items()),
        Probe("a page of another Hub", "ridge_admin", PAGE.format("hub", "brookside")),
        Probe("a page at another Hub's address", "admin", PAGE.format("hub", "ridgefield")),
        Probe("words in another Hub", "ridge_admin", WORDS.format("hub", "draft_page")),
        Probe("own words on another Hub's page", "admin", WORDS.format("hub", "public_page")),
        *(Probe(f"{who} adds words to a published page", who,
                WORDS.format("other_hub", "public_page")) for who in ("ridge_chair", "admin")),
        Probe("own words on a hidden page", "ridge_admin", WORDS.format("other_hub", "draft_page")),
        *(Probe(f"an administrator {verb}", "admin", sql)
          for verb, sql in {
              "moves a page": "UPDATE hubs_publicpage SET hub_id = :other_hub",
              "renames a page": "UPDATE hubs_publicpage SET slug = 'other'",
              "moves words": "UPDATE hubs_publicwords SET page_id = :public_page",
              "gives words away": "UPDATE hubs_publicwords SET hub_id = :other_hub",
              "swaps languages": "UPDATE hubs_publicwords SET language = 'ht'",
              "removes words": "DELETE FROM hubs_publicwords",
              "removes a page": "DELETE FROM hubs_publicpage",
          }.items()),
        Probe("English that is not shown", "admin",
              "UPDATE hubs_publicwords SET shown = false WHERE language = 'en'", "23514"),
    ]  # fmt: skip


PUBLIC = {"public pages, read": _reading(), "public pages, written": _writing()}
