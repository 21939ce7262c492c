"""Fetches the lists of an HSDS API page by page into files, before anything is read of them."""

import json
import re
from collections.abc import Callable
from hashlib import blake2b
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlencode, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from hubtable.directory.actions.importing.refusing import FeedRefused

LISTS = ("taxonomies", "taxonomy_terms", "organizations", "services", "service_at_locations")
"""In the order in which they are read; only `services` must be there (HSDS 3.1, API reference)."""
PER_PAGE = 100
SECONDS = 60
MOST_PAGES = 100_000
LARGEST = 64 * 1024 * 1024
"""Bytes of one page at most."""
MOST_BYTES = 16 * 1024**3
"""Bytes of all pages of a list at most: what may lie on disk before anything is taken in."""
NOT_THERE = frozenset({404, 405, 501})


def fetch(address: str, into: Path, progress: Callable[[str, int], None]) -> None:
    """Fetch an API, or one list of it, into one NDJSON file a list.

    :raises FeedRefused: when it does not answer, or with something else.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise FeedRefused("The address must begin with http:// or https://.")
    base, _, last = parts.path.rstrip("/").rpartition("/")
    if last in LISTS:
        _list(urlunsplit(parts._replace(path=f"{base}/{last}")), last, into, progress)
        return
    bare = parts._replace(path=parts.path.rstrip("/"), query="")
    for name in LISTS:
        where = urlunsplit(bare._replace(path=f"{bare.path}/{name}"))
        try:
            _list(where, name, into, progress)
        except _NotThere:
            if name == "services":
                raise FeedRefused("It has no list of services.") from None


class _NotThere(Exception):
    """The API does not have this list."""


class _AtHome(HTTPRedirectHandler):
    """Follows an address only to its own server: another one may be inside this network."""

    def redirect_request(  # noqa: PLR0917 - of the library
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """Return the request that follows.

        :raises FeedRefused: when it would go elsewhere.
        """
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        same = (after.hostname, _port(after)) == (before.hostname, _port(before))
        if after.scheme not in {"http", "https"} or not same:
            raise FeedRefused("The address leads on to another one. Give that one, if it is meant.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _port(parts: SplitResult) -> int | None:
    """Return the port that was chosen; http may lead on to https."""
    return None if parts.port in (80, 443) else parts.port


OPENER = build_opener(_AtHome)


def _list(where: str, name: str, into: Path, progress: Callable[[str, int], None]) -> None:
    """Follow the pages of a list to its last one."""
    page, read, before = 1, 0, b""
    with (into / f"{name}.ndjson").open("w", encoding="utf-8") as file:
        while page <= MOST_PAGES:
            answer = _page(where, page)
            contents = answer if isinstance(answer, list) else answer.get("contents")
            if not isinstance(contents, list):
                raise FeedRefused(f"Page {page} of {name} has no list `contents`.")
            said = json.dumps(contents).encode()
            digest = blake2b(said, digest_size=16).digest()
            if contents and digest == before:
                raise FeedRefused(f"Page {page} of {name} says the same as the one before it.")
            before = digest
            for one in contents:
                file.write(json.dumps(one) + "\n")
            read += len(contents)
            progress(f"fetching {name}", read)
            if isinstance(answer, list) or _is_last(answer, page):
                return
            if file.tell() > MOST_BYTES:
                break
            page += 1
    raise FeedRefused(f"The pages of {name} do not end.")


def _is_last(answer: dict[str, Any], page: int) -> bool:
    total = answer.get("total_pages")
    if answer.get("last_page") is True or not answer.get("contents"):
        return True
    return isinstance(total, int) and page >= total


def _page(where: str, page: int) -> Any:
    query = {"page": str(page), "per_page": str(PER_PAGE)}
    if re.search(r"/(services|organizations|service_at_locations)$", urlsplit(where).path):
        query["full"] = "true"
    joint = "&" if urlsplit(where).query else "?"
    request = Request(  # noqa: S310 - http and https alone, checked above
        f"{where}{joint}{urlencode(query)}", headers={"Accept": "application/json"}
    )
    try:
        with OPENER.open(request, timeout=SECONDS) as answer:
            data = answer.read(LARGEST + 1)
    except HTTPError as problem:
        with problem:
            if problem.code in NOT_THERE:
                raise _NotThere from None
            raise FeedRefused(f"The address answers with status {problem.code}.") from None
    except (URLError, HTTPException, TimeoutError, OSError):
        raise FeedRefused("The address does not answer.") from None
    if len(data) > LARGEST:
        raise FeedRefused("A page of the address is too large.")
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict | list):
        raise FeedRefused("The address answers with something that is no JSON.")
    return told
