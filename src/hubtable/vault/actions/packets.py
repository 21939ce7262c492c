"""Sealed packets: one file for one addressee, opened by a code told by phone.

AES-256-GCM; the key comes from a random one-time code by scrypt (RFC 7914). The header names the
addressee and is bound as additional data: with another addressee in it the packet does not open.
`sum` only tells a damaged file from a wrong code; what is genuine GCM decides.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT = "hubtable-packet"
VERSION = 1
COST, BLOCK, PARALLEL = 2**15, 8, 1
"""scrypt: 32 MiB and about a tenth of a second a try; the code itself has 80 random bits."""
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that it can be told by phone."""
CODE_LETTERS, GROUP = 16, 4
MISHEARD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


class Wrong(StrEnum):
    """Why a packet does not open."""

    DAMAGED = "damaged"
    CODE = "code"


class CannotOpen(Exception):
    """A packet does not open; `why` says on which account."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A packet's bytes, and the code that opens it: shown once, kept nowhere."""

    body: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet that was read and not opened: its header, and what is sealed."""

    header: dict[str, str]
    salt: bytes
    nonce: bytes
    sealed: bytes


def make_packet(plain: bytes, *, hub: str, agency: str, at: datetime) -> Made:
    """Seal bytes for one agency at one Hub."""
    code = new_code()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header = {"to_hub": hub, "to_agency": agency, "made_at": at.isoformat(timespec="minutes")}
    sealed = AESGCM(_key(code, salt)).encrypt(nonce, plain, _bound(header))
    parts = {
        "format": FORMAT,
        "version": VERSION,
        "header": header,
        "salt": _letters(salt),
        "nonce": _letters(nonce),
        "sealed": _letters(sealed),
    }
    whole = parts | {"sum": _sum(parts)}
    return Made(json.dumps(whole, ensure_ascii=False, indent=1).encode(), code)


def read_packet(body: bytes) -> Packet:
    """Return a packet's header and parts.

    :raises CannotOpen: when the file is damaged, or none of ours.
    """
    try:
        found: dict[str, Any] = json.loads(body)
        said = found.pop("sum")
        if (found["format"], found["version"]) != (FORMAT, VERSION) or said != _sum(found):
            raise CannotOpen(Wrong.DAMAGED)
        header = {key: str(found["header"][key]) for key in ("to_hub", "to_agency", "made_at")}
        salt, nonce, sealed = (base64.b64decode(found[k]) for k in ("salt", "nonce", "sealed"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotOpen(Wrong.DAMAGED) from None
    return Packet(header, salt, nonce, sealed)


def open_packet(packet: Packet, code: str) -> bytes:
    """Return what is sealed.

    :raises CannotOpen: when the code is not the packet's, or its header was changed.
    """
    try:
        key = _key(heard(code), packet.salt)
        return AESGCM(key).decrypt(packet.nonce, packet.sealed, _bound(packet.header))
    except (InvalidTag, ValueError):
        raise CannotOpen(Wrong.CODE) from None


def new_code() -> str:
    """Return a random code in groups of four."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    return "-".join(letters[i : i + GROUP] for i in range(0, CODE_LETTERS, GROUP))


def heard(code: str) -> str:
    """Return a code as it was made, however it was typed: spaces, small letters, I for 1."""
    letters = "".join(one for one in code.upper() if one.isalnum()).translate(MISHEARD)
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def _key(code: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=PARALLEL).derive(code.encode())


def _bound(header: dict[str, str]) -> bytes:
    whole = {"format": FORMAT, "version": VERSION, **header}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def _sum(parts: dict[str, Any]) -> str:
    plain = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _letters(part: bytes) -> str:
    return base64.b64encode(part).decode()
