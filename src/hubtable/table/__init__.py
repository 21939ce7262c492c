"""The table: meeting, screening, presenting, deciding and every later step."""
