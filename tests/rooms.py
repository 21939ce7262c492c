"""Screens of the room, paired in tests the way the desk pairs them."""

from datetime import datetime
from uuid import UUID

from hubtable.kernel.seat import Seat
from tests.world import NOW, as_seat


def offer(desk: Seat, at: datetime = NOW) -> str:
    """Make a code, by a seat of the desk whose meeting is on."""
    from hubtable.table.actions.pairing import offer_pairing

    with as_seat(desk, at):
        return offer_pairing(by=desk, at=at)


def claim(code: str, at: datetime = NOW) -> str | None:
    """Type a code on a device that is nobody's; return the secret its cookie would hold."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.pairing import claim_pairing

    with acting("job", "screens", at=at):
        return claim_pairing(at=at, code=code)


def screen_of(secret: str, at: datetime = NOW) -> UUID | None:
    """Return the credential of a screen's secret, whether it holds or not."""
    from hubtable.base.acting import acting
    from hubtable.table.actions.pairing import digest_of
    from hubtable.table.queries.room import screen_of

    with acting("job", "screens", at=at):
        return screen_of(digest_of(secret))


def paired(desk: Seat, at: datetime = NOW) -> UUID:
    """Pair a screen; return its credential."""
    secret = claim(offer(desk, at), at)
    assert secret is not None
    found = screen_of(secret, at)
    assert found is not None
    return found
