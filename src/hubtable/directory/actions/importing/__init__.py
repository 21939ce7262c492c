"""Taking a feed in: opening it, reading it once into a spool, and taking it in table by table."""
