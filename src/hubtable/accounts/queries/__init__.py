"""What an account sees of itself."""
