"""What a seat or a feed sees."""
