"""Words that very many listings have: the first pages of the table hold enough of them.

The index of such a word is read whole before the first listing is known, longer the more have it;
walking through the table takes shorter the more have it. What comes out is the same: the index,
too, gives listings in the order of the table.
"""

from math import ceil

ENTRIES = 5
"""Entries of the index that are read in the time of one listing (`benchmarks/search.py`)."""
FARTHER = 3
"""Times the pages that are expected to be enough: filters leave some listings out."""


def worth_it(listings: float, enough: int) -> bool:
    """Say whether so many listings can make walking shorter, whatever is asked for."""
    return listings > FARTHER * enough * ENTRIES


def pages(size: int, listings: float, fitting: float, enough: int) -> int:
    """Return the pages to walk through, of `size` that hold all listings; 0: the index is faster.

    `fitting`: how many of the listings probably fit; `enough`: how many are wanted.
    """
    walked = FARTHER * enough * listings / max(fitting, 1)
    return ceil(walked / listings * size) if walked * ENTRIES < fitting else 0
