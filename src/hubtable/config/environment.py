"""Reads `HUBTABLE_*` settings; `…_FILE` reads a secret from a file. Refusals are one sentence."""

import os
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from psycopg.conninfo import make_conninfo

PREFIX = "HUBTABLE_"
OFTEN = 5
"""How often a connection runs a statement before it is prepared, as psycopg counts by itself."""


class SettingRefused(Exception):
    """A setting is missing or cannot be used; the message says which and how to mend it."""


def read(name: str, default: str = "") -> str:
    """Return the setting `HUBTABLE_<name>`, or the content of the file `HUBTABLE_<name>_FILE`.

    :raises SettingRefused: when both are given, or the file cannot be read.
    """
    key = PREFIX + name
    file = os.environ.get(key + "_FILE", "")
    if file and key in os.environ:
        raise SettingRefused(f"Give {key} or {key}_FILE, not both.")
    if not file:
        return os.environ.get(key, default)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingRefused(f"{key}_FILE: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingRefused(f"{key}_FILE: it is no text in UTF-8.") from None


def read_whole_number(name: str, default: int) -> int:
    """Return a setting that is a whole number of at least 1.

    :raises SettingRefused: when it is anything else.
    """
    text = read(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise SettingRefused(f"{PREFIX}{name} must be a whole number of at least 1.")
    return int(text)


def encrypted_address(name: str, url: str) -> str:
    """Return a web address that is reached over https, or over http on this machine alone.

    :raises SettingRefused: when it is neither; `name` is that of the setting.
    """
    refused = SettingRefused(f"{PREFIX}{name} must begin with https://.")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise refused from None
    here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    if not parts.hostname or not (parts.scheme == "https" or here) or parts.query:
        raise refused
    return url


def database(url: str, *, prepared: bool = False) -> dict[str, object]:
    """Return Django's settings for a `postgresql://role@host/name` address.

    A socket directory stands percent-encoded in the place of the host, as libpq writes it. With
    `prepared` a statement that came often is planned once a connection: the policies of a table
    cost more to plan than to run.

    :raises SettingRefused: when the address is not one of PostgreSQL.
    """
    parts = _parts(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Bound by the server: otherwise other sessions of the role could read the values
        # (security notes, 2.2).
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": OFTEN if prepared else None,
            **query,
        },
    }


def conninfo(settings: dict[str, object]) -> str:
    """Return Django's settings for a database as libpq reads them."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    held = {**{word: settings[name] for name, word in names.items()}, "port": settings["PORT"]}
    return make_conninfo("", **{word: str(value) for word, value in held.items() if value})


def _parts(url: str) -> SplitResult:
    refused = SettingRefused("A database address must read postgresql://role@host/name.")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - read here, it says that it is no number
    except ValueError:
        raise refused from None
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise refused
    return parts
