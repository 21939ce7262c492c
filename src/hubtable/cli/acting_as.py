"""Acting from the command line as a seat: `--as SEAT`, with what that seat may do and no more."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import psycopg

from hubtable.cli.place import CannotRun, Place, data_folder, installed_as, opened
from hubtable.kernel.seat import Seat


def as_option(one: argparse.ArgumentParser) -> None:
    """Add `--as SEAT`."""
    one.add_argument(
        "--as",
        dest="seat",
        metavar="SEAT",
        type=UUID,
        required=True,
        help="the seat that acts; `hubtable seats` lists them",
    )


@contextmanager
def acting_as(chosen: argparse.Namespace) -> Iterator[tuple[Seat, datetime]]:
    """Act as the chosen seat for the length of a block: one transaction, its seat and its time.

    :raises CannotRun: when the seat does not hold, or refuses what is asked.
    """
    with opened(data_folder(chosen.data, "hubtable")) as place:
        at = datetime.now(UTC)
        account = _account(place, chosen.seat, at)
        os.environ |= place.settings(practice=bool(installed_as(place)))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
        import django

        django.setup()
        from hubtable.base.acting import acting, seat_subject
        from hubtable.hubs.queries.acting import my_seat
        from hubtable.kernel.verdict import Refused

        try:
            with acting("seat", seat_subject(chosen.seat, account), at=at):
                seat = my_seat()
                if seat is None:
                    raise CannotRun("This seat does not hold now. `hubtable seats` says which do.")
                yield seat, at
        except Refused as refused:
            raise CannotRun(refused.sentence) from None


def _account(place: Place, seat: UUID, at: datetime) -> UUID:
    if "owner" not in place.addresses:
        raise CannotRun("Give HUBTABLE_DATABASE_URL_OWNER: only the owner acts for a seat.")
    with psycopg.connect(place.addresses["owner"]) as connection:
        row = connection.execute("SELECT lock.account_of(%s, %s)", [seat, at]).fetchone()
    if row is None or row[0] is None:
        raise CannotRun("There is no such seat, or it does not hold now. See `hubtable seats`.")
    return UUID(str(row[0]))
