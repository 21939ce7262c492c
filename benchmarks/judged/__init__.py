"""Queries somebody could type, and what a right answer to each is. Knows nothing of search."""
