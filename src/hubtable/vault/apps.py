"""The `vault` app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.vault"
    label = "vault"
