"""Hubs, towns, tables and their policies, agencies, people, delegations, seats."""
