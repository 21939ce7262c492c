"""The link of a mail: used once, by whoever has it, for one record; looking changes nothing."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.cluster import Cluster
from tests.directory.records import as_feed, made
from tests.directory.web.test_verifying import As, filled, link, mailed, stranger
from tests.hubs.person import send
from tests.world import NOW, World, as_seat

__all__ = ["link"]
Pantry = dict[str, Any]


def standing(world: World) -> str:
    """All that an answer could change."""
    from hubtable.directory import models as m

    with as_seat(world["steward"]):
        models = (m.Proposal, m.Verification, m.Change, m.Organization, m.Service, m.Phone)
        return str([list(one.objects.order_by("pk").values()) for one in models])


@contextmanager
def weakened(cluster: Cluster, function: str, old: str, new: str) -> Iterator[None]:
    """Take one condition out of a function of the lock, and put it back."""
    from django.db import connection

    find = (
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s"
        " AND pronamespace = 'lock'::regnamespace"
    )
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as past:
        row = past.execute(find, [function]).fetchone()
        assert row is not None
        text = str(row[0])
        assert old in text
        past.execute(text.replace(old, new).encode())
        yield
        past.execute(text.encode())


def test_looking_changes_nothing(world: World, as_: As, pantry: Pantry, link: str) -> None:
    """Scanners of mail open every link, some also with other methods."""
    before = standing(world)
    for method in ("get", "head", "options", "put", "delete", "patch", "trace"):
        getattr(stranger(), method)(link)
        getattr(stranger(), method)(f"{link}?name=Jo+Ash&title=x")
    assert standing(world) == before
    assert stranger().get(link).status_code == 200, "it still holds"


def test_a_form_without_its_token_or_from_another_site_is_refused(
    world: World, pantry: Pantry, link: str
) -> None:
    before = standing(world)
    client = Client(enforce_csrf_checks=True, **{"wsgi.url_scheme": "https"})
    fields = filled(client.get(link).content.decode()) | {"name": "Jo Ash", "title": ""}
    fields.pop("csrfmiddlewaretoken", None)
    assert client.post(link, fields).status_code == 403
    assert standing(world) == before


def test_it_is_used_once(world: World, pantry: Pantry, link: str, cluster: Cluster) -> None:
    fields = filled(stranger().get(link).content.decode()) | {"name": "Jo Ash", "title": ""}
    assert stranger().post(link, fields).status_code == 302
    before = standing(world)
    assert stranger().get(link).status_code == 410
    assert stranger().post(link, fields).status_code == 410
    assert standing(world) == before


def test_two_at_once_are_one(world: World, pantry: Pantry, link: str, cluster: Cluster) -> None:
    """The second one waits for the first, and finds the link used."""
    from hubtable.directory.actions.answering import answer
    from hubtable.kernel.verdict import Refused

    secret = link.rstrip("/").rpartition("/")[2]
    said = {"at": timezone.now(), "secret": secret, "title": "", "proposed": {}}
    answer(name="Jo Ash", **said)
    with pytest.raises(Refused):
        answer(name="Max Elm", **said)


@pytest.mark.parametrize(
    "change", [lambda s: s[:-1], lambda s: s + "A", lambda s: s.swapcase(), lambda s: "A" * 32,
               lambda s: hashlib.sha256(s.encode()).hexdigest(), lambda s: "%00"]
)  # fmt: skip
def test_it_cannot_be_guessed(
    world: World, pantry: Pantry, link: str, change: Callable[[str], str]
) -> None:
    begin, secret = re.fullmatch(r"(.*/)([^/]+)/", link).groups()  # type: ignore[union-attr]
    before = standing(world)
    assert len(secret) >= 32
    assert stranger().get(f"{begin}{change(secret)}/").status_code == 410
    assert stranger().post(f"{begin}{change(secret)}/", {"name": "Jo"}).status_code == 410
    assert standing(world) == before


def test_it_ends(world: World, pantry: Pantry, link: str, cluster: Cluster) -> None:
    from hubtable.directory.actions.answering import answer, asked_of
    from hubtable.kernel.verdict import Refused

    secret = link.rstrip("/").rpartition("/")[2]
    late = timezone.now() + timedelta(days=31)
    assert asked_of(secret, timezone.now())
    assert asked_of(secret, late) is None
    said = {"at": late, "secret": secret, "name": "Jo Ash", "title": "", "proposed": {}}
    with pytest.raises(Refused):
        answer(**said)
    with weakened(cluster, "answer_asked", "AND d.ends_at > now_at", ""):
        answer(**said)


def test_it_proposes_nothing_about_other_records(world: World, pantry: Pantry, link: str) -> None:
    from hubtable.directory import models as m

    with as_feed():
        other = made(m.Organization, name="Another")
        foreign = made(m.Service, organization=other, name="Beds")
    fields = filled(stranger().get(link).content.decode()) | {"name": "Jo Ash", "title": ""}
    for one in (foreign.pk, other.pk, pantry["location"]):
        fields |= {f"{one.hex}-name": "Taken over", f"{one.hex}-description": "x"}
    fields |= {f"{pantry['service'].hex}-organization_id": str(other.pk)}
    fields |= {f"{pantry['service'].hex}-checked_on": "2030-01-01"}
    assert stranger().post(link, fields).status_code == 302
    with as_seat(world["steward"]):
        assert m.Proposal.objects.get().proposed == {}
    assert m.Service.objects.get(pk=foreign.pk).name == "Beds"
    assert not m.Service.objects.get(pk=foreign.pk).checked_on


def _merged(world: World, pantry: Pantry) -> Any:
    from hubtable.directory import models as m
    from hubtable.directory.actions.merging import merge

    with as_feed():
        kept = made(m.Organization, name="Elm Table", email="desk@elmtable.example")
    by = world["steward"]
    with as_seat(by):
        version = m.Organization.objects.get(pk=pantry["organization"]).version
        merge(by=by, at=NOW, kind="organization", kept=kept.pk, ended=pantry["organization"],
              version=version)  # fmt: skip
    return kept


def test_after_a_merge_it_is_over(
    world: World, pantry: Pantry, link: str, cluster: Cluster
) -> None:
    from hubtable.directory.actions.answering import asked_of

    fields = filled(stranger().get(link).content.decode()) | {"name": "Jo Ash", "title": ""}
    _merged(world, pantry)
    before = standing(world)
    assert stranger().get(link).status_code == 410
    assert stranger().post(link, fields).status_code == 410
    assert standing(world) == before
    secret = link.rstrip("/").rpartition("/")[2]
    with weakened(cluster, "stands", "AND o.ended_at IS NULL", ""):
        assert asked_of(secret, timezone.now()), "without the wall it holds"


def test_an_answer_given_before_a_merge_is_not_taken_over(
    world: World, as_: As, pantry: Pantry, link: str
) -> None:
    from hubtable.directory import models as m

    number = f"{pantry['phone'].hex}-number"
    fields = filled(stranger().get(link).content.decode())
    sent = fields | {number: "508-555-0177", "name": "Jo Ash", "title": ""}
    assert stranger().post(link, sent).status_code == 302
    _merged(world, pantry)
    with as_seat(world["steward"]):
        pk = m.Proposal.objects.get().pk
    send(as_("steward"), f"/directory/proposals/{pk}/decide/", stamp_of="/directory/proposals/",
         taken="yes")  # fmt: skip
    assert m.Phone.objects.get(pk=pantry["phone"]).number == "508-555-0142"


def test_a_question_that_waits_is_not_mailed_after_a_merge(
    world: World, as_: As, pantry: Pantry
) -> None:
    from hubtable.cli.jobs import asking

    here = f"/directory/organizations/{pantry['organization']}/"
    send(as_("steward"), f"/directory/due/{pantry['organization']}/ask/", stamp_of=here)
    _merged(world, pantry)
    assert asking.run(timezone.now) == 0


@pytest.mark.parametrize(
    "address",
    ["a@x.example, b@y.example", "a@x.example;b@y.example", "a@x.example\nBcc: b@y.example",
     "Desk <a@x.example>", "a@x.example b@y.example", "not an address", ""],
)  # fmt: skip
def test_a_feed_makes_the_hub_write_to_nobody_else(
    world: World, as_: As, pantry: Pantry, address: str
) -> None:
    from django.core import mail

    from hubtable.cli.jobs import asking
    from hubtable.directory.models import Organization

    with as_feed():
        Organization.objects.filter(pk=pantry["organization"]).update(email=address)
    here = f"/directory/organizations/{pantry['organization']}/"
    send(as_("steward"), f"/directory/due/{pantry['organization']}/ask/", stamp_of=here)
    mail.outbox.clear()
    assert asking.run(timezone.now) == 0
    assert mail.outbox == []


def test_a_name_puts_no_header_into_the_mail(world: World, as_: As, pantry: Pantry) -> None:
    from django.core import mail

    from hubtable.directory.models import Organization

    with as_feed():
        Organization.objects.filter(pk=pantry["organization"]).update(
            name="Elm\r\nBcc: b@y.example\r\n\r\nhttp://evil.example"
        )
    here = f"/directory/organizations/{pantry['organization']}/"
    send(as_("steward"), f"/directory/due/{pantry['organization']}/ask/", stamp_of=here)
    mailed(timezone.now())
    (one,) = mail.outbox
    raw = one.message()
    assert one.recipients() == ["desk@elmtable.example"]
    assert raw["Bcc"] is None
    assert "\n" not in str(raw["Subject"])


def test_the_secret_stands_in_the_mail_alone(
    world: World, pantry: Pantry, link: str, cluster: Cluster
) -> None:
    from django.db import connection

    secret = link.rstrip("/").rpartition("/")[2]
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as past:
        rows = past.execute("SELECT p::text FROM directory_proposal p").fetchall()
        audit = past.execute("SELECT a::text FROM audit_entry a").fetchall()
    assert secret not in str(rows) + str(audit)
    answer = stranger().get(link)
    assert answer["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "no-store" in answer["Cache-Control"]


@override_settings(DEBUG=False)
def test_errors_of_a_link_say_nothing_of_the_record(world: World, pantry: Pantry) -> None:
    answer = stranger().get("/directory/answer/unknown/")
    assert answer.status_code == 410
    assert "Elm Table" not in answer.content.decode()
