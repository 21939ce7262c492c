"""The `directory` app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.directory"
    label = "directory"
