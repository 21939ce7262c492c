"""What the acting seat sees of the table, as frozen cards cut by the lock."""
