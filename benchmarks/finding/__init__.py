"""Directories of many services, and other ways to search them."""
