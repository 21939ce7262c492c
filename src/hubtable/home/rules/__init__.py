"""What a Hub needs before its first meeting."""
