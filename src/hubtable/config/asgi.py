"""One process for all requests: pages run as WSGI in a bounded pool of threads.

Each thread keeps its connections; Django's own ASGI with persistent connections ran PostgreSQL out
of them (architecture.md, Web).
"""

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from hubtable.config.wsgi import application as pages

THREADS = 16

application = WSGIMiddleware(cast("Any", pages), workers=THREADS)
