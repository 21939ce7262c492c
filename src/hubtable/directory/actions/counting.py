"""Counts a search of the finder by kind of help and town. Nothing else of it is kept."""

from datetime import datetime

from hubtable.base.acting import call


def count_search(*, at: datetime, category: str, town: str, state: str, nothing: bool) -> None:
    """Count one search on its day. `category` is a code of our vocabulary, or empty.

    `town` and `state` are of a place we know, or both empty.
    `nothing`: nothing was found. To be called as the job `finder`.
    """
    call("count_search", at, category, town, state, nothing)
