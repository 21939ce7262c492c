"""A walk over an HSDS API in the manner of the Open Referral UK validator.

It reads what the API says of itself, then of each collection the first, the middle and the last
page, a page beyond the last, and every record whose id stands on a page; each answer is held
against the published schemas.
"""

from collections.abc import Callable, Iterator
from typing import Any

from tests.interop.hsds.schemas import FORMATS, faults

COLLECTIONS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
PAGE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}


class NotHeld(LookupError):
    """A recorded API holds only some of its pages."""


Fetch = Callable[[str, dict[str, Any]], Any]


def walk(fetch: Fetch) -> Iterator[str]:
    """Yield every fault, as `where: what`."""
    yield from _about(fetch("", {}))
    for name, table in COLLECTIONS.items():
        yield from _collection(fetch, name, table)


def _about(told: Any) -> Iterator[str]:
    for name in ("version", "profile", "openapi_url"):
        if not isinstance(told.get(name), str):
            yield f"/: {name} is missing"
    for name in ("profile", "openapi_url"):
        if name in told and not FORMATS.conforms(told[name], "uri"):
            yield f"/: {name} is no URI"


def _collection(fetch: Fetch, name: str, table: str) -> Iterator[str]:
    first = fetch(name, {"page": 1})
    pages = first.get("total_pages", 0)
    wanted = sorted({1, max(1, pages // 2), pages or 1})
    ids = []
    for number in wanted:
        try:
            page = first if number == 1 else fetch(name, {"page": number})
        except NotHeld:
            continue
        yield from _page(f"/{name}?page={number}", page, number, table)
        ids += [one.get("id") for one in page.get("contents", [])]
    if not ids:
        yield f"/{name}: nothing in it"
    yield from _beyond(fetch, name, pages + 1)
    for key in dict.fromkeys(ids):
        yield from _record(fetch, name, table, key)


def _page(where: str, page: Any, number: int, table: str) -> Iterator[str]:
    for key, kind in PAGE.items():
        if not isinstance(page.get(key), kind):
            yield f"{where}: {key} is missing"
            return
    contents, pages = page["contents"], page["total_pages"]
    if page["page_number"] != number:
        yield f"{where}: page_number is another"
    if page["size"] != len(contents):
        yield f"{where}: size is not the number of items"
    if page["first_page"] != (number == 1):
        yield f"{where}: first_page"
    if page["last_page"] != (number >= pages):
        yield f"{where}: last_page"
    if page["empty"] != (not contents):
        yield f"{where}: empty"
    if page["total_items"] < len(contents) or (
        (page["last_page"] and pages == 1) and (page["total_items"] != len(contents))
    ):
        yield f"{where}: total_items"
    for place, one in enumerate(contents):
        yield from (f"{where}: item {place} {fault}" for fault in faults(table, one))


def _beyond(fetch: Fetch, name: str, number: int) -> Iterator[str]:
    try:
        page = fetch(name, {"page": number})
    except NotHeld:
        return
    if not page.get("empty") or page.get("contents"):
        yield f"/{name}?page={number}: beyond the last page is something"


def _record(fetch: Fetch, name: str, table: str, key: Any) -> Iterator[str]:
    try:
        one = fetch(f"{name}/{key}", {})
    except NotHeld:
        return
    if one.get("id") != key:
        yield f"/{name}/{{id}}: answers with another record"
    yield from (f"/{name}/{{id}}: {fault}" for fault in faults(table, one))
