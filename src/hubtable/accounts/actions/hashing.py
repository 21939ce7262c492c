"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id as the OWASP Password Storage Cheat Sheet sets it: 19 MiB, 2 rounds, 1 lane.

    Django's own 100 MiB and 8 lanes would let a few people who sign in at once fill a small
    server's memory, and behind a password stands a second step.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
