"""Sealing, opening and destroying identities."""
