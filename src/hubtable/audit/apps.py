"""The `audit` app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the domain with Django."""

    name = "hubtable.audit"
    label = "audit"
