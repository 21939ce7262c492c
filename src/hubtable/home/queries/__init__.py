"""What waits for a seat today, across domains."""
