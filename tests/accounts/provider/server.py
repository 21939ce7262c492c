"""Serves the provider: python -m tests.accounts.provider.server PORT BACK [BACK …]."""

import sys
from wsgiref.simple_server import make_server

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.accounts.pages.server import Quiet, Threaded
from tests.accounts.provider import CLIENT, SECRET


def register(backs: list[str]) -> None:
    """Make the one program that may use it."""
    from oauth2_provider.models import Application

    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        algorithm=Application.RS256_ALGORITHM,
        redirect_uris=" ".join(backs),
        skip_authorization=True,
    )


if __name__ == "__main__":
    application = get_wsgi_application()
    call_command("migrate", verbosity=0)
    register(sys.argv[2:])
    make_server("127.0.0.1", int(sys.argv[1]), application, Threaded, Quiet).serve_forever()
