"""The public finder."""
