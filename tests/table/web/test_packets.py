"""A packet from one Hub to another: sealed, for one addressee, a worksheet of their own there."""

import base64
import html as markup
import json
import re
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.situations import (
    Situation,
    accept,
    assign,
    meet,
    open_round,
    present,
    screening,
    submit,
    tell,
)
from tests.table.web.pages import sent
from tests.world import World, as_seat

HERE = "/table/screening/packet/"
AGENCY, HUB = "Ridge Clinic", "Ridgefield Hub"


def led(world: World) -> Situation:
    one = submit(screening(world, "school"))
    one = open_round(accept(present(meet(one, ("police", "hospital", "school", "elders")))))
    return assign(tell(tell(one, "hospital"), "elders"), "hospital", "elders")


def agreed(world: World, client, one: Situation) -> None:
    answer = sent(
        client,
        f"/table/sending/{one.id}/consent/",
        person=str(one.people[0]),
        agency=AGENCY,
        hub=HUB,
        giver="self",
        until=(one.at + timedelta(days=20)).date().isoformat(),
        signed="on",
    )
    assert answer.status_code == 302, answer.content.decode()


def packed(world: World, client, one: Situation) -> tuple[bytes, str]:
    """Make the packet through the pages; its bytes and its code."""
    answer = sent(
        client,
        f"/table/sending/{one.id}/",
        to=f"{AGENCY}, {HUB}",
        people=[str(one.people[0])],
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    code = re.search(r'id="code">([0-9A-Z-]{19})<', page)[1]
    body = re.search(r'href="data:application/json;base64,([^"]+)"', page)[1]
    return base64.b64decode(markup.unescape(body)), code


def opened(client, body: bytes, code: str, **more: str):
    file = SimpleUploadedFile("a.hubpacket", body)
    return sent(client, HERE, packet=file, code=code, **more)


def worksheets(world: World, seat: str, at) -> int:
    from hubtable.table.models import Worksheet

    with as_seat(world[seat], at):
        return Worksheet.objects.count()


def test_it_becomes_a_worksheet_there_with_codes_and_sealed_names(world: World, as_, clock) -> None:
    from hubtable.hubs.models import Table
    from hubtable.vault.actions.revealing import reveal

    one = led(world)
    clock.at = one.at
    with as_seat(world["ridge_admin"], one.at):
        Table.objects.update(keeping="until_conclusion")
    hospital, clinic = as_("hospital"), as_("ridge_clinic")
    agreed(world, hospital, one)
    body, code = packed(world, hospital, one)
    assert b"Invented" not in body
    assert json.loads(body)["header"]["to_agency"] == AGENCY
    answer = opened(clinic, body, code.lower().replace("-", " "))
    assert answer.status_code == 302, answer.content.decode()
    page = clinic.get(f"{answer['Location']}names/").content.decode()
    assert "A name is kept, sealed" in page
    made = answer["Location"].split("/")[3]
    person = re.search(r'id="p-([0-9a-f-]{36})"', page)[1]
    with as_seat(world["ridge_clinic"], clock.at):
        from hubtable.table.models import DescribedPerson

        found = reveal(by=world["ridge_clinic"], at=clock.at, of=UUID(made), person=UUID(person))
        assert found.name == "Invented Person 0"
        assert DescribedPerson.objects.get(subject_id=person).age_group == "30-39"


def test_who_was_told_names_the_other_hub(world: World, as_, clock) -> None:
    one = led(world)
    clock.at = one.at
    hospital = as_("hospital")
    agreed(world, hospital, one)
    packed(world, hospital, one)
    page = as_("school").get(f"/table/telling/{one.id}/{one.people[0]}/").content.decode()
    assert f"{AGENCY}, {HUB}" in page


def test_each_way_it_fails_is_said_and_changes_nothing(world: World, as_, clock) -> None:
    one = led(world)
    clock.at = one.at
    hospital, clinic, housing = as_("hospital"), as_("ridge_clinic"), as_("housing")
    agreed(world, hospital, one)
    body, code = packed(world, hospital, one)
    other = json.loads(body)
    other["header"]["to_agency"] = "Brookside Housing"
    wrong = "0" * 16 if not code.startswith("0000") else "1" * 16
    for client, seat, sent_body, sent_code, said in (
        (clinic, "ridge_clinic", body, wrong, "does not open this packet"),
        (clinic, "ridge_clinic", body[:-30] + b"x" + body[-29:], code, "damaged"),
        (clinic, "ridge_clinic", b"hello", code, "damaged"),
        (clinic, "ridge_clinic", b"x" * 300_000, code, "damaged"),
        (housing, "housing", body, code, "Nothing was opened"),
        (housing, "housing", json.dumps(other).encode(), code, "damaged"),
    ):
        before = worksheets(world, seat, clock.at)
        answer = opened(client, sent_body, sent_code)
        assert answer.status_code == 422, said
        assert said in answer.content.decode(), said
        assert worksheets(world, seat, clock.at) == before


def test_a_header_made_to_fit_does_not_open(world: World) -> None:
    import pytest

    from hubtable.vault.actions.packets import (
        CannotOpen,
        Wrong,
        make_packet,
        open_packet,
        read_packet,
    )

    made = make_packet(b"plain", hub="A", agency="B", at=world_time())
    packet = read_packet(made.body)
    assert open_packet(packet, made.code) == b"plain"
    packet.header["to_agency"] = "C"
    with pytest.raises(CannotOpen) as caught:
        open_packet(packet, made.code)
    assert caught.value.why is Wrong.CODE


def world_time():
    from tests.world import NOW

    return NOW


def test_where_no_names_are_kept_they_are_shown_once_and_not_stored(
    world: World, as_, clock
) -> None:
    from hubtable.hubs.models import Table

    one = led(world)
    clock.at = one.at
    with as_seat(world["ridge_admin"], one.at):
        Table.objects.update(keeping="not_stored")
    hospital, clinic = as_("hospital"), as_("ridge_clinic")
    agreed(world, hospital, one)
    body, code = packed(world, hospital, one)
    shown = opened(clinic, body, code, look="1")
    assert shown.status_code == 200
    assert "Invented Person 0" in shown.content.decode()
    answer = opened(clinic, body, code)
    assert answer.status_code == 302
    assert "Invented" not in clinic.get(answer["Location"]).content.decode()


def test_only_the_lead_and_only_with_a_signed_consent(world: World, as_, clock) -> None:
    one = led(world)
    clock.at = one.at
    for seat in ("elders", "school", "chair", "police", "housing_b"):
        assert as_(seat).get(f"/table/sending/{one.id}/").status_code == 404, seat
    hospital = as_("hospital")
    page = hospital.get(f"/table/sending/{one.id}/").content.decode()
    assert "A signed consent is needed first" in page
    assert "Make the packet" not in page
    assert "Move to another Hub" in hospital.get(f"/table/situations/{one.id}/").content.decode()
    assert (
        "Move to another" not in as_("elders").get(f"/table/situations/{one.id}/").content.decode()
    )


def test_the_same_form_again_makes_no_second_packet(world: World, as_, clock) -> None:
    from hubtable.table.models import Packet
    from tests.table.web.pages import stamp_of

    one = led(world)
    clock.at = one.at
    hospital = as_("hospital")
    agreed(world, hospital, one)
    address = f"/table/sending/{one.id}/"
    fields = {
        **stamp_of(hospital.get(address).content.decode(), ""),
        "to": f"{AGENCY}, {HUB}",
        "people": [str(one.people[0])],
    }
    assert hospital.post(address, fields).status_code == 200
    again = hospital.post(address, fields)
    assert again.status_code == 422
    assert "made already" in again.content.decode()
    with as_seat(world["hospital"], clock.at):
        assert Packet.objects.count() == 1
