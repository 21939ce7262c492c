"""The commands of `hubtable`, as its own parser knows them."""

import argparse
from collections.abc import Iterator

from tools.reference.markdown import code, page, table

from hubtable.cli.main import parser

INTRO = """\
`hubtable` is the program; `python -m hubtable` is the same. `make demo ARGS="…"` hands its options
to `hubtable demo`. Exit status: 0 done, 1 could not (one line on standard error says why),
2 wrong usage. With `--json` one JSON object goes to standard output."""


def make() -> str:
    """Return the page."""
    return page("Commands", INTRO, *(_command(name, one) for name, one in commands()))


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command with its parser."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _command(name: str, one: argparse.ArgumentParser) -> str:
    options = [action for action in one._actions if action.dest != "help"]
    rows = [(code(_written(action)), action.help or "", _default(action)) for action in options]
    return f"## {name}\n\n{one.description}\n\n" + table(("option", "what", "default"), rows)


def _written(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"{action.dest.upper()} …"
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return ", ".join(action.option_strings) + value


def _default(action: argparse.Action) -> str:
    silent = action.nargs == 0 or action.default in (None, [], argparse.SUPPRESS)
    return "" if silent else code(str(action.default))
