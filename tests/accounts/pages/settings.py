"""The program's settings over http, a second step demanded, nothing of Hubs."""

from hubtable.config.settings import *  # noqa: F403
from hubtable.config.settings import MIDDLEWARE as ALL

ROOT_URLCONF = "tests.accounts.site"
MIDDLEWARE = [name for name in ALL if not name.startswith("hubtable.hubs")]
SECOND_FACTOR_REQUIRED = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
