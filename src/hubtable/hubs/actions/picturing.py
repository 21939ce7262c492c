"""Drawing a picture anew that somebody sent: a small square, nothing that was attached to it."""

import io

from PIL import Image, ImageOps

from hubtable.hubs.rules.photos import (
    KINDS,
    LARGEST_KEPT,
    NOT_A_PHOTO,
    SIDE,
    TOO_MANY_PIXELS,
    may_decode,
    may_send,
)
from hubtable.kernel.verdict import Refused

QUALITY = 85
PAPER = (255, 255, 255)
"""What shows through where a picture is transparent."""


def redrawn(body: bytes) -> bytes:
    """Return a picture as a square JPEG of 320 pixels, without anything that was attached to it.

    :raises Refused: when it is too large or cannot be read.
    """
    may_send(len(body)).or_refuse()
    try:
        drawn = _drawn(body)
    except Refused:
        raise
    except Image.DecompressionBombError:
        TOO_MANY_PIXELS.or_refuse()
        raise
    except Exception:  # whatever a broken or hostile file makes a decoder raise
        NOT_A_PHOTO.or_refuse()
        raise
    if len(drawn) > LARGEST_KEPT:
        NOT_A_PHOTO.or_refuse()
    return drawn


def _drawn(body: bytes) -> bytes:
    with Image.open(io.BytesIO(body), formats=KINDS) as sent:
        may_decode(*sent.size).or_refuse()
        sent.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is read smaller at once
        upright = ImageOps.exif_transpose(sent)
        square = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE))
    bare = Image.new("RGB", square.size, PAPER)
    bare.paste(square, mask=square.getchannel("A"))
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
