"""A member gives a photo, others know them by it; an administrator opens a practice table."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsing import too_wide, violations
from tests.hubs.pictures import picture
from tests.journeys.conftest import People, Practice

TABLE = "MetroWest Table"


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_a_member_gives_a_photo_and_is_found(
    people: People, practice: Practice, folder: Path, width: int, colors: str
) -> None:
    photo = folder / "me.png"
    photo.write_bytes(picture("PNG"))
    member = practice.find("representative", table=TABLE)
    page = people.sign_in(member, width=width, color_scheme=colors)
    page.get_by_role("link", name="Faces").click()
    page.get_by_role("link", name="Your photo and languages").click()
    page.get_by_label("Photo").set_input_files(photo)
    page.get_by_label("Languages besides English").fill("Khmer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Remove the photo")).to_be_visible()
    assert violations(page) == []
    page.goto("/hub/faces/?q=khmer")
    expect(page.get_by_role("status").filter(has_text="member")).to_have_text("1 member")
    expect(page.get_by_role("main")).to_contain_text(member["name"])
    assert page.locator("img.portrait").evaluate("image => image.naturalWidth") == 320
    for path in ("/hub/faces/", "/hub/faces/print/", "/hub/faces/?q=nobody-at-all"):
        page.goto(path)
        assert violations(page) == []
        assert not too_wide(page)


def test_an_administrator_opens_a_practice_table(people: People, practice: Practice) -> None:
    admin = people.sign_in(practice.find("admin"))
    admin.goto("/hub/tables/add/")
    assert violations(admin) == []
    admin.get_by_label("This is a practice table").check()
    admin.get_by_label("Name of the table").fill("Newcomers")
    admin.get_by_role("button", name="Open the table").click()
    expect(admin.get_by_role("main")).to_contain_text("cannot be changed")
    assert violations(admin) == []
    admin.get_by_role("link", name="Change the policy").click()
    expect(admin.get_by_label("This is a practice table")).to_have_count(0)
