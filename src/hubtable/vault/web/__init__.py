"""Pages and parts of pages of the vault."""
