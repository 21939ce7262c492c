"""Runs of spaces made one, before patterns look at a text.

A pattern such as "any spaces, then a comma" tries every beginning in a long run of spaces and takes
the square of its length; a feed can have such runs in every cell.
"""

LONGEST = 1_000
"""A cell of a phone, a language or an age that is longer is prose or a mistake: it is not read."""


def spaced(text: str) -> str:
    """Return a text with single spaces inside its lines, and without empty lines."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return a text with all white space made one space."""
    return " ".join(text.split())
