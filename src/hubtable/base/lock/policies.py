"""Row security and grants of every table, in one place.

A table that is missing here is readable by nobody; a house test compares this list with the
models. `conditions` says what the words mean.
"""

from dataclasses import replace

from hubtable.base.lock.conditions import (
    OPEN_STATES,
    OWN_AGENCY,
    SCREENING,
    acting,
    admin,
    administered,
    of_same_hub,
    sees,
)
from hubtable.base.lock.conditions import Guarded as Guarded
from hubtable.base.lock.directory import DIRECTORY, DIRECTORY_FUNCTIONS, TRIGGER_FUNCTIONS
from hubtable.base.lock.posting import POSTING, POSTING_FUNCTIONS
from hubtable.base.lock.situations import DESCRIBED, LATER_STEPS, MEETING, SKELETON

OF_OWN_FEED = of_same_hub(
    "hubs_credential", "table_id>hubs_table delegation_id>hubs_delegation seat_id>hubs_seat"
) + (
    " AND (hubs_credential.kind <> 'feed' OR hubs_credential.seat_id = a.seat)"
    " AND hubs_credential.kind <> 'room'"
)
"""Nobody makes a feed for another: it shows when first visits are due that the agency leads. A
screen is paired by the desk of its table alone (`lock.room_offer`)."""

PUBLISHED = (
    "EXISTS (SELECT FROM public.hubs_publicpage p WHERE p.id = hubs_publicwords.page_id"
    " AND p.published_at IS NOT NULL)"
)
OWN_SLUG = (
    " AND EXISTS (SELECT FROM public.hubs_hub h WHERE h.id = hubs_publicpage.hub_id"
    " AND h.slug = hubs_publicpage.slug)"
)
"""No Hub takes another's address."""

PERSON_OF = of_same_hub("hubs_person", "agency_id>hubs_agency")

HUBS = (
    Guarded(
        "hubs_hub",
        select=acting("a.hub = hubs_hub.id"),
        update=admin("hubs_hub", "id"),
        columns=("name", "time_zone", "version"),
    ),
    administered("hubs_town", "ends_at"),
    administered("hubs_vocabularyversion", ""),
    Guarded(
        "hubs_term",
        select=acting(
            "EXISTS (SELECT FROM public.hubs_vocabularyversion v WHERE v.id = vocabulary_id)"
        ),
        insert=acting(
            "a.role = 'admin' AND EXISTS (SELECT FROM public.hubs_vocabularyversion v"
            " WHERE v.id = vocabulary_id)"
        ),
    ),
    administered(
        "hubs_table",
        "name weekday starts minutes rhythm time_zone deciding names_round keeping note_allowed"
        " offering_hours contact_target_hours contact_limit_hours retention_days"
        " retention_approved_by retention_approved_on vocabulary_id offered_categories"
        " offered_factors ends_at version",
        parents="vocabulary_id>hubs_vocabularyversion",
    ),
    administered("hubs_agency", "name sector can_do ends_at version"),
    administered(
        "hubs_program",
        "name regimes ends_at version",
        also=OWN_AGENCY,
        parents="agency_id>hubs_agency",
    ),
    administered("hubs_agreement", "ends_at version", parents="agency_id>hubs_agency"),
    Guarded(
        "hubs_person",
        select=acting(
            "a.kind = 'seat' AND a.hub = hubs_person.hub_id"
            " AND (a.role NOT IN ('analyst', 'leadership', 'community')"
            " OR a.person = hubs_person.id)"
        ),
        insert=admin("hubs_person", also=OWN_AGENCY.format(table="hubs_person"), within=PERSON_OF),
        update=admin("hubs_person", also=OWN_AGENCY.format(table="hubs_person"), within=PERSON_OF),
        columns=("name", "languages", "agency_id", "ends_at", "version"),
    ),
    Guarded(
        "hubs_photo",
        select=acting(
            "a.kind = 'seat' AND a.hub = hubs_photo.hub_id AND (a.person = hubs_photo.person_id"
            " OR a.role NOT IN ('analyst', 'leadership', 'community')"
            " AND EXISTS (SELECT FROM public.hubs_person p WHERE p.id = hubs_photo.person_id"
            " AND (p.ends_at IS NULL OR p.ends_at > a.at)))"
        ),
        insert=acting(
            "a.kind = 'seat' AND a.hub = hubs_photo.hub_id AND a.person = hubs_photo.person_id"
        ),
        delete=acting(
            "a.kind = 'seat' AND a.hub = hubs_photo.hub_id AND (a.role = 'admin'"
            " OR a.person = hubs_photo.person_id OR a.role = 'agency_lead' AND EXISTS (SELECT"
            " FROM public.hubs_person p WHERE p.id = hubs_photo.person_id"
            " AND p.agency_id = a.agency))"
        ),
    ),
    administered("hubs_confidentiality", "ends_at", parents="person_id>hubs_person"),
    administered(
        "hubs_delegation",
        "ends_at version",
        parents="table_id>hubs_table agency_id>hubs_agency program_id>hubs_program",
    ),
    administered(
        "hubs_seat",
        "ends_at version",
        parents="person_id>hubs_person delegation_id>hubs_delegation agency_id>hubs_agency",
    ),
    replace(
        administered(
            "hubs_credential",
            "ends_at",
            parents="table_id>hubs_table delegation_id>hubs_delegation seat_id>hubs_seat",
        ),
        select=admin("hubs_credential", also="hubs_credential.seat_id = a.seat"),
        insert=admin("hubs_credential", within=OF_OWN_FEED),
    ),
    Guarded(
        "hubs_publicpage",
        select=f"(hubs_publicpage.published_at IS NOT NULL OR {admin('hubs_publicpage')})",
        insert=admin("hubs_publicpage", within=OWN_SLUG),
        update=admin("hubs_publicpage"),
        columns=("towns", "published_at", "version"),
    ),
    Guarded(
        "hubs_publicwords",
        select=f"((hubs_publicwords.shown AND {PUBLISHED}) OR {admin('hubs_publicwords')})",
        insert=admin(
            "hubs_publicwords", within=of_same_hub("hubs_publicwords", "page_id>hubs_publicpage")
        ),
        update=admin("hubs_publicwords"),
        columns=(
            *("name", "phone", "hours", "how_it_works", "your_information"),
            *("translator", "shown", "changed_at", "version"),
        ),
    ),
)

OWN_PERSON = (
    "a.kind = 'seat' AND EXISTS (SELECT FROM public.table_subject s"
    " JOIN public.table_discussion d ON d.id = s.discussion_id"
    " JOIN public.hubs_table t ON t.id = d.table_id AND t.keeping <> 'not_stored'"
    " WHERE s.id = vault_sealed.id AND s.discussion_id = vault_sealed.record"
    f" AND s.delegation_id = a.delegation AND (d.state = {SCREENING} OR d.state {OPEN_STATES}))"
)
"""Names are sealed by who brought the person, while the situation is open, where they are kept."""

CONSENTED = (
    "a.kind = 'seat' AND vault_consent.by_delegation = a.delegation"
    " AND vault_consent.by_seat = a.seat AND vault_consent.withdrawn_at IS NULL"
    " AND EXISTS (SELECT FROM public.table_discussion d WHERE d.id = vault_consent.record"
    f" AND (d.state = {SCREENING} OR d.state {OPEN_STATES}))"
    " AND (EXISTS (SELECT FROM public.table_subject s WHERE s.id = vault_consent.part"
    " AND s.discussion_id = vault_consent.record AND s.delegation_id = a.delegation)"
    " OR lock.acts_for(vault_consent.record, vault_consent.part))"
)
"""Taken by who brought the person, or at the visit by an agency that acts for it."""

VAULT = (
    Guarded("vault_ledger", select=acting("vault_ledger.viewer = ANY (a.viewers)")),
    Guarded(
        "vault_sealed",
        select=sees(
            "vault_sealed", "= 'identified'", record="record", part="l.part = vault_sealed.id"
        ),
        insert=acting(OWN_PERSON),
        update=acting(OWN_PERSON),
        columns=("body", "sealed_at"),
    ),
    Guarded(
        "vault_consent",
        select="("
        + acting(
            "a.kind = 'seat' AND (vault_consent.by_delegation = a.delegation OR EXISTS"
            " (SELECT FROM public.table_subject s WHERE s.id = vault_consent.part"
            " AND s.delegation_id = a.delegation))"
        )
        + " OR "
        + sees("vault_consent", "= 'planned'", record="record", part="l.part = vault_consent.part")
        + ")",
        insert=acting(CONSENTED),
    ),
    Guarded("vault_blind"),
    Guarded("vault_asking"),
)

OWN_FORM = "a.kind IN ('seat', 'person') AND base_receipt.actor = coalesce(a.seat, a.usr)"

HOUSE = (
    Guarded("base_installation", select="true"),
    Guarded(
        "base_receipt",
        select=acting(OWN_FORM),
        insert=acting(OWN_FORM),
    ),
    Guarded("audit_entry", select=acting("a.role = 'admin' AND audit_entry.hub = a.hub")),
    Guarded("audit_head"),
)

VIEWERS = {
    "hubs_table": ("id", "desk"),
    "hubs_delegation": ("id",),
    "hubs_seat": ("id",),
    "hubs_credential": ("id",),
}
"""Columns whose ids stand in the ledger as viewers."""


def _named_anew(guarded: Guarded) -> Guarded:
    """Return the table with new viewers' ids checked: none may be another viewer's.

    With the id of a delegation, of whatever Hub, a seat would see all that the delegation sees.
    """
    columns = VIEWERS.get(guarded.table, ())
    fresh = "".join(f" AND lock.unclaimed({guarded.table}.{column})" for column in columns)
    apart = " AND hubs_table.id <> hubs_table.desk" if len(columns) > 1 else ""
    return replace(guarded, insert=f"{guarded.insert}{fresh}{apart}") if columns else guarded


GUARDED: tuple[Guarded, ...] = (
    *map(_named_anew, HUBS),
    *VAULT,
    *SKELETON,
    *DESCRIBED,
    *MEETING,
    *LATER_STEPS,
    *POSTING,
    *DIRECTORY,
    *HOUSE,
)

AUTH_TABLES: dict[str, str] = {
    "accounts_user": "SELECT, INSERT, UPDATE, DELETE",
    "accounts_session": "SELECT, INSERT, UPDATE, DELETE",
    "accounts_invitation": "SELECT, INSERT, UPDATE, DELETE",
    "accounts_cache": "SELECT, INSERT, UPDATE, DELETE",
    "account_emailaddress": "SELECT, INSERT, UPDATE, DELETE",
    "account_emailconfirmation": "SELECT, INSERT, UPDATE, DELETE",
    "mfa_authenticator": "SELECT, INSERT, UPDATE, DELETE",
    "socialaccount_socialaccount": "SELECT, INSERT, UPDATE, DELETE",
    # Nothing is ever written there: the provider stands in the settings, its tokens nowhere. The
    # library deletes an account's tokens with it.
    "socialaccount_socialapp": "SELECT",
    "socialaccount_socialtoken": "SELECT, DELETE",
    "auth_permission": "SELECT",
    "auth_group": "SELECT",
    "auth_group_permissions": "SELECT",
    "django_content_type": "SELECT",
    "base_installation": "SELECT",
    "django_migrations": "SELECT",
}
"""Grants of the sign-in role. The web's role has none of these but the last two."""

APP_FUNCTIONS = (
    "act", "acting", "my_seats", "my_seat", "unsigned", "sign_confidentiality", "speak", "record",
    "seen", "seen_each",
    "verify_audit", "bring", "add_subject", "drop_subject", "move", "was_absent", "tell", "answer",
    "propose", "proposed", "assign", "assign_proposed", "assign_aloud", "decline",
    "break_glass", "close_glass",
    "proposals", "copies", "glass_list", "told", "unclaimed", "withdraw_consent", "acts_for",
    "acts_for_any", "contact", "thank",
    "mistaken", "conclude", "answer_offer", "offer_made", "recognize", "matches", "ask_joining",
    "answer_joining", "join", "set_apart", "too_much", "excesses", "review_excess", "looks",
    "review_look", "send_packet", "offer_filing", "filed", "filings", "disclosures",
    "forgettable", "expired_names", "shred_names", "sealed_ids", "persons", "shred",
    "delegations", "taken", "take_in", "enter_for",
    "room_offer", "room_claim", "room_of", "room_screens", "room_end", "room_now",
    "begin_meeting", "check_in", "change_code", "call_session", "call_off", "asked",
    "keeps_records", "place_hold", "lift_hold", "warned", "retained", "proofs",
    *POSTING_FUNCTIONS, *DIRECTORY_FUNCTIONS,
)  # fmt: skip
"""Functions the web's role may call. Each checks for itself who acts."""

AUTH_FUNCTIONS = ("record_account",)

OWNER_FUNCTIONS = (
    *("found", "install", "all_seats", "account_of", "verify_audit"),
    *TRIGGER_FUNCTIONS,
)
"""Only the owner of a table makes triggers on it; functions of triggers cannot be called."""
