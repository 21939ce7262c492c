"""What ends an import before anything was changed."""


class FeedRefused(ValueError):
    """The feed cannot be read; the message says why. Nothing was taken in."""
