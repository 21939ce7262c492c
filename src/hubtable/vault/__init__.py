"""Identities, and the disclosure ledger that decides what is seen."""
