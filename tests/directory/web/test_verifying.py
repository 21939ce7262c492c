"""Confirming: by a steward, or by an agency's link without an account; mistakes reported."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from hubtable.kernel.verdict import Refused
from tests.hubs.person import send
from tests.world import NOW, World, as_seat

As = Callable[..., Client]


def stranger() -> Client:
    """A browser of somebody without an account."""
    return Client(**{"wsgi.url_scheme": "https"})


def mailed(at: Any = NOW) -> str:
    """Run the worker's job; return the path of the link in the one mail."""
    from django.core import mail

    from hubtable.cli.jobs import asking

    mail.outbox.clear()
    assert asking.run(lambda: at) == 1
    (one,) = mail.outbox
    assert one.to == ["desk@elmtable.example"]
    found = re.search(r"https?://[^/]+(/directory/answer/\S+)", one.body)
    assert found
    return found[1]


@pytest.fixture
def link(world: World, as_: As, pantry: dict[str, Any]) -> str:
    """The path of the link an agency got."""
    here = f"/directory/organizations/{pantry['organization']}/"
    path = f"/directory/due/{pantry['organization']}/ask/"
    assert send(as_("steward"), path, stamp_of=here).status_code == 302
    from django.utils import timezone

    return mailed(timezone.now())


def filled(html: str) -> dict[str, str]:
    """What a browser would send of a page's fields as they stand."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', html))
    found |= {n: v for v, n in re.findall(r'<input[^>]* value="([^"]*)"[^>]* name="([^"]+)"', html)}
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', html)
    chosen = re.findall(
        r'<select[^>]* name="([^"]+)"[^>]*>.*?<option value="([^"]*)" selected', html, re.DOTALL
    )
    return found | {n: t.strip("\n\r") for n, t in areas} | dict(chosen)


def test_a_steward_writes_down_a_call(world: World, as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Service, Verification

    path = f"/directory/service/{pantry['service']}/checked/"
    assert send(as_("steward"), path, how="phone", name="Jo Ash", title="Desk").status_code == 302
    assert Service.objects.get(pk=pantry["service"]).checked_on
    with as_seat(world["steward"]):
        one = Verification.objects.get()
    assert (one.how, one.name, one.title) == ("phone", "Jo Ash", "Desk")
    assert one.due_at - one.verified_at == timedelta(days=365)


def test_an_agency_confirms_as_it_stands(
    world: World, as_: As, pantry: dict[str, Any], link: str
) -> None:
    from hubtable.directory.models import Organization, Proposal, Service, Verification

    client = stranger()
    page = client.get(link).content.decode()
    assert "Elm Table Pantry" in page
    answer = client.post(link, filled(page) | {"name": "Jo Ash", "title": "Manager"})
    assert answer.status_code == 302, answer.content.decode()
    assert Organization.objects.get(pk=pantry["organization"]).checked_on
    assert Service.objects.get(pk=pantry["service"]).checked_on
    with as_seat(world["steward"]):
        assert Proposal.objects.get().state == "approved"
        assert {one.name for one in Verification.objects.all()} == {"Jo Ash"}
        assert bytes(Proposal.objects.get().digest or b"") == b""
    assert client.get(link).status_code == 410
    assert client.post(link, {"name": "Jo"}).status_code == 410


def test_an_agency_proposes_and_a_steward_takes_it_over(
    world: World, as_: As, pantry: dict[str, Any], link: str
) -> None:
    from hubtable.directory.models import Phone, Service

    client, steward = stranger(), as_("steward")
    fields = filled(client.get(link).content.decode())
    number = f"{pantry['phone'].hex}-number"
    words = f"{pantry['service'].hex}-description"
    assert fields[number] == "508-555-0142"
    sent = fields | {number: "508-555-0177", words: "Bread.", "name": "Jo Ash"}
    assert client.post(link, sent).status_code == 302
    assert Phone.objects.get(pk=pantry["phone"]).number == "508-555-0142", "not before approval"
    page = steward.get("/directory/proposals/").content.decode()
    assert "508-555-0142</del>" in page
    assert "508-555-0177</ins>" in page
    (pk,) = re.findall(r"/directory/proposals/([0-9a-f-]{36})/decide/", page)
    decide = f"/directory/proposals/{pk}/decide/"
    assert send(steward, decide, stamp_of="/directory/proposals/", taken="yes").status_code == 302
    assert Phone.objects.get(pk=pantry["phone"]).number == "508-555-0177"
    service = Service.objects.get(pk=pantry["service"])
    assert (service.description, service.checked_on is not None) == ("Bread.", True)
    with as_seat(world["steward"]):
        from hubtable.directory.models import Change

        assert {one.how for one in Change.objects.all()} == {"proposal"}


def test_a_proposal_is_rejected(world: World, as_: As, pantry: dict[str, Any], link: str) -> None:
    from hubtable.directory.models import Organization, Proposal

    client, steward = stranger(), as_("steward")
    name = f"{pantry['organization'].hex}-name"
    sent = filled(client.get(link).content.decode()) | {name: "Better", "name": "Jo Ash"}
    assert client.post(link, sent).status_code == 302
    with as_seat(world["steward"]):
        pk = Proposal.objects.get().pk
    decide = f"/directory/proposals/{pk}/decide/"
    assert send(steward, decide, stamp_of="/directory/proposals/", taken="no").status_code == 302
    kept = Organization.objects.get(pk=pantry["organization"])
    assert (kept.name, kept.checked_on) == ("Elm Table Pantry", None)


def test_what_changed_meanwhile_is_not_overwritten(
    world: World, as_: As, pantry: dict[str, Any], link: str
) -> None:
    from hubtable.directory.models import Organization, Proposal

    client, steward = stranger(), as_("steward")
    name = f"{pantry['organization'].hex}-name"
    sent = filled(client.get(link).content.decode()) | {name: "Better", "name": "Jo Ash"}
    client.post(link, sent)
    path = f"/directory/organization/{pantry['organization']}/change/"
    send(steward, path, name="Ours", email="desk@elmtable.example")
    with as_seat(world["steward"]):
        pk = Proposal.objects.get().pk
    assert "Changed since" in steward.get("/directory/proposals/").content.decode()
    send(
        steward, f"/directory/proposals/{pk}/decide/", stamp_of="/directory/proposals/", taken="yes"
    )
    assert Organization.objects.get(pk=pantry["organization"]).name == "Ours"
    with as_seat(world["steward"]):
        assert Proposal.objects.get().state == "answered"


def test_an_agency_is_asked_once_at_a_time(world: World, pantry: dict[str, Any]) -> None:
    from hubtable.directory.actions.verifying import ask

    with as_seat(world["steward"]):
        ask(by=world["steward"], at=NOW, organization=pantry["organization"])
        with pytest.raises(Refused, match="asked already"):
            ask(by=world["steward"], at=NOW, organization=pantry["organization"])
    path = mailed()
    from hubtable.directory.actions.answering import asked_of

    secret = path.rstrip("/").rpartition("/")[2]
    assert asked_of(secret, NOW) == pantry["organization"]
    assert asked_of(secret, NOW + timedelta(days=31)) is None
    assert asked_of(f"{secret}x", NOW) is None


def test_a_mail_that_does_not_go_waits(world: World, pantry: dict[str, Any]) -> None:
    from hubtable.cli.jobs import asking
    from hubtable.directory.actions.verifying import ask
    from hubtable.directory.models import Proposal

    with as_seat(world["steward"]):
        ask(by=world["steward"], at=NOW, organization=pantry["organization"])
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=9):
        assert asking.run(lambda: NOW) == 0
    with as_seat(world["steward"]):
        one = Proposal.objects.get()
    assert (one.state, one.digest, one.tries) == ("waiting", None, 1)


def test_anybody_reports_a_mistake_and_a_steward_settles_it(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.actions.answering import report
    from hubtable.directory.models import Mistake

    service = pantry["service"]
    report(at=NOW, kind="service", record=service, words="It is 508-555-0188 now")
    for personal in ("mail jo@example.org", "my name is Jo", "SSN 123-45-6789", "born 1/2/1990"):
        with pytest.raises(Refused):
            report(at=NOW, kind="service", record=service, words=personal)
    steward = as_("steward")
    assert "508-555-0188 now" in steward.get("/directory/mistakes/").content.decode()
    with as_seat(world["steward"]):
        (one,) = Mistake.objects.all()
    settle = f"/directory/mistakes/{one.pk}/settle/"
    send(steward, settle, stamp_of="/directory/mistakes/", how="mended")
    with as_seat(world["steward"]):
        assert Mistake.objects.get().settled_how == "mended"


def test_reports_about_one_record_end_at_twenty(world: World, pantry: dict[str, Any]) -> None:
    from hubtable.directory.actions.answering import report

    for _ in range(20):
        report(at=NOW, kind="service", record=pantry["service"], words="Closed.")
    with pytest.raises(Refused):
        report(at=NOW, kind="service", record=pantry["service"], words="Closed.")
    with pytest.raises(Refused):
        report(at=NOW, kind="phone", record=pantry["phone"], words="Closed.")
