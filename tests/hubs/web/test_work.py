"""What an administrator does on the pages, from opening to undoing."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.hubs.person import browser_of, hidden, send
from tests.world import World, as_seat


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def undo(client: Client, page: str) -> Any:
    """Press the undo of the message on a page."""
    found = re.search(r'<form method="post" action="(/hub/[^"]+/back/)">', page)
    assert found, "no undo is offered"
    return client.post(found[1], hidden(page[found.start() :]))


def test_ending_asks_first_and_can_be_undone(world: World, as_, clock) -> None:
    client, other = as_("admin"), as_("police")
    path = f"/hub/seats/{world['police'].id}/end/"
    assert "It sees nothing from the next click on." in text(client, path)
    assert other.get("/seats/").status_code == 200
    done = send(client, path)
    assert done.status_code == 302
    clock.pass_(seconds=1)
    assert other.get("/seats/").status_code == 302, "the seat has ended"
    page = text(client, done["Location"])
    assert "The seat has ended." in page
    assert undo(client, page).status_code == 302
    clock.pass_(seconds=1)
    assert "You act from this seat" in text(browser_of(world["police"]), "/seats/")


@pytest.mark.parametrize(
    ("kind", "key"),
    [("agencies", "agency"), ("tables", "table"), ("delegations", "sent"), ("people", "person")],
)
def test_every_end_is_undone(world: World, as_, kind: str, key: str) -> None:
    pk = {
        "agency": world.agencies["police"],
        "table": world.tables["A"],
        "sent": world.delegations["police_A"],
        "person": world["police"].person,
    }[key]
    client = as_("admin")
    done = send(client, f"/hub/{kind}/{pk}/end/")
    page = text(client, done["Location"])
    back = undo(client, page)
    assert back.status_code == 302
    assert "Taken back" in text(client, back["Location"])


def test_an_undo_of_yesterday_is_refused(world: World, as_, clock) -> None:
    client = as_("admin")
    done = send(client, f"/hub/people/{world['police'].person}/end/")
    page = text(client, done["Location"])
    clock.pass_(days=1)
    answer = undo(client, page)
    assert answer.status_code == 403
    assert "only on the day it was set" in answer.content.decode()


def test_an_agreement_that_ends_takes_effect_at_the_next_request(world: World, as_, clock) -> None:
    client, officer = as_("admin"), as_("police")
    assert officer.get("/table/").status_code == 200
    send(client, f"/hub/agreements/{world.agreements['police']}/end/")
    clock.pass_(seconds=1)
    assert officer.get("/table/")["Location"] == "/seats/"
    page = text(client, f"/hub/agencies/{world.agencies['police']}/")
    assert "No current information sharing agreement" in page


def test_the_warning_comes_sixty_days_before(world: World, as_) -> None:
    from hubtable.hubs.actions import agencies
    from tests.world import NOW

    admin = world["admin"]
    with as_seat(admin):
        agencies.end_agreement(
            by=admin,
            at=NOW,
            agreement=world.agreements["police"],
            version=1,
            ends_at=NOW + timedelta(days=59),
        )
    client = as_("admin")
    assert "1 agreement ends within 60 days" in text(client, "/hub/")
    listed = text(client, "/hub/agencies/?standing=ending")
    assert "Brookside Police" in listed
    assert "Valley Hospital" not in listed


@pytest.fixture
def harbor(as_) -> tuple[Client, str]:
    """The administrator, and the page of an agency just added."""
    client = as_("admin")
    made = send(client, "/hub/agencies/add/", name="Harbor House", sector="Housing", can_do="Beds")
    return client, made["Location"]


def test_an_agency_gets_programs_and_agreements(harbor) -> None:
    client, home = harbor
    send(client, f"{home}programs/add/", name="Shelter", regimes=["hipaa", "victim"])
    days = {"first": "2026-11-24", "last": "2027-11-23"}
    send(client, f"{home}agreements/add/", kind="information_sharing", **days)
    page = text(client, home)
    assert "HIPAA (health care), Victim services" in page
    assert "Nov 24, 2026 through Nov 23, 2027" in page
    wrong = send(
        client, f"{home}agreements/add/", kind="business_associate", **days | {"last": "2026-11-23"}
    )
    assert wrong.status_code == 422
    assert "This is before the first day." in wrong.content.decode()


def test_a_person_of_an_agency_gets_a_seat_at_a_table(world: World, harbor) -> None:
    client, home = harbor
    agency = home.split("/")[3]
    person = send(
        client,
        "/hub/people/add/",
        name="Hilda Marsh",
        email="hilda@example.org",
        agency=agency,
        languages="Spanish, Spanish , Portuguese",
    )
    assert "Spanish, Portuguese" in text(client, person["Location"])
    table = f"/hub/tables/{world.tables['A']}/"
    assert send(client, f"{table}send/", agency=agency).status_code == 302
    place = re.search(
        r'place=delegation%3A([0-9a-f-]+)" aria-label="[^"]*Harbor House', text(client, table)
    )
    assert place
    seat = {"role": "representative", "place": f"delegation:{place[1]}"}
    given = send(client, "/hub/seats/add/", person=person["Location"].split("/")[3], **seat)
    assert given["Location"] == person["Location"]
    page = text(client, given["Location"])
    assert "Representative · Harbor House · Brookside Hub table A" in page


def test_an_ended_agency_leaves_the_list_and_comes_back_from_its_page(harbor) -> None:
    client, home = harbor
    send(client, f"{home}end/")
    assert "Harbor House" not in text(client, "/hub/agencies/")
    assert "Harbor House" in text(client, "/hub/agencies/?standing=ended")
    text(client, home)
    page = text(client, home)
    assert "Add a program" not in page
    back = client.post(f"{home}back/", hidden(page))
    assert back.status_code == 302
    assert "Harbor House" in text(client, "/hub/agencies/")


def test_the_way_back_is_offered_for_a_day(harbor, clock) -> None:
    client, home = harbor
    send(client, f"{home}end/")
    assert "Take it back" in text(client, home)
    clock.pass_(days=1)
    assert "Take it back" not in text(client, home)


def test_a_role_is_refused_where_it_does_not_belong(world: World, as_) -> None:
    sent = send(
        as_("admin"),
        "/hub/seats/add/",
        person=str(world["police"].person),
        role="chair",
        place="hub",
    )
    assert sent.status_code == 422
    assert "This role sits at a table for an agency." in sent.content.decode()


def policy(world: World, client: Client) -> dict[str, Any]:
    """The policy form as it is shown, field by field."""
    page = text(client, f"/hub/tables/{world.tables['A']}/change/")
    fields = dict(
        re.findall(r'<input type="(?:text|time|number|date)" name="(\w+)" value="([^"]*)"', page)
    )
    fields |= dict(re.findall(r'type="radio"[^>]* name="(\w+)" value="(\w+)" checked', page))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.S):
        fields[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return {**fields, **hidden(page)}


def test_the_policy_is_saved_and_its_history_tells(world: World, as_) -> None:
    client, path = as_("admin"), f"/hub/tables/{world.tables['A']}/"
    form = policy(world, client)
    assert {"deciding", "keeping", "names_round", "vocabulary", "weekday"} <= set(form)
    changed = form | {"deciding": "vote", "offering_hours": "12", "note_allowed": "on"}
    assert client.post(f"{path}change/", changed).status_code == 302
    page = text(client, path)
    assert "Each agency votes" in page
    assert "12 hours" in page
    assert "objections → vote" in page
    assert "Ada Brook" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"contact_target_hours": "72"}, "The target for the first visit cannot be later"),
        ({"retention_approved_by": ""}, "A retention time needs the approval behind it"),
        ({"retention_days": ""}, "An approval is named, but not the number of days"),
        ({"weekday": "9"}, "Select a valid choice"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"minutes": "5"}, "greater than or equal to 15"),
    ],
)
def test_a_policy_that_cannot_hold_is_said(world: World, as_, change, sentence: str) -> None:
    client = as_("admin")
    answer = client.post(f"/hub/tables/{world.tables['A']}/change/", policy(world, client) | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_words_are_chosen_with_where_they_come_from(world: World, as_) -> None:
    client, path = as_("admin"), f"/hub/tables/{world.tables['A']}/words/"
    page = text(client, path)
    assert "in wide use, not verified word for word" in page
    assert "left out unless the table adds it" in page
    sent = send(
        client,
        path,
        categories=["Alcohol", "Housing"],
        factors=["Alcohol: alcohol use by person"],
        flags=["Risk of radicalization"],
    )
    assert sent.status_code == 302
    shown = text(client, sent["Location"])
    assert re.search(r"<dt>Risk categories</dt><dd>2</dd>", shown)
    assert re.search(r"<dt>Factors and flags added</dt><dd>2</dd>", shown)
    assert send(client, path).status_code == 422, "a table needs a category"


def test_a_list_is_changed_in_a_new_edition(world: World, as_) -> None:
    client = as_("admin")
    path = f"/hub/words/{world.vocabulary}/sector/"
    page = text(client, path)
    fields = dict(re.findall(r'name="(word\d+)" value="([^"]*)"', page))
    assert fields["word0"] == "Education"
    made = client.post(
        path, {**hidden(page), **fields, "word0": "", "word1": "Health care", "own0": "Libraries"}
    )
    assert made.status_code == 302
    edition = text(client, made["Location"])
    assert "Edition 2" in edition
    assert "Libraries" in edition
    assert "this Hub&#39;s own word" in edition or "this Hub's own word" in edition
    assert "Health care" in edition
    sectors = text(client, "/hub/agencies/add/")
    assert '<option value="Libraries">' in sectors
    assert '<option value="Education">' not in sectors


def rows(answer: Any) -> list[list[str]]:
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_spreadsheet_runs_nothing(world: World, as_) -> None:
    client = as_("admin")
    send(client, "/hub/agencies/add/", name="=HYPERLINK(1)", sector="Housing", can_do="@x")
    cells = rows(client.get("/hub/agencies/agencies.csv"))
    (mine,) = [row for row in cells if "HYPERLINK" in row[0]]
    assert (mine[0], mine[-1]) == ("'=HYPERLINK(1)", "'@x")


def test_a_spreadsheet_holds_what_the_list_shows(world: World, as_) -> None:
    admin, lead = as_("admin"), as_("agency_lead")
    found = rows(admin.get("/hub/people/people.csv?q=hospital"))
    assert {row[2] for row in found[1:]} == {"Valley Hospital"}
    assert {row[2] for row in rows(lead.get("/hub/people/people.csv"))[1:]} == {"Valley Hospital"}
    assert "Peg Moran" not in text(lead, "/hub/people/print/")


@pytest.mark.parametrize(
    ("query", "first", "missing"),
    [
        ("?sort=-name", "Valley Hospital", ""),
        ("?sort=name", "Brookside Community Office", ""),
        ("?sort=nothing", "Brookside Community Office", ""),
        ("?q=valley+hosp", "Valley Hospital", "Brookside Police"),
        ("?sector=Policing", "Brookside Police", "Valley Hospital"),
        ("?standing=none", "Old Mill Youth", "Brookside Police"),
    ],
)
def test_the_list_of_agencies_is_searched_and_sorted(
    world: World, as_, query: str, first: str, missing: str
) -> None:
    page = text(as_("admin"), f"/hub/agencies/{query}")
    found = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)
    assert found[0] == first
    assert missing not in found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?state=unsigned", ["Hope Dell"]),
        ("?state=seatless", ["Sia Webb", "Sten Hall"]),
        ("?q=peg+moran", ["Peg Moran"]),
        ("?state=ended", []),
        ("?q=nobody", []),
    ],
)
def test_the_list_of_people_is_narrowed(world: World, as_, query: str, names: list[str]) -> None:
    page = text(as_("admin"), f"/hub/people/{query}")
    assert re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page) == names


def test_the_record_tells_who_did_what_and_nothing_of_situations(world: World, as_) -> None:
    client = as_("admin")
    send(client, "/hub/agencies/add/", name="Harbor House", sector="Housing", can_do="")
    page = text(client, "/hub/record/")
    assert "Added an agency: Harbor House" in page
    assert "Ada Brook" in page
    assert not re.search(r"<td[^>]*>[^<]*[0-9a-f]{8}-[0-9a-f]{4}-", page), "ids say nothing"
    only = text(client, "/hub/record/?verb=agency_added&since=2026-11-24")
    assert only.count("Added an agency:") == 1
    assert "No entry fits" in text(client, "/hub/record/?until=2020-01-01")
    assert text(client, "/hub/record/?page=999")


def test_the_record_of_situations_stays_with_those_who_have_a_part(world: World, as_) -> None:
    from hubtable.audit.actions.recording import record, recorded

    @recorded
    def tell() -> None:
        record("told", world.agencies["police"], basis="part2_consent")

    with as_seat(world["police"]):
        tell()
    page = text(as_("admin"), "/hub/record/")
    assert "part2" not in page
    assert "told" not in page.lower().replace("are told", "")


def test_a_new_hub_is_led_through_what_comes_first(world: World, as_) -> None:
    from uuid import uuid4

    from django.db import connections, transaction

    from hubtable.base.acting import acting
    from hubtable.hubs.actions import founding, people
    from tests.world import FOUNDED

    user = uuid4()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        seat = founding.found_hub(
            cursor,
            at=FOUNDED,
            slug="new",
            name="New Hub",
            time_zone="America/New_York",
            admin_name="Nia Cole",
            admin_email="nia@example.org",
            admin_user=user,
        )
    with acting("person", str(user), at=FOUNDED):
        people.sign_own_confidentiality(at=FOUNDED, person=seat.person)
    client = browser_of(seat)
    for path, words in {
        "/hub/": "No table yet",
        "/hub/towns/": "No town yet",
        "/hub/tables/": "Word lists come first",
        "/hub/agencies/": "No agency yet",
        "/hub/words/": "No edition yet",
        "/hub/tables/add/": "Edition of the word lists",
    }.items():
        assert words in text(client, path)
    assert send(client, "/hub/words/add/", country="us").status_code == 302
    assert "No table yet" in text(client, "/hub/tables/")
