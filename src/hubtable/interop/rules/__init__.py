"""Pure rules of what other programs get and give."""
