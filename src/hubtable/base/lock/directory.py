"""What the web's role may do with the directory: everybody reads, stewards and its job write.

The directory is no case data: it belongs to the installation, not to one Hub. What must not be read
by everybody, the street of a confidential place first, stands in tables of its own.
"""

from hubtable.base.lock.conditions import Guarded

KEEPS = "(SELECT lock.keeps_directory())"
"""Asked once a statement, not once a row: an import writes a million."""
STEWARD = "(SELECT lock.is_steward())"

PUBLIC = (
    *("organization", "organizationidentifier", "program", "service", "serviceatlocation"),
    *("location", "address", "phone", "contact", "schedule", "servicearea", "language"),
    *("accessibility", "funding", "requireddocument", "costoption", "servicecapacity", "unit"),
    *("url", "attribute", "taxonomy", "taxonomyterm", "metadata", "metatabledescription"),
    *("insuranceaccepted", "contactway", "source", "listing"),
    *("word", "place"),
)
"""Tables everybody reads: HSDS's, our additions to it, and what is searched."""

INSIDE = (
    *("import", "quarantine", "original", "verification", "change", "merging"),
    *("delivery", "deliverypart"),
)
"""Read by those who keep the directory: they name people, or hold what was given unread."""


def _kept(name: str, *, select: str) -> Guarded:
    return Guarded(
        f"directory_{name}", select=select, insert=KEEPS, update=KEEPS, delete=KEEPS, whole=True
    )


DIRECTORY = (
    *(_kept(name, select="true") for name in PUBLIC),
    *(_kept(name, select=KEEPS) for name in INSIDE),
    _kept("translation", select=f"(reviewed_at IS NOT NULL OR {KEEPS})"),
    Guarded(
        "directory_proposal",
        select=STEWARD,
        insert=STEWARD,
        update=STEWARD,
        columns=("state", "decided_at", "decided_by"),
    ),
    Guarded(
        "directory_mistake",
        select=STEWARD,
        update=STEWARD,
        columns=("settled_at", "settled_by", "settled_how"),
    ),
    Guarded("directory_confidentialplace", select=STEWARD),
    Guarded("directory_searchcount"),
)

DIRECTORY_FUNCTIONS = (
    *("keeps_directory", "is_steward", "hide_place", "hide_told", "unhide_place", "given_before"),
    *("ask_claim", "ask_mark", "asked_of", "answer_asked", "report_mistake"),
    *("count_search", "searches_counted"),
)
"""Those of the directory that the web's role may call."""

RECORDS = (
    *(name for name in PUBLIC if name not in ("source", "listing", "word", "place")),
    "translation",
)
"""Tables of records: what a feed brings and a steward keeps."""
TEXTS = (*(name for name in RECORDS if name != "address"), "mistake")
"""Tables with words in which a street may stand (`18_covering.sql`). An address has a guard of its
own, for the same street can stand in another town."""
BESIDE = ("metadata", "attribute", "translation")
"""Tables in which something is said of a record by its id (`20_covering_said.sql`)."""
ROWS = ("quarantine", "original", "change", "proposal", "import")
"""Tables that hold what was given or changed."""


def _after(tables: tuple[str, ...], function: str) -> tuple[str, ...]:
    """Return triggers that look once a statement at all rows it wrote: imports write a million."""
    return tuple(
        f"CREATE TRIGGER {function}_{event.lower()} AFTER {event} ON public.directory_{table}"
        f" REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION lock.{function}()"
        for table in tables
        for event in ("INSERT", "UPDATE")
    )


KEPT = (
    ("keep_place_insert", "INSERT", "location", "NEW.confidential", "keep_place"),
    ("keep_place", "UPDATE", "location", "OLD.confidential OR NEW.confidential", "keep_place"),
    ("keep_address", "UPDATE", "address", r"OLD.fingerprint = '\x00'", "keep_address"),
    *(("keep_said", "UPDATE", table, r"OLD.fingerprint = '\x00'", "keep_said") for table in BESIDE),
)
"""Before a row is written; the condition costs nothing where no place is confidential."""

NOTED = (
    ("INSERT", "NEW.written IS NULL"),
    ("UPDATE", "NEW.written IS NOT DISTINCT FROM OLD.written"),
)
"""When a row does not say yet in which transaction it is written."""

TRIGGERS = (
    *(
        f"CREATE TRIGGER note_writing_{event.lower()} BEFORE {event} ON public.directory_{table}"
        f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION lock.note_writing()"
        for table in RECORDS
        for event, when in NOTED
    ),
    *(
        f"CREATE TRIGGER {name} BEFORE {event} ON public.directory_{table} FOR EACH ROW"
        f" WHEN ({when}) EXECUTE FUNCTION lock.{function}()"
        for name, event, table, when, function in KEPT
    ),
    *_after(("address",), "keep_addresses"),
    *_after(BESIDE, "cover_said"),
    *_after(TEXTS, "cover_texts"),
    *_after(ROWS, "cover_rows"),
)
"""Made by the owner of the tables, after the functions."""
TRIGGER_FUNCTIONS = (
    *("keep_place", "keep_address", "keep_addresses", "cover_texts", "cover_rows"),
    *("keep_said", "cover_said", "note_writing"),
)
