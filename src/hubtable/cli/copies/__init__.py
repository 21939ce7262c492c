"""What `backup` and `restore` share: the manifest, the counts, the keys of backups.

What a backup is, and how long it knows a name: docs/decisions/0014-backups.md.
"""
