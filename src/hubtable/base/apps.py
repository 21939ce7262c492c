"""The `base` app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Holds the rows the house itself keeps."""

    name = "hubtable.base"
    label = "base"
