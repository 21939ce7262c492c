"""Web addresses as feeds write them; only http and https are ever given on."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.spaces import spaced

SCHEME = re.compile(r"^(?:h?t?tps?:?/{1,3}|https?:/{0,3})+(?=[^/\s])", re.IGNORECASE)
HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?\.)+"
    r"(?:[a-z\u00a1-\uffff]{2,24}|xn--[a-z0-9-]{2,59})",
    re.IGNORECASE,
)
OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!//)(?!\d)", re.IGNORECASE)
BETWEEN = re.compile(
    r"\s*[;,|\n]\s*(?=(?:https?:|www\.)|[\w-]+\.[a-z]{2,})|\s+(?=https?://|www\.)", re.I
)

INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
SAFE = "/:@!$&'()*+,;=-._~%?#[]"


@dataclass(frozen=True, slots=True)
class UrlRead:
    """One web address as given and as a browser opens it ("" where it is none)."""

    given: str
    url: str = ""
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=32_768)
def read_urls(given: str) -> tuple[UrlRead, ...]:
    """Return the web addresses of a cell in their order; none for an empty text."""
    text = spaced(INVISIBLE.sub("", given))
    if not text:
        return ()
    parts = [part for part in BETWEEN.split(text) if part.strip()]
    reads = [_one(given, part) for part in parts]
    if len(reads) > 1 and all(read.url for read in reads):
        return tuple(UrlRead(given, r.url, (*r.problems, Problem.SEVERAL)) for r in reads)
    return (_one(given, text),)


def _one(given: str, text: str) -> UrlRead:
    bare = text.strip().strip("<>\"'").rstrip(".,;")
    problems = list[Problem]()
    scheme = SCHEME.match(bare)
    if not scheme and OTHER_SCHEME.match(bare):
        return UrlRead(given, problems=(Problem.NOT_UNDERSTOOD,))
    rest = bare[scheme.end() :] if scheme else bare
    if re.search(r"(?<=/)\s+(?=\S)", rest):
        rest = re.sub(r"(?<=/)\s+", "", rest)
        problems.append(Problem.STRAY_CHARACTERS)
    if not scheme:
        problems.append(Problem.NO_SCHEME)
    elif scheme[0].lower() not in {"http://", "https://"}:
        problems.append(Problem.STRAY_CHARACTERS)
    plain = scheme is not None and "https" not in scheme[0].lower()
    url = _checked(("http://" if plain else "https://") + rest)
    if not url:
        return UrlRead(given, problems=(Problem.NOT_UNDERSTOOD,))
    return UrlRead(given, url, tuple(dict.fromkeys(problems)))


def _checked(url: str) -> str:
    """Return an address in ASCII letters with a host that can exist, or ""."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if re.search(r"\s", url) or "@" in parts.netloc or not HOST.fullmatch(host):
        return ""
    try:
        name = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""
    place = name if port is None else f"{name}:{port}"
    path, query, part = (quote(piece, safe=SAFE) for piece in parts[2:])
    return urlunsplit((parts.scheme, place, path, query, part))
