"""The `table` app."""

from django.apps import AppConfig


class TableConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.table"
    label = "table"
