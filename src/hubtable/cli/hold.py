"""Places, lists and lifts holds: what stops forgetting."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hubtable.cli.acting_as import acting_as, as_option
from hubtable.cli.place import CannotRun, data_option
from hubtable.kernel.seat import Seat

KINDS = ("lawsuit", "subpoena", "records_request", "complaint")


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    acts = one.add_subparsers(dest="act", required=True, metavar="add|list|lift")
    add = acts.add_parser("add", help="place a hold on a table, or on one situation of it")
    add.add_argument("--kind", choices=KINDS, required=True)
    add.add_argument("--reference", default="", help="D-0141 or 2026-014; else the whole table")
    add.add_argument("--table", help="its name; not needed where the seat has one table")
    lists = acts.add_parser("list", help="every hold of the seat's tables, lifted ones too")
    lift = acts.add_parser("lift", help="end a hold")
    lift.add_argument("hold", type=UUID, help="its id, from `list`")
    for act in (add, lists, lift):
        data_option(act)
        as_option(act)
        act.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Do it and say what was done."""
    acts: Mapping[str, Callable[[argparse.Namespace, Seat, datetime], dict[str, Any]]] = {
        "add": _add,
        "list": _list,
        "lift": _lift,
    }
    with acting_as(chosen) as (seat, at):
        said = acts[chosen.act](chosen, seat, at)
    if chosen.json:
        print(json.dumps(said, default=str))
    else:
        _say(said)
    return 0


def _add(chosen: argparse.Namespace, by: Seat, at: datetime) -> dict[str, Any]:
    from hubtable.table.actions.holding import place_hold
    from hubtable.table.rules.finding import reference_or_number
    from hubtable.table.rules.later_words import HoldKind

    wanted = reference_or_number(chosen.reference)
    table = _table(chosen.table, by)
    made = place_hold(by=by, at=at, table=table, kind=HoldKind(chosen.kind), reference=wanted)
    return {"placed": made}


def _list(_chosen: argparse.Namespace, by: Seat, _at: datetime) -> dict[str, Any]:
    from hubtable.table.queries.retaining import holds

    return {
        "holds": [
            {
                "hold": one.id,
                "table": one.table_name,
                "reference": one.reference,
                "kind": one.kind,
                "since": one.since.isoformat(),
                "lifted_at": one.lifted_at.isoformat() if one.lifted_at else None,
            }
            for one in holds(by=by)
        ]
    }


def _lift(chosen: argparse.Namespace, by: Seat, at: datetime) -> dict[str, Any]:
    from hubtable.table.actions.holding import lift_hold

    lift_hold(by=by, at=at, hold=chosen.hold)
    return {"lifted": chosen.hold}


def _table(name: str | None, by: Seat) -> UUID:
    from hubtable.table.queries.retaining import records

    found = [one for one in records(by=by) if name in {None, one.name}]
    if len(found) != 1:
        raise CannotRun("Name one table of the Hub by --table.")
    return found[0].id


def _say(said: Mapping[str, Any]) -> None:
    for word in ("placed", "lifted"):
        if word in said:
            print(f"{word}: {said[word]}")
    if not said.get("holds", True):
        print("nothing is on hold", file=sys.stderr)
    for one in said.get("holds", ()):
        ended = "  (lifted)" if one["lifted_at"] else ""
        about = one["reference"] or "the whole table"
        print(f"{one['hold']}  {one['table']}: {about}, {one['kind']}{ended}")
