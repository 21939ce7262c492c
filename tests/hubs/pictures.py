"""Pictures drawn by code: nobody is in them."""

import io
from typing import Any

from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **also: Any
) -> bytes:
    """A picture whose upper half is red and lower half blue, as a file of this kind."""
    drawn = Image.new("RGB", size, (0, 0, 255))
    drawn.paste((255, 0, 0), (0, 0, size[0], size[1] // 2))
    file = io.BytesIO()
    drawn.convert(mode).save(file, kind, **also)
    return file.getvalue()
