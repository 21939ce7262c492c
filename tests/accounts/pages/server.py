"""Serves the site of signing in to a real browser: python -m tests.accounts.pages.server 8099."""

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


if __name__ == "__main__":
    make_server(
        "127.0.0.1", int(sys.argv[1]), get_wsgi_application(), Threaded, Quiet
    ).serve_forever()
