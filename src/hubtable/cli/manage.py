"""Django's own commands, as the web's role without an actor; only `migrate` uses the owner."""

import argparse
import os

from hubtable.cli.place import data_folder, data_option, installed_as, opened
from hubtable.cli.prepare import prepare


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("arguments", nargs=argparse.REMAINDER, help="Django's command and its options")


def run(chosen: argparse.Namespace) -> int:
    """Run one of Django's commands; `migrate` also puts the lock back in."""
    with opened(data_folder(chosen.data, "hubtable")) as place:
        if chosen.arguments[:1] == ["migrate"]:
            prepare(place, "upgrade", practice=bool(installed_as(place)), facts={})
            return 0
        os.environ |= place.settings(practice=bool(installed_as(place)))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
        from django.core.management import execute_from_command_line

        execute_from_command_line(["hubtable manage", *chosen.arguments])
    return 0
