"""Seat ids for `--as`: Hub, table, agency and role, without anybody's name."""

import argparse
import json
from datetime import UTC, datetime

import psycopg

from hubtable.cli.place import CannotRun, data_folder, data_option, opened


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Print every seat and whether it holds now.

    :raises CannotRun: without the owner's address.
    """
    with opened(data_folder(chosen.data, "hubtable")) as place:
        if "owner" not in place.addresses:
            raise CannotRun("Give HUBTABLE_DATABASE_URL_OWNER: only the owner lists seats.")
        with psycopg.connect(place.addresses["owner"]) as connection:
            rows = connection.execute("SELECT * FROM lock.all_seats(%s)", [datetime.now(UTC)])
            seats = [
                dict(zip(("seat", "hub", "table", "agency", "role", "holds"), row, strict=True))
                for row in rows
            ]
    if chosen.json:
        print(json.dumps({"seats": seats}, default=str))
        return 0
    for seat in seats:
        ended = "" if seat["holds"] else "  (does not hold)"
        about = ", ".join(str(seat[k]) for k in ("role", "agency", "table") if seat[k])
        print(f"{seat['seat']}  {seat['hub']}: {about}{ended}")
    return 0
