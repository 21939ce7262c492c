"""One request of signing in is one transaction on the sign-in role's connection."""

from django.db import transaction

together = transaction.atomic(using="auth")
"""Wraps a view: what it changes and what it records hold together, or not at all.

The library's own transactions open on the default connection; its row locks need this one.
"""
