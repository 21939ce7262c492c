"""Forgets now what is over its time, or says what would be forgotten."""

import argparse
import json
import os
import sys
from dataclasses import asdict

from hubtable.cli.jobs.retention import Done
from hubtable.cli.place import data_folder, data_option, installed_as, opened


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    data_option(one)
    one.add_argument("--dry-run", action="store_true", help="change nothing, say what is due")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def run(chosen: argparse.Namespace) -> int:
    """Do one round of retention; status 1 when a part of it failed. Counts and references only."""
    with opened(data_folder(chosen.data, "hubtable")) as place:
        os.environ |= place.settings(practice=bool(installed_as(place)))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
        import django

        django.setup()
        from django.utils import timezone

        from hubtable.cli.jobs import retention

        done = (retention.plan if chosen.dry_run else retention.run)(timezone.now)
    if chosen.json:
        print(json.dumps({"dry_run": chosen.dry_run, **asdict(done)}))
    else:
        _say(done, "would be " if chosen.dry_run else "")
    if done.failed:
        print(f"hubtable forget: {done.failed} could not be done; see the log", file=sys.stderr)
    return 1 if done.failed else 0


def _say(done: Done, would: str) -> None:
    print(f"{done.offered} records of disclosures {would}offered")
    print(f"{done.names} names {would}destroyed")
    print(f"{len(done.forgotten)} situations {would}forgotten", *done.forgotten, sep="\n  ")
