"""The application of base templates, components and styles."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, components and styles; has no tables."""

    name = "hubtable.ui"
    label = "ui"
