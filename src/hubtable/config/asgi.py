"""What each process answers with: pages as WSGI in a bounded pool of threads, streams beside them.

Each thread keeps its connections; Django's own ASGI with persistent connections ran PostgreSQL out
of them (architecture.md, Web).
"""

from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings

from hubtable.base.listening import Pulses
from hubtable.base.streaming import streams
from hubtable.config.wsgi import application as pages

application = streams(
    cast("Any", WSGIMiddleware(cast("Any", pages), workers=settings.THREADS)),
    Pulses(settings.LISTEN),
)
