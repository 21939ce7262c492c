"""The `home` app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.home"
    label = "home"
