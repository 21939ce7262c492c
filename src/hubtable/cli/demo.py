"""A practice Hub with invented people, made at the first start; every page says so."""

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import Any

from hubtable.cli.place import (
    CannotRun,
    Place,
    data_folder,
    data_option,
    installed_as,
    opened,
)
from hubtable.cli.prepare import prepare
from hubtable.cli.serve import listen, serving_options

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    serving_options(one)
    one.add_argument("--users-json", type=Path, help="write who can sign in to this file")


def run(chosen: argparse.Namespace) -> int:
    """Make practice data where there is none, print who can sign in, and serve.

    :raises CannotRun: on a real Hub's data, or an address other machines could reach.
    """
    if chosen.host not in LOOPBACK:
        raise CannotRun("Practice data has no second factor; it is served on this machine only.")
    data = data_folder(chosen.data, "hubtable-demo")
    _start_over(data)
    with opened(data, create=True) as place:
        if installed_as(place) is False:
            raise CannotRun(f"{data} holds a real Hub. Practice needs a folder of its own.")
        users = _users(place)
        _hand_out(users, chosen.users_json)
        os.environ |= place.settings(practice=True)
        os.environ["HUBTABLE_BASE_URL"] = f"http://{chosen.host}:{chosen.port}"
        return listen(place, host=chosen.host, port=chosen.port, workers=chosen.workers)


def _users(place: Place) -> list[dict[str, Any]]:
    """Return who can sign in; kept in the private data folder, for practice only."""
    kept = place.data / "users.json"
    if installed_as(place) is None:
        print("Making practice data …", flush=True)
        _unfinished(place.data).touch()
    made = prepare(place, "practice", practice=True, facts={})
    if made:
        _write(kept, made)
        _unfinished(place.data).unlink()
    return list(json.loads(kept.read_text(encoding="utf-8")))


def _unfinished(data: Path) -> Path:
    """Return the mark beside the folder that says: making practice data did not end."""
    return data.with_name(f"{data.name}.unfinished")


def _start_over(data: Path) -> None:
    """Remove practice data whose making was interrupted; nobody ever signed in to it."""
    if _unfinished(data).exists():
        shutil.rmtree(data, ignore_errors=True)
        _unfinished(data).unlink()


def _write(file: Path, users: list[dict[str, Any]]) -> None:
    file.touch(mode=0o600)
    file.write_text(json.dumps(users, indent=1) + "\n", encoding="utf-8")


def _hand_out(users: list[dict[str, Any]], file: Path | None) -> None:
    if file:
        _write(file, users)
    width = max(len(user["email"]) for user in users)
    hub = ""
    for user in users:
        if user["hub"] != hub:
            hub = user["hub"]
            print(f"\n{hub}")
        about = ", ".join(x for x in (user["role"], user["agency"], user["table"]) if x)
        print(f"{user['email'].ljust(width)}  {about}")
    print(f"\nPassword for all of them: {users[0]['password']}", flush=True)
