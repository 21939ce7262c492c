"""Pages, and what other programs fetch."""
