"""Inviting: who gets a link, which links live, what is kept and told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hubtable.kernel.seat import Role, Seat
from hubtable.kernel.verdict import Refused
from tests.accounts.person import PASSWORD, account, last_link, settled

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HUB = uuid4()
ADMIN = Seat(
    id=uuid4(),
    role=Role.ADMIN,
    person=uuid4(),
    user=uuid4(),
    hub=HUB,
    person_name="Dana Whitfield",
    hub_name="Northfield Hub",
)


def invite(email: str = "rosa@example.org", *, by: Seat | None = None, at: datetime = NOON) -> Any:
    from hubtable.accounts.actions.inviting import invite as act

    return act(by=by, at=at, email=email, hub=HUB, hub_name="Northfield Hub")


def accept(token: str, at: datetime = NOON) -> UUID:
    from hubtable.accounts.actions.inviting import accept as act

    return act(at=at, token=token, password=PASSWORD)


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def test_the_mail_carries_a_link_and_the_hubs_name_only(site: str) -> None:
    made = invite(by=ADMIN)
    (mail,) = settled()
    assert mail.to == ["rosa@example.org"]
    assert mail.subject == "Your account at Northfield Hub"
    assert mail.body.count("http") == 1
    assert "/account/invitation/" in mail.body
    for told in ("Dana", "Whitfield", str(made.user), str(HUB), str(ADMIN.id)):
        assert told not in mail.body
    assert mail.content_subtype == "plain"
    assert mail.attachments == []


def test_whoever_invites_from_a_seat_never_gets_the_link(site: str) -> None:
    """The same mailbox may be invited by another Hub: the link is that person."""
    assert invite(by=ADMIN).link == ""
    assert token_of(invite(by=None).link)


def test_the_account_has_the_id_that_was_promised(site: str) -> None:
    from hubtable.accounts.queries.users import user_with

    made = invite()
    assert not made.already_active
    assert accept(token_of(made.link)) == made.user
    assert user_with("Rosa@Example.org") == made.user


def test_a_new_invitation_ends_the_older_and_keeps_the_id(site: str) -> None:
    old = invite()
    new = invite("ROSA@example.org", at=NOON + timedelta(days=9))
    assert new.user == old.user
    with pytest.raises(Refused):
        accept(token_of(old.link))
    assert accept(token_of(new.link), NOON + timedelta(days=9)) == old.user


@pytest.mark.parametrize(("after", "lets_in"), [(timedelta(days=7), False), (-timedelta(1), True)])
def test_a_link_lives_seven_days(site: str, after: timedelta, lets_in: bool) -> None:
    made = invite()
    when = NOON + after if not lets_in else NOON + timedelta(days=7) - timedelta(microseconds=1)
    if lets_in:
        assert accept(token_of(made.link), when) == made.user
    else:
        with pytest.raises(Refused):
            accept(token_of(made.link), when)


def test_a_link_works_once(site: str) -> None:
    made = invite()
    accept(token_of(made.link))
    with pytest.raises(Refused):
        accept(token_of(made.link))


def test_two_uses_at_the_same_moment_make_one_account(site: str) -> None:
    from django.db import connections

    from hubtable.accounts.models import User

    token = token_of(invite().link)

    def use(_: int) -> str:
        try:
            accept(token)
        except Refused as refusal:
            return refusal.code
        finally:
            connections["auth"].close()
        return "in"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4))) == ["in", "link_over", "link_over", "link_over"]
    assert User.objects.count() == 1


def test_two_invitations_at_the_same_moment_promise_one_id(site: str) -> None:
    from django.db import connections

    from hubtable.accounts.models import Invitation

    def ask(_: int) -> UUID:
        try:
            return invite().user  # type: ignore[no-any-return]
        finally:
            connections["auth"].close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1
    assert Invitation.objects.filter(used_at=None, revoked_at=None).count() == 1


def test_who_has_an_account_gets_a_note_and_no_link(site: str) -> None:
    rosa = account()
    made = invite(by=ADMIN)
    assert (made.user, made.link, made.already_active) == (rosa, "", True)
    (mail,) = settled()
    assert mail.subject == "You were added at Northfield Hub"
    assert "invitation" not in mail.body


def test_the_token_stands_nowhere(site: str, cluster: Any, trail: Any) -> None:
    token = token_of(invite().link)
    with cluster.as_superuser(site) as connection:
        held = str(connection.execute("SELECT * FROM accounts_invitation").fetchall())
    assert token not in held
    assert token not in str(trail())


def test_made_and_used_are_recorded_with_ids_alone(site: str, trail: Any) -> None:
    made = invite(by=ADMIN)
    accept(token_of(last_link()))
    assert trail() == [
        ("invitation_made", str(made.user), {"hub": str(HUB), "by": str(ADMIN.id)}),
        ("account_made", str(made.user), {}),
        ("invitation_used", str(made.user), {}),
    ]


def test_a_mail_that_cannot_go_out_is_logged_without_the_address(
    site: str, caplog: pytest.LogCaptureFixture
) -> None:
    from django.test import override_settings

    refused = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": 9,
    }
    with override_settings(**refused):
        invite()
        settled()
    (line,) = [r for r in caplog.records if r.name == "hubtable.accounts.mail"]
    assert line.getMessage() == "mail not sent"
    assert "rosa" not in str(vars(line))
