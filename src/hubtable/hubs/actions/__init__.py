"""What happens to a Hub: founding, tables, agencies, people, seats. One file a step."""
