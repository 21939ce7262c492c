"""Pages, as WSGI."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
_pages = get_wsgi_application()


class Whole:
    """What a browser sends, to its announced end.

    A form that breaks off on its way would else be taken for a shorter one, and kept cut.
    """

    def __init__(self, body: Any) -> None:
        self._body = body
        self.readline = body.readline

    def read(self, size: int) -> bytes:
        """Return so many bytes.

        :raises ConnectionResetError: when fewer come.
        """
        data: bytes = self._body.read(size)
        if len(data) < size:
            raise ConnectionResetError("What was sent broke off.")
        return data


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer one request. Django reads no more than the length that was announced."""
    environ["wsgi.input"] = Whole(environ["wsgi.input"])
    return _pages(environ, start_response)
