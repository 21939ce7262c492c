"""The program with the page of `site.py`, for a real server."""

from django.conf import settings

settings.ROOT_URLCONF = "tests.vault.web.site"

from hubtable.config.asgi import application as application  # noqa: E402
