"""Run by the restore drill in a process of its own: two situations with sealed names, then and now.

`python -m tests.faults.drill_scene WHAT DATA FILE`: `make` writes the situations to FILE; `forget`
runs retention a year later; `reveal` prints who opens which name.
"""

import os
import pickle
import sys
from datetime import datetime, timedelta
from pathlib import Path

from tests import situations as s
from tests.world import as_seat, build, later

from hubtable.cli.place import opened
from hubtable.kernel.seat import Seat


def make() -> list[s.Situation]:
    """One situation on its way, and one that is closed; a name kept in each."""
    world = build()
    on_its_way = s.submit(s.screening(world))
    closed = s.screening(world, people=2)
    s.open_round(s.accept(s.present(s.meet(s.submit(closed), ["school", "hospital"]))))
    s.plan(s.assign(s.tell(closed, "hospital"), "hospital"), "hospital")
    return [on_its_way, s.conclude(closed)]


def forget(_made: list[s.Situation]) -> str:
    """Forget the closed one, as the worker does."""
    from hubtable.base.acting import acting
    from hubtable.table.actions import forgetting

    for when in (later(days=360), later(days=400)):
        with acting("job", "retention", at=when):
            forgetting.offer_filing(at=when)
    with acting("job", "retention", at=when):
        due = forgetting.forgettable()
        for found in due:
            forgetting.forget(at=when, of=found.id, seen=found.version)
    return f"{len(due)} forgotten"


def reveal(made: list[s.Situation]) -> str:
    """The originator opens the first, the lead the second; `closed` where the key is gone."""
    first, second = made
    return " ".join(
        (
            opens(first.origin, first, first.at + timedelta(hours=1)),
            opens(second.world["hospital"], second, second.at + timedelta(hours=1)),
        )
    )


def opens(seat: Seat, one: s.Situation, at: datetime) -> str:
    """Say whether a seat opens the name of the first person."""
    from hubtable.base.keys import KeysMissing
    from hubtable.vault.actions.revealing import reveal as act

    with as_seat(seat, at):
        try:
            return "open" if act(by=seat, at=at, of=one.id, person=one.people[0]).name else "empty"
        except KeysMissing:
            return "closed"


def main(what: str, data: Path, file: Path) -> None:
    """Do one of the three."""
    with opened(data) as place:
        os.environ |= place.settings(owner=True)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"
        os.environ["HUBTABLE_PLAIN_STATIC"] = "1"
        import django

        django.setup()
        if what == "make":
            file.write_bytes(pickle.dumps(make()))
            return
        made = pickle.loads(file.read_bytes())
        sys.stdout.write({"forget": forget, "reveal": reveal}[what](made))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
