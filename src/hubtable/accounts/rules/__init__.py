"""What is allowed when signing in: pure, without Django."""
