"""Tests of the vault's parts of pages."""
