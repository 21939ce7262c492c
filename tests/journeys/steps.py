"""What several journeys do: screen a situation, begin a meeting."""

import re

from playwright.sync_api import Page, expect

from tests.browsing import press


def screen(page: Page) -> str:
    """Screen a situation of one person up to the submit button and send it; its reference."""
    page.goto("/table/screening/")
    page.get_by_role("button", name="Person").first.click()
    page.get_by_role("button", name="No, not right now").click()
    answer(page)
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Submit to the table").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("D-")
    found = re.search(r"D-\d{4}", page.get_by_role("heading", level=1).inner_text())
    assert found
    return found.group()


def answer(page: Page) -> None:
    """Answer every question of the worksheet."""
    choose(page, "Might a child", "No")
    for criterion in ("There is a significant", "There is a prob", "The intensity", "The risk is"):
        page.get_by_label(criterion).check()
    page.get_by_label("Tried to reach the person").check()
    page.get_by_label("Sex", exact=True).select_option("Female")
    page.get_by_label("Age group").select_option("30–39")
    choose(page, "Is an interpreter needed", "No")
    page.get_by_role("group", name="Risk factors").get_by_role("checkbox").first.check()
    choose(page, "Does the person agree", "Verbal consent")


def choose(page: Page, question: str, words: str) -> None:
    """Choose one answer of a question."""
    page.get_by_role("radiogroup", name=question).get_by_label(words, exact=True).check()


def begin_meeting(chair: Page, *agencies: str) -> None:
    """Begin the meeting if it has not begun, and check in agencies."""
    chair.goto("/table/meeting/")
    if chair.get_by_role("button", name="Begin the meeting").count():
        for sentence in chair.get_by_role("checkbox").all():
            sentence.check()
        chair.get_by_role("button", name="Begin the meeting").click()
    roll = chair.get_by_role("button", name=re.compile("is (not )?here")).first
    later = chair.get_by_role("button", name="Who comes, who leaves")
    expect(roll.or_(later)).to_be_visible()
    if later.count():
        later.click()
    for agency in agencies:
        button = chair.get_by_role("button", name=re.compile(f"{agency}.*is not here"))
        if button.count():
            button.first.click()
            here = chair.get_by_role("button", name=re.compile(f"{agency}.*is here"))
            expect(here).to_have_count(1)
    if later.count():
        press(chair, "Escape")
