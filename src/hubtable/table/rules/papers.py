"""Paper for a meeting where nobody has a device: how many slips, and what is written on them."""

SLIPS = range(1, 61)
"""How many numbered slips can be printed at once."""
USUAL_SLIPS = 12


def slips_wanted(text: str) -> int:
    """Return how many slips somebody asked for; the usual number for anything unreadable."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(SLIPS.stop)):
        return USUAL_SLIPS
    return min(max(int(text), SLIPS.start), SLIPS.stop - 1)
