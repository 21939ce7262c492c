"""Practice data: two invented Hubs with people, tables and two years of history.

Everything is made through the real actions, from real seats, at times in the past: ledger, trail
and states are what they would be had it happened. Every person and every agency is invented; only
the towns are real.
"""

from hubtable.cli.practice.accounts import DemoUser
from hubtable.cli.practice.making import make_practice_data

__all__ = ["DemoUser", "make_practice_data"]
