"""Django plumbing: roles and row security, keys, labels, the private PostgreSQL."""
