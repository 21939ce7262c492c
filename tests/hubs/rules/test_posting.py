"""A mail is tried for two days, ever more seldom, then given up."""

import smtplib
from datetime import timedelta
from itertools import pairwise

import pytest

from hubtable.hubs.rules.posting import WAITS, WORDS, Trouble, wait_after, waits


def test_the_waits_grow_and_make_two_days() -> None:
    assert WAITS[:4] == tuple(timedelta(minutes=m) for m in (1, 5, 30, 120))
    assert all(one < other for one, other in pairwise(WAITS))
    assert timedelta(hours=47) < sum(WAITS, timedelta()) <= timedelta(days=2)


def test_after_the_last_wait_it_is_given_up() -> None:
    assert [wait_after(tries) for tries in range(1, len(WAITS) + 1)] == list(WAITS)
    assert wait_after(len(WAITS) + 1) is None
    assert wait_after(99) is None


def test_a_refused_address_is_not_tried_again() -> None:
    assert waits(Trouble.ADDRESS, 1) is None
    assert waits(Trouble.UNREACHABLE, 1) == WAITS[0]


def test_every_kind_has_words_and_fits_its_column() -> None:
    assert set(WORDS) == set(Trouble)
    assert max(len(kind.value) for kind in Trouble) <= 12


REFUSED = {"someone@example.org": (550, b"no such user someone@example.org")}
FULL = {"someone@example.org": (452, b"full")}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConnectionRefusedError(), Trouble.UNREACHABLE),
        (TimeoutError(), Trouble.UNREACHABLE),
        (smtplib.SMTPServerDisconnected(), Trouble.UNREACHABLE),
        (smtplib.SMTPConnectError(421, "busy"), Trouble.UNREACHABLE),
        (smtplib.SMTPAuthenticationError(535, b"no"), Trouble.SIGN_IN),
        (smtplib.SMTPSenderRefused(550, b"no", "hub@example.org"), Trouble.SENDER),
        (smtplib.SMTPRecipientsRefused(REFUSED), Trouble.ADDRESS),
        (smtplib.SMTPRecipientsRefused(FULL), Trouble.ANSWER),
        (smtplib.SMTPDataError(554, b"spam"), Trouble.ANSWER),
        (ValueError("header"), Trouble.PROGRAM),
    ],
)
def test_what_an_error_is_called(cluster, error: Exception, kind: Trouble) -> None:
    from hubtable.hubs.actions.posting import trouble_of

    assert trouble_of(error) is kind
