"""The program `hubtable`: reads the command line and runs one command (contract.md).

Exit status: 0 done, 1 could not (one clear line on standard error), 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence

import psycopg

from hubtable.base.keys import KeysMissing
from hubtable.base.postgres.errors import PostgresError
from hubtable.cli import (
    account,
    backup,
    check,
    demo,
    directory,
    discussions,
    forget,
    hold,
    init,
    manage,
    restore,
    seats,
    serve,
    worker,
)
from hubtable.cli.place import CannotRun
from hubtable.config.environment import SettingRefused

COMMANDS = (
    *(demo, init, serve, worker, check, backup, restore),
    *(seats, account, directory, discussions, forget, hold, manage),
)
COULD_NOT = (CannotRun, PostgresError, SettingRefused, KeysMissing)
UNREACHED = "the database does not answer; try again in a moment, and see `hubtable check`"


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the generated reference prints it too."""
    top = argparse.ArgumentParser(prog="hubtable", description="The software a Hub runs on.")
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    for module in COMMANDS:
        name = module.__name__.rsplit(".", 1)[-1]
        summary = (module.__doc__ or "").partition("\n")[0]
        one = commands.add_parser(name, help=summary, description=summary)
        module.options(one)
        one.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    chosen = parser().parse_args(arguments)
    os.umask(0o077)  # what we write is for us alone: mails, keys, who can sign in
    try:
        return int(chosen.run(chosen) or 0)
    except COULD_NOT as problem:
        print(f"hubtable {chosen.command}: {problem}", file=sys.stderr)
        return 1
    except psycopg.OperationalError:
        print(f"hubtable {chosen.command}: {UNREACHED}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
