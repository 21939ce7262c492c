"""Holds and forgetting from the command line, as real processes, on a real Hub."""

import json

from tests.cli.test_commands import Hub, Ran, folder, hub, hubtable, one_line

__all__ = ["folder", "hub"]


def hold(hub: Hub, act: str, *words: str) -> Ran:
    return hubtable("hold", act, "--data", hub.data, *words)


def test_forgetting_says_counts_and_references_only(hub: Hub) -> None:
    for words in (("--dry-run",), ()):
        done = hub.run("forget", *words, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout) == {
            "dry_run": bool(words),
            "offered": 0,
            "names": 0,
            "forgotten": [],
            "keys": 0,
            "failed": 0,
        }
    assert hub.run("forget").stdout.splitlines()[-1] == "0 situations forgotten"


def test_a_hold_needs_a_seat_that_holds(hub: Hub) -> None:
    """The administrator has not accepted the invitation yet: the seat is there and holds not."""
    (seat,) = json.loads(hub.run("seats", "--json").stdout)["seats"]
    nobody = "00000000-0000-4000-8000-000000000000"
    for who in (seat["seat"], nobody):
        one_line(hold(hub, "list", "--as", who), "does not hold")
    assert hold(hub, "list").returncode == 2
    assert hold(hub, "add", "--as", nobody, "--kind", "whim").returncode == 2
