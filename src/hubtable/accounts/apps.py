"""The `accounts` app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.accounts"
    label = "accounts"
