"""The `accounts` app."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begin to record sign-ins.

        :raises ImproperlyConfigured: when a code is set that stands for every second factor.
        """
        if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
            raise ImproperlyConfigured("MFA_TOTP_INSECURE_BYPASS_CODE must not be set.")
        from hubtable.accounts.web import recording  # noqa: PLC0415 - models are ready only now

        recording.connect()
