"""One person with several seats: which one acts is always visible, and asked when in doubt."""

from collections import Counter

from playwright.sync_api import expect

from tests.browsing import press, violations
from tests.journeys.conftest import People, Practice


def _of_several_seats(practice: Practice, role: str) -> list[dict[str, str]]:
    counts = Counter(user["email"] for user in practice.users if user["table"])
    email = next(
        u["email"] for u in practice.users if u["role"] == role and counts[u["email"]] == 2
    )
    return [u for u in practice.users if u["email"] == email and u["table"]]


def test_one_person_changes_seats(people: People, practice: Practice) -> None:
    first, second = _of_several_seats(practice, "representative")
    page = people.sign_in(first)
    expect(page.locator("body")).to_contain_text("You act as:")
    expect(page.locator("body")).to_contain_text(f"{first['agency']} · {first['table']}")
    page.get_by_role("link", name="Change seat").click()
    page.wait_for_url("**/seats/**")
    assert violations(page) == []
    people.take_seat(page, second)
    expect(page.locator("body")).to_contain_text(f"{second['agency']} · {second['table']}")


def test_a_form_opened_from_another_seat_is_asked_about(people: People, practice: Practice) -> None:
    people.watched.expected = ("409",)
    first, second = _of_several_seats(practice, "representative")
    form = people.sign_in(first)
    form.goto("/table/screening/")
    other = form.context.new_page()
    other.goto("/seats/")
    people.take_seat(other, second)
    other.goto("/table/?mine=1")
    before = other.get_by_role("main").inner_text()

    form.get_by_role("button", name="Person").first.click()
    expect(form.get_by_role("main")).to_contain_text(first["table"])
    expect(form.get_by_role("main")).to_contain_text(second["table"])
    assert violations(form) == []
    other.reload()
    assert other.get_by_role("main").inner_text() == before, "nothing was begun for either agency"


def test_an_ended_seat_opens_nothing(people: People, practice: Practice) -> None:
    former = {**practice.users[0], "email": "nettle.harrier@example.org"}
    page = people.watched.open("/account/login/")
    page.get_by_label("E-mail").fill(former["email"])
    page.get_by_label("Password", exact=True).fill(former["password"])
    press(page, "Enter")
    expect(page.get_by_role("main")).to_contain_text("You have no seat now")
    for path in ("/", "/table/", "/table/meeting/", "/table/screening/", "/hub/"):
        page.goto(path)
        expect(page.get_by_role("main")).to_contain_text("You have no seat now")
        expect(page.get_by_role("main")).not_to_contain_text("D-0")
