"""The page of mails that do not go: who and why, never what about."""

from datetime import timedelta

import pytest

from tests.browsing import free_port
from tests.cluster import Cluster
from tests.mailserver import Mailbox, sending_to, serving
from tests.posting import accepted_at, at, forget_mails, led_by, past, remind
from tests.table.web.pages import sent
from tests.world import NOW, World, as_seat

PAGE = "/hub/mail/"


def text(client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def trouble(cluster: Cluster, world: World, clock) -> None:
    """Overdue: three mails; the mail server is down, so one was tried."""
    from hubtable.cli.jobs import outbox

    one = led_by(world, "refuge", origin="refuge")
    forget_mails(cluster)
    moment = accepted_at(cluster, one) + timedelta(hours=49)
    clock.at = moment + timedelta(minutes=5)
    remind(moment)
    with sending_to(free_port()):
        outbox.run(at(moment))


def test_nothing_to_do(world: World, as_, clock) -> None:
    page = text(as_("admin"))
    for words in ("Every mail could be sent", "No mail waits", "No mail was sent yet"):
        assert words in page


def test_what_waits_is_seen_with_who_and_why_but_not_what_about(
    cluster: Cluster, trouble: None, as_
) -> None:
    page = text(as_("admin"))
    assert "Waiting (3)" in page
    assert "The mail server did not answer" in page
    assert "1 time" in page
    with past(cluster) as look:
        (tried,) = look.execute(
            "SELECT p.name FROM hubs_mail m JOIN hubs_person p ON p.id = m.person_id"
            " WHERE m.tries = 1"
        ).fetchone() or ("",)
        (record,) = look.execute("SELECT record FROM hubs_mail").fetchone() or ("",)
    names = {"Cora Lind", "Paul Reyes", "Rita Vance"}
    assert {name for name in names if name in page} == {tried}
    for secret in (str(record), "overdue", "2026-001", "situation/", "first visit"):
        assert secret not in page


def test_it_is_sent_again_by_hand_and_counted(cluster: Cluster, trouble: None, as_, clock) -> None:
    from hubtable.cli.jobs import outbox

    with past(cluster) as look:
        look.execute(
            "UPDATE hubs_mail SET given_up_at = made_at, error = 'address' WHERE tries = 1"
        )
        (pk,) = look.execute("SELECT id FROM hubs_mail WHERE tries = 1").fetchone() or ("",)
    admin = as_("admin")
    assert "refused the person&#39;s address" in text(admin)
    assert sent(admin, PAGE, f"/hub/mail/{pk}/again/").status_code == 302
    assert "Every mail could be sent" in text(admin)
    mailbox = Mailbox()
    with serving(mailbox) as port, sending_to(port):
        assert outbox.run(at(clock.at)) == 3
    page = text(admin)
    assert "Waiting (0)" in page
    for name in ("Cora Lind", "Paul Reyes", "Rita Vance"):
        assert name not in page, "who got a mail that went stands nowhere"


def test_it_is_given_up_by_hand_and_the_record_says_so(
    cluster: Cluster, trouble: None, as_
) -> None:
    with past(cluster) as look:
        (pk,) = look.execute("SELECT id FROM hubs_mail WHERE tries = 1").fetchone() or ("",)
    admin = as_("admin")
    assert sent(admin, PAGE, f"/hub/mail/{pk}/aside/").status_code == 302
    page = text(admin)
    assert "Waiting (2)" in page
    assert "The mail server did not answer" not in page
    assert "Gave up a mail" in admin.get("/hub/record/").content.decode()


def test_another_hub_sees_and_moves_nothing_of_it(
    cluster: Cluster, world: World, trouble: None, as_
) -> None:
    from hubtable.hubs.actions.posting import set_aside
    from hubtable.kernel.verdict import Refused

    other = as_("ridge_admin")
    assert "No mail waits" in text(other)
    with past(cluster) as look:
        (pk,) = look.execute("SELECT id FROM hubs_mail WHERE tries = 1").fetchone() or ("",)
    with as_seat(world["ridge_admin"]), pytest.raises(Refused) as refused:
        set_aside(by=world["ridge_admin"], at=NOW, mail=pk)
    assert refused.value.code == "mail_gone"
