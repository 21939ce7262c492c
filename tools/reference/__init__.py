"""Generates `docs/reference/`: one module a page, each made from the code it describes."""
