"""Lets one account in past single sign-on, or unties it from a person at the provider."""

import argparse
import os
from datetime import UTC, datetime

from hubtable.cli.place import CannotRun, data_folder, data_option, installed_as, opened
from hubtable.config.environment import read


def options(one: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    acts = one.add_subparsers(dest="act", required=True, metavar="way-in|untie")
    way_in = acts.add_parser("way-in", help="print a link that signs in once, within an hour")
    untie = acts.add_parser("untie", help="forget who at the provider the account belongs to")
    for act in (way_in, untie):
        data_option(act)
        act.add_argument("email", help="the e-mail address of the account")


def run(chosen: argparse.Namespace) -> int:
    """Do it and say what was done.

    :raises CannotRun: without single sign-on, or when there is no such account.
    """
    if not read("OIDC_ISSUER"):
        raise CannotRun("Give the HUBTABLE_OIDC settings of the installation: there are none.")
    with opened(data_folder(chosen.data, "hubtable")) as place:
        os.environ |= place.settings(practice=bool(installed_as(place)))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubtable.config.settings")
        import django

        django.setup()
        acts = {"way-in": _way_in, "untie": _untie}
        print(acts[chosen.act](chosen.email, datetime.now(UTC)))
    return 0


def _way_in(email: str, at: datetime) -> str:
    from hubtable.accounts.actions.way_in import make_way_in
    from hubtable.kernel.verdict import Refused

    try:
        return make_way_in(at=at, email=email)
    except Refused as refused:
        raise CannotRun(refused.sentence) from None


def _untie(email: str, at: datetime) -> str:
    from hubtable.accounts.actions.signing_on import untie

    if not untie(at=at, email=email):
        raise CannotRun("This address has no account that is tied to anybody at the provider.")
    return "Untied. Whoever comes next with this verified address gets the account."
