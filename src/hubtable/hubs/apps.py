"""The `hubs` app."""

from django.apps import AppConfig


class HubsConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.hubs"
    label = "hubs"
