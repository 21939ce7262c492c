"""Run in a process of its own, as the owner: migrate, put the lock in, make the first rows.

The process that serves never holds the owner's address. Called by `init` and `demo` as
`python -m hubtable.cli.prepare WHAT`; prints one JSON object.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from hubtable.cli.place import CannotRun, Place, database_name


def prepare(place: Place, what: str, *, practice: bool, facts: Mapping[str, str]) -> Any:
    """Run one preparation as the owner and return what it printed.

    :raises CannotRun: when it failed; its last line says why.
    """
    settings = place.settings(owner=True, practice=practice)
    asked = {**facts, "installation": database_name(place)}
    done = subprocess.run(
        [sys.executable, "-m", "hubtable.cli.prepare", what],
        env={**os.environ, **settings},
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRun("The database could not be prepared; the lines above say why.")
    return json.loads(done.stdout)


def main() -> int:
    """Do one preparation, reading its facts as JSON from standard input."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from hubtable.cli import first_rows
    from hubtable.config.installing import applied_steps, unknown_steps, upgrade

    facts = json.load(sys.stdin)
    if unknown_steps(applied_steps("owner")):
        print("The database was upgraded by a newer version.", file=sys.stderr)
        return 1
    upgrade(installation=facts["installation"])
    if not settings.PLAIN_STATIC:
        call_command("collectstatic", interactive=False, verbosity=0)
    steps: dict[str, Callable[[Mapping[str, str]], Any]] = {
        "upgrade": lambda _: {},
        "hub": first_rows.found_first_hub,
        "practice": first_rows.make_practice,
    }
    json.dump(steps[sys.argv[1]](facts), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
