"""What a page lets the browser use: nothing but passkeys, and one place its own whereabouts."""

OFF = ("camera", "microphone", "display-capture")
PASSKEYS = ("publickey-credentials-get", "publickey-credentials-create")


def features(*, whereabouts: bool = False) -> str:
    """Return the value of Permissions-Policy; `whereabouts` lets the page ask where somebody is."""
    places = ("geolocation",)
    off = OFF if whereabouts else OFF + places
    own = PASSKEYS + places if whereabouts else PASSKEYS
    return ", ".join([f"{one}=()" for one in off] + [f"{one}=(self)" for one in own])
