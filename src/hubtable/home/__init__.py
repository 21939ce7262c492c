"""Today's work of a seat, across domains."""
