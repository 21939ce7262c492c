"""What is read of the directory: by everybody."""
