"""First start: keys, database, the first administrator's invitation. Again: upgrade the database.

`--hub` on an installation that has a Hub adds another one, strictly apart from the first.
"""

import argparse

from hubtable.cli.place import (
    CannotRun,
    data_folder,
    data_option,
    installed_as,
    opened,
)
from hubtable.cli.prepare import prepare

UNNAMED = "Name the first Hub: hubtable init --hub 'Our Hub' --admin-email you@example.org"


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("--hub", help="name of a new Hub")
    one.add_argument("--admin-name", help="its first administrator")
    one.add_argument("--admin-email", help="where the invitation goes")
    one.add_argument("--time-zone", default="America/New_York", help="IANA name")


def run(chosen: argparse.Namespace) -> int:
    """Make or upgrade the installation, and a Hub where one is named.

    :raises CannotRun: on practice data, or when the first Hub is not named.
    """
    data = data_folder(chosen.data, "hubtable")
    with opened(data, create=True) as place:
        kind = installed_as(place)
        if kind:
            raise CannotRun(f"{data} holds practice data. Choose another folder for a real Hub.")
        if not chosen.hub:
            if kind is None:
                raise CannotRun(UNNAMED)
            prepare(place, "upgrade", practice=False, facts={})
            print(f"The database in {data} is up to date.")
            return 0
        facts = {
            "hub": chosen.hub,
            "name": chosen.admin_name or "Hub administrator",
            "email": _email(chosen),
            "time_zone": chosen.time_zone,
        }
        answer = prepare(place, "hub", practice=False, facts=facts)
    print(f"{chosen.hub} is ready in {data}.")
    print("Its first administrator signs in with this link, once, within seven days:")
    print(answer["link"] or "(that address has an account already)")
    return 0


def _email(chosen: argparse.Namespace) -> str:
    if "@" not in (chosen.admin_email or ""):
        raise CannotRun("Give --admin-email: where the first administrator's invitation goes.")
    return str(chosen.admin_email)
