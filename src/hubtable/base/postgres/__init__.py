"""A private PostgreSQL that starts, guards and ends with the program.

`binaries` finds PostgreSQL, `supervisor` runs it, `provisioning` makes roles and database.
Why it is built like this: docs/decisions/0002-embedded-postgres.md.
"""
