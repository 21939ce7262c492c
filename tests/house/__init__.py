"""The repository tested against itself. Fast, and without a database."""
