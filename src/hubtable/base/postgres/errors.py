"""What can go wrong with the database server, each one sentence for the person at the console."""


class PostgresError(Exception):
    """Any refusal of this package; its text is one clear sentence."""


class PostgresMissing(PostgresError):
    """No usable PostgreSQL programs were found."""


class PostgresUnsafe(PostgresError):
    """The PostgreSQL at hand has known holes in its row security."""


class AlreadyRunning(PostgresError):
    """Another process serves from this folder."""


class PlaceRefused(PostgresError):
    """The folder cannot be used: its owner, its mode, or a parent stands against it."""


class StartFailed(PostgresError):
    """The server could not be made or started."""


class RoleRefused(PostgresError):
    """A database role may do more, or less, than its work needs."""
