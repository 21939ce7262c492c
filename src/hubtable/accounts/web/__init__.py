"""How a person signs in, and what stands before every page."""
