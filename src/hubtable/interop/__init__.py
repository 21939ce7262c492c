"""What other programs get of a Hub: mapping only. What is open to whom is decided below."""
