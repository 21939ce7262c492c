"""Pure rules of the directory: no framework, no clock, no database."""
