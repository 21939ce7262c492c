"""What an identity is."""
