"""What a photo of a member may be, and what is shown where there is none."""

from hubtable.kernel.verdict import YES, Verdict, no

LARGEST_SENT = 5 * 1024 * 1024
"""Bytes of a photo that is sent."""
LARGEST_KEPT = 150_000
"""Bytes of a photo that is kept: 320 pixels square rarely need a fifth of it."""
SIDE = 320
"""Pixels of the square that is kept."""
MOST_PIXELS = 40_000_000
"""Pixels of a photo that is sent: more than telephones take, few enough to hold in memory."""
KINDS = ("JPEG", "PNG", "WEBP")
TONES = 6
"""How many calm grounds there are for initials (hubs.css, `.face.tone-…`)."""

NOT_A_PHOTO = no("not_a_photo", "This is no photo we can read. Send a JPEG, PNG or WebP picture.")
TOO_MANY_PIXELS = no(
    "too_many_pixels", "This picture has too many pixels. Send one of at most 40 megapixels."
)


def may_send(size: int) -> Verdict:
    """Say whether a file of so many bytes may be a photo."""
    if size > LARGEST_SENT:
        return no("too_large", "This picture is larger than 5 MB. Send a smaller one.")
    return YES if size else NOT_A_PHOTO


def may_decode(width: int, height: int) -> Verdict:
    """Say whether a picture may be decoded at all: small files can hold huge pictures."""
    return TOO_MANY_PIXELS if width * height > MOST_PIXELS else YES


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def tone(name: str) -> int:
    """Return which ground a name's initials stand on: always the same for one name."""
    return sum(name.encode()) % TONES
