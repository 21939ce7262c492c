"""Tests: rules without a database, the rest on a real PostgreSQL and in a real browser."""
