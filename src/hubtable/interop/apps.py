"""The `interop` app."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.interop"
    label = "interop"
