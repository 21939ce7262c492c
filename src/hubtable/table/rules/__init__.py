"""Rules of the table: what is allowed, what follows, who sees what. No database, no clock."""
