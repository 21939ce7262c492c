"""Numbers as feeds write them. What is not understood is none, and says so."""

import re

from hubtable.directory.rules.problems import Problem

NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")


def read_number(given: str, *, whole: bool = False) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a number as programs write it, or none and why; `whole` takes no fraction."""
    text = given.strip().replace(",", "").lstrip("$").strip()
    if not NUMBER.fullmatch(text):
        return None, (Problem.NOT_A_NUMBER,)
    whole_part, _, fraction = text.partition(".")
    if not whole:
        return text, ()
    if fraction.strip("0"):
        return None, (Problem.NOT_A_NUMBER,)
    if len(whole_part) > 9:
        return None, (Problem.OUT_OF_RANGE,)
    return whole_part, ()
